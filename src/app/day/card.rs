//! The card of the cohort: eleven lines for whoever reads the note and was not there. Lines come from the records until somebody
//! has written them.

use super::store::facts;
use crate::{
    app::{access::Member, act::Act, capitalisation::words as said, i18n::*},
    domain::{money::Cents, problem::Problem, text::Long},
    platform::{db::Connection, error::AppError},
};

/// The lines of a card, by the names of their fields.
pub const FIELDS: [&str; 11] =
    ["trade", "dates", "places", "carriers", "cae", "funders", "referrers", "size", "languages", "budget", "sales"];

/// A card. Version 0 says that nobody has written it yet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Card {
    /// As [`FIELDS`].
    pub lines: [String; 11],
    pub version: i64,
}

/// The most characters of a line.
const LINE: usize = 500;
/// Fewer people than this are not counted where others may read it.
const FEW: i64 = 5;

impl Card {
    /// Reads the eleven lines and `version`.
    pub fn parse(act: &Act) -> Result<Self, AppError> {
        let known: Vec<&str> = FIELDS.into_iter().chain(["version"]).collect();
        let mut fields = act.fields(&known)?;
        let lines = FIELDS.map(|name| fields.long(name, |text| Long::at_most(text, LINE)));
        let version = fields.required("version", |text| text.parse::<i64>().map_err(|_| Problem::NotAChoice));
        let lines = lines.map(|line| line.map(String::from).unwrap_or_default());
        fields.finish(|| Some(Card { lines, version: version? }))
    }

    /// What somebody wrote, or what the records say: three statements at most.
    pub async fn of(db: &mut Connection, member: &Member, locale: Locale) -> Result<Self, AppError> {
        if let Some(card) = facts::card(&mut *db, member).await? {
            return Ok(card);
        }
        let (people, grants, sales) = facts::sums(&mut *db, member).await?;
        let places = facts::places(&mut *db, member).await?;
        let size = (people >= FEW).then(|| td_string!(locale, day.card.people, count = people).to_string());
        let amount = |cents: Cents| if cents == Cents(0) { String::new() } else { cents.french() };
        let mut card = Card::default();
        for (name, line) in FIELDS.into_iter().zip(&mut card.lines) {
            *line = match name {
                "trade" => said::trade(locale, &member.cohort),
                "dates" => said::period(locale, &member.cohort),
                "places" => places.join(", "),
                "size" => size.clone().unwrap_or_default(),
                "budget" => amount(grants),
                "sales" => amount(sales),
                _ => String::new(),
            };
        }
        Ok(card)
    }
}

/// What a line is called.
pub fn label(locale: Locale, field: &str) -> String {
    match field {
        "trade" => td_string!(locale, day.card.trade),
        "dates" => td_string!(locale, day.card.dates),
        "places" => td_string!(locale, day.card.places),
        "carriers" => td_string!(locale, day.card.carriers),
        "cae" => td_string!(locale, day.card.cae),
        "funders" => td_string!(locale, day.card.funders),
        "referrers" => td_string!(locale, day.card.referrers),
        "size" => td_string!(locale, day.card.size),
        "languages" => td_string!(locale, day.card.languages),
        "budget" => td_string!(locale, day.card.budget),
        _ => td_string!(locale, day.card.sales),
    }
    .to_string()
}
