//! The SQL of the index: what is due, what it says, taking out and putting in. Nobody reads here, so nobody is asked for.

use crate::{
    domain::capitalisation::{Segment, markers},
    platform::db::{Engine, Executor},
};
use sqlx::QueryBuilder;
use uuid::Uuid;

/// How many texts one statement puts in.
pub const AT_ONCE: usize = 200;

/// A text that can be found, and what it belongs to.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Source {
    pub kind: String,
    pub cohort: Uuid,
    pub object: Uuid,
    pub part: i64,
    pub lesson: Option<Uuid>,
    pub title: String,
    pub text: String,
}

/// Claims some of what is due: a claim is read and done with, and nothing that becomes due meanwhile is lost. How many.
pub async fn claim(db: impl Executor<'_>, claim: Uuid) -> Result<u64, sqlx::Error> {
    let done = sqlx::query(
        "update sought_due set claimed = $1
         where (kind, object) in (select kind, object from sought_due order by kind, object limit 500)",
    )
    .bind(claim)
    .execute(db)
    .await?;
    Ok(done.rows_affected())
}

/// Whether something is due.
pub async fn is_due(db: impl Executor<'_>) -> Result<bool, sqlx::Error> {
    let found: Option<(i64,)> =
        sqlx::query_as("select cast(1 as bigint) from sought_due limit 1").fetch_optional(db).await?;
    Ok(found.is_some())
}

/// What is claimed says, as it stands; nothing of what is gone, withdrawn, no longer published, or said to fewer than the group.
pub async fn sources(db: impl Executor<'_>, claim: Uuid) -> Result<Vec<Source>, sqlx::Error> {
    let mut found: Vec<Source> = sqlx::query_as(
        "select d.kind, e.cohort, e.id as object, cast(0 as bigint) as part, cast(null as uuid) as lesson, e.title,
                e.place || $2 || e.details || $2 || e.materials as text
         from sought_due d join event e on e.id = d.object where d.claimed = $1 and d.kind = 'event'
         union all
         select d.kind, m.cohort, m.id, 0, null, m.title,
                coalesce((select string_agg(s.text, $2 order by s.position) from mission_step s where s.mission = m.id), '')
         from sought_due d join mission m on m.id = d.object where d.claimed = $1 and d.kind = 'mission'
         union all
         select d.kind, c.cohort, c.id, 0, null, c.title, c.details || $2 ||
                coalesce((select string_agg(o.title, $2 order by o.position) from decision_option o where o.decision = c.id), '')
         from sought_due d join decision c on c.id = d.object where d.claimed = $1 and d.kind = 'decision'
         union all
         select d.kind, m.cohort, m.id, 0, null, m.title, m.text
         from sought_due d join meeting_minutes m on m.id = d.object where d.claimed = $1 and d.kind = 'minutes'
         union all
         select d.kind, c.cohort, c.id, 0, null, '', c.text
         from sought_due d join contribution c on c.id = d.object
         where d.claimed = $1 and d.kind = 'contribution' and c.withdrawn_on is null and c.text <> ''
               and c.scope in ('cohort', 'partners', 'public')
         union all
         select d.kind, l.cohort, l.id, 0, null, l.action, l.condition || $2 || l.reason || $2 || l.applies_when || $2 ||
                l.does_not_apply_when || $2 || l.evidence || $2 || l.dissent
         from sought_due d join lesson l on l.id = d.object where d.claimed = $1 and d.kind = 'lesson'
         union all
         select d.kind, p.cohort, p.id, 0, null, p.title, p.steps || $2 || p.who || $2 || p.time_needed || $2 || p.cost || $2 ||
                p.equipment || $2 || p.skills || $2 || p.limits || $2 || p.adaptation
         from sought_due d join practice p on p.id = d.object where d.claimed = $1 and d.kind = 'practice'
         union all
         select d.kind, p.cohort, p.id, 0, null, p.name, ''
         from sought_due d join product p on p.id = d.object where d.claimed = $1 and d.kind = 'product'
         union all
         select d.kind, o.cohort, o.id, 0, null, 'n° ' || cast(o.number as text) || ' ' || o.customer, o.place || $2 ||
                o.details || $2 ||
                coalesce((select string_agg(l.what, $2 order by l.position) from order_line l where l.customer_order = o.id), '')
         from sought_due d join customer_order o on o.id = d.object where d.claimed = $1 and d.kind = 'order'
         union all
         select 'note', n.cohort, n.id, 0, null, e.title, e.summary || $2 || e.body
         from sought_due d join note n on n.id = d.object join published_note e on e.note = n.id
              and e.edition = (select max(x.edition) from published_note x where x.note = n.id)
         where d.claimed = $1 and d.kind = 'note' and n.published_at is not null
         union all
         select 'published', n.cohort, n.id, l.position, l.lesson, l.action, l.condition || $2 || l.reason || $2 ||
                l.applies_when || $2 || l.does_not_apply_when || $2 || l.evidence || $2 || l.dissent
         from sought_due d join note n on n.id = d.object join published_lesson l on l.note = n.id
              and l.edition = (select max(x.edition) from published_note x where x.note = n.id)
         where d.claimed = $1 and d.kind = 'note' and n.published_at is not null",
    )
    .bind(claim)
    .bind("\n")
    .fetch_all(db)
    .await?;
    for note in found.iter_mut().filter(|found| found.kind == "note") {
        note.text = bare(&note.text);
    }
    Ok(found)
}

/// A note without its markers and the signs that begin its lines: what a quotation says is withdrawn where it was said.
fn bare(text: &str) -> String {
    let words = markers(text).into_iter().filter_map(|segment| match segment {
        Segment::Text(text) => Some(text),
        _ => None,
    });
    let text: String = words.collect();
    let plain = text.lines().map(|line| line.trim_start_matches(['#', '>', '-', '*', ' ']));
    plain.collect::<Vec<_>>().join("\n")
}

/// Takes out whatever the index holds of what is claimed.
pub async fn take_out(db: impl Executor<'_>, claim: Uuid) -> Result<(), sqlx::Error> {
    sqlx::query(
        "delete from sought where id in
            (select s.id from sought_due d join sought s on s.object = d.object
                  and s.kind in (d.kind, case when d.kind = 'note' then 'published' else d.kind end)
             where d.claimed = $1)",
    )
    .bind(claim)
    .execute(db)
    .await?;
    Ok(())
}

/// Puts texts in, each with its roots.
pub async fn put_in(db: impl Executor<'_>, some: &[(Source, String)]) -> Result<(), sqlx::Error> {
    let mut sql =
        QueryBuilder::<Engine>::new("insert into sought (cohort, kind, object, part, lesson, title, text, words) ");
    sql.push_values(some, |mut row, (source, words)| {
        row.push_bind(source.cohort).push_bind(&source.kind).push_bind(source.object).push_bind(source.part);
        row.push_bind(source.lesson).push_bind(&source.title).push_bind(&source.text).push_bind(words);
    });
    sql.build().execute(db).await?;
    Ok(())
}

/// What was claimed is in.
pub async fn done(db: impl Executor<'_>, claim: Uuid) -> Result<(), sqlx::Error> {
    sqlx::query("delete from sought_due where claimed = $1").bind(claim).execute(db).await?;
    Ok(())
}

/// Everything that can be found.
macro_rules! everything {
    () => {
        "select 'event' as kind, id as object from event
         union all select 'mission', id from mission
         union all select 'decision', id from decision
         union all select 'minutes', id from meeting_minutes
         union all select 'contribution', id from contribution
                   where withdrawn_on is null and text <> '' and scope in ('cohort', 'partners', 'public')
         union all select 'lesson', id from lesson
         union all select 'practice', id from practice
         union all select 'product', id from product
         union all select 'order', id from customer_order
         union all select 'note', n.id from note n
                   where n.published_at is not null and exists (select 1 from published_note e where e.note = n.id)"
    };
}

/// Notes everything as due, and what the index holds too, so that nothing stays in it that is gone.
pub async fn all_due(db: impl Executor<'_>) -> Result<(), sqlx::Error> {
    sqlx::query(concat!(
        "insert into sought_due (kind, object) select kind, object from (",
        everything!(),
        " union select kind, object from sought) found where kind <> 'published' on conflict do nothing"
    ))
    .execute(db)
    .await?;
    Ok(())
}

/// What the index holds, what is due, and what is on one side only.
#[derive(Clone, Copy, Debug, sqlx::FromRow)]
pub struct Standing {
    pub texts: i64,
    pub due: i64,
    /// Can be found and is not in, or is in and cannot be read any more.
    pub apart: i64,
}

/// How the index stands.
pub async fn standing(db: impl Executor<'_>) -> Result<Standing, sqlx::Error> {
    sqlx::query_as(concat!(
        "with found as (",
        everything!(),
        ")
         select (select count(*) from sought) as texts, (select count(*) from sought_due) as due,
                (select count(*) from (select kind, object from found except select kind, object from sought) missing)
              + (select count(*) from
                    (select case when kind = 'published' then 'note' else kind end, object from sought
                     except select kind, object from found) left_over) as apart"
    ))
    .fetch_one(db)
    .await
}
