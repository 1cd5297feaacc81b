-- The shared workshop. A space belongs to the instance and is used by the cohorts linked to it. The rule that nobody is
-- ever double-booked lives here, not in a handler: at every instant the people and each machine of the held bookings stay
-- within what the space has, whoever writes and however. Each trigger first takes the space's row (a counter), so that
-- writers of one space queue; then it sums at every start inside the booking, which is where a sum can rise.
-- Refusals are the codes `capacity:people`, `capacity:machine` and `machine:elsewhere`, read by platform/db only.

create table space (
    id blob primary key check (length(id) = 16),
    name text not null,
    details text not null default '',
    people integer not null check (people between 1 and 500),
    time_zone text not null,
    version integer not null default 0,
    -- what the space has now holds from this instant on: what was over by then was held by what it had then
    since text not null default '1970-01-01T00:00:00+00:00' check (length(since) = 25)
) strict, without rowid;

create table space_cohort (
    space blob not null references space (id) on delete cascade,
    cohort blob not null references cohort (id) on delete cascade,
    primary key (space, cohort)
) strict, without rowid;
create index space_cohort_cohort on space_cohort (cohort);

create table machine (
    id blob primary key check (length(id) = 16),
    space blob not null references space (id) on delete cascade,
    name text not null,
    pictogram text not null default 'tools',
    count integer not null check (count between 0 and 500)
) strict, without rowid;
create index machine_space on machine (space);

-- Minutes since midnight on the space's own clock; 1440 is 24:00.
create table opening (
    space blob not null references space (id) on delete cascade,
    weekday integer not null check (weekday between 1 and 7),
    opens integer not null check (opens between 0 and 1439),
    closes integer not null check (closes between 1 and 1440 and closes > opens),
    primary key (space, weekday, opens)
) strict, without rowid;

create table closure (
    id blob primary key check (length(id) = 16),
    space blob not null references space (id) on delete cascade,
    first_on text not null,
    last_on text not null check (last_on >= first_on),
    reason text not null
) strict, without rowid;
create index closure_space on closure (space, last_on);

create table booking (
    id blob primary key check (length(id) = 16),
    space blob not null references space (id),
    cohort blob not null references cohort (id) on delete cascade,
    person blob not null references person (id),
    pole blob references pole (id) on delete set null,
    starts_at text not null check (length(starts_at) = 25),
    ends_at text not null check (length(ends_at) = 25 and ends_at > starts_at),
    people integer not null check (people between 1 and 500),
    purpose text not null default '',
    -- displaced: it no longer fits since the space changed; listed, not counted
    state text not null default 'held' check (state in ('held', 'cancelled', 'displaced')),
    created_at text not null,
    cancelled_at text
) strict, without rowid;
-- Ends, because what is over needs no look: ten years of bookings cost what this week does.
create index booking_space on booking (space, ends_at) where state = 'held';
create index booking_cohort on booking (cohort, starts_at);
create index booking_person on booking (person, starts_at);

create table booking_machine (
    booking blob not null references booking (id) on delete cascade,
    machine blob not null references machine (id),
    count integer not null check (count between 1 and 500),
    primary key (booking, machine)
) strict, without rowid;
create index booking_machine_machine on booking_machine (machine);

create trigger booking_insert after insert on booking when new.state = 'held' begin
    update space set version = version + 1 where id = new.space;
    select raise(abort, 'capacity:people') where exists (
        select 1 from booking s
        where s.space = new.space and s.state = 'held' and s.ends_at > new.starts_at
          and s.starts_at >= new.starts_at and s.starts_at < new.ends_at
          and (select sum(b.people) from booking b
               where b.space = new.space and b.state = 'held' and b.ends_at > s.starts_at and b.starts_at <= s.starts_at)
              > (select people from space where id = new.space)
    );
end;

create trigger booking_update after update of space, starts_at, ends_at, people, state on booking when new.state = 'held' begin
    update space set version = version + 1 where id = min(old.space, new.space);
    update space set version = version + 1 where id = max(old.space, new.space) and old.space <> new.space;
    select raise(abort, 'machine:elsewhere') where exists (
        select 1 from booking_machine bm join machine m on m.id = bm.machine where bm.booking = new.id and m.space <> new.space
    );
    select raise(abort, 'capacity:people') where exists (
        select 1 from booking s
        where s.space = new.space and s.state = 'held' and s.ends_at > new.starts_at
          and s.starts_at >= new.starts_at and s.starts_at < new.ends_at
          and (select sum(b.people) from booking b
               where b.space = new.space and b.state = 'held' and b.ends_at > s.starts_at and b.starts_at <= s.starts_at)
              > (select people from space where id = new.space)
    );
    select raise(abort, 'capacity:machine') where exists (
        select 1 from booking_machine mine
        join machine m on m.id = mine.machine
        join booking s on s.space = new.space and s.state = 'held' and s.ends_at > new.starts_at
                      and s.starts_at >= new.starts_at and s.starts_at < new.ends_at
        where mine.booking = new.id
          and (select sum(bm.count) from booking b join booking_machine bm on bm.booking = b.id and bm.machine = m.id
               where b.space = new.space and b.state = 'held' and b.ends_at > s.starts_at and b.starts_at <= s.starts_at)
              > m.count
    );
end;

create trigger booking_machine_insert after insert on booking_machine begin
    select raise(abort, 'machine:elsewhere')
    where (select space from machine where id = new.machine) <> (select space from booking where id = new.booking);
    update space set version = version + 1 where id = (select space from booking where id = new.booking);
    select raise(abort, 'capacity:machine') where exists (
        select 1 from booking n
        join machine m on m.id = new.machine
        join booking s on s.space = n.space and s.state = 'held' and s.ends_at > n.starts_at
                      and s.starts_at >= n.starts_at and s.starts_at < n.ends_at
        where n.id = new.booking and n.state = 'held'
          and (select sum(bm.count) from booking b join booking_machine bm on bm.booking = b.id and bm.machine = new.machine
               where b.space = n.space and b.state = 'held' and b.ends_at > s.starts_at and b.starts_at <= s.starts_at)
              > m.count
    );
end;

create trigger booking_machine_update after update on booking_machine begin
    select raise(abort, 'machine:elsewhere')
    where (select space from machine where id = new.machine) <> (select space from booking where id = new.booking);
    update space set version = version + 1 where id = (select space from booking where id = new.booking);
    select raise(abort, 'capacity:machine') where exists (
        select 1 from booking n
        join machine m on m.id = new.machine
        join booking s on s.space = n.space and s.state = 'held' and s.ends_at > n.starts_at
                      and s.starts_at >= n.starts_at and s.starts_at < n.ends_at
        where n.id = new.booking and n.state = 'held'
          and (select sum(bm.count) from booking b join booking_machine bm on bm.booking = b.id and bm.machine = new.machine
               where b.space = n.space and b.state = 'held' and b.ends_at > s.starts_at and b.starts_at <= s.starts_at)
              > m.count
    );
end;

-- A space may shrink only to what is held: the program displaces bookings first, in the same transaction.
create trigger space_shrinks after update of people on space when new.people < old.people begin
    select raise(abort, 'capacity:people') where exists (
        select 1 from booking s
        where s.space = new.id and s.state = 'held' and s.ends_at > new.since
          and (select sum(b.people) from booking b
               where b.space = new.id and b.state = 'held'
                 and b.ends_at > max(s.starts_at, new.since) and b.starts_at <= max(s.starts_at, new.since))
              > new.people
    );
end;

create trigger machine_moves before update of space on machine when new.space <> old.space begin
    select raise(abort, 'machine:elsewhere') where exists (select 1 from booking_machine where machine = old.id);
end;

create trigger machine_shrinks after update of count on machine when new.count < old.count begin
    update space set version = version + 1 where id = new.space;
    select raise(abort, 'capacity:machine') where exists (
        select 1 from booking_machine mine join booking s on s.id = mine.booking and s.state = 'held'
        join space p on p.id = s.space
        where mine.machine = new.id and s.ends_at > p.since
          and (select sum(bm.count) from booking b join booking_machine bm on bm.booking = b.id and bm.machine = new.id
               where b.space = new.space and b.state = 'held'
                 and b.ends_at > max(s.starts_at, p.since) and b.starts_at <= max(s.starts_at, p.since))
              > new.count
    );
end;
