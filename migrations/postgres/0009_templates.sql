-- What a cohort begins with, kept by somebody who founds cohorts: hers alone, as the cohorts are from which she made it; others
-- get it as a file. `body` is that file (src/app/templates/template-1.schema.json says what is in it): nobody's name, no amount that
-- somebody earned, nothing that somebody said. A cohort may read the lessons that a previous one has published: a link and no
-- copy, so that words which are taken back are gone here too.

create table template (
    id uuid primary key,
    person uuid not null references person (id) on delete cascade,
    name text not null,
    trade text not null check (trade in ('culinary', 'textile', 'services')),
    body text not null,
    created_at timestamptz not null
);
create index template_person on template (person, created_at);

alter table cohort add column learns_from uuid references cohort (id) on delete set null;
create index cohort_learns_from on cohort (learns_from) where learns_from is not null;
