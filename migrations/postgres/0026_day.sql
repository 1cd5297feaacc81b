-- The day on which a group looks back, one a cohort. What people say there are contributions like all others (0004, 0025), for
-- the room until their speaker says more; here is only what the day adds: when and where, who came, the rules agreed to,
-- the card of the cohort, what was planned and what happened in each phase, heaps of cards, the group's analysis, hands
-- raised for lessons, and recommendations. How far the group is follows from what there is; only the step that everybody
-- is shown is kept, so that every phone follows. What the group writes together has no author; hands and guests are counts.

create table review_day (
    cohort uuid primary key references cohort (id) on delete cascade,
    held_on date not null,
    place text not null default '',
    led_by text not null default '',
    led_from_outside boolean not null default false,
    languages text not null default '',
    step text not null default 'rules' check (step in ('rules', 'timeline', 'stories', 'cards', 'analysis', 'lessons',
        'agreement', 'recommendations', 'reading')),
    -- the story that the group chose, and why; gone with the words
    story uuid references contribution (id) on delete set null,
    story_reason text not null default '',
    check (story is not null or story_reason = '')
);
create index review_day_story on review_day (story) where story is not null;

create table review_guest (
    cohort uuid not null references review_day (cohort) on delete cascade,
    role text not null check (role in ('funder', 'prescriber', 'host', 'cae', 'former', 'other')),
    people bigint not null check (people between 1 and 500),
    primary key (cohort, role)
);

create table review_presence (
    cohort uuid not null references review_day (cohort) on delete cascade,
    person uuid not null references person (id),
    presence text not null check (presence in ('present', 'agreed')),
    primary key (cohort, person)
);
create index review_presence_person on review_presence (person);

create table cohort_card (
    cohort uuid primary key references cohort (id) on delete cascade,
    trade text not null default '',
    dates text not null default '',
    places text not null default '',
    carriers text not null default '',
    cae text not null default '',
    funders text not null default '',
    referrers text not null default '',
    size text not null default '',
    languages text not null default '',
    budget text not null default '',
    sales text not null default '',
    -- counts saves: two people who edit at once find out
    version bigint not null default 1
);

create table moment (
    phase uuid primary key references phase (id) on delete cascade,
    cohort uuid not null references cohort (id) on delete cascade,
    planned text not null default '',
    happened text not null default '',
    surprise text not null default '',
    not_reached text not null default '',
    version bigint not null default 1
);
create index moment_cohort on moment (cohort);

create table heap (
    id uuid primary key,
    cohort uuid not null references cohort (id) on delete cascade,
    name text not null check (name <> '')
);
create index heap_cohort on heap (cohort);

-- A card lies in one heap at most.
create table heaped (
    contribution uuid primary key references contribution (id) on delete cascade,
    heap uuid not null references heap (id) on delete cascade
);
create index heaped_heap on heaped (heap);

create table analysis_row (
    id uuid primary key,
    cohort uuid not null references cohort (id) on delete cascade,
    criterion text not null,
    positive text not null default '',
    positive_why text not null default '',
    negative text not null default '',
    negative_why text not null default '',
    not_known text not null default '',
    version bigint not null default 1
);
create index analysis_row_cohort on analysis_row (cohort);

create table lesson_hands (
    lesson uuid primary key references lesson (id) on delete cascade,
    cohort uuid not null references cohort (id) on delete cascade,
    in_favour bigint not null check (in_favour between 0 and 500),
    against bigint not null check (against between 0 and 500),
    abstained bigint not null check (abstained between 0 and 500),
    check (in_favour + against + abstained > 0)
);
create index lesson_hands_cohort on lesson_hands (cohort);

create table recommendation (
    id uuid primary key,
    cohort uuid not null references cohort (id) on delete cascade,
    addressee text not null check (addressee in ('city', 'cae', 'host', 'prescriber', 'funder', 'us', 'next_cohort', 'other')),
    action text not null,
    -- the member who looks after it
    follower uuid references person (id),
    due_on date,
    state text not null check (state in ('open', 'doing', 'done', 'dropped')),
    version bigint not null default 1
);
create index recommendation_cohort on recommendation (cohort, addressee);
create index recommendation_follower on recommendation (follower) where follower is not null;

-- Words that are taken back leave the table: the group chose no story then, and a heap without cards is none.
create function review_withdrawn() returns trigger language plpgsql as $$
begin
    update review_day set story = null, story_reason = '' where story = new.id;
    delete from heaped where contribution = new.id;
    delete from heap where cohort = new.cohort and id not in (select heap from heaped);
    return null;
end $$;
create trigger review_withdrawn after update of withdrawn_on on contribution for each row
    when (new.withdrawn_on is not null) execute function review_withdrawn();
create function review_story_gone() returns trigger language plpgsql as $$
begin
    update review_day set story = null, story_reason = '' where story = old.id;
    return old;
end $$;
create trigger review_story_gone before delete on contribution for each row execute function review_story_gone();
