//! Who may do what on the day: facilitators lead it; everybody of the group says, writes, sorts; partners are not in the room.

use super::store;
use crate::{
    app::access::{Facilitator, Member},
    domain::problem::Problem,
    platform::{
        db::{Executor, Tx},
        error::AppError,
    },
};
use uuid::Uuid;

/// Whoever leads the day: plans it, says which step is shown, counts hands, writes down what the group agrees on.
pub fn leads(member: Member) -> Result<Facilitator, AppError> {
    let facilitator = member.facilitator()?;
    facilitator.cohort.takes_words()?;
    Ok(facilitator)
}

/// Whoever takes part, once there is a day.
pub async fn takes_part(db: impl Executor<'_>, member: &Member) -> Result<store::Day, AppError> {
    member.cohort.takes_words()?;
    store::day(db, member).await?.ok_or_else(|| AppError::field("", Problem::MissingFirst))
}

/// The step of the round is one's own; for who has no phone, whoever leads taps.
pub fn may_note_presence(member: &Member, person: Uuid) -> Result<(), AppError> {
    if member.person == person || member.role.is_facilitator() { Ok(()) } else { Err(AppError::Forbidden) }
}

/// Who said it: the member, or another member for whom she types.
pub async fn speaker(tx: &mut Tx, member: &Member, named: Option<Uuid>) -> Result<Uuid, AppError> {
    let speaker = named.unwrap_or(member.person);
    let here = speaker == member.person || store::takes_part(&mut **tx, member, speaker).await?;
    if here { Ok(speaker) } else { Err(AppError::NotFound) }
}
