-- Calendars. A series says by which rule days come again (the text of RFC 5545, and the days left out); what takes place on
-- each of them is an event of its own, so that attendance and all else hang on events only. An event that is changed alone
-- leaves its series. `feed` is a calendar that other programs follow by a secret address, of which only the hash is here:
-- one for a person, one for a space; renewing replaces the hash, stopping deletes the row. Readers of such calendars take a
-- change for one when its number grows, so `sequence` and `changed_at` are the database's work, whoever writes.

alter table cohort add column school_zone text check (school_zone in ('a', 'b', 'c'));

create table series (
    id uuid primary key,
    cohort uuid not null references cohort (id) on delete cascade,
    rule text not null,
    starts_on date not null,
    until_on date not null check (until_on >= starts_on),
    -- the days left out, as 2026-12-21, with spaces between
    skipped text not null default ''
);
create index series_cohort on series (cohort);

alter table event add column series uuid references series (id) on delete set null;
alter table event add column leads text not null default '';
alter table event add column materials text not null default '';
alter table event add column sequence bigint not null default 0;
alter table event add column changed_at timestamptz;
create index event_series on event (series, starts_at) where series is not null;
update event set changed_at = (select created_at from cohort where id = event.cohort);

alter table mission add column sequence bigint not null default 0;
alter table mission add column changed_at timestamptz;

alter table booking add column sequence bigint not null default 0;
alter table booking add column changed_at timestamptz;

create function calendar_changed() returns trigger language plpgsql as $$
begin
    new.sequence := old.sequence + 1;
    new.changed_at := date_trunc('second', now());
    return new;
end $$;

create function calendar_made() returns trigger language plpgsql as $$
begin
    new.changed_at := date_trunc('second', now());
    return new;
end $$;

create trigger event_made before insert on event for each row when (new.changed_at is null)
    execute function calendar_made();

create trigger event_changed before update of kind, title, place, materials, starts_at, ends_at on event for each row
    when (new.kind <> old.kind or new.title <> old.title or new.place <> old.place or new.materials <> old.materials
        or new.starts_at <> old.starts_at or new.ends_at <> old.ends_at)
    execute function calendar_changed();

create trigger mission_changed before update of title, due_on on mission for each row
    when (new.title <> old.title or new.due_on is distinct from old.due_on)
    execute function calendar_changed();

create trigger booking_changed before update of space, starts_at, ends_at on booking for each row
    when (new.space <> old.space or new.starts_at <> old.starts_at or new.ends_at <> old.ends_at)
    execute function calendar_changed();

create table feed (
    id uuid primary key,
    token_hash bytea not null unique check (octet_length(token_hash) = 32),
    person uuid unique references person (id) on delete cascade,
    space uuid unique references space (id) on delete cascade,
    language text not null check (language in ('fr', 'en')),
    made_at timestamptz not null,
    check ((person is null) <> (space is null))
);
