-- What the assembly decides, and what running the cooperative asks of its members: several people and small steps in a mission,
-- who answers for a pôle in which phase, hours spent for a pôle, who knows what.
--
-- A secret ballot cannot be joined to who cast it. `decision_voter` says who has voted, `secret_ballot` what was voted; they
-- share the decision and nothing else: no person, no time, no order. Each vote writes all ballots of its decision anew, under new
-- random ids, so that neither ids, nor the order of rows, nor PostgreSQL's transaction numbers tell which one came last; no form
-- key and no draft keeps a ballot; on SQLite the log is emptied after each. Two copies of the database made before and after one
-- vote still differ by that vote: only a copy taken by nobody protects from that.

create table meeting_minutes (
    id uuid primary key,
    cohort uuid not null references cohort (id) on delete cascade,
    event uuid references event (id) on delete set null,
    held_on date not null,
    title text not null,
    text text not null,
    written_by uuid not null references person (id),
    written_on date not null
);
create index meeting_minutes_cohort on meeting_minutes (cohort, held_on);
create index meeting_minutes_person on meeting_minutes (written_by);

create table decision (
    id uuid primary key,
    cohort uuid not null references cohort (id) on delete cascade,
    title text not null,
    details text not null default '',
    method text not null check (method in ('consent', 'majority', 'ranking')),
    secret boolean not null,
    -- one member, one vote: the entrepreneurs, or those who accompany them too
    electorate text not null check (electorate in ('entrepreneurs', 'members')),
    needed bigint not null check (needed between 1 and 1000),
    state text not null check (state in ('proposed', 'open', 'closed')),
    proposed_by uuid not null references person (id),
    proposed_on date not null,
    -- the last day on which one can vote
    closes_on date,
    closed_on date,
    outcome text not null default '',
    review_on date,
    minutes uuid references meeting_minutes (id) on delete set null,
    check ((state = 'closed') = (closed_on is not null))
);
create index decision_cohort on decision (cohort, proposed_on);
create index decision_person on decision (proposed_by);

create table decision_option (
    id uuid primary key,
    decision uuid not null references decision (id) on delete cascade,
    position bigint not null,
    title text not null
);
create index decision_option_decision on decision_option (decision, position);

-- Open ballots: a code, or ids of options from the preferred one on. May change until the vote is closed.
create table decision_ballot (
    decision uuid not null references decision (id) on delete cascade,
    person uuid not null references person (id),
    ballot text not null,
    primary key (decision, person)
);
create index decision_ballot_person on decision_ballot (person);

-- Who has voted in secret.
create table decision_voter (
    decision uuid not null references decision (id) on delete cascade,
    person uuid not null references person (id),
    primary key (decision, person)
);
create index decision_voter_person on decision_voter (person);

-- What was voted in secret: never a column more.
create table secret_ballot (
    id uuid primary key,
    decision uuid not null references decision (id) on delete cascade,
    ballot text not null
);
create index secret_ballot_decision on secret_ballot (decision);

-- A mission's small steps, and who helps whoever has it.
create table mission_step (
    id uuid primary key,
    mission uuid not null references mission (id) on delete cascade,
    position bigint not null,
    text text not null,
    done boolean not null default false
);
create index mission_step_mission on mission_step (mission, position);

create table mission_helper (
    mission uuid not null references mission (id) on delete cascade,
    person uuid not null references person (id),
    primary key (mission, person)
);
create index mission_helper_person on mission_helper (person);

-- Who answers for a pôle in which phase, as planned; today's référent stays in `pole`.
create table pole_turn (
    pole uuid not null references pole (id) on delete cascade,
    phase uuid not null references phase (id) on delete cascade,
    person uuid not null references person (id),
    primary key (pole, phase)
);
create index pole_turn_person on pole_turn (person);

-- What one référent tells the next.
create table pole_handover (
    id uuid primary key,
    pole uuid not null references pole (id) on delete cascade,
    text text not null,
    written_by uuid not null references person (id),
    written_on date not null
);
create index pole_handover_pole on pole_handover (pole, written_on);
create index pole_handover_person on pole_handover (written_by);

-- Running the cooperative is work. A line is its person's: others see totals.
create table pole_hours (
    id uuid primary key,
    pole uuid not null references pole (id) on delete cascade,
    person uuid not null references person (id),
    worked_on date not null,
    minutes bigint not null check (minutes between 1 and 1440),
    note text not null default ''
);
create index pole_hours_pole on pole_hours (pole, worked_on);
create index pole_hours_person on pole_hours (person, worked_on);

-- Know-how that the group names, and what each says of herself: for the group to see where it hangs on one person.
create table skill (
    id uuid primary key,
    cohort uuid not null references cohort (id) on delete cascade,
    name text not null
);
create index skill_cohort on skill (cohort, name);

create table skill_line (
    skill uuid not null references skill (id) on delete cascade,
    person uuid not null references person (id),
    level text not null check (level in ('learns', 'knows', 'passes_on')),
    primary key (skill, person)
);
create index skill_line_person on skill_line (person);
