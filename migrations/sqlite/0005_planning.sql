-- Moving a plan. What is pinned stays where it is, whatever moves around it. A deadline is set from outside (the end of a
-- CAPE contract, a funder, a lease) and never moves with others; a milestone is the group's own mark. Before a plan is
-- moved or taken back, where everything stood is kept: the last ten times, dates and titles, nobody's name.

alter table phase add column pinned integer not null default 0 check (pinned in (0, 1));
alter table event add column pinned integer not null default 0 check (pinned in (0, 1));

create table deadline (
    id blob primary key check (length(id) = 16),
    cohort blob not null references cohort (id) on delete cascade,
    kind text not null check (kind in ('milestone', 'cape', 'funder', 'lease', 'other')),
    title text not null,
    falls_on text not null
) strict, without rowid;
create index deadline_cohort on deadline (cohort, falls_on);

create table plan_version (
    id blob primary key check (length(id) = 16),
    cohort blob not null references cohort (id) on delete cascade,
    made_at text not null check (length(made_at) = 25),
    -- what was about to be done
    what text not null check (what in ('move', 'restore')),
    title text not null,
    -- every item with its days, as JSON of domain::plan
    plan text not null
) strict, without rowid;
create index plan_version_cohort on plan_version (cohort, made_at);
