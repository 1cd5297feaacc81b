-- What becomes of a booking. It is for its booker, a pôle, an order or a mission; it may be one of a series, which says by
-- which rule days come again (the text of RFC 5545, and the days left out) and at which minutes on the clock of the space;
-- who gives it back late says why. `version` grows with every change, whoever writes: two who change the same booking, and
-- who was asked for one that has changed since, learn of it. An exchange gives a booking to somebody, or the places of two
-- to each other; it remembers the version that was talked about. Nothing happens before the other has said yes.

create table booking_series (
    id blob primary key check (length(id) = 16),
    cohort blob not null references cohort (id) on delete cascade,
    space blob not null references space (id),
    person blob not null references person (id),
    rule text not null,
    first_on text not null,
    until_on text not null check (until_on >= first_on),
    -- the days left out, as 2026-12-21, with spaces between
    skipped text not null default '',
    from_minutes integer not null check (from_minutes between 0 and 1439),
    to_minutes integer not null check (to_minutes between 1 and 1440 and to_minutes > from_minutes),
    created_at text not null check (length(created_at) = 25)
) strict, without rowid;
create index booking_series_cohort on booking_series (cohort);

alter table booking add column customer_order blob references customer_order (id) on delete set null;
alter table booking add column mission blob references mission (id) on delete set null;
alter table booking add column series blob references booking_series (id) on delete set null;
alter table booking add column cancel_reason text not null default '';
alter table booking add column cancelled_by blob references person (id);
alter table booking add column version integer not null default 0;
create index booking_order on booking (customer_order) where customer_order is not null;
create index booking_mission on booking (mission) where mission is not null;
create index booking_in_series on booking (series, starts_at) where series is not null;

create trigger booking_versioned after update
    of space, person, pole, customer_order, mission, series, starts_at, ends_at, people, purpose, state on booking
begin
    update booking set version = version + 1 where id = new.id;
end;

create table exchange (
    id blob primary key check (length(id) = 16),
    cohort blob not null references cohort (id) on delete cascade,
    given blob not null references booking (id) on delete cascade,
    given_version integer not null,
    -- none: the booking is handed over, for nothing
    taken blob references booking (id) on delete cascade,
    taken_version integer,
    asked_by blob not null references person (id),
    asked blob not null references person (id) check (asked <> asked_by),
    state text not null default 'asked' check (state in ('asked', 'accepted', 'refused', 'withdrawn')),
    created_at text not null check (length(created_at) = 25),
    answered_at text check (length(answered_at) = 25),
    check ((taken is null) = (taken_version is null)),
    check ((state = 'asked') = (answered_at is null))
) strict, without rowid;
-- One question at a time about one booking.
create unique index exchange_open on exchange (given) where state = 'asked';
create index exchange_asked on exchange (asked) where state = 'asked';
create index exchange_taken on exchange (taken) where taken is not null;
