-- What partners answer to a note. A remark is between its partner and who accompanies the group: no other partner reads it. A
-- note may be submitted to a funder, who asks until she accepts it; each step keeps its day, and what was asked stays beside what
-- was answered. The state is never stored: it follows from the rows.
create table remark (
    id blob primary key check (length(id) = 16),
    cohort blob not null references cohort (id) on delete cascade,
    -- of the note, as it was read
    edition integer not null,
    person blob not null references person (id),
    -- empty once taken back
    text text not null,
    said_on text not null,
    answer text not null default '',
    answered_by blob references person (id),
    answered_on text,
    check ((answered_by is null) = (answered_on is null))
) strict, without rowid;
create index remark_cohort on remark (cohort, said_on);
create index remark_person on remark (person);

create table report (
    id blob primary key check (length(id) = 16),
    cohort blob not null references cohort (id) on delete cascade,
    edition integer not null,
    funder blob not null references person (id),
    submitted_by blob not null references person (id),
    submitted_on text not null,
    accepted_on text,
    unique (cohort, edition, funder)
) strict, without rowid;
create index report_funder on report (funder);

create table report_question (
    id blob primary key check (length(id) = 16),
    report blob not null references report (id) on delete cascade,
    question text not null,
    asked_on text not null,
    answer text not null default '',
    answered_by blob references person (id),
    answered_on text,
    check ((answered_by is null) = (answered_on is null))
) strict, without rowid;
create index report_question_report on report_question (report);
