//! What the stories become: rows with ids, days and instants, ready for the store.

use super::{assembly::Rows, calendar::ZONE, money::Money, script::Script, stock, trade::Trade};
use crate::{
    app::access,
    domain::{
        attendance::{self, HalfDay, SignedBy},
        capacity::{Block, Outage, Special},
        cohort::Dates,
        phase::PhaseKind,
        plan::DeadlineKind,
        recurrence,
        template::TemplateKind,
        time::TimeOfDay,
    },
};
use chrono::{DateTime, NaiveDate, Utc};
use uuid::Uuid;

/// Everything, in the order in which it is written.
pub struct Demonstration {
    pub people: Vec<Person>,
    pub spaces: Vec<Space>,
    pub cohorts: Vec<Cohort>,
    pub template: Template,
}

/// What somebody keeps to begin cohorts with: name and file.
pub struct Template {
    pub id: Uuid,
    pub person: Uuid,
    pub trade: TemplateKind,
    pub name: &'static str,
    pub body: String,
    pub created_at: DateTime<Utc>,
}

pub struct Person {
    pub id: Uuid,
    pub login: &'static str,
    pub name: &'static str,
    pub may_create_cohorts: bool,
    pub created_on: NaiveDate,
    pub seen_on: NaiveDate,
}

pub struct Space {
    pub id: Uuid,
    pub name: String,
    pub details: String,
    pub people: i64,
    pub machines: Vec<Machine>,
    /// Weekday, then the minutes at which it opens and closes.
    pub openings: Vec<(i64, i64, i64)>,
    pub closures: Vec<Closure>,
    pub rules: String,
    pub buffer_minutes: i64,
    pub horizon_days: Option<i64>,
    pub special: Vec<Special>,
    pub blocks: Vec<(Uuid, Block)>,
    pub outages: Vec<(Uuid, Outage)>,
}

pub struct Machine {
    pub id: Uuid,
    pub name: String,
    pub pictogram: &'static str,
    pub count: i64,
}

pub struct Closure {
    pub id: Uuid,
    pub first_on: NaiveDate,
    pub last_on: NaiveDate,
    pub reason: String,
}

pub struct Cohort {
    pub id: Uuid,
    pub script: &'static Script,
    pub dates: Dates,
    pub created_at: DateTime<Utc>,
    pub memberships: Vec<Membership>,
    pub spaces: Vec<Uuid>,
    pub phases: Vec<Phase>,
    pub deadlines: Vec<Deadline>,
    pub events: Vec<Event>,
    pub presences: Vec<Presence>,
    pub series: Option<Series>,
    pub poles: Vec<Pole>,
    pub missions: Vec<Mission>,
    pub products: Vec<Product>,
    pub stock: stock::Rows,
    pub trade: Trade,
    pub bookings: Vec<Booking>,
    pub rebooking: Rebooking,
    pub records: Vec<Record>,
    pub contributions: Vec<Contribution>,
    pub lessons: Vec<Lesson>,
    pub assembly: Rows,
    pub money: Money,
    pub note: Note,
    pub invitation: Option<Invitation>,
}

impl Cohort {
    /// As the rest of the program reads it.
    pub fn seen(&self) -> access::Cohort {
        access::Cohort {
            id: self.id,
            slug: self.script.slug.to_owned(),
            name: self.script.name.to_owned(),
            brand: self.script.brand.to_owned(),
            brand_colour: self.script.colour,
            template: self.script.template.code().to_owned(),
            state: self.script.state,
            dates: self.dates,
            time_zone: ZONE,
            help_name: self.script.help.0.to_owned(),
            help_phone: self.script.help.1.to_owned(),
        }
    }
}

pub struct Membership {
    pub id: Uuid,
    pub person: Uuid,
    pub role: &'static str,
    pub from_on: NaiveDate,
    pub until_on: Option<NaiveDate>,
}

pub struct Phase {
    pub id: Uuid,
    pub kind: PhaseKind,
    pub name: String,
    pub starts_on: NaiveDate,
    pub ends_on: NaiveDate,
}

pub struct Deadline {
    pub id: Uuid,
    pub kind: DeadlineKind,
    pub title: &'static str,
    pub falls_on: NaiveDate,
}

pub struct Event {
    pub id: Uuid,
    pub kind: &'static str,
    pub title: String,
    pub place: String,
    pub details: String,
    pub starts_at: DateTime<Utc>,
    pub ends_at: DateTime<Utc>,
}

/// What was noted of one person for one half-day.
pub struct Presence {
    pub event: Uuid,
    pub half_day: HalfDay,
    pub person: Uuid,
    pub presence: attendance::Presence,
    pub signed_by: SignedBy,
    /// She herself, when she signed with the code.
    pub marked_by: Uuid,
    pub marked_at: DateTime<Utc>,
}

/// Events that come again.
pub struct Series {
    pub id: Uuid,
    pub series: recurrence::Series,
    pub leads: &'static str,
    pub materials: &'static str,
    pub events: Vec<Event>,
}

pub struct Pole {
    pub id: Uuid,
    pub name: String,
    pub purpose: String,
    pub pictogram: &'static str,
    pub members: Vec<Uuid>,
    pub referent: Option<Uuid>,
    pub deputy: Option<Uuid>,
}

pub struct Mission {
    pub id: Uuid,
    pub pole: Uuid,
    pub title: String,
    pub person: Option<Uuid>,
    pub phase: Option<Uuid>,
    pub due_on: Option<NaiveDate>,
    pub state: &'static str,
    pub created_at: DateTime<Utc>,
}

pub struct Product {
    pub id: Uuid,
    pub name: String,
    pub pictogram: &'static str,
    pub unit: &'static str,
    pub price: i64,
    pub material: i64,
}

pub struct Booking {
    pub id: Uuid,
    pub space: Uuid,
    pub person: Uuid,
    pub pole: Option<Uuid>,
    /// The event that has made it.
    pub event: Option<Uuid>,
    /// The mission that it is for, and the series that it is one of.
    pub mission: Option<Uuid>,
    pub series: Option<Uuid>,
    pub starts_at: DateTime<Utc>,
    pub ends_at: DateTime<Utc>,
    pub people: i64,
    pub machines: Vec<(Uuid, i64)>,
    pub purpose: String,
    pub created_at: DateTime<Utc>,
    pub cancelled_at: Option<DateTime<Utc>>,
    /// When somebody came, for those that have begun.
    pub checked_in_at: Option<DateTime<Utc>>,
}

/// What becomes of bookings.
#[derive(Default)]
pub struct Rebooking {
    pub repeats: Option<Repeats>,
    pub asked: Option<Asked>,
}

/// Bookings that come again.
pub struct Repeats {
    pub id: Uuid,
    pub space: Uuid,
    pub person: Uuid,
    pub series: recurrence::Series,
    pub hours: (TimeOfDay, TimeOfDay),
    pub created_at: DateTime<Utc>,
}

/// A place that somebody offers to somebody else.
pub struct Asked {
    pub id: Uuid,
    pub given: Uuid,
    pub asked_by: Uuid,
    pub asked: Uuid,
    pub created_at: DateTime<Utc>,
}

pub struct Record {
    pub id: Uuid,
    pub product: Uuid,
    pub made_on: NaiveDate,
    /// Thousandths of the unit.
    pub quantity: i64,
    pub booking: Uuid,
    pub note: String,
    /// With the minutes of each; the first one wrote it down.
    pub makers: Vec<(Uuid, i64)>,
    pub created_at: DateTime<Utc>,
}

pub struct Contribution {
    pub id: Uuid,
    pub key: &'static str,
    pub person: Uuid,
    pub kind: &'static str,
    pub phase: Option<Uuid>,
    pub text: String,
    pub scope: &'static str,
    pub signed_as: &'static str,
    pub said_on: NaiveDate,
}

pub struct Lesson {
    pub id: Uuid,
    pub phase: Option<Uuid>,
    pub outcome: &'static str,
    pub condition: String,
    pub action: String,
    pub reason: String,
    pub applies_when: String,
    pub evidence: String,
    pub does_not_apply_when: String,
    pub agreement: &'static str,
    pub dissent: String,
    /// The kind of its phase, which a published lesson keeps.
    pub phase_kind: &'static str,
    pub written_by: Uuid,
    pub written_on: NaiveDate,
}

pub struct Note {
    pub id: Uuid,
    pub state: &'static str,
    pub title: String,
    pub summary: String,
    pub body: String,
    pub edited_by: Uuid,
    pub edited_at: DateTime<Utc>,
    /// Who agreed, and when; in a draft nobody has yet.
    pub published: Option<(Uuid, DateTime<Utc>)>,
}

/// Nobody has its token: only a hash of something that was thrown away.
pub struct Invitation {
    pub id: Uuid,
    pub token_hash: [u8; 32],
    pub made_by: Uuid,
    pub made_at: DateTime<Utc>,
    pub expires_at: DateTime<Utc>,
}
