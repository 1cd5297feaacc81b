//! How this feature says methods, ballots and results.

use super::store::{Choice, Decision};
use crate::{
    app::i18n::*,
    domain::vote::{Ballot, ConsentBallot, MajorityBallot, Method, Tally},
};
use uuid::Uuid;

/// What a method is called.
pub fn method(locale: Locale, method: Method) -> String {
    match method {
        Method::Consent => td_string!(locale, decisions.methods.consent).to_string(),
        Method::Majority => td_string!(locale, decisions.methods.majority).to_string(),
        Method::Ranking => td_string!(locale, decisions.methods.ranking).to_string(),
    }
}

/// What a method does.
pub fn method_hint(locale: Locale, method: Method) -> String {
    match method {
        Method::Consent => td_string!(locale, decisions.methods.consent_hint).to_string(),
        Method::Majority => td_string!(locale, decisions.methods.majority_hint).to_string(),
        Method::Ranking => td_string!(locale, decisions.methods.ranking_hint).to_string(),
    }
}

pub fn consent(locale: Locale, ballot: ConsentBallot) -> String {
    match ballot {
        ConsentBallot::Agree => td_string!(locale, decisions.ballots.agree).to_string(),
        ConsentBallot::Object => td_string!(locale, decisions.ballots.object).to_string(),
    }
}

pub fn majority(locale: Locale, ballot: MajorityBallot) -> String {
    match ballot {
        MajorityBallot::For => td_string!(locale, decisions.ballots.in_favour).to_string(),
        MajorityBallot::Against => td_string!(locale, decisions.ballots.against).to_string(),
        MajorityBallot::Abstain => td_string!(locale, decisions.ballots.abstain).to_string(),
    }
}

/// A ballot in words: options by name, the preferred first.
pub fn ballot(locale: Locale, ballot: &Ballot, options: &[Choice]) -> String {
    match ballot {
        Ballot::Consent(ballot) => consent(locale, *ballot),
        Ballot::Majority(ballot) => majority(locale, *ballot),
        Ballot::Ranking(ids) => names(ids, options).join(", "),
    }
}

fn names(ids: &[Uuid], options: &[Choice]) -> Vec<String> {
    ids.iter()
        .filter_map(|id| options.iter().find(|option| option.id == *id))
        .map(|option| option.title.clone())
        .collect()
}

/// What came of a vote, in one or two sentences.
pub fn result(locale: Locale, decision: &Decision, tally: &Tally) -> String {
    match tally {
        Tally::TooFew { voted, needed } => {
            td_string!(locale, decisions.results.too_few, voted = *voted, needed = *needed).to_string()
        }
        Tally::Consent(tally) if tally.adopted => td_string!(locale, decisions.results.consent).to_string(),
        Tally::Consent(tally) => td_string!(locale, decisions.results.objections, count = tally.objections).to_string(),
        Tally::Majority(tally) => {
            let (yes, no, without) = (tally.votes_for, tally.against, tally.abstain);
            match tally.adopted {
                true => {
                    td_string!(locale, decisions.results.adopted, yes = yes, no = no, without = without).to_string()
                }
                false => {
                    td_string!(locale, decisions.results.refused, yes = yes, no = no, without = without).to_string()
                }
            }
        }
        Tally::Ranking(tally) => chosen(locale, names(&tally.winners, &decision.options)),
    }
}

fn chosen(locale: Locale, mut winners: Vec<String>) -> String {
    match winners.len() {
        0 => td_string!(locale, decisions.results.no_choice).to_string(),
        1 => td_string!(locale, decisions.results.choice, name = winners.remove(0)).to_string(),
        _ => td_string!(locale, decisions.results.tie, names = winners.join(", ")).to_string(),
    }
}
