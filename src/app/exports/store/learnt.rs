//! The SQL of what was learnt: lessons, answers to those of others, practices. Who wrote them stays in the database.

use super::{Read, read};
use crate::{app::access::Facilitator, platform::db::Connection};
use chrono::NaiveDate;

type Text = String;

pub async fn lessons(db: &mut Connection, by: &Facilitator) -> Read {
    type Lesson = (
        Option<Text>,
        Text,
        Text,
        Text,
        Text,
        Text,
        Text,
        Text,
        Option<Text>,
        Text,
        Option<Text>,
        Option<NaiveDate>,
        NaiveDate,
    );
    read::<Lesson>(
        db,
        by,
        "select f.name, l.outcome, l.condition, l.action, l.reason, l.applies_when, l.does_not_apply_when, l.evidence, l.agreement,
                l.dissent, r.action, l.review_on, l.written_on
         from lesson l left join phase f on f.id = l.phase left join lesson r on r.id = l.superseded_by
         where l.cohort = $1 order by l.written_on, l.id",
    )
    .await
}

/// What the group answered; a lesson whose note is no longer published has no words here either.
pub async fn answers(db: &mut Connection, by: &Facilitator) -> Read {
    read::<(Option<Text>, Option<Text>, Text, Text, NaiveDate, Option<Text>, Text, Option<NaiveDate>)>(
        db,
        by,
        "select l.condition, l.action, a.answer, a.words, a.answered_on, a.result, a.result_words, a.result_on
         from lesson_answer a
         left join (select p.lesson, p.condition, p.action
                    from note n join published_lesson p on p.note = n.id
                         and p.edition = (select max(e.edition) from published_note e where e.note = n.id)
                    where n.published_at is not null) l on l.lesson = a.lesson
         where a.cohort = $1 order by a.answered_on, a.id",
    )
    .await
}

pub async fn practices(db: &mut Connection, by: &Facilitator) -> Read {
    type Practice = (Text, Option<Text>, Text, Text, Text, Text, Text, Text, Text, Text, Option<Text>, NaiveDate);
    read::<Practice>(
        db,
        by,
        "select p.title, p.phase_kind, p.steps, p.who, p.time_needed, p.cost, p.equipment, p.skills, p.limits, p.adaptation,
                r.title, p.edited_on
         from practice p left join practice r on r.id = p.superseded_by where p.cohort = $1 order by p.title, p.id",
    )
    .await
}

pub async fn criteria(db: &mut Connection, by: &Facilitator) -> Read {
    read::<(Text, Text, Text)>(
        db,
        by,
        "select p.title, c.criterion,
                case c.criterion when 'proven' then p.proven when 'durable' then p.durable
                    when 'gender_sensitive' then p.gender_sensitive when 'feasible' then p.feasible
                    when 'participatory' then p.participatory when 'replicable' then p.replicable else p.lowers_risk end
         from practice p
         cross join (select 'proven' as criterion union all select 'durable' union all select 'gender_sensitive'
                     union all select 'feasible' union all select 'participatory' union all select 'replicable'
                     union all select 'lowers_risk') c
         where p.cohort = $1 order by p.title, p.id, c.criterion",
    )
    .await
}
