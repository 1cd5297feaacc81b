-- A cohort, who is in it, its plan and its pôles. A cohort is draft, running, closed or archived; changes are made by hand.
-- `ends_on` is inclusive. A person holds at most one open membership in a cohort; a former one stays, ended.

create table cohort (
    id blob primary key check (length(id) = 16),
    slug text not null unique,
    name text not null,
    brand text not null,
    brand_colour integer not null default 1 check (brand_colour between 1 and 8),
    template text not null check (template in ('culinary', 'textile', 'services')),
    state text not null check (state in ('draft', 'running', 'closed', 'archived')),
    starts_on text not null,
    ends_on text not null check (ends_on >= starts_on),
    time_zone text not null,
    help_name text not null default '',
    help_phone text not null default '',
    created_at text not null
) strict, without rowid;

create table membership (
    id blob primary key check (length(id) = 16),
    person blob not null references person (id),
    cohort blob not null references cohort (id) on delete cascade,
    role text not null check (role in ('facilitator', 'entrepreneur', 'funder', 'prescriber', 'host', 'cae')),
    from_on text not null,
    until_on text
) strict, without rowid;
create unique index membership_open on membership (person, cohort) where until_on is null;
create index membership_cohort on membership (cohort);

-- One seat, one use. Only the hash of the token is kept. Without a cohort it makes a facilitator who may create cohorts.
create table invitation (
    id blob primary key check (length(id) = 16),
    token_hash blob not null unique check (length(token_hash) = 32),
    cohort blob references cohort (id) on delete cascade,
    role text not null check (role in ('facilitator', 'entrepreneur', 'funder', 'prescriber', 'host', 'cae')),
    made_by blob references person (id),
    made_at text not null,
    expires_at text not null,
    used_at text,
    revoked_at text
) strict, without rowid;
create index invitation_cohort on invitation (cohort);

-- A new password, handed over in person.
create table password_reset (
    id blob primary key check (length(id) = 16),
    token_hash blob not null unique check (length(token_hash) = 32),
    person blob not null references person (id) on delete cascade,
    made_by blob references person (id),
    made_at text not null,
    expires_at text not null,
    used_at text
) strict, without rowid;

create table phase (
    id blob primary key check (length(id) = 16),
    cohort blob not null references cohort (id) on delete cascade,
    kind text not null,
    name text not null,
    starts_on text not null,
    ends_on text not null check (ends_on >= starts_on)
) strict, without rowid;
create index phase_cohort on phase (cohort, starts_on);

create table event (
    id blob primary key check (length(id) = 16),
    cohort blob not null references cohort (id) on delete cascade,
    kind text not null check (kind in ('training', 'visit', 'meeting', 'sales_day', 'capitalisation_day')),
    title text not null,
    place text not null default '',
    details text not null default '',
    starts_at text not null check (length(starts_at) = 25),
    ends_at text not null check (length(ends_at) = 25 and ends_at > starts_at)
) strict, without rowid;
create index event_cohort on event (cohort, starts_at);

create table pole (
    id blob primary key check (length(id) = 16),
    cohort blob not null references cohort (id) on delete cascade,
    name text not null,
    purpose text not null default '',
    pictogram text not null,
    -- referent and deputy are members of the pôle: the foreign keys say so
    referent blob,
    deputy blob,
    position integer not null,
    check (referent is null or deputy is null or referent <> deputy),
    foreign key (id, referent) references pole_member (pole, person) deferrable initially deferred,
    foreign key (id, deputy) references pole_member (pole, person) deferrable initially deferred
) strict, without rowid;
create index pole_cohort on pole (cohort, position);

create table pole_member (
    pole blob not null references pole (id) on delete cascade,
    person blob not null references person (id),
    primary key (pole, person)
) strict, without rowid;
create index pole_member_person on pole_member (person);

create table mission (
    id blob primary key check (length(id) = 16),
    cohort blob not null references cohort (id) on delete cascade,
    pole blob not null references pole (id) on delete cascade,
    title text not null,
    person blob references person (id),
    due_on text,
    state text not null check (state in ('to_do', 'doing', 'blocked', 'done')),
    created_at text not null
) strict, without rowid;
create index mission_cohort on mission (cohort, due_on);
create index mission_person on mission (person);
