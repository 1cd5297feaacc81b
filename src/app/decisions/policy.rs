//! Who may do what here: a proposal is its author's until the vote begins; the vote is its electorate's.

use super::store::{Decision, Minutes, State};
use crate::{
    app::access::Member,
    domain::{problem::Problem, vote::Electorate},
    platform::error::AppError,
};
use chrono::NaiveDate;

/// Whether `member` is one of those who vote on it.
pub fn has_a_vote(member: &Member, decision: &Decision) -> bool {
    !member.role.is_facilitator() || decision.electorate == Electorate::Members
}

/// Whether `member` may change or remove the proposal.
pub fn writes(member: &Member, decision: &Decision) -> bool {
    member.role.is_facilitator() || decision.proposed_by == member.person
}

/// Whether `member` may change the minutes: who wrote them, and facilitators.
pub fn minutes(member: &Member, minutes: &Minutes) -> bool {
    member.role.is_facilitator() || minutes.written_by == member.person
}

/// Refuses who may not write the proposal, and everybody once the vote has begun.
pub fn write(member: &Member, decision: &Decision) -> Result<(), AppError> {
    match writes(member, decision) {
        false => Err(AppError::Forbidden),
        true if decision.state != State::Proposed => Err(AppError::field("", Problem::VoteBegun)),
        true => Ok(()),
    }
}

/// Refuses who has no vote, and everybody while one cannot vote.
pub fn vote(member: &Member, decision: &Decision, today: NaiveDate) -> Result<(), AppError> {
    match has_a_vote(member, decision) {
        false => Err(AppError::Forbidden),
        true if !decision.takes_votes(today) => Err(AppError::field("", Problem::VoteNotOpen)),
        true => Ok(()),
    }
}
