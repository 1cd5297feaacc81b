//! What the forms of this feature say, once read.

use super::{policy::overlap, store::NamedRule};
use crate::{
    app::{access::Cohort, money::forms as money},
    domain::{
        cohort::Dates,
        money::Cents,
        problem::Problem,
        sharing::{Key, Rule, SetAside, WHOLE, percent},
        text::Title,
    },
    platform::{error::AppError, form::Fields},
};
use chrono::NaiveDate;
use std::collections::BTreeMap;
use uuid::Uuid;

/// The fields of a sharing.
pub const SHARING: [&str; 8] =
    ["sharing", "name", "first_on", "last_on", "contribution", "reserve", "carried", "lines"];

/// A sharing as its form says it.
pub struct SharingForm {
    pub name: Title,
    pub period: Dates,
    pub aside: SetAside,
    pub open_lines: bool,
}

impl SharingForm {
    /// Reads a sharing whose days lie in no period `shared` already.
    pub fn read(mut fields: Fields<'_>, cohort: &Cohort, shared: &[Dates]) -> Result<Self, AppError> {
        let name = fields.required("name", Title::parse);
        let period = period(&mut fields, cohort, shared);
        let contribution = fields.required("contribution", percent);
        let reserve = fields.required("reserve", percent);
        let carried = fields.required("carried", percent);
        if let (Some(reserve), Some(carried)) = (reserve, carried)
            && reserve + carried > WHOLE
        {
            fields.refuse("carried", Problem::NumberTooLarge { max: (WHOLE - reserve) / 100 });
        }
        let open_lines = fields.choice("lines", |code| match code {
            "own" => Some(false),
            "all" => Some(true),
            _ => None,
        });
        fields.finish(|| {
            let aside = SetAside { contribution: contribution?, reserve: reserve?, carried: carried? };
            Some(Self { name: name?, period: period?, aside, open_lines: open_lines? })
        })
    }
}

fn period(fields: &mut Fields<'_>, cohort: &Cohort, shared: &[Dates]) -> Option<Dates> {
    let (starts_on, ends_on) = (fields.day("first_on"), fields.day("last_on"));
    let period = Dates { starts_on: starts_on?, ends_on: ends_on? };
    let first = cohort.dates.starts_on;
    if period.ends_on < period.starts_on {
        fields.refuse("last_on", Problem::EndBeforeStart);
    } else if period.starts_on < first {
        fields.refuse("first_on", Problem::DayBefore { first });
    } else if let Some(other) = shared.iter().find(|other| overlap(**other, period)) {
        fields.refuse("first_on", Problem::Shared { first: other.starts_on, last: other.ends_on });
    }
    Some(period)
}

/// The fields of a rule.
pub const RULE: [&str; 11] = [
    "sharing",
    "rule",
    "name",
    "weight_equal",
    "weight_production",
    "weight_poles",
    "weight_presence",
    "weight_sales",
    "floor",
    "cap",
    "losses",
];

/// The heaviest weight.
const HEAVIEST: u32 = 1000;

/// Reads a rule called as none of the `others` is.
pub fn rule(mut fields: Fields<'_>, others: &[&NamedRule]) -> Result<(Title, Rule), AppError> {
    let name = fields.required("name", Title::parse);
    if let Some(name) = &name
        && others.iter().any(|other| other.name.to_lowercase() == name.as_str().to_lowercase())
    {
        fields.refuse("name", Problem::Taken);
    }
    let weights: BTreeMap<Key, u32> =
        Key::ALL.iter().filter_map(|key| Some((*key, weight(&mut fields, *key)?))).collect();
    if weights.values().all(|weight| *weight == 0) {
        fields.refuse("weight_equal", Problem::NoWeight);
    }
    let (floor, cap) = (fields.optional("floor", Cents::parse), fields.optional("cap", money::some));
    if let (Some(floor), Some(cap)) = (floor, cap)
        && cap < floor
    {
        fields.refuse("cap", Problem::CapBelowFloor);
    }
    let losses = fields.choice("losses", |code| match code {
        "no" => Some(false),
        "yes" => Some(true),
        _ => None,
    });
    fields.finish(|| Some((name?, Rule { weights, floor, cap, losses: losses? })))
}

fn weight(fields: &mut Fields<'_>, key: Key) -> Option<u32> {
    fields.optional(&format!("weight_{}", key.code()), |text| match text.parse::<u32>() {
        Err(_) => Err(Problem::NotANumber),
        Ok(weight) if weight > HEAVIEST => Err(Problem::NumberTooLarge { max: HEAVIEST.into() }),
        Ok(weight) => Ok(weight),
    })
}

/// Reads `reason[{person}]` of some of `people`: a reason leaves her out, none takes her in.
pub fn reasons(mut fields: Fields<'_>, people: &[(Uuid, String)]) -> Result<Vec<(Uuid, String)>, AppError> {
    let reasons = fields.by_id("reason", Title::parse);
    if reasons.iter().any(|(id, _)| people.iter().all(|(person, _)| person != id)) {
        fields.refuse("reason", Problem::NotAChoice);
    }
    fields.finish(|| Some(reasons.into_iter().map(|(id, reason)| (id, reason.into())).collect()))
}

/// The fields of an advance.
pub const ADVANCE: [&str; 3] = ["person", "amount", "on"];

/// An advance as its form says it.
pub struct AdvanceForm {
    pub person: Uuid,
    pub amount: Cents,
    pub on: NaiveDate,
}

impl AdvanceForm {
    /// Reads an advance to one of `people`, of a day of the cohort that has come.
    pub fn read(
        mut fields: Fields<'_>,
        cohort: &Cohort,
        people: &[(Uuid, String)],
        today: NaiveDate,
    ) -> Result<Self, AppError> {
        let person = one_of(&mut fields, people);
        let amount = fields.required("amount", money::some);
        let on = money::day(&mut fields, cohort, today);
        fields.finish(|| Some(Self { person: person?, amount: amount?, on: on? }))
    }
}

/// The fields of a correction.
pub const CORRECTION: [&str; 5] = ["sharing", "person", "direction", "amount", "reason"];

/// A correction as its form says it: below zero somebody gets less.
pub struct CorrectionForm {
    pub person: Uuid,
    pub amount: Cents,
    pub reason: Title,
}

impl CorrectionForm {
    /// Reads a correction for one of `people`.
    pub fn read(mut fields: Fields<'_>, people: &[(Uuid, String)]) -> Result<Self, AppError> {
        let person = one_of(&mut fields, people);
        let sign = fields.choice("direction", |code| match code {
            "more" => Some(1),
            "less" => Some(-1),
            _ => None,
        });
        let amount = fields.required("amount", money::some);
        let reason = fields.required("reason", Title::parse);
        fields.finish(|| Some(Self { person: person?, amount: Cents(sign? * amount?.0), reason: reason? }))
    }
}

fn one_of(fields: &mut Fields<'_>, people: &[(Uuid, String)]) -> Option<Uuid> {
    let known = |id: &Uuid| people.iter().any(|(person, _)| person == id);
    fields.choice("person", |text| Uuid::parse_str(text).ok().filter(known))
}
