-- Search. `sought` holds what can be found: whose cohort it is, what to open, the words that are shown and, in `words`, the roots
-- that the program makes of them (`domain::search`: accents, plurals, œ), so that both engines only compare letters and answer
-- alike. Triggers keep it, not the statements that write: no writer can forget them, an import or a cascade neither. They can only
-- take away at once what changed or is gone (withdrawn words leave the index in the same transaction) and note what is due;
-- the program, which knows roots, fills in what is due before each commit (`search::index::settle`).
-- `sought_words` is an index on `sought.words`; the tokenizer only splits at spaces, as PostgreSQL does, and secure-delete
-- leaves nothing of words that are gone in the file.

create table sought (
    id integer primary key,
    cohort blob not null references cohort (id) on delete cascade,
    kind text not null,
    object blob not null check (length(object) = 16),
    -- the place of a lesson in a published note
    part integer not null default 0,
    -- the lesson that a published one was made from, by which others open it
    lesson blob check (length(lesson) = 16),
    title text not null,
    text text not null,
    words text not null,
    unique (kind, object, part)
) strict;
create index sought_cohort on sought (cohort, kind);

create virtual table sought_words using fts5 (words, content = 'sought', content_rowid = 'id', tokenize = 'ascii', detail = 'none');
insert into sought_words (sought_words, rank) values ('secure-delete', 1);

create trigger sought_in after insert on sought begin
    insert into sought_words (rowid, words) values (new.id, new.words);
end;
create trigger sought_out after delete on sought begin
    insert into sought_words (sought_words, rowid, words) values ('delete', old.id, old.words);
end;

create table sought_due (
    kind text not null,
    object blob not null check (length(object) = 16),
    -- who fills it in, while that is being done
    claimed blob,
    primary key (kind, object)
) strict, without rowid;

create trigger sought_event_made after insert on event begin
    insert into sought_due (kind, object) values ('event', new.id) on conflict do nothing;
end;
create trigger sought_event_changed after update of title, place, details, materials on event
when (new.title, new.place, new.details, new.materials) is not (old.title, old.place, old.details, old.materials) begin
    delete from sought where kind = 'event' and object = old.id;
    insert into sought_due (kind, object) values ('event', new.id) on conflict do nothing;
end;
create trigger sought_event_gone after delete on event begin
    delete from sought where kind = 'event' and object = old.id;
end;

create trigger sought_mission_made after insert on mission begin
    insert into sought_due (kind, object) values ('mission', new.id) on conflict do nothing;
end;
create trigger sought_mission_changed after update of title on mission
when new.title is not old.title begin
    delete from sought where kind = 'mission' and object = old.id;
    insert into sought_due (kind, object) values ('mission', new.id) on conflict do nothing;
end;
create trigger sought_mission_gone after delete on mission begin
    delete from sought where kind = 'mission' and object = old.id;
end;

create trigger sought_decision_made after insert on decision begin
    insert into sought_due (kind, object) values ('decision', new.id) on conflict do nothing;
end;
create trigger sought_decision_changed after update of title, details on decision
when (new.title, new.details) is not (old.title, old.details) begin
    delete from sought where kind = 'decision' and object = old.id;
    insert into sought_due (kind, object) values ('decision', new.id) on conflict do nothing;
end;
create trigger sought_decision_gone after delete on decision begin
    delete from sought where kind = 'decision' and object = old.id;
end;

create trigger sought_meeting_minutes_made after insert on meeting_minutes begin
    insert into sought_due (kind, object) values ('minutes', new.id) on conflict do nothing;
end;
create trigger sought_meeting_minutes_changed after update of title, text on meeting_minutes
when (new.title, new.text) is not (old.title, old.text) begin
    delete from sought where kind = 'minutes' and object = old.id;
    insert into sought_due (kind, object) values ('minutes', new.id) on conflict do nothing;
end;
create trigger sought_meeting_minutes_gone after delete on meeting_minutes begin
    delete from sought where kind = 'minutes' and object = old.id;
end;

create trigger sought_contribution_made after insert on contribution begin
    insert into sought_due (kind, object) values ('contribution', new.id) on conflict do nothing;
end;
create trigger sought_contribution_changed after update of text, scope, withdrawn_on on contribution
when (new.text, new.scope, new.withdrawn_on) is not (old.text, old.scope, old.withdrawn_on) begin
    delete from sought where kind = 'contribution' and object = old.id;
    insert into sought_due (kind, object) values ('contribution', new.id) on conflict do nothing;
end;
create trigger sought_contribution_gone after delete on contribution begin
    delete from sought where kind = 'contribution' and object = old.id;
end;

create trigger sought_lesson_made after insert on lesson begin
    insert into sought_due (kind, object) values ('lesson', new.id) on conflict do nothing;
end;
create trigger sought_lesson_changed after update of condition, action, reason, applies_when, does_not_apply_when, evidence, dissent
    on lesson
when (new.condition, new.action, new.reason, new.applies_when, new.does_not_apply_when, new.evidence, new.dissent)
    is not (old.condition, old.action, old.reason, old.applies_when, old.does_not_apply_when, old.evidence, old.dissent) begin
    delete from sought where kind = 'lesson' and object = old.id;
    insert into sought_due (kind, object) values ('lesson', new.id) on conflict do nothing;
end;
create trigger sought_lesson_gone after delete on lesson begin
    delete from sought where kind = 'lesson' and object = old.id;
end;

create trigger sought_practice_made after insert on practice begin
    insert into sought_due (kind, object) values ('practice', new.id) on conflict do nothing;
end;
create trigger sought_practice_changed after update of title, steps, who, time_needed, cost, equipment, skills, limits, adaptation
    on practice
when (new.title, new.steps, new.who, new.time_needed, new.cost, new.equipment, new.skills, new.limits, new.adaptation)
    is not (old.title, old.steps, old.who, old.time_needed, old.cost, old.equipment, old.skills, old.limits, old.adaptation) begin
    delete from sought where kind = 'practice' and object = old.id;
    insert into sought_due (kind, object) values ('practice', new.id) on conflict do nothing;
end;
create trigger sought_practice_gone after delete on practice begin
    delete from sought where kind = 'practice' and object = old.id;
end;

create trigger sought_product_made after insert on product begin
    insert into sought_due (kind, object) values ('product', new.id) on conflict do nothing;
end;
create trigger sought_product_changed after update of name on product
when new.name is not old.name begin
    delete from sought where kind = 'product' and object = old.id;
    insert into sought_due (kind, object) values ('product', new.id) on conflict do nothing;
end;
create trigger sought_product_gone after delete on product begin
    delete from sought where kind = 'product' and object = old.id;
end;

create trigger sought_customer_order_made after insert on customer_order begin
    insert into sought_due (kind, object) values ('order', new.id) on conflict do nothing;
end;
create trigger sought_customer_order_changed after update of customer, place, details on customer_order
when (new.customer, new.place, new.details) is not (old.customer, old.place, old.details) begin
    delete from sought where kind = 'order' and object = old.id;
    insert into sought_due (kind, object) values ('order', new.id) on conflict do nothing;
end;
create trigger sought_customer_order_gone after delete on customer_order begin
    delete from sought where kind = 'order' and object = old.id;
end;

-- What belongs to one of these is found with it.
create trigger sought_mission_step_made after insert on mission_step begin
    insert into sought_due (kind, object) values ('mission', new.mission) on conflict do nothing;
end;
create trigger sought_mission_step_changed after update of text, position on mission_step
when (new.text, new.position) is not (old.text, old.position) begin
    delete from sought where kind = 'mission' and object = old.mission;
    insert into sought_due (kind, object) values ('mission', new.mission) on conflict do nothing;
end;
create trigger sought_mission_step_gone after delete on mission_step begin
    delete from sought where kind = 'mission' and object = old.mission;
    insert into sought_due (kind, object) values ('mission', old.mission) on conflict do nothing;
end;

create trigger sought_decision_option_made after insert on decision_option begin
    insert into sought_due (kind, object) values ('decision', new.decision) on conflict do nothing;
end;
create trigger sought_decision_option_changed after update of title, position on decision_option
when (new.title, new.position) is not (old.title, old.position) begin
    delete from sought where kind = 'decision' and object = old.decision;
    insert into sought_due (kind, object) values ('decision', new.decision) on conflict do nothing;
end;
create trigger sought_decision_option_gone after delete on decision_option begin
    delete from sought where kind = 'decision' and object = old.decision;
    insert into sought_due (kind, object) values ('decision', old.decision) on conflict do nothing;
end;

create trigger sought_order_line_made after insert on order_line begin
    insert into sought_due (kind, object) values ('order', new.customer_order) on conflict do nothing;
end;
create trigger sought_order_line_changed after update of what, position on order_line
when (new.what, new.position) is not (old.what, old.position) begin
    delete from sought where kind = 'order' and object = old.customer_order;
    insert into sought_due (kind, object) values ('order', new.customer_order) on conflict do nothing;
end;
create trigger sought_order_line_gone after delete on order_line begin
    delete from sought where kind = 'order' and object = old.customer_order;
    insert into sought_due (kind, object) values ('order', old.customer_order) on conflict do nothing;
end;

-- A note and its lessons, as readers see them: there while it is published.
create trigger sought_note_made after insert on note when new.published_at is not null begin
    insert into sought_due (kind, object) values ('note', new.id) on conflict do nothing;
end;
create trigger sought_note_changed after update of published_at on note
when new.published_at is not old.published_at begin
    delete from sought where kind in ('note', 'published') and object = old.id;
    insert into sought_due (kind, object) values ('note', new.id) on conflict do nothing;
end;
create trigger sought_note_gone after delete on note begin
    delete from sought where kind in ('note', 'published') and object = old.id;
end;
create trigger sought_edition_made after insert on published_note begin
    insert into sought_due (kind, object) values ('note', new.note) on conflict do nothing;
end;
create trigger sought_edition_gone after delete on published_note begin
    delete from sought where kind in ('note', 'published') and object = old.note;
    insert into sought_due (kind, object) values ('note', old.note) on conflict do nothing;
end;
create trigger sought_published_made after insert on published_lesson begin
    insert into sought_due (kind, object) values ('note', new.note) on conflict do nothing;
end;

-- What is there already is due: the server fills it in at its start.
insert into sought_due (kind, object)
select 'event', id from event
union all select 'mission', id from mission
union all select 'decision', id from decision
union all select 'minutes', id from meeting_minutes
union all select 'contribution', id from contribution
union all select 'lesson', id from lesson
union all select 'practice', id from practice
union all select 'product', id from product
union all select 'order', id from customer_order
union all select 'note', id from note where published_at is not null;
