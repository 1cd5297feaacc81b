//! From what was typed to what is meant: a material, a movement, a purchase, a count, a lot.

use crate::{
    app::{
        access::Cohort,
        production::forms::{makers, past_day},
    },
    domain::{
        journal::Account,
        money::Cents,
        problem::Problem,
        quantity::Quantity,
        stock::{Kind, Measure, Reason, Vat, difference, without_vat},
        text::Title,
    },
    platform::{
        error::AppError,
        form::{self, Fields, RawForm},
    },
};
use chrono::NaiveDate;
use std::collections::BTreeMap;
use uuid::Uuid;

/// The fields of a new material.
pub const NEW_MATERIAL: [&str; 3] = ["name", "unit", "minimum"];

/// Reads a new material: its name, what it is counted in, and below what there is little.
pub fn new_material(mut fields: Fields<'_>) -> Result<(Title, Measure, Option<Quantity>), AppError> {
    let name = fields.required("name", Title::parse);
    let unit = fields.choice("unit", Measure::from_code);
    let minimum = fields.optional("minimum", Quantity::typed);
    fields.finish(|| Some((name?, unit?, minimum)))
}

/// The fields of a material that changes.
pub const MATERIAL: [&str; 4] = ["material", "name", "minimum", "archived"];

/// Reads a material that changes; it is archived when that is said.
pub fn material(mut fields: Fields<'_>) -> Result<(Title, Option<Quantity>, bool), AppError> {
    let name = fields.required("name", Title::parse);
    let minimum = fields.optional("minimum", Quantity::typed);
    let archived = fields.text("archived") == "yes";
    fields.finish(|| Some((name?, minimum, archived)))
}

/// The fields of a movement by hand. `moved_on_other` holds another day than the ones offered.
pub const MOVE: [&str; 7] = ["material", "kind", "quantity", "weight", "moved_on", "moved_on_other", "note"];

/// What came in or went out without money.
pub struct ByHand {
    pub kind: Kind,
    pub quantity: Quantity,
    /// What it weighs, in kilograms.
    pub weight: Option<Quantity>,
    pub on: NaiveDate,
    pub note: String,
}

impl ByHand {
    pub fn parse(mut fields: Fields<'_>, cohort: &Cohort, today: NaiveDate) -> Result<Self, AppError> {
        let kind = fields.choice("kind", |code| Kind::from_code(code).filter(|kind| Kind::BY_HAND.contains(kind)));
        let quantity = fields.required("quantity", Quantity::typed);
        let weight = fields.optional("weight", Quantity::typed);
        let on = past_day(&mut fields, "moved_on", cohort, today);
        let note = note(&mut fields);
        fields.finish(|| Some(Self { kind: kind?, quantity: quantity?, weight, on: on?, note }))
    }

    /// What it weighs, in grams: asked of what is given or kept; what is counted in kilograms says it.
    pub fn grams(&self, unit: Measure) -> Option<i64> {
        let asked = matches!(self.kind, Kind::Donated | Kind::Reused);
        let weight = if unit == Measure::Kilogram { Some(self.quantity) } else { self.weight };
        weight.filter(|_| asked).map(|kilograms| kilograms.0)
    }
}

/// The rows of a receipt that the form has.
pub const ROWS: usize = 6;

/// The fields of a purchase. Rows are `material[1]`, `quantity[1]`, `amount[1]` and so on; an expense for everybody has `total`.
pub const BOUGHT: [&str; 11] = [
    "what",
    "supplier",
    "bought_on",
    "bought_on_other",
    "material",
    "quantity",
    "amount",
    "total",
    "vat",
    "vat_amount",
    "note",
];

/// What a purchase is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    Materials,
    /// What is everybody's: rent, transport, insurance.
    Shared,
}

impl What {
    pub const fn code(self) -> &'static str {
        match self {
            Self::Materials => "materials",
            Self::Shared => "shared",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        [Self::Materials, Self::Shared].into_iter().find(|what| what.code() == code)
    }

    /// Where the journal writes it.
    pub const fn account(self) -> Account {
        match self {
            Self::Materials => Account::Materials,
            Self::Shared => Account::SharedCosts,
        }
    }
}

/// One line of a receipt, its amount as it is printed there.
#[derive(Clone, Debug)]
pub struct Line {
    pub material: Uuid,
    pub quantity: Quantity,
    pub amount: Cents,
}

/// A purchase: what was paid, where, when, for what.
#[derive(Clone, Debug)]
pub struct Bought {
    pub what: What,
    pub supplier: Title,
    pub on: NaiveDate,
    pub lines: Vec<Line>,
    pub total: Cents,
    pub vat: Cents,
    pub note: String,
}

impl Bought {
    pub fn parse(mut fields: Fields<'_>, raw: &RawForm, cohort: &Cohort, today: NaiveDate) -> Result<Self, AppError> {
        let what = fields.choice("what", What::from_code);
        let supplier = fields.required("supplier", Title::parse);
        let on = past_day(&mut fields, "bought_on", cohort, today);
        let lines = if what == Some(What::Materials) { lines(&mut fields, raw) } else { Vec::new() };
        let total = match what {
            Some(What::Shared) => fields.required("total", paid),
            _ => Some(lines.iter().map(|line| line.amount).sum()),
        };
        let vat = vat(&mut fields, total.unwrap_or_default());
        let note = note(&mut fields);
        if total.is_some_and(|total| total > Cents::MAX_TYPED) {
            fields.refuse("amount[1]", Problem::AmountTooLarge { max: Cents::MAX_TYPED });
        }
        fields
            .finish(|| Some(Self { what: what?, supplier: supplier?, on: on?, lines, total: total?, vat: vat?, note }))
    }

    /// The lines with their amounts without VAT.
    pub fn net(&self) -> impl Iterator<Item = (&Line, Cents)> {
        let amounts: Vec<Cents> = self.lines.iter().map(|line| line.amount).collect();
        self.lines.iter().zip(without_vat(&amounts, self.vat))
    }
}

/// What is written beside it, which may be nothing.
fn note(fields: &mut Fields<'_>) -> String {
    fields.optional("note", Title::parse).map(|note| note.as_str().to_owned()).unwrap_or_default()
}

fn paid(text: &str) -> Result<Cents, Problem> {
    Cents::parse(text).and_then(|amount| if amount.0 > 0 { Ok(amount) } else { Err(Problem::NotMoreThanZero) })
}

/// Every row in which something was written.
fn lines(fields: &mut Fields<'_>, raw: &RawForm) -> Vec<Line> {
    let [materials, quantities, amounts] = ["material", "quantity", "amount"].map(|name| form::map(raw, name));
    let (mut lines, mut written) = (Vec::new(), false);
    for row in (1..=ROWS).map(|row| row.to_string()) {
        let cell = |cells: &BTreeMap<&str, &str>| cells.get(row.as_str()).map_or("", |text| text.trim()).to_owned();
        let (material, quantity, amount) = (cell(&materials), cell(&quantities), cell(&amounts));
        if [&material, &quantity, &amount].iter().all(|text| text.is_empty()) {
            continue;
        }
        written = true;
        let chosen = Uuid::parse_str(&material);
        let chosen = chosen.map_err(|_| if material.is_empty() { Problem::Required } else { Problem::NotAChoice });
        let material = fields.keep(&format!("material[{row}]"), chosen);
        let quantity = fields.keep(&format!("quantity[{row}]"), Quantity::typed(&quantity));
        let amount = fields.keep(&format!("amount[{row}]"), paid(&amount));
        if let (Some(material), Some(quantity), Some(amount)) = (material, quantity, amount) {
            lines.push(Line { material, quantity, amount });
        }
    }
    if !written {
        fields.refuse("material[1]", Problem::Required);
    }
    lines
}

/// The VAT in `total`: by its rate, or as the receipt says it.
fn vat(fields: &mut Fields<'_>, total: Cents) -> Option<Cents> {
    let rate = fields.choice("vat", Vat::from_code)?;
    let typed = fields.optional("vat_amount", |text| {
        let vat = Cents::parse(text)?;
        if vat > total { Err(Problem::AmountTooLarge { max: total }) } else { Ok(vat) }
    });
    Some(typed.unwrap_or_else(|| rate.within(total)))
}

/// The fields of a count, each by material: what there is, why it differs, and what the page said.
pub const COUNT: [&str; 3] = ["counted", "reason", "seen"];

/// What somebody found on the shelf.
pub struct Counted {
    pub material: Uuid,
    pub quantity: Quantity,
    pub reason: Option<Reason>,
    /// What the page said there was.
    pub seen: i64,
}

/// Reads what was counted; a material left empty was not.
pub fn counted(mut fields: Fields<'_>) -> Result<Vec<Counted>, AppError> {
    let counted = fields.by_id("counted", Quantity::counted);
    let reasons = fields.by_id("reason", |code| Reason::from_code(code).ok_or(Problem::NotAChoice));
    let seen = fields.by_id("seen", |text| text.parse::<i64>().map_err(|_| Problem::NotANumber));
    let (reasons, seen) = (BTreeMap::from_iter(reasons), BTreeMap::from_iter(seen));
    let one = |(material, quantity)| Counted {
        material,
        quantity,
        reason: reasons.get(&material).copied(),
        seen: seen.get(&material).copied().unwrap_or_default(),
    };
    let counted: Vec<Counted> = counted.into_iter().map(one).collect();
    fields.finish(|| Some(counted))
}

impl Counted {
    /// What the count adds to `left`, and why. Somebody who moved it meanwhile, or no reason, is a problem.
    pub fn adds(&self, left: Quantity) -> Result<Option<(Quantity, Reason)>, (String, Problem)> {
        if self.seen != left.0 {
            return Err((format!("counted[{}]", self.material), Problem::Changed));
        }
        match (difference(left, self.quantity), self.reason) {
            (None, _) => Ok(None),
            (Some(apart), Some(reason)) => Ok(Some((apart, reason))),
            (Some(_), None) => Err((format!("reason[{}]", self.material), Problem::NoReason)),
        }
    }
}

/// The fields of a lot. `used[{material}]` holds how much of each material is in it.
pub const MADE: [&str; 8] = ["product", "variant", "quantity", "made_on", "made_on_other", "use_by", "makers", "used"];

/// A lot: so much of a product, made together.
#[derive(Clone, Debug)]
pub struct Made {
    pub product: Uuid,
    pub variant: Option<Uuid>,
    pub quantity: Quantity,
    pub on: NaiveDate,
    pub use_by: Option<NaiveDate>,
    pub makers: Vec<Uuid>,
    pub used: Vec<(Uuid, Quantity)>,
}

impl Made {
    pub fn parse(mut fields: Fields<'_>, cohort: &Cohort, today: NaiveDate) -> Result<Self, AppError> {
        let product = fields.id("product");
        let variant = fields.optional_id("variant");
        let quantity = fields.required("quantity", Quantity::typed);
        let on = past_day(&mut fields, "made_on", cohort, today);
        let use_by = fields.optional_day("use_by");
        if let (Some(first), Some(last)) = (on, use_by)
            && last < first
        {
            fields.refuse("use_by", Problem::DayBefore { first });
        }
        let makers = makers(&mut fields);
        let used = fields.by_id("used", Quantity::typed);
        fields.finish(|| Some(Self { product: product?, variant, quantity: quantity?, on: on?, use_by, makers, used }))
    }
}
