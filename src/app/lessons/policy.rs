//! Who may do what here, when it needs more than a role.

use super::store::practices::Practice;
use crate::{
    app::access::{Facilitator, Member},
    platform::error::AppError,
};

/// Who answers a lesson: an answer speaks for the whole group, stands on everybody's plan and is counted where other cohorts
/// read it. So it is given by whoever answers for the group, as lessons and the note are; everybody reads it.
pub fn answers(member: Member) -> Result<Facilitator, AppError> {
    let facilitator = member.facilitator()?;
    facilitator.cohort.takes_words()?;
    Ok(facilitator)
}

/// Whether the member may remove a practice: she wrote it, or facilitates. Everybody may improve one.
pub fn may_remove(member: &Member, practice: &Practice) -> bool {
    member.role.is_facilitator() || practice.written_by == member.person
}
