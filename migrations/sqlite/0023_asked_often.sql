-- What pages ask at every look, found without reading what is over: sums of what was made, a pôle's next bookings, those that
-- lost their place, those that nobody came for.
create index record_sums on record (cohort, made_on, product, quantity) where withdrawn_at is null;
create index booking_pole on booking (pole, starts_at) where pole is not null;
create index booking_displaced on booking (cohort, starts_at) where state = 'displaced';
create index booking_missed on booking (space, ends_at) where missed_at is not null;
-- Bookings without an event are most of them, and no way to find any.
drop index booking_event;
create unique index booking_event on booking (event) where event is not null;
-- The rule of the workshop asks which bookings begin while a new one lasts.
create index booking_begins on booking (space, starts_at) where state = 'held';

-- No booking is longer than a day, 25 hours when the clock goes back, nor cleaned after for more than four: who is there at an
-- instant frees the place within 30 hours. The program relies on it where it reads, and the rule does from here on: it reads a
-- day, not all that come later.
create trigger booking_not_longer before insert on booking when julianday(new.ends_at) - julianday(new.starts_at) > 1.05 begin
    select raise(abort, 'booking:longer');
end;
create trigger booking_not_made_longer before update of starts_at, ends_at on booking
when julianday(new.ends_at) - julianday(new.starts_at) > 1.05 begin
    select raise(abort, 'booking:longer');
end;
drop view people_at_start;
drop view machine_at_start;
drop view machine_at_outage;

-- The people in a space where a held booking begins, or where what the space has now begins to hold.
create view people_at_start as
select s.id as booking, s.space, s.starts_at, s.frees_at, p.people as has,
       (select sum(b.people) from booking b
        where b.space = s.space and b.state = 'held' and b.ends_at > p.since
          and b.frees_at > max(s.starts_at, p.since) and b.frees_at < strftime('%Y-%m-%dT%H:%M:%S+00:00', max(s.starts_at, p.since), '+30 hours')
          and b.starts_at <= max(s.starts_at, p.since)) as used
from booking s join space p on p.id = s.space
where s.state = 'held' and s.ends_at > p.since;

-- The same for each machine of a booking; outages count that came before it began.
create view machine_at_start as
select s.id as booking, s.space, s.starts_at, s.frees_at, m.id as machine, m.count as has,
       (select sum(bm.count) from booking b join booking_machine bm on bm.booking = b.id and bm.machine = m.id
        where b.space = s.space and b.state = 'held' and b.ends_at > p.since
          and b.frees_at > max(s.starts_at, p.since) and b.frees_at < strftime('%Y-%m-%dT%H:%M:%S+00:00', max(s.starts_at, p.since), '+30 hours')
          and b.starts_at <= max(s.starts_at, p.since))
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
          and b.frees_at > max(f.starts_at, p.since) and b.frees_at < strftime('%Y-%m-%dT%H:%M:%S+00:00', max(f.starts_at, p.since), '+30 hours')
          and b.starts_at <= max(f.starts_at, p.since))
       + (select sum(o.count) from outage o
          where o.machine = m.id and o.since < s.starts_at
            and o.ends_at > max(f.starts_at, p.since) and o.starts_at <= max(f.starts_at, p.since)) as used
from outage f join machine m on m.id = f.machine join space p on p.id = m.space
join booking s on s.space = p.id and s.state = 'held' and s.ends_at > p.since
              and s.frees_at > max(f.starts_at, p.since) and s.starts_at <= max(f.starts_at, p.since) and s.starts_at > f.since
join booking_machine mine on mine.booking = s.id and mine.machine = m.id
where f.ends_at > max(f.starts_at, p.since);
