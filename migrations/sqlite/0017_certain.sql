-- Spaces in depth, and the rule over all of it. A special day has hours of its own. A block is a time that the host or a
-- facilitator takes for something else; an outage says how many machines of a kind are out of order, and until when. Neither
-- says who wrote it: the audit knows. House rules are words and a small picture, read by whoever books.
-- A booking frees its people and machines at `frees_at`: its end and the space's buffer, kept by triggers. The rule sums until then.
-- Sums rise where a booking or an outage begins: two views say what is in use there, one which bookings lie in a block, and
-- every way in asks them: bookings, blocks, outages, fewer places or machines, a longer buffer. What had begun when a block or
-- an outage came (`since`) goes on. The program displaces what no longer fits in the same transaction, before it writes.

create table special_day (
    space blob not null references space (id) on delete cascade,
    on_day text not null,
    opens integer not null check (opens between 0 and 1439),
    closes integer not null check (closes between 1 and 1440 and closes > opens),
    primary key (space, on_day, opens)
) strict, without rowid;

create table block (
    id blob primary key check (length(id) = 16),
    space blob not null references space (id) on delete cascade,
    starts_at text not null check (length(starts_at) = 25),
    ends_at text not null check (length(ends_at) = 25 and ends_at > starts_at),
    reason text not null,
    -- of blocks that come from a calendar file: what that file calls them
    uid text not null default '',
    since text not null default '1970-01-01T00:00:00+00:00' check (length(since) = 25)
) strict, without rowid;
create index block_space on block (space, ends_at);
create unique index block_uid on block (space, uid, starts_at) where uid <> '';

create table outage (
    id blob primary key check (length(id) = 16),
    machine blob not null references machine (id) on delete cascade,
    count integer not null check (count between 1 and 500),
    starts_at text not null check (length(starts_at) = 25),
    -- until it is repaired, unless somebody knows when
    ends_at text not null default '9999-12-31T23:59:59+00:00' check (length(ends_at) = 25 and ends_at > starts_at),
    reason text not null default '',
    since text not null default '1970-01-01T00:00:00+00:00' check (length(since) = 25)
) strict, without rowid;
create index outage_machine on outage (machine, ends_at);

create table house_rules (
    space blob primary key references space (id) on delete cascade,
    text text not null default '',
    photo blob check (length(photo) = 16),
    width integer check (width between 1 and 800),
    height integer check (height between 1 and 800),
    bytes blob check (length(bytes) between 1 and 61440),
    check ((photo is null) = (bytes is null) and (photo is null) = (width is null) and (photo is null) = (height is null))
) strict;

alter table booking add column frees_at text check (length(frees_at) = 25);
-- No page has set a buffer before.
update booking set frees_at = ends_at;
drop index booking_space;
create index booking_space on booking (space, frees_at) where state = 'held';

-- The people in a space where a held booking begins, or where what the space has now begins to hold.
create view people_at_start as
select s.id as booking, s.space, s.starts_at, s.frees_at, p.people as has,
       (select sum(b.people) from booking b
        where b.space = s.space and b.state = 'held' and b.ends_at > p.since
          and b.frees_at > max(s.starts_at, p.since) and b.starts_at <= max(s.starts_at, p.since)) as used
from booking s join space p on p.id = s.space
where s.state = 'held' and s.ends_at > p.since;

-- The same for each machine of a booking; outages count that came before it began.
create view machine_at_start as
select s.id as booking, s.space, s.starts_at, s.frees_at, m.id as machine, m.count as has,
       (select sum(bm.count) from booking b join booking_machine bm on bm.booking = b.id and bm.machine = m.id
        where b.space = s.space and b.state = 'held' and b.ends_at > p.since
          and b.frees_at > max(s.starts_at, p.since) and b.starts_at <= max(s.starts_at, p.since))
       + (select coalesce(sum(o.count), 0) from outage o
          where o.machine = m.id and o.since < s.starts_at
            and o.ends_at > max(s.starts_at, p.since) and o.starts_at <= max(s.starts_at, p.since)) as used
from booking s join space p on p.id = s.space
join booking_machine mine on mine.booking = s.id join machine m on m.id = mine.machine
where s.state = 'held' and s.ends_at > p.since;

-- The same for each booking with a machine that goes out of order while it lasts.
create view machine_at_outage as
select s.id as booking, s.space, max(f.starts_at, p.since) as at, m.id as machine, m.count as has,
       (select sum(bm.count) from booking b join booking_machine bm on bm.booking = b.id and bm.machine = m.id
        where b.space = s.space and b.state = 'held' and b.ends_at > p.since
          and b.frees_at > max(f.starts_at, p.since) and b.starts_at <= max(f.starts_at, p.since))
       + (select sum(o.count) from outage o
          where o.machine = m.id and o.since < s.starts_at
            and o.ends_at > max(f.starts_at, p.since) and o.starts_at <= max(f.starts_at, p.since)) as used
from outage f join machine m on m.id = f.machine join space p on p.id = m.space
join booking s on s.space = p.id and s.state = 'held' and s.ends_at > p.since
              and s.frees_at > max(f.starts_at, p.since) and s.starts_at <= max(f.starts_at, p.since) and s.starts_at > f.since
join booking_machine mine on mine.booking = s.id and mine.machine = m.id
where f.ends_at > max(f.starts_at, p.since);

-- Held bookings in a time that is taken, unless they had begun when it was.
create view blocked_booking as
select s.id as booking, s.space, k.id as block
from booking s join block k on k.space = s.space and k.ends_at > s.starts_at and k.starts_at < s.frees_at and k.since < s.starts_at
where s.state = 'held';

drop trigger booking_insert;
drop trigger booking_update;
drop trigger booking_machine_insert;
drop trigger booking_machine_update;
drop trigger space_shrinks;
drop trigger machine_shrinks;

-- Apart from the rule, and once more in it, since nothing says which of two triggers comes first.
create trigger booking_frees after insert on booking when new.frees_at is null begin
    update booking set frees_at = strftime('%Y-%m-%dT%H:%M:%S+00:00', ends_at,
        '+' || (select buffer_minutes from space where id = new.space) || ' minutes')
    where id = new.id and frees_at is null;
end;

create trigger booking_insert after insert on booking when new.state = 'held' begin
    update space set version = version + 1 where id = new.space;
    update booking set frees_at = strftime('%Y-%m-%dT%H:%M:%S+00:00', ends_at,
        '+' || (select buffer_minutes from space where id = new.space) || ' minutes')
    where id = new.id;
    select raise(abort, 'capacity:blocked') where exists (select 1 from blocked_booking where booking = new.id);
    select raise(abort, 'capacity:people') where exists (
        select 1 from booking n join people_at_start s on s.space = n.space and s.frees_at > n.starts_at
             and s.starts_at >= n.starts_at and s.starts_at < n.frees_at
        where n.id = new.id and s.used > s.has
    );
end;

create trigger booking_update after update of space, starts_at, ends_at, people, state on booking begin
    update space set version = version + 1 where id = min(old.space, new.space);
    update space set version = version + 1 where id = max(old.space, new.space) and old.space <> new.space;
    update booking set frees_at = strftime('%Y-%m-%dT%H:%M:%S+00:00', ends_at,
        '+' || (select buffer_minutes from space where id = new.space) || ' minutes')
    where id = new.id
      and (old.space <> new.space or old.ends_at <> new.ends_at or (old.state <> 'held' and new.state = 'held'));
    select raise(abort, 'machine:elsewhere') where new.state = 'held' and exists (
        select 1 from booking_machine bm join machine m on m.id = bm.machine where bm.booking = new.id and m.space <> new.space
    );
    select raise(abort, 'capacity:blocked')
    where new.state = 'held' and exists (select 1 from blocked_booking where booking = new.id);
    select raise(abort, 'capacity:people') where new.state = 'held' and exists (
        select 1 from booking n join people_at_start s on s.space = n.space and s.frees_at > n.starts_at
             and s.starts_at >= n.starts_at and s.starts_at < n.frees_at
        where n.id = new.id and s.used > s.has
    );
    select raise(abort, 'capacity:machine') where new.state = 'held' and exists (
        select 1 from booking n join booking_machine mine on mine.booking = n.id
        join machine_at_start s on s.space = n.space and s.machine = mine.machine and s.frees_at > n.starts_at
             and s.starts_at >= n.starts_at and s.starts_at < n.frees_at
        where n.id = new.id and s.used > s.has
    ) or new.state = 'held' and exists (
        select 1 from booking n join booking_machine mine on mine.booking = n.id
        join machine_at_outage s on s.machine = mine.machine and s.at >= n.starts_at and s.at < n.frees_at
        where n.id = new.id and s.used > s.has
    );
end;

create trigger booking_machine_insert after insert on booking_machine begin
    select raise(abort, 'machine:elsewhere')
    where (select space from machine where id = new.machine) <> (select space from booking where id = new.booking);
    update space set version = version + 1 where id = (select space from booking where id = new.booking);
    select raise(abort, 'capacity:machine') where exists (
        select 1 from booking n
        join machine_at_start s on s.space = n.space and s.machine = new.machine and s.frees_at > n.starts_at
             and s.starts_at >= n.starts_at and s.starts_at < n.frees_at
        where n.id = new.booking and n.state = 'held' and s.used > s.has
    ) or exists (
        select 1 from booking n
        join machine_at_outage s on s.machine = new.machine and s.at >= n.starts_at and s.at < n.frees_at
        where n.id = new.booking and n.state = 'held' and s.used > s.has
    );
end;

create trigger booking_machine_update after update on booking_machine begin
    select raise(abort, 'machine:elsewhere')
    where (select space from machine where id = new.machine) <> (select space from booking where id = new.booking);
    update space set version = version + 1 where id = (select space from booking where id = new.booking);
    select raise(abort, 'capacity:machine') where exists (
        select 1 from booking n
        join machine_at_start s on s.space = n.space and s.machine = new.machine and s.frees_at > n.starts_at
             and s.starts_at >= n.starts_at and s.starts_at < n.frees_at
        where n.id = new.booking and n.state = 'held' and s.used > s.has
    ) or exists (
        select 1 from booking n
        join machine_at_outage s on s.machine = new.machine and s.at >= n.starts_at and s.at < n.frees_at
        where n.id = new.booking and n.state = 'held' and s.used > s.has
    );
end;

create trigger space_shrinks after update of people on space when new.people < old.people begin
    select raise(abort, 'capacity:people') where exists (
        select 1 from people_at_start where space = new.id and used > has
    );
end;

-- A longer buffer counts for what is not over; what was over keeps what it had.
create trigger space_cleans after update of buffer_minutes on space when new.buffer_minutes <> old.buffer_minutes begin
    update booking set frees_at = strftime('%Y-%m-%dT%H:%M:%S+00:00', ends_at, '+' || new.buffer_minutes || ' minutes')
    where space = new.id and ends_at > new.since;
    select raise(abort, 'capacity:blocked') where exists (select 1 from blocked_booking where space = new.id);
    select raise(abort, 'capacity:people') where exists (
        select 1 from people_at_start where space = new.id and used > has
    );
    select raise(abort, 'capacity:machine') where exists (
        select 1 from machine_at_start where space = new.id and used > has
    ) or exists (select 1 from machine_at_outage where space = new.id and used > has);
end;

create trigger machine_shrinks after update of count on machine when new.count < old.count begin
    update space set version = version + 1 where id = new.space;
    select raise(abort, 'capacity:machine') where exists (
        select 1 from machine_at_start where machine = new.id and used > has
    ) or exists (select 1 from machine_at_outage where machine = new.id and used > has);
end;

create trigger block_insert after insert on block begin
    update space set version = version + 1 where id = new.space;
    select raise(abort, 'capacity:blocked') where exists (select 1 from blocked_booking where block = new.id);
end;

create trigger block_update after update of space, starts_at, ends_at, since on block begin
    update space set version = version + 1 where id = min(old.space, new.space);
    update space set version = version + 1 where id = max(old.space, new.space) and old.space <> new.space;
    select raise(abort, 'capacity:blocked') where exists (select 1 from blocked_booking where block = new.id);
end;

create trigger outage_insert after insert on outage begin
    update space set version = version + 1 where id = (select space from machine where id = new.machine);
    select raise(abort, 'capacity:machine') where exists (
        select 1 from machine_at_start s where s.machine = new.machine and s.frees_at > new.starts_at
           and s.starts_at < new.ends_at and s.used > s.has
    ) or exists (
        select 1 from machine_at_outage s where s.machine = new.machine and s.at >= new.starts_at and s.at < new.ends_at
           and s.used > s.has
    );
end;

create trigger outage_update after update of machine, count, starts_at, ends_at, since on outage begin
    update space set version = version + 1 where id = (select space from machine where id = new.machine);
    select raise(abort, 'capacity:machine') where exists (
        select 1 from machine_at_start s where s.machine = new.machine and s.frees_at > new.starts_at
           and s.starts_at < new.ends_at and s.used > s.has
    ) or exists (
        select 1 from machine_at_outage s where s.machine = new.machine and s.at >= new.starts_at and s.at < new.ends_at
           and s.used > s.has
    );
end;
