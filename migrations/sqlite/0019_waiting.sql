-- Waiting for a full moment, and a fair part for everybody. What becomes free is offered to one person of those who wait:
-- the offer is a booking with `hold_until`, so the rule of 0003 counts it as taken until it is answered or its time is over.
-- Taking it empties `hold_until`; a booking that still has one was never more than an offer, whatever became of it, and is
-- no use of the space. A facilitator lifts the weekly quota for somebody, for some days, with a reason. A work address of
-- somebody who accompanies or hosts is sealed with a key that is not in the database; `mail` says only what is still to be sent.

alter table booking add column hold_until text check (length(hold_until) = 25);

create table wait (
    id blob primary key check (length(id) = 16),
    space blob not null references space (id) on delete cascade,
    cohort blob not null references cohort (id) on delete cascade,
    person blob not null references person (id),
    pole blob references pole (id) on delete set null,
    customer_order blob references customer_order (id) on delete set null,
    mission blob references mission (id) on delete set null,
    starts_at text not null check (length(starts_at) = 25),
    ends_at text not null check (length(ends_at) = 25 and ends_at > starts_at),
    people integer not null check (people between 1 and 500),
    purpose text not null default '',
    state text not null default 'waiting' check (state in ('waiting', 'offered', 'taken', 'lapsed', 'left', 'over')),
    -- the booking that it was offered, the last one
    booking blob references booking (id) on delete set null,
    created_at text not null check (length(created_at) = 25),
    check (state <> 'waiting' or booking is null)
) strict, without rowid;
create index wait_space on wait (space, created_at) where state in ('waiting', 'offered');
create index wait_person on wait (person, starts_at);
create index wait_cohort on wait (cohort);
create index wait_order on wait (customer_order) where customer_order is not null;
create index wait_mission on wait (mission) where mission is not null;
create index wait_booking on wait (booking) where booking is not null;
-- Nobody stands twice in line for the same moment.
create unique index wait_once on wait (person, cohort, space, starts_at, ends_at) where state in ('waiting', 'offered');

create table wait_machine (
    wait blob not null references wait (id) on delete cascade,
    machine blob not null references machine (id) on delete cascade,
    count integer not null check (count between 1 and 500),
    primary key (wait, machine)
) strict, without rowid;
create index wait_machine_machine on wait_machine (machine);

create table quota_lift (
    id blob primary key check (length(id) = 16),
    space blob not null references space (id) on delete cascade,
    cohort blob not null references cohort (id) on delete cascade,
    person blob not null references person (id),
    first_on text not null,
    last_on text not null check (last_on >= first_on),
    reason text not null,
    by_person blob not null references person (id),
    created_at text not null check (length(created_at) = 25)
) strict, without rowid;
create index quota_lift_person on quota_lift (person, space, last_on);
create index quota_lift_cohort on quota_lift (cohort);
create index quota_lift_space on quota_lift (space);

create table mail_address (
    person blob primary key references person (id),
    -- nonce and address, sealed for this person
    sealed blob not null
) strict, without rowid;

-- One mail an offer. A row goes when its mail went, or when there is nothing left to say.
create table mail (
    booking blob primary key references booking (id) on delete cascade,
    created_at text not null check (length(created_at) = 25),
    next_at text not null check (length(next_at) = 25),
    tries integer not null default 0
) strict, without rowid;
