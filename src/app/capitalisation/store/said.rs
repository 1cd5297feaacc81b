//! The SQL of what people say. Who may read it is part of each question: what was said for the room is its speaker's alone.

use super::{
    super::forms::{Consent, Reworded, Said},
    media::Media,
};
use crate::{
    app::access::{Facilitator, Member},
    domain::{
        capitalisation::{About, AboutKind, Kind, Medium, Scope, SignedAs},
        cohort::Role,
    },
    platform::{
        db::{Executor, Tx},
        error::AppError,
    },
};
use chrono::NaiveDate;
use uuid::Uuid;

/// What somebody said, with what its signature needs.
#[derive(Clone, Debug)]
pub struct Contribution {
    pub id: Uuid,
    pub person: Uuid,
    pub kind: Kind,
    pub phase: Option<Uuid>,
    /// Empty where a voice or a picture says it all.
    pub text: String,
    pub language: String,
    pub scope: Scope,
    pub signed_as: SignedAs,
    /// The name that she chose for these words, where she did.
    pub pseudonym: String,
    pub said_on: NaiveDate,
    /// The speaker's display name: for her own choice only.
    pub name: String,
    /// What the speaker is, or was last, in the cohort.
    pub role: Role,
    pub medium: Medium,
    pub media: Option<Media>,
    pub about: Option<About>,
    /// Who wrote it down for her.
    pub typed_by: Option<String>,
    /// When she last said who may read it.
    pub consented_on: Option<NaiveDate>,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    person: Uuid,
    kind: String,
    phase: Option<Uuid>,
    text: String,
    language: String,
    scope: String,
    signed_as: String,
    pseudonym: String,
    said_on: NaiveDate,
    name: String,
    role: String,
    medium: String,
    about_kind: Option<String>,
    about: Option<Uuid>,
    typed_by: Option<String>,
    consented_on: Option<NaiveDate>,
    content_type: Option<String>,
    bytes: Option<i64>,
    seconds: Option<i64>,
    alt: Option<String>,
}

impl Row {
    fn read(self) -> Result<Contribution, AppError> {
        let about_kind = self.about_kind.as_deref().map(|code| AboutKind::from_code(code).ok_or(AppError::Internal));
        let about = about_kind.transpose()?.zip(self.about).map(|(kind, id)| About { kind, id });
        let (seconds, alt) = (self.seconds, self.alt.unwrap_or_default());
        let media =
            self.content_type.zip(self.bytes).map(|(content_type, bytes)| Media { content_type, bytes, seconds, alt });
        Ok(Contribution {
            id: self.id,
            person: self.person,
            kind: Kind::from_code(&self.kind).ok_or(AppError::Internal)?,
            phase: self.phase,
            text: self.text,
            language: self.language,
            scope: Scope::from_code(&self.scope).ok_or(AppError::Internal)?,
            signed_as: SignedAs::from_code(&self.signed_as).ok_or(AppError::Internal)?,
            pseudonym: self.pseudonym,
            said_on: self.said_on,
            name: self.name,
            role: Role::from_code(&self.role).ok_or(AppError::Internal)?,
            medium: Medium::from_code(&self.medium).ok_or(AppError::Internal)?,
            media,
            about,
            typed_by: self.typed_by,
            consented_on: self.consented_on,
        })
    }
}

/// What was said and not withdrawn, where `$condition` holds.
macro_rules! said {
    ($condition:literal) => {
        concat!(
            "select c.id, c.person, c.kind, c.phase, c.text, c.language, c.scope, c.signed_as, c.pseudonym, c.said_on,
                    c.medium, c.about_kind, c.about, c.consented_on, p.display_name as name, t.display_name as typed_by,
                    m.content_type, cast(length(m.bytes) as bigint) as bytes, m.seconds, m.alt,
                    coalesce((select s.role from membership s where s.person = c.person and s.cohort = c.cohort
                              order by case when s.until_on is null then 0 else 1 end, s.from_on desc, s.id limit 1),
                             'entrepreneur') as role
             from contribution c join person p on p.id = c.person left join person t on t.id = c.typed_by
             left join contribution_media m on m.contribution = c.id
             where c.withdrawn_on is null and c.cohort = $1 and ",
            $condition
        )
    };
}

fn read(rows: Vec<Row>) -> Result<Vec<Contribution>, AppError> {
    rows.into_iter().map(Row::read).collect()
}

/// What the member may read of what was said in her cohort, the latest first.
pub async fn contributions(db: impl Executor<'_>, member: &Member) -> Result<Vec<Contribution>, AppError> {
    let sql = said!("(c.scope <> 'room' or c.person = $2) order by c.said_on desc, c.id desc");
    read(sqlx::query_as(sql).bind(member.cohort.id).bind(member.person).fetch_all(db).await?)
}

/// How many words about one thing its page shows.
const ABOUT: i64 = 20;

/// What the member may read of what was said about one thing, the latest first.
pub async fn said_about(db: impl Executor<'_>, member: &Member, about: About) -> Result<Vec<Contribution>, AppError> {
    let sql = said!(
        "(c.scope <> 'room' or c.person = $2) and c.about_kind = $3 and c.about = $4 order by c.said_on desc, c.id desc limit $5"
    );
    let rows = sqlx::query_as(sql)
        .bind(member.cohort.id)
        .bind(member.person)
        .bind(about.kind.code())
        .bind(about.id)
        .bind(ABOUT)
        .fetch_all(db)
        .await?;
    read(rows)
}

/// What may be quoted of what was said in `cohort`, the latest first.
pub(super) async fn quotable_in(db: impl Executor<'_>, cohort: Uuid) -> Result<Vec<Contribution>, AppError> {
    let sql = said!("c.scope in ('partners', 'public') and c.text <> '' order by c.said_on desc, c.id desc");
    read(sqlx::query_as(sql).bind(cohort).fetch_all(db).await?)
}

/// One contribution that the member may read.
pub async fn contribution(db: impl Executor<'_>, member: &Member, id: Uuid) -> Result<Contribution, AppError> {
    let sql = said!("(c.scope <> 'room' or c.person = $2) and c.id = $3");
    let row: Option<Row> =
        sqlx::query_as(sql).bind(member.cohort.id).bind(member.person).bind(id).fetch_optional(db).await?;
    row.ok_or(AppError::NotFound)?.read()
}

/// The member's own words of which she has not said yet who may read them, the first first: id, and who wrote them down.
pub async fn to_consent(db: impl Executor<'_>, member: &Member) -> Result<Vec<(Uuid, Option<String>)>, sqlx::Error> {
    sqlx::query_as(
        "select c.id, t.display_name from contribution c left join person t on t.id = c.typed_by
         where c.person = $1 and c.cohort = $2 and c.withdrawn_on is null and c.consented_on is null order by c.id",
    )
    .bind(member.person)
    .bind(member.cohort.id)
    .fetch_all(db)
    .await
}

/// Whose contribution it is, withdrawn or not.
pub async fn speaker(db: impl Executor<'_>, member: &Member, id: Uuid) -> Result<Uuid, AppError> {
    let row: Option<(Uuid,)> = sqlx::query_as("select person from contribution where id = $1 and cohort = $2")
        .bind(id)
        .bind(member.cohort.id)
        .fetch_optional(db)
        .await?;
    row.map(|row| row.0).ok_or(AppError::NotFound)
}

/// Every contribution of the cohort that a note may name, withdrawn ones included.
pub async fn contribution_ids(db: impl Executor<'_>, facilitator: &Facilitator) -> Result<Vec<Uuid>, sqlx::Error> {
    let rows: Vec<(Uuid,)> = sqlx::query_as("select id from contribution where cohort = $1")
        .bind(facilitator.cohort.id)
        .fetch_all(db)
        .await?;
    Ok(rows.into_iter().map(|row| row.0).collect())
}

/// Whether the member's cohort has this phase.
pub async fn phase_exists(db: impl Executor<'_>, member: &Member, phase: Uuid) -> Result<bool, sqlx::Error> {
    let (found,): (i64,) = sqlx::query_as("select count(*) from phase where id = $1 and cohort = $2")
        .bind(phase)
        .bind(member.cohort.id)
        .fetch_one(db)
        .await?;
    Ok(found > 0)
}

/// Whether somebody takes part in the member's cohort now.
pub async fn takes_part(db: impl Executor<'_>, member: &Member, person: Uuid) -> Result<bool, sqlx::Error> {
    let (found,): (i64,) = sqlx::query_as(
        "select count(*) from membership
         where cohort = $1 and person = $2 and until_on is null and role in ('facilitator', 'entrepreneur')",
    )
    .bind(member.cohort.id)
    .bind(person)
    .fetch_one(db)
    .await?;
    Ok(found > 0)
}

/// Keeps what was said, by the member or by whom she types for. Without a consent it stays in the room.
pub async fn keep_contribution(
    db: impl Executor<'_>,
    member: &Member,
    id: Uuid,
    said: &Said,
    on: NaiveDate,
) -> Result<(), sqlx::Error> {
    let consent = said.consent.as_ref();
    sqlx::query(
        "insert into contribution (id, cohort, person, kind, phase, text, language, scope, signed_as, pseudonym, said_on,
                                   medium, about_kind, about, typed_by, consented_on)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)",
    )
    .bind(id)
    .bind(member.cohort.id)
    .bind(said.speaker.unwrap_or(member.person))
    .bind(said.kind.code())
    .bind(said.phase)
    .bind(said.text.as_str())
    .bind(&said.language)
    .bind(consent.map_or(Scope::Room, |consent| consent.scope).code())
    .bind(consent.map_or(SignedAs::Role, |consent| consent.signed_as).code())
    .bind(consent.map_or("", Consent::pseudonym))
    .bind(on)
    .bind(said.medium.code())
    .bind(said.about.map(|about| about.kind.code()))
    .bind(said.about.map(|about| about.id))
    .bind(said.speaker.map(|_| member.person))
    .bind(consent.map(|_| on))
    .execute(db)
    .await?;
    Ok(())
}

/// Changes who may read what the member said, and how it is signed. Whether it was hers and still there.
pub async fn change_consent(
    db: impl Executor<'_>,
    member: &Member,
    id: Uuid,
    consent: &Consent,
    on: NaiveDate,
) -> Result<bool, sqlx::Error> {
    let done = sqlx::query(
        "update contribution set scope = $1, signed_as = $2, pseudonym = $3, consented_on = $4
         where id = $5 and cohort = $6 and person = $7 and withdrawn_on is null",
    )
    .bind(consent.scope.code())
    .bind(consent.signed_as.code())
    .bind(consent.pseudonym())
    .bind(on)
    .bind(id)
    .bind(member.cohort.id)
    .bind(member.person)
    .execute(db)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Gives the member's words as she wants them: what she wrote herself nobody typed for her. Only a voice or a picture may do
/// without. Whether they were hers and still there.
pub async fn reword(
    db: impl Executor<'_>,
    member: &Member,
    id: Uuid,
    reworded: &Reworded,
) -> Result<bool, sqlx::Error> {
    let done = sqlx::query(
        "update contribution set text = $1, language = $2, typed_by = null
         where id = $3 and cohort = $4 and person = $5 and withdrawn_on is null and ($1 <> '' or medium <> 'text')",
    )
    .bind(reworded.text.as_str())
    .bind(&reworded.language)
    .bind(id)
    .bind(member.cohort.id)
    .bind(member.person)
    .execute(db)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Writes down what somebody else's voice says. Whether the member may hear it, and nobody had written it down.
pub async fn transcribe(
    db: impl Executor<'_>,
    member: &Member,
    id: Uuid,
    reworded: &Reworded,
) -> Result<bool, sqlx::Error> {
    let done = sqlx::query(
        "update contribution set text = $1, language = $2, typed_by = $3
         where id = $4 and cohort = $5 and person <> $3 and withdrawn_on is null and scope <> 'room' and medium = 'voice'
               and text = '' and $1 <> ''",
    )
    .bind(reworded.text.as_str())
    .bind(&reworded.language)
    .bind(member.person)
    .bind(id)
    .bind(member.cohort.id)
    .execute(db)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Empties what the member said, for good, and what is left of it in unsent forms: hers, and those of who typed for her.
pub async fn withdraw(tx: &mut Tx, member: &Member, id: Uuid, on: NaiveDate) -> Result<(), sqlx::Error> {
    sqlx::query(
        "delete from draft where action in ('capitalisation/contribute', 'capitalisation/reword')
         and (person = $1 or person in (select typed_by from contribution where id = $2 and person = $1))",
    )
    .bind(member.person)
    .bind(id)
    .execute(&mut **tx)
    .await?;
    sqlx::query(
        "update contribution set text = '', pseudonym = '', signed_as = 'role', typed_by = null, withdrawn_on = $1
         where id = $2 and cohort = $3 and person = $4 and withdrawn_on is null",
    )
    .bind(on)
    .bind(id)
    .bind(member.cohort.id)
    .bind(member.person)
    .execute(&mut **tx)
    .await?;
    Ok(())
}
