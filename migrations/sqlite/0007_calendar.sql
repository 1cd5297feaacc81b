-- Calendars. A series says by which rule days come again (the text of RFC 5545, and the days left out); what takes place on
-- each of them is an event of its own, so that attendance and all else hang on events only. An event that is changed alone
-- leaves its series. `feed` is a calendar that other programs follow by a secret address, of which only the hash is here:
-- one for a person, one for a space; renewing replaces the hash, stopping deletes the row. Readers of such calendars take a
-- change for one when its number grows, so `sequence` and `changed_at` are the database's work, whoever writes.

alter table cohort add column school_zone text check (school_zone in ('a', 'b', 'c'));

create table series (
    id blob primary key check (length(id) = 16),
    cohort blob not null references cohort (id) on delete cascade,
    rule text not null,
    starts_on text not null,
    until_on text not null check (until_on >= starts_on),
    -- the days left out, as 2026-12-21, with spaces between
    skipped text not null default ''
) strict, without rowid;
create index series_cohort on series (cohort);

alter table event add column series blob references series (id) on delete set null;
alter table event add column leads text not null default '';
alter table event add column materials text not null default '';
alter table event add column sequence integer not null default 0;
alter table event add column changed_at text check (length(changed_at) = 25);
create index event_series on event (series, starts_at) where series is not null;
update event set changed_at = (select created_at from cohort where id = event.cohort);

alter table mission add column sequence integer not null default 0;
alter table mission add column changed_at text check (length(changed_at) = 25);

alter table booking add column sequence integer not null default 0;
alter table booking add column changed_at text check (length(changed_at) = 25);

create trigger event_made after insert on event when new.changed_at is null begin
    update event set changed_at = strftime('%Y-%m-%dT%H:%M:%S+00:00', 'now') where id = new.id;
end;

create trigger event_changed after update of kind, title, place, materials, starts_at, ends_at on event
when new.kind <> old.kind or new.title <> old.title or new.place <> old.place or new.materials <> old.materials
    or new.starts_at <> old.starts_at or new.ends_at <> old.ends_at
begin
    update event set sequence = sequence + 1, changed_at = strftime('%Y-%m-%dT%H:%M:%S+00:00', 'now') where id = new.id;
end;

create trigger mission_changed after update of title, due_on on mission
when new.title <> old.title or new.due_on is not old.due_on
begin
    update mission set sequence = sequence + 1, changed_at = strftime('%Y-%m-%dT%H:%M:%S+00:00', 'now') where id = new.id;
end;

create trigger booking_changed after update of space, starts_at, ends_at on booking
when new.space <> old.space or new.starts_at <> old.starts_at or new.ends_at <> old.ends_at
begin
    update booking set sequence = sequence + 1, changed_at = strftime('%Y-%m-%dT%H:%M:%S+00:00', 'now') where id = new.id;
end;

create table feed (
    id blob primary key check (length(id) = 16),
    token_hash blob not null unique check (length(token_hash) = 32),
    person blob unique references person (id) on delete cascade,
    space blob unique references space (id) on delete cascade,
    language text not null check (language in ('fr', 'en')),
    made_at text not null,
    check ((person is null) <> (space is null))
) strict, without rowid;
