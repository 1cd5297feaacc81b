-- The room of an event. An event takes place where words say, or in a space of ours: then it has a booking, in `event`, and
-- the database keeps the two together, whoever writes. The booking is at the time of its event and in its cohort, or the
-- write is refused (`event:apart`); when the event moves the booking moves along, and the rule of the workshop is asked as
-- for any other booking; it goes with its event and is not cancelled without it. The event's place says the name of the
-- space, so that lists, sheets and calendars read one column, and readers of feeds see a change of room. Deadlines get what
-- readers of feeds know a change by.

alter table booking add column event uuid references event (id) on delete cascade;
create unique index booking_event on booking (event);

create function booking_of_event() returns trigger language plpgsql as $$
begin
    if new.state = 'cancelled' or not exists (
        select 1 from event e where e.id = new.event and e.cohort = new.cohort
                                and e.starts_at = new.starts_at and e.ends_at = new.ends_at
    ) then
        raise exception 'event:apart' using errcode = 'P0001';
    end if;
    update event set place = s.name from space s where event.id = new.event and s.id = new.space and event.place <> s.name;
    return null;
end $$;
create trigger booking_of_event_made after insert on booking
    for each row when (new.event is not null) execute function booking_of_event();
create trigger booking_of_event_changed after update of event, cohort, space, starts_at, ends_at, state on booking
    for each row when (new.event is not null) execute function booking_of_event();

create function event_moves() returns trigger language plpgsql as $$
begin
    update booking set starts_at = new.starts_at, ends_at = new.ends_at where event = new.id;
    return null;
end $$;
create trigger event_moves after update of starts_at, ends_at on event for each row
    when (new.starts_at <> old.starts_at or new.ends_at <> old.ends_at) execute function event_moves();

create function space_renamed() returns trigger language plpgsql as $$
begin
    update event set place = new.name where id in (select event from booking where space = new.id and event is not null);
    return null;
end $$;
create trigger space_renamed after update of name on space for each row
    when (new.name <> old.name) execute function space_renamed();

alter table deadline add column sequence bigint not null default 0;
alter table deadline add column changed_at timestamptz;
update deadline set changed_at = (select created_at from cohort where id = deadline.cohort);

create trigger deadline_made before insert on deadline for each row when (new.changed_at is null)
    execute function calendar_made();

create trigger deadline_changed before update of title, falls_on on deadline for each row
    when (new.title <> old.title or new.falls_on <> old.falls_on)
    execute function calendar_changed();
