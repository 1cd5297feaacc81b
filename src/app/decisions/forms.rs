//! What the forms of this feature say, once read.

use super::store::Choice;
use crate::{
    app::access::Cohort,
    domain::{
        problem::Problem,
        text::{Long, Title},
        vote::{Ballot, ConsentBallot, Electorate, MajorityBallot, Method, SECRET_VOTERS},
    },
    platform::{error::AppError, form::Fields},
};
use chrono::{Days, NaiveDate};
use std::collections::HashSet;
use uuid::Uuid;

/// A ranking has so many options.
pub const OPTIONS: (usize, usize) = (2, 12);

/// The fields of a proposal.
pub const PROPOSAL: [&str; 9] =
    ["decision", "title", "details", "method", "options", "secrecy", "electorate", "needed", "closes_on"];

/// What the group is asked, and how it answers.
#[derive(Clone, Debug)]
pub struct Proposal {
    pub title: Title,
    pub details: Long,
    pub method: Method,
    /// What a ranking ranks; else nothing.
    pub options: Vec<Title>,
    pub secret: bool,
    pub electorate: Electorate,
    /// With fewer voters nothing is decided.
    pub needed: i64,
    /// The last day on which one can vote.
    pub closes_on: Option<NaiveDate>,
}

/// How many could vote.
#[derive(Clone, Copy, Debug)]
pub struct Voters {
    pub entrepreneurs: i64,
    pub members: i64,
}

impl Voters {
    /// Of whom there are so many.
    pub fn of(self, electorate: Electorate) -> i64 {
        match electorate {
            Electorate::Entrepreneurs => self.entrepreneurs,
            Electorate::Members => self.members,
        }
    }
}

impl Proposal {
    /// Reads a proposal to a group of so many.
    pub fn read(mut fields: Fields<'_>, voters: Voters, today: NaiveDate) -> Result<Self, AppError> {
        let title = fields.required("title", Title::parse);
        let details = fields.long("details", Long::parse);
        let method = fields.choice("method", Method::from_code);
        let options = if method == Some(Method::Ranking) { options(&mut fields) } else { Some(Vec::new()) };
        let secret = fields.choice("secrecy", |code| match code {
            "secret" => Some(true),
            "open" => Some(false),
            _ => None,
        });
        let electorate = fields.choice("electorate", Electorate::from_code);
        let all = electorate.map_or(voters.members, |electorate| voters.of(electorate));
        if secret == Some(true) && all < SECRET_VOTERS {
            fields.refuse("secrecy", Problem::TooFewForSecret { min: SECRET_VOTERS });
        }
        let needed = needed(&mut fields, if secret == Some(true) { SECRET_VOTERS } else { 1 }, all.max(1));
        let closes_on = fields.optional_day("closes_on");
        if closes_on.is_some_and(|day| day < today) {
            fields.refuse("closes_on", Problem::InPast);
        }
        fields.finish(|| {
            let (title, details, method) = (title?, details?, method?);
            let (options, secret, electorate, needed) = (options?, secret?, electorate?, needed?);
            Some(Self { title, details, method, options, secret, electorate, needed, closes_on })
        })
    }
}

/// One option a line, all different.
fn options(fields: &mut Fields<'_>) -> Option<Vec<Title>> {
    let lines = fields.text("options").lines().map(str::trim).filter(|line| !line.is_empty());
    let parsed = lines.map(Title::parse).collect::<Result<Vec<_>, _>>();
    let options = fields.keep("options", parsed)?;
    let different: HashSet<String> = options.iter().map(|option| option.as_str().to_lowercase()).collect();
    let (min, max) = OPTIONS;
    if different.len() < options.len() || !(min..=max).contains(&options.len()) {
        fields.refuse("options", Problem::OptionsToRank { min, max });
    }
    Some(options)
}

fn needed(fields: &mut Fields<'_>, least: i64, all: i64) -> Option<i64> {
    fields.required("needed", |text| match text.parse::<i64>() {
        Err(_) => Err(Problem::NotANumber),
        Ok(number) if number < least => Err(Problem::NumberTooSmall { min: least }),
        Ok(number) if number > all => Err(Problem::NumberTooLarge { max: all }),
        Ok(number) => Ok(number),
    })
}

/// The fields of a ballot. Neither enters a draft: see `platform::drafts`.
pub const BALLOT: [&str; 3] = ["decision", "ballot", "rank"];

/// Reads a ballot of a vote by `method`.
pub fn ballot(mut fields: Fields<'_>, method: Method, options: &[Choice]) -> Result<Ballot, AppError> {
    let ballot = match method {
        Method::Consent => fields.choice("ballot", ConsentBallot::from_code).map(Ballot::Consent),
        Method::Majority => fields.choice("ballot", MajorityBallot::from_code).map(Ballot::Majority),
        Method::Ranking => ranked(&mut fields, options).map(Ballot::Ranking),
    };
    fields.finish(|| ballot)
}

/// `rank[{option}]` gives places from 1 on; options without one come last.
fn ranked(fields: &mut Fields<'_>, options: &[Choice]) -> Option<Vec<Uuid>> {
    let mut places = fields.by_id("rank", |text| match text.parse::<usize>() {
        Ok(place) if (1..=options.len()).contains(&place) => Ok(place),
        _ => Err(Problem::NotAChoice),
    });
    places.sort_by_key(|(_, place)| *place);
    let problem = match places.as_slice() {
        [] => Problem::Required,
        all if all.iter().any(|(id, _)| options.iter().all(|option| option.id != *id)) => Problem::NotAChoice,
        all if all.windows(2).any(|pair| pair[0].1 == pair[1].1) => Problem::SamePlace,
        all => return Some(all.iter().map(|(id, _)| *id).collect()),
    };
    fields.refuse("rank", problem);
    None
}

/// The fields of closing.
pub const CLOSING: [&str; 3] = ["decision", "outcome", "review_on"];

/// What a facilitator says when a vote is over.
pub struct Closing {
    pub outcome: Long,
    /// The day on which the group looks at its decision again.
    pub review_on: Option<NaiveDate>,
}

impl Closing {
    /// Reads it; a review comes after today.
    pub fn read(mut fields: Fields<'_>, today: NaiveDate) -> Result<Self, AppError> {
        let outcome = fields.long("outcome", Long::parse);
        let review_on = fields.optional_day("review_on");
        if review_on.is_some_and(|day| day <= today) {
            fields.refuse("review_on", Problem::DayBefore { first: today + Days::new(1) });
        }
        fields.finish(|| Some(Self { outcome: outcome?, review_on }))
    }
}

/// The fields of a meeting's minutes.
pub const MINUTES: [&str; 6] = ["minutes", "title", "text", "held_on", "event", "decisions"];

/// What was said at a meeting, and what was decided there.
pub struct MinutesForm {
    pub title: Title,
    pub text: Long,
    pub held_on: NaiveDate,
    pub event: Option<Uuid>,
    pub decisions: Vec<Uuid>,
}

impl MinutesForm {
    /// Reads minutes: of a day that was, within the cohort or in the weeks after its end.
    pub fn read(mut fields: Fields<'_>, cohort: &Cohort, today: NaiveDate) -> Result<Self, AppError> {
        let title = fields.required("title", Title::parse);
        let text = fields.required("text", Long::parse);
        let held_on = fields.day("held_on");
        let first = cohort.dates.starts_on;
        match held_on {
            Some(day) if day > today => fields.refuse("held_on", Problem::InFuture),
            Some(day) if day < first => fields.refuse("held_on", Problem::DayBefore { first }),
            _ => {}
        }
        let event = fields.optional_id("event");
        let decisions = fields.ids("decisions");
        fields.finish(|| Some(Self { title: title?, text: text?, held_on: held_on?, event, decisions }))
    }
}
