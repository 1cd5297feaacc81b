-- What partners answer to a note. A remark is between its partner and who accompanies the group: no other partner reads it. A
-- note may be submitted to a funder, who asks until she accepts it; each step keeps its day, and what was asked stays beside what
-- was answered. The state is never stored: it follows from the rows.
create table remark (
    id uuid primary key,
    cohort uuid not null references cohort (id) on delete cascade,
    -- of the note, as it was read
    edition bigint not null,
    person uuid not null references person (id),
    -- empty once taken back
    text text not null,
    said_on date not null,
    answer text not null default '',
    answered_by uuid references person (id),
    answered_on date,
    check ((answered_by is null) = (answered_on is null))
);
create index remark_cohort on remark (cohort, said_on);
create index remark_person on remark (person);

create table report (
    id uuid primary key,
    cohort uuid not null references cohort (id) on delete cascade,
    edition bigint not null,
    funder uuid not null references person (id),
    submitted_by uuid not null references person (id),
    submitted_on date not null,
    accepted_on date,
    unique (cohort, edition, funder)
);
create index report_funder on report (funder);

create table report_question (
    id uuid primary key,
    report uuid not null references report (id) on delete cascade,
    question text not null,
    asked_on date not null,
    answer text not null default '',
    answered_by uuid references person (id),
    answered_on date,
    check ((answered_by is null) = (answered_on is null))
);
create index report_question_report on report_question (report);
