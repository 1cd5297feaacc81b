-- What was made, and what was said about it. Money is integer cents, a quantity is thousandths of the product's unit and
-- belongs to the whole record, minutes are each maker's own. A record is corrected or withdrawn with a trace, never edited
-- away. Words belong to who said them: withdrawing or erasing removes the text and keeps the count.

create table product (
    id uuid primary key,
    cohort uuid not null references cohort (id) on delete cascade,
    name text not null,
    pictogram text not null default 'box',
    unit text not null,
    price_cents bigint not null check (price_cents between 0 and 100000000000),
    material_cents bigint not null check (material_cents between 0 and 100000000000),
    archived boolean not null default false,
    position bigint not null default 0
);
create index product_cohort on product (cohort, position);

create table record (
    id uuid primary key,
    cohort uuid not null references cohort (id) on delete cascade,
    product uuid not null references product (id),
    made_on date not null,
    quantity bigint not null check (quantity between 1 and 1000000000),
    booking uuid references booking (id) on delete set null,
    note text not null default '',
    author uuid not null references person (id),
    created_at timestamptz not null,
    withdrawn_at timestamptz
);
create index record_cohort on record (cohort, made_on);
create index record_author on record (author, made_on);

create table record_maker (
    record uuid not null references record (id) on delete cascade,
    person uuid not null references person (id),
    minutes bigint not null check (minutes between 0 and 1440),
    primary key (record, person)
);
create index record_maker_person on record_maker (person);

-- The trace: what a record said before it was corrected or withdrawn, and by whom.
create table record_trace (
    id uuid primary key,
    record uuid not null references record (id) on delete cascade,
    at timestamptz not null,
    person uuid not null references person (id),
    what text not null check (what in ('corrected', 'withdrawn')),
    before text not null
);
create index record_trace_record on record_trace (record, at);

create table contribution (
    id uuid primary key,
    cohort uuid not null references cohort (id) on delete cascade,
    person uuid not null references person (id),
    kind text not null check (kind in ('worked', 'did_not_work', 'surprise', 'story')),
    phase uuid references phase (id) on delete set null,
    -- empty once withdrawn
    text text not null,
    language text not null,
    scope text not null check (scope in ('cohort', 'partners', 'public')),
    signed_as text not null default 'role' check (signed_as in ('role', 'name')),
    said_on date not null,
    withdrawn_on date,
    check (withdrawn_on is null or text = '')
);
create index contribution_cohort on contribution (cohort, said_on);
create index contribution_person on contribution (person);

create table lesson (
    id uuid primary key,
    cohort uuid not null references cohort (id) on delete cascade,
    phase uuid references phase (id) on delete set null,
    outcome text not null check (outcome in ('worked', 'failed', 'mixed')),
    condition text not null,
    action text not null,
    reason text not null,
    applies_when text not null default '',
    evidence text not null default '',
    written_by uuid not null references person (id),
    written_on date not null
);
create index lesson_cohort on lesson (cohort, written_on);

create table note (
    id uuid primary key,
    cohort uuid not null unique references cohort (id) on delete cascade,
    state text not null check (state in ('draft', 'announced', 'published', 'withdrawn')),
    title text not null,
    summary text not null,
    body text not null,
    -- counts saves: two people who edit at once find out
    version bigint not null default 1,
    edited_by uuid not null references person (id),
    edited_at timestamptz not null,
    -- announced: a second facilitator agrees, or the members have had a day's notice
    announced_at timestamptz,
    announced_by uuid references person (id),
    published_at timestamptz
);

-- What readers see: the text as published, with its figures frozen on that day.
create table published_note (
    note uuid not null references note (id) on delete cascade,
    edition bigint not null,
    title text not null,
    summary text not null,
    body text not null,
    published_at timestamptz not null,
    published_by uuid not null references person (id),
    primary key (note, edition)
);

create table published_figure (
    note uuid not null,
    edition bigint not null,
    code text not null,
    value bigint,
    primary key (note, edition, code),
    foreign key (note, edition) references published_note (note, edition) on delete cascade
);

-- The lessons as they stood on that day.
create table published_lesson (
    note uuid not null,
    edition bigint not null,
    position bigint not null,
    outcome text not null check (outcome in ('worked', 'failed', 'mixed')),
    condition text not null,
    action text not null,
    reason text not null,
    applies_when text not null default '',
    evidence text not null default '',
    primary key (note, edition, position),
    foreign key (note, edition) references published_note (note, edition) on delete cascade
);
