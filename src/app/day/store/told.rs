//! The SQL of what people say on the day, and of the heaps into which their cards are put. Whoever takes part in the cohort hears
//! everything here, what is for the room included; nothing of it is read by anybody else.

use crate::{
    app::{access::Member, day::forms::Words},
    domain::capitalisation::{Kind, Scope},
    platform::{
        db::{Executor, Tx, there},
        error::AppError,
    },
};
use chrono::NaiveDate;
use uuid::Uuid;

/// Words on the table.
#[derive(Clone, Debug)]
pub struct Card {
    pub id: Uuid,
    pub person: Uuid,
    pub kind: Kind,
    pub phase: Option<Uuid>,
    pub text: String,
    pub language: String,
    pub scope: Scope,
    /// Somebody else typed them.
    pub was_typed: bool,
    /// The heap in which they lie.
    pub heap: Option<Uuid>,
}

#[derive(sqlx::FromRow)]
struct CardRow {
    id: Uuid,
    person: Uuid,
    kind: String,
    phase: Option<Uuid>,
    text: String,
    language: String,
    scope: String,
    typed_by: Option<Uuid>,
    heap: Option<Uuid>,
}

impl CardRow {
    fn read(self) -> Result<Card, AppError> {
        Ok(Card {
            id: self.id,
            person: self.person,
            kind: Kind::from_code(&self.kind).ok_or(AppError::Internal)?,
            phase: self.phase,
            text: self.text,
            language: self.language,
            scope: Scope::from_code(&self.scope).ok_or(AppError::Internal)?,
            was_typed: self.typed_by.is_some(),
            heap: self.heap,
        })
    }
}

/// What is on the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Told {
    Cards,
    Stories,
    Everything,
}

/// A table never holds more than this.
pub const TABLE: i64 = 1000;
/// So many are followed at once, the latest: more than forty people say in half a minute.
pub const LATEST: i64 = 60;

/// What the group has said, the latest first, so many at most.
pub async fn cards(db: impl Executor<'_>, member: &Member, told: Told, most: i64) -> Result<Vec<Card>, AppError> {
    let (cards, stories) = (told != Told::Stories, told != Told::Cards);
    let rows: Vec<CardRow> = sqlx::query_as(
        "select c.id, c.person, c.kind, c.phase, c.text, c.language, c.scope, c.typed_by, h.heap
         from contribution c left join heaped h on h.contribution = c.id
         where c.cohort = $1 and c.withdrawn_on is null and c.text <> ''
           and ((c.kind <> 'story' and $2) or (c.kind = 'story' and $3))
         order by c.said_on desc, c.id desc limit $4",
    )
    .bind(member.cohort.id)
    .bind(cards)
    .bind(stories)
    .bind(most)
    .fetch_all(db)
    .await?;
    rows.into_iter().map(CardRow::read).collect()
}

/// Keeps words under `id`, for the room, as those of `speaker`; the member typed them. What was typed by another waits for its
/// speaker's consent.
pub async fn say(
    tx: &mut Tx,
    member: &Member,
    (id, speaker): (Uuid, Uuid),
    words: &Words,
    on: NaiveDate,
) -> Result<(), sqlx::Error> {
    let is_own = speaker == member.person;
    sqlx::query(
        "insert into contribution (id, cohort, person, kind, phase, text, language, scope, said_on, typed_by, consented_on)
         values ($1, $2, $3, $4, $5, $6, $7, 'room', $8, $9, $10)",
    )
    .bind(id)
    .bind(member.cohort.id)
    .bind(speaker)
    .bind(words.kind.code())
    .bind(words.phase)
    .bind(words.text.as_str())
    .bind(&words.voice.language)
    .bind(on)
    .bind((!is_own).then_some(member.person))
    .bind(is_own.then_some(on))
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Corrects what the member said.
pub async fn correct(tx: &mut Tx, member: &Member, id: Uuid, text: &str) -> Result<(), AppError> {
    let done = sqlx::query(
        "update contribution set text = $1 where id = $2 and cohort = $3 and person = $4 and withdrawn_on is null",
    )
    .bind(text)
    .bind(id)
    .bind(member.cohort.id)
    .bind(member.person)
    .execute(&mut **tx)
    .await?;
    there(done.rows_affected())
}

/// The heaps by name.
pub async fn heaps(db: impl Executor<'_>, member: &Member) -> Result<Vec<(Uuid, String)>, sqlx::Error> {
    sqlx::query_as("select id, name from heap where cohort = $1 order by name, id")
        .bind(member.cohort.id)
        .fetch_all(db)
        .await
}

/// Which card lies in which heap.
pub async fn heaped(db: impl Executor<'_>, member: &Member) -> Result<Vec<(Uuid, Uuid)>, sqlx::Error> {
    sqlx::query_as("select d.contribution, d.heap from heaped d join heap h on h.id = d.heap where h.cohort = $1")
        .bind(member.cohort.id)
        .fetch_all(db)
        .await
}

/// Makes a heap.
pub async fn make_heap(tx: &mut Tx, member: &Member, id: Uuid, name: &str) -> Result<(), sqlx::Error> {
    sqlx::query("insert into heap (id, cohort, name) values ($1, $2, $3)")
        .bind(id)
        .bind(member.cohort.id)
        .bind(name)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Lays a card of the cohort into one of its heaps, wherever it lay before.
pub async fn lay(tx: &mut Tx, member: &Member, card: Uuid, heap: Uuid) -> Result<(), AppError> {
    let done = sqlx::query(
        "insert into heaped (contribution, heap)
         select c.id, h.id from contribution c join heap h on h.cohort = c.cohort
         where c.id = $1 and h.id = $2 and c.cohort = $3 and c.withdrawn_on is null and c.kind <> 'story'
         on conflict (contribution) do update set heap = excluded.heap",
    )
    .bind(card)
    .bind(heap)
    .bind(member.cohort.id)
    .execute(&mut **tx)
    .await?;
    there(done.rows_affected())
}

/// Takes a card of the cohort out of its heap.
pub async fn take(tx: &mut Tx, member: &Member, card: Uuid) -> Result<(), AppError> {
    let done =
        sqlx::query("delete from heaped where contribution = $1 and heap in (select id from heap where cohort = $2)")
            .bind(card)
            .bind(member.cohort.id)
            .execute(&mut **tx)
            .await?;
    there(done.rows_affected())
}

/// Removes a heap.
pub async fn remove_heap(tx: &mut Tx, member: &Member, heap: Uuid) -> Result<(), sqlx::Error> {
    sqlx::query("delete from heap where id = $1 and cohort = $2")
        .bind(heap)
        .bind(member.cohort.id)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Forgets what is left of the member's words in unsent forms of the day.
pub async fn forget_drafts(tx: &mut Tx, member: &Member) -> Result<(), sqlx::Error> {
    sqlx::query("delete from draft where person = $1 and action in ('day/say', 'day/tell-story', 'day/correct')")
        .bind(member.person)
        .execute(&mut **tx)
        .await?;
    Ok(())
}
