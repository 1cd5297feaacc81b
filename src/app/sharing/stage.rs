//! How far a sharing is: prepared, voted on, decided, frozen. Nothing of it is stored but the decision and the day of freezing.

use super::store::{NamedRule, Sharing};
use crate::{
    app::{
        access::Member,
        decisions::store::{self as decisions, Decision, ballots},
    },
    domain::vote::Tally,
    platform::{db::Connection, error::AppError},
};
use chrono::NaiveDate;
use uuid::Uuid;

/// How far it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Also after a vote that decided nothing.
    Preparing,
    Voting,
    /// The group chose this rule.
    Decided(Uuid),
    Frozen,
}

/// How far `sharing` is, and the decision that it names.
pub async fn of(
    db: &mut Connection,
    member: &Member,
    sharing: &Sharing,
    rules: &[NamedRule],
    today: NaiveDate,
) -> Result<(Stage, Option<Decision>), AppError> {
    let Some(id) = sharing.decision else {
        return Ok((if sharing.frozen.is_some() { Stage::Frozen } else { Stage::Preparing }, None));
    };
    let decision = decisions::decision(db, member, id).await?;
    if sharing.frozen.is_some() {
        return Ok((Stage::Frozen, Some(decision)));
    }
    let tally = ballots::result(db, member, &decision, today).await?;
    let stage = match &tally {
        None => Stage::Voting,
        Some(tally) => winner(&decision, tally, rules).map_or(Stage::Preparing, Stage::Decided),
    };
    Ok((stage, Some(decision)))
}

/// The rule that a vote chose: among several by its name, which is an option of the ranking.
fn winner(decision: &Decision, tally: &Tally, rules: &[NamedRule]) -> Option<Uuid> {
    match tally {
        _ if !tally.decides() => None,
        Tally::Ranking(ranking) => {
            let option = decision.options.iter().find(|option| ranking.winners.contains(&option.id))?;
            rules.iter().find(|rule| rule.name == option.title).map(|rule| rule.id)
        }
        _ => rules.first().map(|rule| rule.id),
    }
}
