//! What the files hold: each table with its columns, in order. Nothing is written that does not stand here.

use crate::{
    app::{
        capitalisation, cohorts::template_words, decisions, i18n::*, lessons, money, orders::said as orders, poles,
        production, sales::said as sales, stock::said as stock,
    },
    domain::{
        capitalisation::Outcome,
        catalogue::Allergen,
        journal::Account,
        lesson::{Agreement, Answer, Criterion, Effect, Met},
        mission::MissionState,
        order::{CustomerKind, OrderState},
        phase::PhaseKind,
        sale::{Channel, Clientele, PaidBy},
        stock::{Kind as Moved, Measure, Reason},
        template::EventKind,
        vote::Method,
    },
};
use chrono::NaiveDate;
use serde::Serialize;

/// A code and the word for it, in a language.
pub type Words = fn(Locale) -> Vec<(&'static str, String)>;

/// What the values of a column are, and so how each kind of file writes them.
#[derive(Clone, Copy)]
pub enum Kind {
    Text,
    /// The name that somebody chose; empty once she is erased.
    Person,
    Number,
    Cents,
    /// Thousandths of a unit.
    Quantity,
    Grams,
    Minutes,
    Days,
    Day,
    /// A time of day, as text.
    Clock,
    Flag,
    Code(Words),
}

/// One value. The kind of its column says how it is read.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Value {
    Nothing,
    Text(String),
    Number(i64),
    Day(NaiveDate),
    Flag(bool),
}

pub type Rows = Vec<Vec<Value>>;

pub struct Column {
    pub code: &'static str,
    pub kind: Kind,
}

pub struct Table {
    pub code: &'static str,
    pub columns: &'static [Column],
}

impl From<bool> for Value {
    fn from(flag: bool) -> Self {
        Self::Flag(flag)
    }
}

impl From<i64> for Value {
    fn from(number: i64) -> Self {
        Self::Number(number)
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<NaiveDate> for Value {
    fn from(day: NaiveDate) -> Self {
        Self::Day(day)
    }
}

impl<T: Into<Value>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Nothing, Into::into)
    }
}

/// The table of this name.
pub fn named(code: &str) -> Option<&'static Table> {
    TABLES.iter().find(|table| table.code == code)
}

/// The words of one of our codes.
macro_rules! words {
    ($codes:ty, $said:expr) => {
        Kind::Code(|locale| {
            let said: fn(Locale, $codes) -> String = $said;
            <$codes>::ALL.iter().map(|one| (one.code(), said(locale, *one))).collect()
        })
    };
}

macro_rules! tables {
    ($($table:ident { $($column:ident: $kind:expr),+ $(,)? })+) => {
        /// Every table, in the order of the files.
        pub static TABLES: &[Table] = &[$(Table {
            code: stringify!($table),
            columns: &[$(Column { code: stringify!($column), kind: $kind }),+],
        }),+];
    };
}

use Kind::{Cents, Clock, Day, Days, Flag, Grams, Minutes, Number, Person, Quantity, Text};

const CHANNEL: Kind = words!(Channel, sales::channel);
const CLIENTELE: Kind = words!(Clientele, sales::clientele);
const MEASURE: Kind = words!(Measure, stock::unit);

tables! {
    phases { name: Text, kind: words!(PhaseKind, template_words::phase), starts_on: Day, ends_on: Day, pinned: Flag }
    events {
        title: Text, kind: words!(EventKind, template_words::event_kind), starts_on: Day, starts_at: Clock, ends_on: Day,
        ends_at: Clock, place: Text,
    }
    attendance { person: Person, present: Minutes, excused: Minutes, absent: Minutes, expected: Minutes }
    poles { name: Text, purpose: Text, referent: Person, deputy: Person, members: Number }
    missions {
        title: Text, pole: Text, person: Person, phase: Text, due_on: Day,
        state: words!(MissionState, poles::words::state),
    }
    bookings {
        space: Text, person: Person, pole: Text, starts_on: Day, starts_at: Clock, ends_on: Day, ends_at: Clock,
        people: Number, purpose: Text, state: Kind::Code(bookings_held), order: Number, mission: Text, repeats: Flag,
    }
    products {
        name: Text, unit: Text, price: Cents, material: Cents, free_price: Flag, food: Flag, keeps_days: Days, archived: Flag,
    }
    variants { product: Text, variant: Text, archived: Flag }
    allergens { product: Text, allergen: words!(Allergen, production::said::allergen) }
    recipes { product: Text, material: Text, quantity: Quantity, unit: MEASURE }
    records { made_on: Day, product: Text, quantity: Quantity, unit: Text, makers: Number, minutes: Minutes }
    pole_hours { pole: Text, minutes: Minutes }
    materials { name: Text, unit: MEASURE, minimum: Quantity, left: Quantity, archived: Flag }
    movements {
        on_day: Day, material: Text, product: Text, kind: words!(Moved, stock::kind), quantity: Quantity, weight: Grams,
        amount: Cents, reason: words!(Reason, stock::reason), note: Text, reversal: Flag,
    }
    purchases {
        bought_on: Day, what: Kind::Code(purchases_for), supplier: Text, total: Cents, vat: Cents, note: Text,
        taken_back_on: Day,
    }
    lots {
        number: Number, product: Text, variant: Text, made_on: Day, use_by: Day, quantity: Quantity, unit: Text,
        taken_back_on: Day,
    }
    sales {
        sale: Number, sold_on: Day, channel: CHANNEL, clientele: CLIENTELE, paid_by: words!(PaidBy, sales::paid_by),
        order: Number, product: Text, what: Text, quantity: Quantity, price: Cents, amount: Cents, taken_back: Flag,
    }
    orders {
        number: Number, kind: words!(CustomerKind, orders::kind), clientele: CLIENTELE,
        state: words!(OrderState, orders::state), deliver_on: Day, delivered_on: Day, deposit: Cents, total: Cents,
    }
    order_lines { order: Number, product: Text, what: Text, quantity: Quantity, price: Cents, amount: Cents }
    cash_counts {
        till: CHANNEL, counted_on: Day, float: Cents, cash_sales: Cents, taken_out: Cents, expected: Cents, counted: Cents,
        difference: Cents,
    }
    journal { on_day: Day, account: words!(Account, money::words::account), amount: Cents, what: Text, reversal: Flag }
    decisions {
        question: Text, method: words!(Method, decisions::words::method), secret: Flag, state: Kind::Code(decisions_at),
        proposed_on: Day, closed_on: Day, needed: Number, voted: Number, votes_for: Number, votes_against: Number,
        abstentions: Number, chosen: Text, outcome: Text,
    }
    lessons {
        phase: Text, outcome: words!(Outcome, capitalisation::words::outcome), condition: Text, action: Text, reason: Text,
        applies_when: Text, does_not_apply_when: Text, evidence: Text,
        agreement: words!(Agreement, capitalisation::words::agreement), dissent: Text, replaced_by: Text, review_on: Day,
        written_on: Day,
    }
    lesson_answers {
        condition: Text, action: Text, answer: words!(Answer, lessons::words::answer), words: Text, answered_on: Day,
        result: words!(Effect, lessons::words::effect), result_words: Text, result_on: Day,
    }
    practices {
        title: Text, phase: words!(PhaseKind, template_words::phase), steps: Text, who: Text, time_needed: Text, cost: Text,
        equipment: Text, skills: Text, limits: Text, adaptation: Text, replaced_by: Text, edited_on: Day,
    }
    practice_criteria {
        practice: Text, criterion: words!(Criterion, lessons::words::criterion), met: words!(Met, lessons::words::met),
    }
}

/// Codes that have no type of their own, each with its word.
macro_rules! coded {
    ($name:ident: $($code:literal = $group:ident . $key:ident),+) => {
        fn $name(locale: Locale) -> Vec<(&'static str, String)> {
            vec![$(($code, td_string!(locale, exports.$group.$key).to_string())),+]
        }
    };
}

coded!(bookings_held: "held" = bookings.held, "cancelled" = bookings.cancelled, "displaced" = bookings.displaced);
coded!(purchases_for: "materials" = purchases.materials, "shared" = purchases.shared);
coded!(decisions_at: "proposed" = decisions.proposed, "open" = decisions.open, "closed" = decisions.closed);
