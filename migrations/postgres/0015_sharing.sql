-- How what was earned is shared. A sharing has a period, what is set aside, and rules that the group compares. Until it is
-- frozen everything is worked out anew from the records; freezing copies inputs, rule and result into `frozen`, and from then
-- on the row says what was decided, whatever is corrected later. People stand there under their ids only: erasing somebody
-- makes the id nobody's. Reasons for leaving somebody out and for corrections are words about people and stand apart, so
-- that they can be emptied. An advance is deducted once: by the sharing that it names.

create table sharing (
    id uuid primary key,
    cohort uuid not null references cohort (id) on delete cascade,
    name text not null,
    first_on date not null,
    last_on date not null,
    -- in hundredths of a percent
    contribution bigint not null check (contribution between 0 and 10000),
    reserve bigint not null check (reserve between 0 and 10000),
    carried bigint not null check (carried between 0 and 10000),
    -- whether everybody sees every line
    open_lines boolean not null default false,
    decision uuid references decision (id) on delete set null,
    frozen_on date,
    -- as `sharing::frozen::Frozen`
    frozen text,
    check (last_on >= first_on),
    check (reserve + carried <= 10000),
    check ((frozen_on is null) = (frozen is null))
);
create index sharing_cohort on sharing (cohort, first_on);

create function sharing_stays() returns trigger language plpgsql as $$
begin
    raise exception 'sharing_stays' using errcode = '23514', constraint = 'sharing_stays';
end $$;
create trigger sharing_stays before update on sharing for each row when (old.frozen_on is not null)
    execute function sharing_stays();
create trigger sharing_keeps before delete on sharing for each row when (old.frozen_on is not null)
    execute function sharing_stays();

create table sharing_rule (
    id uuid primary key,
    sharing uuid not null references sharing (id) on delete cascade,
    name text not null,
    -- as `domain::sharing::Rule`
    rule text not null
);
create index sharing_rule_sharing on sharing_rule (sharing);

create table sharing_left_out (
    sharing uuid not null references sharing (id) on delete cascade,
    person uuid not null references person (id),
    reason text not null,
    primary key (sharing, person)
);
create index sharing_left_out_person on sharing_left_out (person);

create table advance (
    id uuid primary key,
    cohort uuid not null references cohort (id) on delete cascade,
    person uuid not null references person (id),
    amount_cents bigint not null check (amount_cents between 1 and 1000000000),
    on_day date not null,
    sharing uuid references sharing (id),
    withdrawn_on date
);
create index advance_cohort on advance (cohort, on_day);
create index advance_person on advance (person);

create table sharing_correction (
    id uuid primary key,
    sharing uuid not null references sharing (id) on delete cascade,
    person uuid not null references person (id),
    amount_cents bigint not null check (amount_cents <> 0 and amount_cents between -1000000000 and 1000000000),
    reason text not null,
    made_on date not null
);
create index sharing_correction_sharing on sharing_correction (sharing);
create index sharing_correction_person on sharing_correction (person);
