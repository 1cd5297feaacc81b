-- People and how they get in. What the program knows about a person can hurt her, so there is a chosen name and a chosen
-- login, never a civil name, an address, a birth date or a paper. Days, not instants, say when somebody was last here.
-- Ids are UUIDs (16 bytes); instants are UTC as `2026-11-23T10:00:00+00:00`, so that text order is time order.

create table instance (
    name text primary key,
    value text not null
) strict, without rowid;

create table person (
    id blob primary key check (length(id) = 16),
    -- null once erased: the row stays so that counts stay
    login text unique,
    display_name text not null,
    password_hash text,
    language text not null check (language in ('fr', 'en')),
    may_create_cohorts integer not null default 0 check (may_create_cohorts in (0, 1)),
    created_on text not null,
    seen_on text not null,
    erased_on text
) strict, without rowid;

create table session (
    -- sha-256 of the random token: a copy of the database opens no session
    hash blob primary key check (length(hash) = 32),
    id blob not null unique check (length(id) = 16),
    person blob not null references person (id) on delete cascade,
    kind text not null check (kind in ('short', 'phone')),
    idle_minutes integer not null,
    created_at text not null,
    seen_at text not null,
    expires_at text not null
) strict, without rowid;
create index session_person on session (person);

-- One row a limited thing (an account, by a hash of its login): the instant until which its allowance is used up.
create table throttle (
    subject text primary key,
    used_until text not null
) strict, without rowid;

-- A refused or interrupted form, kept a day so that nobody types twice. Passwords never enter it.
create table draft (
    id text primary key check (length(id) = 32),
    person blob references person (id) on delete cascade,
    action text not null,
    fields text not null,
    problems text not null,
    created_at text not null
) strict, without rowid;
create index draft_created on draft (created_at);

-- Keys of forms that create. The key becomes the row's id (unless somebody else used it), so a retry finds its own answer.
create table used_key (
    person blob not null references person (id) on delete cascade,
    key blob not null check (length(key) = 16),
    made blob not null check (length(made) = 16),
    action text not null,
    body blob not null check (length(body) = 32),
    used_at text not null,
    primary key (person, key)
) strict, without rowid;
create index used_key_key on used_key (key);

-- Who the audit's random ids are. Erasing a person deletes her row here and none of the audit's.
create table audit_name (
    person blob primary key references person (id) on delete cascade,
    audit_id blob not null unique check (length(audit_id) = 16)
) strict, without rowid;

-- One row for each write and each refusal, chained by hash: ids and instants, no names, amounts, texts or addresses.
create table audit (
    id integer primary key,
    at text not null,
    actor blob,
    action text not null,
    cohort blob,
    object blob,
    outcome text not null,
    hash blob not null check (length(hash) = 32)
) strict;

create table audit_head (
    one integer primary key check (one = 1),
    last integer not null,
    hash blob not null check (length(hash) = 32)
) strict;
insert into audit_head (one, last, hash) values (1, 0, zeroblob(32));

-- Refusals to nobody in particular are counted, not listed: a robot must not be able to fill the disk.
create table refusal_count (
    endpoint text not null,
    minute text not null,
    outcome text not null,
    times integer not null,
    primary key (endpoint, minute, outcome)
) strict, without rowid;
