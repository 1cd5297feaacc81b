-- The room of an event. An event takes place where words say, or in a space of ours: then it has a booking, in `event`, and
-- the database keeps the two together, whoever writes. The booking is at the time of its event and in its cohort, or the
-- write is refused (`event:apart`); when the event moves the booking moves along, and the rule of the workshop is asked as
-- for any other booking; it goes with its event and is not cancelled without it. The event's place says the name of the
-- space, so that lists, sheets and calendars read one column, and readers of feeds see a change of room. Deadlines get what
-- readers of feeds know a change by.

alter table booking add column event blob references event (id) on delete cascade;
create unique index booking_event on booking (event);

create trigger booking_of_event_made after insert on booking when new.event is not null begin
    select raise(abort, 'event:apart') where new.state = 'cancelled' or not exists (
        select 1 from event e where e.id = new.event and e.cohort = new.cohort
                                and e.starts_at = new.starts_at and e.ends_at = new.ends_at
    );
    update event set place = (select name from space where id = new.space)
    where id = new.event and place <> (select name from space where id = new.space);
end;

create trigger booking_of_event_changed after update of event, cohort, space, starts_at, ends_at, state on booking
when new.event is not null begin
    select raise(abort, 'event:apart') where new.state = 'cancelled' or not exists (
        select 1 from event e where e.id = new.event and e.cohort = new.cohort
                                and e.starts_at = new.starts_at and e.ends_at = new.ends_at
    );
    update event set place = (select name from space where id = new.space)
    where id = new.event and place <> (select name from space where id = new.space);
end;

create trigger event_moves after update of starts_at, ends_at on event
when new.starts_at <> old.starts_at or new.ends_at <> old.ends_at begin
    update booking set starts_at = new.starts_at, ends_at = new.ends_at where event = new.id;
end;

create trigger space_renamed after update of name on space when new.name <> old.name begin
    update event set place = new.name where id in (select event from booking where space = new.id and event is not null);
end;

alter table deadline add column sequence integer not null default 0;
alter table deadline add column changed_at text check (length(changed_at) = 25);
update deadline set changed_at = (select created_at from cohort where id = deadline.cohort);

create trigger deadline_made after insert on deadline when new.changed_at is null begin
    update deadline set changed_at = strftime('%Y-%m-%dT%H:%M:%S+00:00', 'now') where id = new.id;
end;

create trigger deadline_changed after update of title, falls_on on deadline
when new.title <> old.title or new.falls_on <> old.falls_on
begin
    update deadline set sequence = sequence + 1, changed_at = strftime('%Y-%m-%dT%H:%M:%S+00:00', 'now') where id = new.id;
end;
