-- Who was there: one row per event, half-day and person once somebody has said it; before that she is expected and has no
-- row. A row keeps how it was signed, and a trace keeps what was said before each correction, by whom and when. An event with
-- presences cannot be deleted (no cascade from event), a draft cohort still goes whole (cascade from cohort).

create table attendance (
    cohort uuid not null references cohort (id) on delete cascade,
    event uuid not null references event (id),
    day date not null,
    half text not null check (half in ('morning', 'afternoon')),
    person uuid not null references person (id),
    presence text not null check (presence in ('present', 'absent', 'excused')),
    signed_by text not null check (signed_by in ('facilitator', 'code', 'paper')),
    -- who wrote it down: a facilitator, or she herself with the code
    marked_by uuid not null references person (id),
    marked_at timestamptz not null,
    primary key (event, day, half, person)
);
create index attendance_cohort on attendance (cohort);
create index attendance_person on attendance (person);

create table attendance_trace (
    id uuid primary key,
    cohort uuid not null references cohort (id) on delete cascade,
    event uuid not null references event (id) on delete cascade,
    day date not null,
    half text not null check (half in ('morning', 'afternoon')),
    person uuid not null references person (id),
    before text not null check (before in ('present', 'absent', 'excused')),
    before_signed text not null check (before_signed in ('facilitator', 'code', 'paper')),
    changed_by uuid not null references person (id),
    changed_at timestamptz not null
);
create index attendance_trace_event on attendance_trace (event, day, half);
create index attendance_trace_person on attendance_trace (person);

-- Six digits that the room is shown until the day ends. They are stored as they are, since the page has to show them again
-- and a hash of so few would hide nothing; they sign for one half-day of one event, and only for who is signed in.
create table attendance_code (
    cohort uuid not null references cohort (id) on delete cascade,
    event uuid not null references event (id) on delete cascade,
    day date not null,
    half text not null check (half in ('morning', 'afternoon')),
    code text not null check (length(code) = 6),
    made_by uuid not null references person (id),
    expires_at timestamptz not null,
    primary key (event, day, half),
    unique (cohort, code)
);
