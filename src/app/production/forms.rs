//! From what was typed to what is meant: a record of work, a product.

use crate::{
    app::{access::Cohort, i18n::Locale},
    domain::{
        catalogue::Allergen,
        minutes::Minutes,
        money::Cents,
        problem::Problem,
        quantity::Quantity,
        text::{Long, Title},
    },
    platform::{
        error::AppError,
        form::{self, Fields, RawForm},
    },
};
use chrono::NaiveDate;
use std::collections::BTreeMap;
use uuid::Uuid;

use super::said;

/// The fields of a record. `made_on_other` and `minutes_other` hold what is typed beside the buttons.
pub const RECORD: [&str; 9] =
    ["product", "quantity", "makers", "minutes", "minutes_other", "made_on", "made_on_other", "booking", "note"];

/// The value of a choice whose answer is typed beside it.
pub const OTHER: &str = "other";

/// The times to choose from, in minutes; nought is for who does not know.
pub const TIMES: [i64; 7] = [0, 210, 420, 30, 60, 90, 120];

/// How long the makers worked: each as long as the others, or each her own time.
#[derive(Clone, Debug, PartialEq)]
pub enum Spent {
    Alike(Minutes),
    Each(BTreeMap<Uuid, Minutes>),
}

impl Spent {
    /// The time of one maker; who was not asked is not guessed at.
    pub fn of(&self, person: Uuid) -> Minutes {
        match self {
            Self::Alike(minutes) => *minutes,
            Self::Each(all) => all.get(&person).copied().unwrap_or_default(),
        }
    }
}

/// What was made, on which day, by whom, for how long.
#[derive(Clone, Debug)]
pub struct Entry {
    pub product: Uuid,
    pub quantity: Quantity,
    pub made_on: NaiveDate,
    pub makers: Vec<Uuid>,
    pub spent: Spent,
    pub booking: Option<Uuid>,
    pub note: Long,
}

impl Entry {
    /// Reads every field of a record made in `cohort`, today at the latest.
    pub fn parse(mut fields: Fields<'_>, raw: &RawForm, cohort: &Cohort, today: NaiveDate) -> Result<Self, AppError> {
        let product = fields.id("product");
        let quantity = quantity(&mut fields);
        let makers = makers(&mut fields);
        let spent = spent(&mut fields, raw);
        let made_on = made_on(&mut fields, cohort, today);
        let booking = fields.optional_id("booking");
        let note = fields.long("note", Long::parse);
        fields.finish(|| {
            Some(Self {
                product: product?,
                quantity: quantity?,
                made_on: made_on?,
                makers,
                spent: spent?,
                booking,
                note: note?,
            })
        })
    }
}

/// How many. "1,240" may be one or more than a thousand, so it is asked about.
pub fn quantity(fields: &mut Fields<'_>) -> Option<Quantity> {
    fields.required("quantity", Quantity::typed)
}

/// Who made it: somebody.
pub fn makers(fields: &mut Fields<'_>) -> Vec<Uuid> {
    let makers = fields.ids("makers");
    if makers.is_empty() {
        fields.refuse("makers", Problem::Required);
    }
    makers
}

/// How long: one answer for everybody, or `minutes[{person}]`.
pub fn spent(fields: &mut Fields<'_>, raw: &RawForm) -> Option<Spent> {
    if raw.get("minutes").is_some_and(serde_json::Value::is_object) {
        let each = fields.by_id("minutes", Minutes::parse);
        return Some(Spent::Each(each.into_iter().collect()));
    }
    let typed = form::text(raw, "minutes").trim();
    let minutes = if typed == OTHER {
        let other = form::text(raw, "minutes_other").trim();
        fields.keep("minutes", Minutes::parse(other))
    } else {
        fields.required("minutes", Minutes::parse)
    };
    minutes.map(Spent::Alike)
}

/// Which day: within the cohort, not in the future.
pub fn made_on(fields: &mut Fields<'_>, cohort: &Cohort, today: NaiveDate) -> Option<NaiveDate> {
    past_day(fields, "made_on", cohort, today)
}

/// A day of the cohort that has come.
pub fn past_day(fields: &mut Fields<'_>, name: &str, cohort: &Cohort, today: NaiveDate) -> Option<NaiveDate> {
    let day = fields.day(name)?;
    let dates = cohort.dates;
    let wrong = if !dates.contains(day) {
        Some(Problem::OutsideCohort { starts_on: dates.starts_on, ends_on: dates.ends_on.min(today) })
    } else if day > today {
        Some(Problem::InFuture)
    } else {
        None
    };
    match wrong {
        Some(problem) => {
            fields.refuse(name, problem);
            None
        }
        None => Some(day),
    }
}

/// The fields of a product.
pub const PRODUCT: [&str; 10] =
    ["product", "name", "unit", "price", "material", "pictogram", "options", "variants", "allergens", "keeps_days"];

/// How many models and sizes a product may have.
const VARIANTS: usize = 30;

/// What may be ticked about a product.
pub const FREE_PRICE: &str = "free_price";
pub const FOOD: &str = "food";

/// A product or service as a facilitator describes it.
#[derive(Clone, Debug)]
pub struct Described {
    pub name: Title,
    pub unit: String,
    pub price: Cents,
    pub material: Cents,
    pub pictogram: String,
    pub free_price: bool,
    pub food: bool,
    pub keeps_days: Option<i64>,
    pub allergens: Vec<Allergen>,
    pub variants: Vec<String>,
}

impl Described {
    /// Reads the fields of a product; `had` is its unit so far, which it may keep.
    pub fn parse(mut fields: Fields<'_>, had: Option<&str>) -> Result<Self, AppError> {
        let name = fields.required("name", Title::parse);
        let unit = fields.choice("unit", |unit| {
            let known = had == Some(unit)
                || [Locale::fr, Locale::en].iter().any(|l| said::units(*l).contains(&unit.to_owned()));
            known.then(|| unit.to_owned())
        });
        let price = fields.required("price", Cents::parse);
        let material = fields.required("material", Cents::parse);
        let pictogram = fields.choice("pictogram", |id| said::PICTOGRAMS.contains(&id).then(|| id.to_owned()));
        let ticked = fields.codes("options", |code| [FREE_PRICE, FOOD].into_iter().find(|known| *known == code));
        let variants = variants(&mut fields);
        let allergens = fields.codes("allergens", Allergen::from_code);
        let keeps_days = fields.optional("keeps_days", days);
        fields.finish(|| {
            let ticked = ticked?;
            let food = ticked.contains(&FOOD);
            Some(Self {
                name: name?,
                unit: unit?,
                price: price?,
                material: material?,
                pictogram: pictogram?,
                free_price: ticked.contains(&FREE_PRICE),
                food,
                // Words about food that is none are not kept.
                keeps_days: keeps_days.filter(|_| food),
                allergens: allergens.filter(|_| food).unwrap_or_default(),
                variants,
            })
        })
    }
}

/// One model or size a line.
fn variants(fields: &mut Fields<'_>) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    let text = fields.long("variants", Long::parse);
    for line in text.iter().flat_map(|text| text.as_str().lines()).map(str::trim).filter(|line| !line.is_empty()) {
        match Title::parse(line) {
            Ok(name) if !names.iter().any(|known| known == name.as_str()) => names.push(name.as_str().to_owned()),
            Ok(_) => {}
            Err(problem) => fields.refuse("variants", problem),
        }
    }
    if names.len() > VARIANTS {
        fields.refuse("variants", Problem::TooManyItems { max: VARIANTS });
    }
    names
}

/// How many days food keeps.
fn days(text: &str) -> Result<i64, Problem> {
    let days: i64 = text.parse().map_err(|_| Problem::NotANumber)?;
    match days {
        ..0 => Err(Problem::NumberTooSmall { min: 0 }),
        0..=1000 => Ok(days),
        _ => Err(Problem::NumberTooLarge { max: 1000 }),
    }
}

/// The fields of a recipe: `quantity[{material}]`, for one unit of the product.
pub const RECIPE: [&str; 2] = ["product", "quantity"];
