-- People and how they get in. What the program knows about a person can hurt her, so there is a chosen name and a chosen
-- login, never a civil name, an address, a birth date or a paper. Days, not instants, say when somebody was last here.
-- Ids are UUIDs, instants are UTC.

create table instance (
    name text primary key,
    value text not null
);

create table person (
    id uuid primary key,
    -- null once erased: the row stays so that counts stay
    login text unique,
    display_name text not null,
    password_hash text,
    language text not null check (language in ('fr', 'en')),
    may_create_cohorts boolean not null default false,
    created_on date not null,
    seen_on date not null,
    erased_on date
);

create table session (
    -- sha-256 of the random token: a copy of the database opens no session
    hash bytea primary key check (octet_length(hash) = 32),
    id uuid not null unique,
    person uuid not null references person (id) on delete cascade,
    kind text not null check (kind in ('short', 'phone')),
    idle_minutes bigint not null,
    created_at timestamptz not null,
    seen_at timestamptz not null,
    expires_at timestamptz not null
);
create index session_person on session (person);

-- One row a limited thing (an account, by a hash of its login): the instant until which its allowance is used up.
create table throttle (
    subject text primary key,
    used_until timestamptz not null
);

-- A refused or interrupted form, kept a day so that nobody types twice. Passwords never enter it.
create table draft (
    id text primary key check (length(id) = 32),
    person uuid references person (id) on delete cascade,
    action text not null,
    fields text not null,
    problems text not null,
    created_at timestamptz not null
);
create index draft_created on draft (created_at);

-- Keys of forms that create. The key becomes the row's id (unless somebody else used it), so a retry finds its own answer.
create table used_key (
    person uuid not null references person (id) on delete cascade,
    key uuid not null,
    made uuid not null,
    action text not null,
    body bytea not null check (octet_length(body) = 32),
    used_at timestamptz not null,
    primary key (person, key)
);
create index used_key_key on used_key (key);

-- Who the audit's random ids are. Erasing a person deletes her row here and none of the audit's.
create table audit_name (
    person uuid primary key references person (id) on delete cascade,
    audit_id uuid not null unique
);

-- One row for each write and each refusal, chained by hash: ids and instants, no names, amounts, texts or addresses.
create table audit (
    id bigint primary key,
    at timestamptz not null,
    actor uuid,
    action text not null,
    cohort uuid,
    object uuid,
    outcome text not null,
    hash bytea not null check (octet_length(hash) = 32)
);

create table audit_head (
    one bigint primary key check (one = 1),
    last bigint not null,
    hash bytea not null check (octet_length(hash) = 32)
);
insert into audit_head (one, last, hash) values (1, 0, decode(repeat('00', 32), 'hex'));

-- Refusals to nobody in particular are counted, not listed: a robot must not be able to fill the disk.
create table refusal_count (
    endpoint text not null,
    minute timestamptz not null,
    outcome text not null,
    times bigint not null,
    primary key (endpoint, minute, outcome)
);
