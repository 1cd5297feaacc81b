-- Spaces in depth, and the rule over all of it. A special day has hours of its own. A block is a time that the host or a
-- facilitator takes for something else; an outage says how many machines of a kind are out of order, and until when. Neither
-- says who wrote it: the audit knows. House rules are words and a small picture, read by whoever books.
-- A booking frees its people and machines at `frees_at`: its end and the space's buffer, kept by triggers. The rule sums until then.
-- Sums rise where a booking or an outage begins: two views say what is in use there, one which bookings lie in a block, and
-- every way in asks them: bookings, blocks, outages, fewer places or machines, a longer buffer. What had begun when a block or
-- an outage came (`since`) goes on. The program displaces what no longer fits in the same transaction, before it writes.

create table special_day (
    space uuid not null references space (id) on delete cascade,
    on_day date not null,
    opens bigint not null check (opens between 0 and 1439),
    closes bigint not null check (closes between 1 and 1440 and closes > opens),
    primary key (space, on_day, opens)
);

create table block (
    id uuid primary key,
    space uuid not null references space (id) on delete cascade,
    starts_at timestamptz not null,
    ends_at timestamptz not null check (ends_at > starts_at),
    reason text not null,
    -- of blocks that come from a calendar file: what that file calls them
    uid text not null default '',
    since timestamptz not null default '1970-01-01T00:00:00Z'
);
create index block_space on block (space, ends_at);
create unique index block_uid on block (space, uid, starts_at) where uid <> '';

create table outage (
    id uuid primary key,
    machine uuid not null references machine (id) on delete cascade,
    count bigint not null check (count between 1 and 500),
    starts_at timestamptz not null,
    -- until it is repaired, unless somebody knows when
    ends_at timestamptz not null default '9999-12-31T23:59:59Z' check (ends_at > starts_at),
    reason text not null default '',
    since timestamptz not null default '1970-01-01T00:00:00Z'
);
create index outage_machine on outage (machine, ends_at);

create table house_rules (
    space uuid primary key references space (id) on delete cascade,
    text text not null default '',
    photo uuid,
    width bigint check (width between 1 and 800),
    height bigint check (height between 1 and 800),
    bytes bytea check (length(bytes) between 1 and 61440),
    check ((photo is null) = (bytes is null) and (photo is null) = (width is null) and (photo is null) = (height is null))
);

alter table booking add column frees_at timestamptz;
-- No page has set a buffer before.
update booking set frees_at = ends_at;
alter table booking alter column frees_at set not null;
drop index booking_space;
create index booking_space on booking (space, frees_at) where state = 'held';

-- The people in a space where a held booking begins, or where what the space has now begins to hold.
create view people_at_start as
select s.id as booking, s.space, s.starts_at, s.frees_at, p.people as has,
       (select sum(b.people) from booking b
        where b.space = s.space and b.state = 'held' and b.ends_at > p.since
          and b.frees_at > greatest(s.starts_at, p.since) and b.starts_at <= greatest(s.starts_at, p.since)) as used
from booking s join space p on p.id = s.space
where s.state = 'held' and s.ends_at > p.since;

-- The same for each machine of a booking; outages count that came before it began.
create view machine_at_start as
select s.id as booking, s.space, s.starts_at, s.frees_at, m.id as machine, m.count as has,
       (select sum(bm.count) from booking b join booking_machine bm on bm.booking = b.id and bm.machine = m.id
        where b.space = s.space and b.state = 'held' and b.ends_at > p.since
          and b.frees_at > greatest(s.starts_at, p.since) and b.starts_at <= greatest(s.starts_at, p.since))
       + (select coalesce(sum(o.count), 0) from outage o
          where o.machine = m.id and o.since < s.starts_at
            and o.ends_at > greatest(s.starts_at, p.since) and o.starts_at <= greatest(s.starts_at, p.since)) as used
from booking s join space p on p.id = s.space
join booking_machine mine on mine.booking = s.id join machine m on m.id = mine.machine
where s.state = 'held' and s.ends_at > p.since;

-- The same for each booking with a machine that goes out of order while it lasts.
create view machine_at_outage as
select s.id as booking, s.space, greatest(f.starts_at, p.since) as at, m.id as machine, m.count as has,
       (select sum(bm.count) from booking b join booking_machine bm on bm.booking = b.id and bm.machine = m.id
        where b.space = s.space and b.state = 'held' and b.ends_at > p.since
          and b.frees_at > greatest(f.starts_at, p.since) and b.starts_at <= greatest(f.starts_at, p.since))
       + (select sum(o.count) from outage o
          where o.machine = m.id and o.since < s.starts_at
            and o.ends_at > greatest(f.starts_at, p.since) and o.starts_at <= greatest(f.starts_at, p.since)) as used
from outage f join machine m on m.id = f.machine join space p on p.id = m.space
join booking s on s.space = p.id and s.state = 'held' and s.ends_at > p.since
              and s.frees_at > greatest(f.starts_at, p.since) and s.starts_at <= greatest(f.starts_at, p.since) and s.starts_at > f.since
join booking_machine mine on mine.booking = s.id and mine.machine = m.id
where f.ends_at > greatest(f.starts_at, p.since);

-- Held bookings in a time that is taken, unless they had begun when it was.
create view blocked_booking as
select s.id as booking, s.space, k.id as block
from booking s join block k on k.space = s.space and k.ends_at > s.starts_at and k.starts_at < s.frees_at and k.since < s.starts_at
where s.state = 'held';

drop trigger booking_insert on booking;
drop trigger booking_update on booking;
drop trigger booking_machine_rule on booking_machine;
drop trigger space_shrinks on space;
drop trigger machine_changes on machine;
drop function booking_rule();
drop function booking_machine_rule();
drop function space_shrinks();
drop function machine_changes();
drop function people_fit(uuid, timestamptz, timestamptz);
drop function machine_fits(uuid, uuid, timestamptz, timestamptz);

-- The space's row first: a buffer that is being changed is waited for.
create function booking_frees() returns trigger language plpgsql as $$
begin
    perform lock_spaces(new.space, case when tg_op = 'UPDATE' then old.space else new.space end);
    if tg_op = 'INSERT' then
        select new.ends_at + make_interval(mins => buffer_minutes::int) into new.frees_at from space where id = new.space;
    elsif old.space <> new.space or old.ends_at <> new.ends_at or (old.state <> 'held' and new.state = 'held') then
        select new.ends_at + make_interval(mins => buffer_minutes::int) into new.frees_at from space where id = new.space;
    end if;
    -- A space that is not there: its foreign key says so.
    new.frees_at := coalesce(new.frees_at, new.ends_at);
    return new;
end $$;
create trigger booking_frees before insert or update of space, starts_at, ends_at, people, state on booking
    for each row execute function booking_frees();

create function machine_fits(the_machine uuid, from_at timestamptz, to_at timestamptz) returns boolean language sql as $$
    select not exists (
        select 1 from machine_at_start s
        where s.machine = the_machine and s.space = (select space from machine where id = the_machine)
          and s.frees_at > from_at and s.starts_at >= from_at and s.starts_at < to_at and s.used > s.has
    ) and not exists (
        select 1 from machine_at_outage s where s.machine = the_machine and s.at >= from_at and s.at < to_at and s.used > s.has
    )
$$;

create function booking_rule() returns trigger language plpgsql as $$
begin
    if exists (select 1 from booking_machine bm join machine m on m.id = bm.machine
               where bm.booking = new.id and m.space <> new.space) then
        raise exception 'machine:elsewhere' using errcode = 'P0001';
    end if;
    if exists (select 1 from blocked_booking where booking = new.id) then
        raise exception 'capacity:blocked' using errcode = 'P0001';
    end if;
    if exists (select 1 from people_at_start s
               where s.space = new.space and s.frees_at > new.starts_at
                 and s.starts_at >= new.starts_at and s.starts_at < new.frees_at and s.used > s.has) then
        raise exception 'capacity:people' using errcode = 'P0001';
    end if;
    if exists (select 1 from booking_machine bm where bm.booking = new.id
               and not machine_fits(bm.machine, new.starts_at, new.frees_at)) then
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
    if held.state = 'held' and not machine_fits(new.machine, held.starts_at, held.frees_at) then
        raise exception 'capacity:machine' using errcode = 'P0001';
    end if;
    return null;
end $$;
create trigger booking_machine_rule after insert or update on booking_machine
    for each row execute function booking_machine_rule();

-- A longer buffer counts for what is not over; what was over keeps what it had.
create function space_changes() returns trigger language plpgsql as $$
begin
    if new.buffer_minutes <> old.buffer_minutes then
        update booking set frees_at = ends_at + make_interval(mins => new.buffer_minutes::int)
        where space = new.id and ends_at > new.since;
        if exists (select 1 from blocked_booking where space = new.id) then
            raise exception 'capacity:blocked' using errcode = 'P0001';
        end if;
    end if;
    if exists (select 1 from people_at_start where space = new.id and used > has) then
        raise exception 'capacity:people' using errcode = 'P0001';
    end if;
    if new.buffer_minutes <> old.buffer_minutes
       and (exists (select 1 from machine_at_start where space = new.id and used > has)
            or exists (select 1 from machine_at_outage where space = new.id and used > has)) then
        raise exception 'capacity:machine' using errcode = 'P0001';
    end if;
    return null;
end $$;
create trigger space_shrinks after update of people, buffer_minutes on space
    for each row when (new.people < old.people or new.buffer_minutes <> old.buffer_minutes) execute function space_changes();

create function machine_changes() returns trigger language plpgsql as $$
begin
    perform lock_spaces(new.space, old.space);
    if new.space <> old.space and exists (select 1 from booking_machine where machine = new.id) then
        raise exception 'machine:elsewhere' using errcode = 'P0001';
    end if;
    if exists (select 1 from machine_at_start where machine = new.id and used > has)
       or exists (select 1 from machine_at_outage where machine = new.id and used > has) then
        raise exception 'capacity:machine' using errcode = 'P0001';
    end if;
    return null;
end $$;
create trigger machine_changes after update of space, count on machine
    for each row execute function machine_changes();

create function block_rule() returns trigger language plpgsql as $$
begin
    perform lock_spaces(new.space, case when tg_op = 'UPDATE' then old.space else new.space end);
    if exists (select 1 from blocked_booking where block = new.id) then
        raise exception 'capacity:blocked' using errcode = 'P0001';
    end if;
    return null;
end $$;
create trigger block_rule after insert or update of space, starts_at, ends_at, since on block
    for each row execute function block_rule();

create function outage_rule() returns trigger language plpgsql as $$
declare the_space uuid;
begin
    select space into the_space from machine where id = new.machine;
    perform lock_spaces(the_space, the_space);
    if exists (select 1 from machine_at_start s where s.machine = new.machine and s.frees_at > new.starts_at
                 and s.starts_at < new.ends_at and s.used > s.has)
       or exists (select 1 from machine_at_outage s where s.machine = new.machine and s.at >= new.starts_at
                    and s.at < new.ends_at and s.used > s.has) then
        raise exception 'capacity:machine' using errcode = 'P0001';
    end if;
    return null;
end $$;
create trigger outage_rule after insert or update of machine, count, starts_at, ends_at, since on outage
    for each row execute function outage_rule();
