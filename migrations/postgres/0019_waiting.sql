-- Waiting for a full moment, and a fair part for everybody. What becomes free is offered to one person of those who wait:
-- the offer is a booking with `hold_until`, so the rule of 0003 counts it as taken until it is answered or its time is over.
-- Taking it empties `hold_until`; a booking that still has one was never more than an offer, whatever became of it, and is
-- no use of the space. A facilitator lifts the weekly quota for somebody, for some days, with a reason. A work address of
-- somebody who accompanies or hosts is sealed with a key that is not in the database; `mail` says only what is still to be sent.

alter table booking add column hold_until timestamptz;

create table wait (
    id uuid primary key,
    space uuid not null references space (id) on delete cascade,
    cohort uuid not null references cohort (id) on delete cascade,
    person uuid not null references person (id),
    pole uuid references pole (id) on delete set null,
    customer_order uuid references customer_order (id) on delete set null,
    mission uuid references mission (id) on delete set null,
    starts_at timestamptz not null,
    ends_at timestamptz not null check (ends_at > starts_at),
    people bigint not null check (people between 1 and 500),
    purpose text not null default '',
    state text not null default 'waiting' check (state in ('waiting', 'offered', 'taken', 'lapsed', 'left', 'over')),
    -- the booking that it was offered, the last one
    booking uuid references booking (id) on delete set null,
    created_at timestamptz not null,
    check (state <> 'waiting' or booking is null)
);
create index wait_space on wait (space, created_at) where state in ('waiting', 'offered');
create index wait_person on wait (person, starts_at);
create index wait_cohort on wait (cohort);
create index wait_order on wait (customer_order) where customer_order is not null;
create index wait_mission on wait (mission) where mission is not null;
create index wait_booking on wait (booking) where booking is not null;
-- Nobody stands twice in line for the same moment.
create unique index wait_once on wait (person, cohort, space, starts_at, ends_at) where state in ('waiting', 'offered');

create table wait_machine (
    wait uuid not null references wait (id) on delete cascade,
    machine uuid not null references machine (id) on delete cascade,
    count bigint not null check (count between 1 and 500),
    primary key (wait, machine)
);
create index wait_machine_machine on wait_machine (machine);

create table quota_lift (
    id uuid primary key,
    space uuid not null references space (id) on delete cascade,
    cohort uuid not null references cohort (id) on delete cascade,
    person uuid not null references person (id),
    first_on date not null,
    last_on date not null check (last_on >= first_on),
    reason text not null,
    by_person uuid not null references person (id),
    created_at timestamptz not null
);
create index quota_lift_person on quota_lift (person, space, last_on);
create index quota_lift_cohort on quota_lift (cohort);
create index quota_lift_space on quota_lift (space);

create table mail_address (
    person uuid primary key references person (id),
    -- nonce and address, sealed for this person
    sealed bytea not null
);

-- One mail an offer. A row goes when its mail went, or when there is nothing left to say.
create table mail (
    booking uuid primary key references booking (id) on delete cascade,
    created_at timestamptz not null,
    next_at timestamptz not null,
    tries bigint not null default 0
);
