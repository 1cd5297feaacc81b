//! The SQL of who answers for a pôle in which phase, and of what one tells the next.

use super::Pole;
use crate::{
    app::access::Member,
    platform::db::{Executor, Tx},
};
use chrono::NaiveDate;
use uuid::Uuid;

/// Who is planned to answer for a pôle: phase and person.
pub async fn of(db: impl Executor<'_>, _: &Member, pole: &Pole) -> Result<Vec<(Uuid, Uuid)>, sqlx::Error> {
    sqlx::query_as("select phase, person from pole_turn where pole = $1").bind(pole.id).fetch_all(db).await
}

/// Makes these the turns of a pôle, and no others.
pub async fn replace(tx: &mut Tx, _: &Member, pole: &Pole, turns: &[(Uuid, Uuid)]) -> Result<(), sqlx::Error> {
    sqlx::query("delete from pole_turn where pole = $1").bind(pole.id).execute(&mut **tx).await?;
    for (phase, person) in turns {
        sqlx::query("insert into pole_turn (pole, phase, person) values ($1, $2, $3)")
            .bind(pole.id)
            .bind(phase)
            .bind(person)
            .execute(&mut **tx)
            .await?;
    }
    Ok(())
}

/// What one tells the next.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Handover {
    pub text: String,
    pub by: String,
    pub written_on: NaiveDate,
}

/// The handover notes of a pôle, the latest first.
pub async fn handovers(db: impl Executor<'_>, _: &Member, pole: &Pole) -> Result<Vec<Handover>, sqlx::Error> {
    sqlx::query_as(
        "select h.text, p.display_name as by, h.written_on from pole_handover h join person p on p.id = h.written_by
         where h.pole = $1 order by h.written_on desc, h.id desc",
    )
    .bind(pole.id)
    .fetch_all(db)
    .await
}

/// Writes a handover note.
pub async fn insert_handover(
    tx: &mut Tx,
    member: &Member,
    pole: &Pole,
    id: Uuid,
    text: &str,
    today: NaiveDate,
) -> Result<(), sqlx::Error> {
    sqlx::query("insert into pole_handover (id, pole, text, written_by, written_on) values ($1, $2, $3, $4, $5)")
        .bind(id)
        .bind(pole.id)
        .bind(text)
        .bind(member.person)
        .bind(today)
        .execute(&mut **tx)
        .await?;
    Ok(())
}
