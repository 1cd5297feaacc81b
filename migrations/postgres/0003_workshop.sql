-- The shared workshop. A space belongs to the instance and is used by the cohorts linked to it. The rule that nobody is
-- ever double-booked lives here, not in a handler: at every instant the people and each machine of the held bookings stay
-- within what the space has, whoever writes and however. Each trigger first takes the space's row (a counter), so that
-- writers of one space queue; then it sums at every start inside the booking, which is where a sum can rise.
-- Refusals are the codes `capacity:people`, `capacity:machine` and `machine:elsewhere`, read by platform/db only.

create table space (
    id uuid primary key,
    name text not null,
    details text not null default '',
    people bigint not null check (people between 1 and 500),
    time_zone text not null,
    version bigint not null default 0,
    -- what the space has now holds from this instant on: what was over by then was held by what it had then
    since timestamptz not null default '1970-01-01T00:00:00Z'
);

create table space_cohort (
    space uuid not null references space (id) on delete cascade,
    cohort uuid not null references cohort (id) on delete cascade,
    primary key (space, cohort)
);
create index space_cohort_cohort on space_cohort (cohort);

create table machine (
    id uuid primary key,
    space uuid not null references space (id) on delete cascade,
    name text not null,
    pictogram text not null default 'tools',
    count bigint not null check (count between 0 and 500)
);
create index machine_space on machine (space);

-- Minutes since midnight on the space's own clock; 1440 is 24:00.
create table opening (
    space uuid not null references space (id) on delete cascade,
    weekday bigint not null check (weekday between 1 and 7),
    opens bigint not null check (opens between 0 and 1439),
    closes bigint not null check (closes between 1 and 1440 and closes > opens),
    primary key (space, weekday, opens)
);

create table closure (
    id uuid primary key,
    space uuid not null references space (id) on delete cascade,
    first_on date not null,
    last_on date not null check (last_on >= first_on),
    reason text not null
);
create index closure_space on closure (space, last_on);

create table booking (
    id uuid primary key,
    space uuid not null references space (id),
    cohort uuid not null references cohort (id) on delete cascade,
    person uuid not null references person (id),
    pole uuid references pole (id) on delete set null,
    starts_at timestamptz not null,
    ends_at timestamptz not null check (ends_at > starts_at),
    people bigint not null check (people between 1 and 500),
    purpose text not null default '',
    -- displaced: it no longer fits since the space changed; listed, not counted
    state text not null default 'held' check (state in ('held', 'cancelled', 'displaced')),
    created_at timestamptz not null,
    cancelled_at timestamptz
);
-- Ends, because what is over needs no look: ten years of bookings cost what this week does.
create index booking_space on booking (space, ends_at) where state = 'held';
create index booking_cohort on booking (cohort, starts_at);
create index booking_person on booking (person, starts_at);

create table booking_machine (
    booking uuid not null references booking (id) on delete cascade,
    machine uuid not null references machine (id),
    count bigint not null check (count between 1 and 500),
    primary key (booking, machine)
);
create index booking_machine_machine on booking_machine (machine);

-- Two writers of one space wait for each other on its row; lower id first when a booking changes space, or they deadlock.
create function lock_spaces(a uuid, b uuid) returns void language plpgsql as $$
begin
    update space set version = version + 1 where id = least(a, b);
    if a <> b then
        update space set version = version + 1 where id = greatest(a, b);
    end if;
end $$;

create function people_fit(the_space uuid, from_at timestamptz, to_at timestamptz) returns boolean language sql as $$
    select not exists (
        select 1 from booking s
        where s.space = the_space and s.state = 'held' and s.ends_at > from_at
          and s.starts_at >= from_at and s.starts_at < to_at
          and (select sum(b.people) from booking b
               where b.space = the_space and b.state = 'held' and b.ends_at > s.starts_at and b.starts_at <= s.starts_at)
              > (select people from space where id = the_space)
    )
$$;

create function machine_fits(the_machine uuid, the_space uuid, from_at timestamptz, to_at timestamptz) returns boolean
language sql as $$
    select not exists (
        select 1 from booking s
        where s.space = the_space and s.state = 'held' and s.ends_at > from_at
          and s.starts_at >= from_at and s.starts_at < to_at
          and (select sum(bm.count) from booking b join booking_machine bm on bm.booking = b.id and bm.machine = the_machine
               where b.space = the_space and b.state = 'held' and b.ends_at > s.starts_at and b.starts_at <= s.starts_at)
              > (select count from machine where id = the_machine)
    )
$$;

create function booking_rule() returns trigger language plpgsql as $$
begin
    perform lock_spaces(new.space, case when tg_op = 'UPDATE' then old.space else new.space end);
    if exists (select 1 from booking_machine bm join machine m on m.id = bm.machine
               where bm.booking = new.id and m.space <> new.space) then
        raise exception 'machine:elsewhere' using errcode = 'P0001';
    end if;
    if not people_fit(new.space, new.starts_at, new.ends_at) then
        raise exception 'capacity:people' using errcode = 'P0001';
    end if;
    if exists (select 1 from booking_machine bm where bm.booking = new.id
               and not machine_fits(bm.machine, new.space, new.starts_at, new.ends_at)) then
        raise exception 'capacity:machine' using errcode = 'P0001';
    end if;
    return null;
end $$;
create trigger booking_insert after insert on booking
    for each row when (new.state = 'held') execute function booking_rule();
create trigger booking_update after update of space, starts_at, ends_at, people, state on booking
    for each row when (new.state = 'held') execute function booking_rule();

create function booking_machine_rule() returns trigger language plpgsql as $$
declare held booking;
begin
    select * into held from booking where id = new.booking;
    perform lock_spaces(held.space, held.space);
    if (select space from machine where id = new.machine) <> held.space then
        raise exception 'machine:elsewhere' using errcode = 'P0001';
    end if;
    if held.state = 'held' and not machine_fits(new.machine, held.space, held.starts_at, held.ends_at) then
        raise exception 'capacity:machine' using errcode = 'P0001';
    end if;
    return null;
end $$;
create trigger booking_machine_rule after insert or update on booking_machine
    for each row execute function booking_machine_rule();

-- A space may shrink only to what is held: the program displaces bookings first, in the same transaction.
create function space_shrinks() returns trigger language plpgsql as $$
begin
    if exists (
        select 1 from booking s
        where s.space = new.id and s.state = 'held' and s.ends_at > new.since
          and (select sum(b.people) from booking b
               where b.space = new.id and b.state = 'held'
                 and b.ends_at > greatest(s.starts_at, new.since) and b.starts_at <= greatest(s.starts_at, new.since))
              > new.people
    ) then
        raise exception 'capacity:people' using errcode = 'P0001';
    end if;
    return null;
end $$;
create trigger space_shrinks after update of people on space
    for each row when (new.people < old.people) execute function space_shrinks();

create function machine_changes() returns trigger language plpgsql as $$
declare valid_from timestamptz;
begin
    perform lock_spaces(new.space, old.space);
    if new.space <> old.space and exists (select 1 from booking_machine where machine = new.id) then
        raise exception 'machine:elsewhere' using errcode = 'P0001';
    end if;
    select since into valid_from from space where id = new.space;
    if exists (
        select 1 from booking_machine mine join booking s on s.id = mine.booking and s.state = 'held'
        where mine.machine = new.id and s.ends_at > valid_from
          and (select sum(bm.count) from booking b join booking_machine bm on bm.booking = b.id and bm.machine = new.id
               where b.space = new.space and b.state = 'held'
                 and b.ends_at > greatest(s.starts_at, valid_from) and b.starts_at <= greatest(s.starts_at, valid_from))
              > new.count
    ) then
        raise exception 'capacity:machine' using errcode = 'P0001';
    end if;
    return null;
end $$;
create trigger machine_changes after update of space, count on machine
    for each row execute function machine_changes();
