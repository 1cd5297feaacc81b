-- A cohort, who is in it, its plan and its pôles. A cohort is draft, running, closed or archived; changes are made by hand.
-- `ends_on` is inclusive. A person holds at most one open membership in a cohort; a former one stays, ended.

create table cohort (
    id uuid primary key,
    slug text not null unique,
    name text not null,
    brand text not null,
    brand_colour bigint not null default 1 check (brand_colour between 1 and 8),
    template text not null check (template in ('culinary', 'textile', 'services')),
    state text not null check (state in ('draft', 'running', 'closed', 'archived')),
    starts_on date not null,
    ends_on date not null check (ends_on >= starts_on),
    time_zone text not null,
    help_name text not null default '',
    help_phone text not null default '',
    created_at timestamptz not null
);

create table membership (
    id uuid primary key,
    person uuid not null references person (id),
    cohort uuid not null references cohort (id) on delete cascade,
    role text not null check (role in ('facilitator', 'entrepreneur', 'funder', 'prescriber', 'host', 'cae')),
    from_on date not null,
    until_on date
);
create unique index membership_open on membership (person, cohort) where until_on is null;
create index membership_cohort on membership (cohort);

-- One seat, one use. Only the hash of the token is kept. Without a cohort it makes a facilitator who may create cohorts.
create table invitation (
    id uuid primary key,
    token_hash bytea not null unique check (octet_length(token_hash) = 32),
    cohort uuid references cohort (id) on delete cascade,
    role text not null check (role in ('facilitator', 'entrepreneur', 'funder', 'prescriber', 'host', 'cae')),
    made_by uuid references person (id),
    made_at timestamptz not null,
    expires_at timestamptz not null,
    used_at timestamptz,
    revoked_at timestamptz
);
create index invitation_cohort on invitation (cohort);

-- A new password, handed over in person.
create table password_reset (
    id uuid primary key,
    token_hash bytea not null unique check (octet_length(token_hash) = 32),
    person uuid not null references person (id) on delete cascade,
    made_by uuid references person (id),
    made_at timestamptz not null,
    expires_at timestamptz not null,
    used_at timestamptz
);

create table phase (
    id uuid primary key,
    cohort uuid not null references cohort (id) on delete cascade,
    kind text not null,
    name text not null,
    starts_on date not null,
    ends_on date not null check (ends_on >= starts_on)
);
create index phase_cohort on phase (cohort, starts_on);

create table event (
    id uuid primary key,
    cohort uuid not null references cohort (id) on delete cascade,
    kind text not null check (kind in ('training', 'visit', 'meeting', 'sales_day', 'capitalisation_day')),
    title text not null,
    place text not null default '',
    details text not null default '',
    starts_at timestamptz not null,
    ends_at timestamptz not null check (ends_at > starts_at)
);
create index event_cohort on event (cohort, starts_at);

create table pole (
    id uuid primary key,
    cohort uuid not null references cohort (id) on delete cascade,
    name text not null,
    purpose text not null default '',
    pictogram text not null,
    -- referent and deputy are members of the pôle: the foreign keys say so
    referent uuid,
    deputy uuid,
    position bigint not null,
    check (referent is null or deputy is null or referent <> deputy)
);
create index pole_cohort on pole (cohort, position);

create table pole_member (
    pole uuid not null references pole (id) on delete cascade,
    person uuid not null references person (id),
    primary key (pole, person)
);
create index pole_member_person on pole_member (person);
alter table pole
    add foreign key (id, referent) references pole_member (pole, person) deferrable initially deferred,
    add foreign key (id, deputy) references pole_member (pole, person) deferrable initially deferred;

create table mission (
    id uuid primary key,
    cohort uuid not null references cohort (id) on delete cascade,
    pole uuid not null references pole (id) on delete cascade,
    title text not null,
    person uuid references person (id),
    due_on date,
    state text not null check (state in ('to_do', 'doing', 'blocked', 'done')),
    created_at timestamptz not null
);
create index mission_cohort on mission (cohort, due_on);
create index mission_person on mission (person);
