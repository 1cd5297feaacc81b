-- What leaves a group in figures leaves once. A row of `released` is a sum of one figure over whole months, written by the
-- program when they are over and never changed: months whose sum would tell of one person wait for the next ones, and every
-- total is a sum of rows, so that nothing else follows by subtraction. A value is null where too few people are counted.
-- `released_until` says up to which day the program has looked.
--
-- After the end each may say what she does, at the end and six months later: one answer a person and moment, which she takes
-- back by deleting it. What the group's answers come to is released too, once nobody is asked any more.

create table released (
    cohort uuid not null references cohort (id) on delete cascade,
    code text not null,
    first_on date not null,
    last_on date not null check (last_on >= first_on),
    -- minutes, people or things; null: too few to be named
    value bigint check (value >= 0),
    primary key (cohort, code, first_on)
);

create table released_until (
    cohort uuid primary key references cohort (id) on delete cascade,
    until_on date not null
);

create table afterwards (
    cohort uuid not null references cohort (id) on delete cascade,
    person uuid not null references person (id),
    moment text not null check (moment in ('end', 'six_months')),
    situation text not null check (situation in ('employment', 'business', 'training', 'project', 'looking', 'other')),
    answered_on date not null,
    primary key (cohort, person, moment)
);
create index afterwards_person on afterwards (person);
