-- Search. `sought` holds what can be found: whose cohort it is, what to open, the words that are shown and, in `words`, the roots
-- that the program makes of them (`domain::search`: accents, plurals, œ), so that both engines only compare letters and answer
-- alike. Triggers keep it, not the statements that write: no writer can forget them, an import or a cascade neither. They can only
-- take away at once what changed or is gone (withdrawn words leave the index in the same transaction) and note what is due;
-- the program, which knows roots, fills in what is due before each commit (`search::index::settle`).
-- The roots go into the index as they are: its parser would split other scripts in its own way.

create table sought (
    id bigint generated always as identity primary key,
    cohort uuid not null references cohort (id) on delete cascade,
    kind text not null,
    object uuid not null,
    -- the place of a lesson in a published note
    part bigint not null default 0,
    -- the lesson that a published one was made from, by which others open it
    lesson uuid,
    title text not null,
    text text not null,
    words text not null,
    lexemes tsvector not null generated always as (array_to_tsvector(string_to_array(words, ' '))) stored,
    unique (kind, object, part)
);
create index sought_cohort on sought (cohort, kind);
create index sought_lexemes on sought using gin (lexemes);

create table sought_due (
    kind text not null,
    object uuid not null,
    -- who fills it in, while that is being done
    claimed uuid,
    primary key (kind, object)
);

-- Their arguments: the kind, and the column that names what is found.
create function sought_changed() returns trigger language plpgsql as $$
begin
    if tg_op <> 'INSERT' then
        delete from sought where kind = tg_argv[0] and object = (to_jsonb(old) ->> tg_argv[1])::uuid;
    end if;
    insert into sought_due (kind, object)
    values (tg_argv[0], (coalesce(to_jsonb(new), to_jsonb(old)) ->> tg_argv[1])::uuid)
    on conflict do nothing;
    return null;
end $$;

create function sought_gone() returns trigger language plpgsql as $$
begin
    delete from sought where kind = tg_argv[0] and object = old.id;
    return null;
end $$;

create function sought_note() returns trigger language plpgsql as $$
declare
    the_note uuid := (coalesce(to_jsonb(new), to_jsonb(old)) ->> tg_argv[0])::uuid;
begin
    if tg_op <> 'INSERT' then
        delete from sought where kind in ('note', 'published') and object = the_note;
    end if;
    insert into sought_due (kind, object) values ('note', the_note) on conflict do nothing;
    return null;
end $$;

create trigger sought_event_made after insert on event for each row execute function sought_changed('event', 'id');
create trigger sought_event_changed after update of title, place, details, materials on event for each row
    when ((new.title, new.place, new.details, new.materials) is distinct from (old.title, old.place, old.details, old.materials))
    execute function sought_changed('event', 'id');
create trigger sought_event_gone after delete on event for each row execute function sought_gone('event');
create trigger sought_mission_made after insert on mission for each row execute function sought_changed('mission', 'id');
create trigger sought_mission_changed after update of title on mission for each row
    when (new.title is distinct from old.title)
    execute function sought_changed('mission', 'id');
create trigger sought_mission_gone after delete on mission for each row execute function sought_gone('mission');
create trigger sought_decision_made after insert on decision for each row execute function sought_changed('decision', 'id');
create trigger sought_decision_changed after update of title, details on decision for each row
    when ((new.title, new.details) is distinct from (old.title, old.details))
    execute function sought_changed('decision', 'id');
create trigger sought_decision_gone after delete on decision for each row execute function sought_gone('decision');
create trigger sought_meeting_minutes_made after insert
    on meeting_minutes for each row execute function sought_changed('minutes', 'id');
create trigger sought_meeting_minutes_changed after update of title, text on meeting_minutes for each row
    when ((new.title, new.text) is distinct from (old.title, old.text))
    execute function sought_changed('minutes', 'id');
create trigger sought_meeting_minutes_gone after delete on meeting_minutes for each row execute function sought_gone('minutes');
create trigger sought_contribution_made after insert
    on contribution for each row execute function sought_changed('contribution', 'id');
create trigger sought_contribution_changed after update of text, scope, withdrawn_on on contribution for each row
    when ((new.text, new.scope, new.withdrawn_on) is distinct from (old.text, old.scope, old.withdrawn_on))
    execute function sought_changed('contribution', 'id');
create trigger sought_contribution_gone after delete on contribution for each row execute function sought_gone('contribution');
create trigger sought_lesson_made after insert on lesson for each row execute function sought_changed('lesson', 'id');
create trigger sought_lesson_changed after update of condition, action, reason, applies_when, does_not_apply_when, evidence, dissent
    on lesson for each row
    when ((new.condition, new.action, new.reason, new.applies_when, new.does_not_apply_when, new.evidence, new.dissent)
    is distinct from (old.condition, old.action, old.reason, old.applies_when, old.does_not_apply_when, old.evidence, old.dissent))
    execute function sought_changed('lesson', 'id');
create trigger sought_lesson_gone after delete on lesson for each row execute function sought_gone('lesson');
create trigger sought_practice_made after insert on practice for each row execute function sought_changed('practice', 'id');
create trigger sought_practice_changed after update of title, steps, who, time_needed, cost, equipment, skills, limits, adaptation
    on practice for each row
    when ((new.title, new.steps, new.who, new.time_needed, new.cost, new.equipment, new.skills, new.limits, new.adaptation)
    is distinct from (old.title, old.steps, old.who, old.time_needed, old.cost, old.equipment, old.skills, old.limits, old.adaptation))
    execute function sought_changed('practice', 'id');
create trigger sought_practice_gone after delete on practice for each row execute function sought_gone('practice');
create trigger sought_product_made after insert on product for each row execute function sought_changed('product', 'id');
create trigger sought_product_changed after update of name on product for each row
    when (new.name is distinct from old.name)
    execute function sought_changed('product', 'id');
create trigger sought_product_gone after delete on product for each row execute function sought_gone('product');
create trigger sought_customer_order_made after insert
    on customer_order for each row execute function sought_changed('order', 'id');
create trigger sought_customer_order_changed after update of customer, place, details on customer_order for each row
    when ((new.customer, new.place, new.details) is distinct from (old.customer, old.place, old.details))
    execute function sought_changed('order', 'id');
create trigger sought_customer_order_gone after delete on customer_order for each row execute function sought_gone('order');

-- What belongs to one of these is found with it.
create trigger sought_mission_step_made after insert or delete
    on mission_step for each row execute function sought_changed('mission', 'mission');
create trigger sought_mission_step_changed after update of text, position on mission_step for each row
    when ((new.text, new.position) is distinct from (old.text, old.position))
    execute function sought_changed('mission', 'mission');
create trigger sought_decision_option_made after insert or delete
    on decision_option for each row execute function sought_changed('decision', 'decision');
create trigger sought_decision_option_changed after update of title, position on decision_option for each row
    when ((new.title, new.position) is distinct from (old.title, old.position))
    execute function sought_changed('decision', 'decision');
create trigger sought_order_line_made after insert or delete
    on order_line for each row execute function sought_changed('order', 'customer_order');
create trigger sought_order_line_changed after update of what, position on order_line for each row
    when ((new.what, new.position) is distinct from (old.what, old.position))
    execute function sought_changed('order', 'customer_order');

-- A note and its lessons, as readers see them: there while it is published.
create trigger sought_note_made after insert on note for each row when (new.published_at is not null)
    execute function sought_note('id');
create trigger sought_note_changed after update of published_at on note for each row
    when (new.published_at is distinct from old.published_at) execute function sought_note('id');
create trigger sought_note_gone after delete on note for each row execute function sought_note('id');
create trigger sought_edition_made after insert or delete on published_note for each row execute function sought_note('note');
create trigger sought_published_made after insert on published_lesson for each row execute function sought_note('note');

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
