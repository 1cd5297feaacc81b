-- What was made, and what was said about it. Money is integer cents, a quantity is thousandths of the product's unit and
-- belongs to the whole record, minutes are each maker's own. A record is corrected or withdrawn with a trace, never edited
-- away. Words belong to who said them: withdrawing or erasing removes the text and keeps the count.

create table product (
    id blob primary key check (length(id) = 16),
    cohort blob not null references cohort (id) on delete cascade,
    name text not null,
    pictogram text not null default 'box',
    unit text not null,
    price_cents integer not null check (price_cents between 0 and 100000000000),
    material_cents integer not null check (material_cents between 0 and 100000000000),
    archived integer not null default 0 check (archived in (0, 1)),
    position integer not null default 0
) strict, without rowid;
create index product_cohort on product (cohort, position);

create table record (
    id blob primary key check (length(id) = 16),
    cohort blob not null references cohort (id) on delete cascade,
    product blob not null references product (id),
    made_on text not null,
    quantity integer not null check (quantity between 1 and 1000000000),
    booking blob references booking (id) on delete set null,
    note text not null default '',
    author blob not null references person (id),
    created_at text not null,
    withdrawn_at text
) strict, without rowid;
create index record_cohort on record (cohort, made_on);
create index record_author on record (author, made_on);

create table record_maker (
    record blob not null references record (id) on delete cascade,
    person blob not null references person (id),
    minutes integer not null check (minutes between 0 and 1440),
    primary key (record, person)
) strict, without rowid;
create index record_maker_person on record_maker (person);

-- The trace: what a record said before it was corrected or withdrawn, and by whom.
create table record_trace (
    id blob primary key check (length(id) = 16),
    record blob not null references record (id) on delete cascade,
    at text not null,
    person blob not null references person (id),
    what text not null check (what in ('corrected', 'withdrawn')),
    before text not null
) strict, without rowid;
create index record_trace_record on record_trace (record, at);

create table contribution (
    id blob primary key check (length(id) = 16),
    cohort blob not null references cohort (id) on delete cascade,
    person blob not null references person (id),
    kind text not null check (kind in ('worked', 'did_not_work', 'surprise', 'story')),
    phase blob references phase (id) on delete set null,
    -- empty once withdrawn
    text text not null,
    language text not null,
    scope text not null check (scope in ('cohort', 'partners', 'public')),
    signed_as text not null default 'role' check (signed_as in ('role', 'name')),
    said_on text not null,
    withdrawn_on text,
    check (withdrawn_on is null or text = '')
) strict, without rowid;
create index contribution_cohort on contribution (cohort, said_on);
create index contribution_person on contribution (person);

create table lesson (
    id blob primary key check (length(id) = 16),
    cohort blob not null references cohort (id) on delete cascade,
    phase blob references phase (id) on delete set null,
    outcome text not null check (outcome in ('worked', 'failed', 'mixed')),
    condition text not null,
    action text not null,
    reason text not null,
    applies_when text not null default '',
    evidence text not null default '',
    written_by blob not null references person (id),
    written_on text not null
) strict, without rowid;
create index lesson_cohort on lesson (cohort, written_on);

create table note (
    id blob primary key check (length(id) = 16),
    cohort blob not null unique references cohort (id) on delete cascade,
    state text not null check (state in ('draft', 'announced', 'published', 'withdrawn')),
    title text not null,
    summary text not null,
    body text not null,
    -- counts saves: two people who edit at once find out
    version integer not null default 1,
    edited_by blob not null references person (id),
    edited_at text not null,
    -- announced: a second facilitator agrees, or the members have had a day's notice
    announced_at text,
    announced_by blob references person (id),
    published_at text
) strict, without rowid;

-- What readers see: the text as published, with its figures frozen on that day.
create table published_note (
    note blob not null references note (id) on delete cascade,
    edition integer not null,
    title text not null,
    summary text not null,
    body text not null,
    published_at text not null,
    published_by blob not null references person (id),
    primary key (note, edition)
) strict, without rowid;

create table published_figure (
    note blob not null,
    edition integer not null,
    code text not null,
    value integer,
    primary key (note, edition, code),
    foreign key (note, edition) references published_note (note, edition) on delete cascade
) strict, without rowid;

-- The lessons as they stood on that day.
create table published_lesson (
    note blob not null,
    edition integer not null,
    position integer not null,
    outcome text not null check (outcome in ('worked', 'failed', 'mixed')),
    condition text not null,
    action text not null,
    reason text not null,
    applies_when text not null default '',
    evidence text not null default '',
    primary key (note, edition, position),
    foreign key (note, edition) references published_note (note, edition) on delete cascade
) strict, without rowid;
