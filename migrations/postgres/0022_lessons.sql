-- What was learnt reaches the next cohort. A lesson says where it does not apply, who agreed and what those who do not agree
-- say, what replaced it, and when to look at it again. A published lesson keeps the id of the lesson that it was made from: it is
-- the same in every edition of a note, so that what another cohort answered stays with it when the note is corrected, and goes
-- out of sight with the note. It is no foreign key: a lesson may be removed from the notebook after it was published. The kind
-- of its phase is kept too, since phases may be removed, and other cohorts have other phases of that kind. An answer is a
-- cohort's, one a lesson. A practice is what a cohort does, step by step, for whoever wants to do it again.

alter table lesson add column does_not_apply_when text not null default '';
alter table lesson add column agreement text check (agreement in ('all', 'most', 'contested'));
alter table lesson add column dissent text not null default '';
alter table lesson add column superseded_by uuid references lesson (id) on delete set null;
alter table lesson add column review_on date;
create index lesson_superseded_by on lesson (superseded_by) where superseded_by is not null;

alter table published_lesson add column lesson uuid;
alter table published_lesson add column phase_kind text;
alter table published_lesson add column does_not_apply_when text not null default '';
alter table published_lesson add column agreement text check (agreement in ('all', 'most', 'contested'));
alter table published_lesson add column dissent text not null default '';
alter table published_lesson add column superseded_by uuid;
create index published_lesson_lesson on published_lesson (lesson);

-- What was published before: the lesson that says the same, where it is still there. Others are read in their note only.
update published_lesson set lesson =
    (select l.id from lesson l join note n on n.cohort = l.cohort
     where n.id = published_lesson.note and l.condition = published_lesson.condition and l.action = published_lesson.action
     order by l.id limit 1);
update published_lesson set phase_kind =
    (select f.kind from lesson l join phase f on f.id = l.phase where l.id = published_lesson.lesson);

create table lesson_answer (
    id uuid primary key,
    cohort uuid not null references cohort (id) on delete cascade,
    lesson uuid not null,
    answer text not null check (answer in ('adopted', 'adapted', 'not_for_us')),
    -- how it was adapted, or why it is not for us
    words text not null default '',
    answered_by uuid not null references person (id),
    answered_on date not null,
    result text check (result in ('helped', 'did_not', 'too_early')),
    result_words text not null default '',
    result_by uuid references person (id),
    result_on date,
    check (answer <> 'not_for_us' or result is null),
    check ((result is null) = (result_by is null) and (result is null) = (result_on is null)),
    unique (cohort, lesson)
);
create index lesson_answer_lesson on lesson_answer (lesson);
create index lesson_answer_person on lesson_answer (answered_by);
create index lesson_answer_result_by on lesson_answer (result_by) where result_by is not null;

create table practice (
    id uuid primary key,
    cohort uuid not null references cohort (id) on delete cascade,
    title text not null,
    phase_kind text,
    -- one a line, in order
    steps text not null,
    who text not null default '',
    time_needed text not null default '',
    cost text not null default '',
    equipment text not null default '',
    skills text not null default '',
    limits text not null default '',
    adaptation text not null default '',
    proven text not null check (proven in ('yes', 'no', 'unknown')),
    durable text not null check (durable in ('yes', 'no', 'unknown')),
    gender_sensitive text not null check (gender_sensitive in ('yes', 'no', 'unknown')),
    feasible text not null check (feasible in ('yes', 'no', 'unknown')),
    participatory text not null check (participatory in ('yes', 'no', 'unknown')),
    replicable text not null check (replicable in ('yes', 'no', 'unknown')),
    lowers_risk text not null check (lowers_risk in ('yes', 'no', 'unknown')),
    superseded_by uuid references practice (id) on delete set null,
    -- counts saves: two people who edit at once find out
    version bigint not null default 1,
    written_by uuid not null references person (id),
    written_on date not null,
    edited_on date not null
);
create index practice_cohort on practice (cohort, title);
create index practice_written_by on practice (written_by);
create index practice_superseded_by on practice (superseded_by) where superseded_by is not null;
