//! How a cohort's story is told in its file, before it has ids and instants. Days are a week of the cohort and a weekday.

use super::{assembly::Assembly, money::Books, stock::Stock};
use crate::domain::{
    capitalisation::{Kind, NoteState, Outcome, Scope},
    cohort::{PartnerKind, State},
    lesson::Agreement,
    mission::MissionState,
    phase::PhaseKind,
    template::{EventKind, TemplateKind},
};
use chrono::Weekday;

/// The login by which a story names a person.
pub type Who = &'static str;

/// An hour and a minute on the clock there.
pub type Clock = (u16, u16);

/// A day on the calendar, or one that moves with the day of the filling.
#[derive(Clone, Copy)]
pub enum When {
    On(i32, u32, u32),
    /// So many days after the Monday of the current week.
    FromMonday(i64),
}

/// A week counted from 1, and a weekday in it.
#[derive(Clone, Copy)]
pub struct Day(pub i64, pub Weekday);

/// A space that several cohorts may use.
pub struct Space {
    pub code: &'static str,
    pub name: &'static str,
    pub details: &'static str,
    pub people: i64,
    pub machines: &'static [Machine],
    /// Weekdays from 1 to 7, when it opens and closes.
    pub hours: &'static [(&'static [i64], Clock, Clock)],
    pub closures: &'static [(When, When, &'static str)],
    /// The rules of the house.
    pub rules: &'static str,
    /// How many minutes it is cleaned after a booking, and how many days ahead it is booked.
    pub terms: (i64, Option<i64>),
    /// Days at other hours.
    pub special: &'static [(When, Clock, Clock)],
    /// What its host takes it for.
    pub blocks: &'static [(When, Clock, Clock, &'static str)],
    /// Machines that are out of order, until they are repaired: which, since when, why.
    pub outages: &'static [(&'static str, When, &'static str)],
}

/// A kind of machine, counted.
pub struct Machine {
    pub code: &'static str,
    pub name: &'static str,
    pub pictogram: &'static str,
    pub count: i64,
}

/// One cohort from its first day to its note.
pub struct Script {
    pub slug: &'static str,
    pub name: &'static str,
    pub brand: &'static str,
    pub colour: i64,
    pub template: TemplateKind,
    pub state: State,
    pub starts: When,
    pub months: i64,
    pub help: (&'static str, &'static str),
    pub facilitators: &'static [Who],
    pub entrepreneurs: &'static [Who],
    /// Who stopped, and the last day.
    pub left: &'static [(Who, Day)],
    pub partners: &'static [(Who, PartnerKind)],
    pub spaces: &'static [&'static str],
    /// Where the dates differ from the template's.
    pub phases: &'static [(PhaseKind, Day, Day)],
    pub poles: &'static [Pole],
    pub missions: &'static [Mission],
    pub events: &'static [Event],
    /// What comes again every two weeks, but not on public holidays.
    pub again: Option<Again>,
    pub products: &'static [Product],
    pub stock: &'static Stock,
    pub shifts: &'static [Shift],
    pub voices: &'static [Voice],
    pub lessons: &'static [Lesson],
    pub assembly: &'static Assembly,
    pub books: &'static Books,
    pub note: Note,
    /// Whether an invitation waits to be used.
    pub invites: bool,
}

/// A pôle of the template with its people.
pub struct Pole {
    pub code: &'static str,
    pub members: &'static [Who],
    pub referent: Option<Who>,
    pub deputy: Option<Who>,
}

/// A task, its pôle and, when somebody took it, who.
pub struct Mission {
    pub pole: &'static str,
    pub title: &'static str,
    pub who: Option<Who>,
    pub due: Option<Day>,
    pub state: MissionState,
}

/// A date in everybody's diary.
pub struct Event {
    pub kind: EventKind,
    pub on: Day,
    pub from: Clock,
    pub to: Clock,
    pub title: &'static str,
    pub place: &'static str,
    pub details: &'static str,
}

/// A date that comes again until a day.
pub struct Again {
    pub first: Event,
    pub until: Day,
    pub leads: &'static str,
    pub materials: &'static str,
}

/// What is made, in cents.
pub struct Product {
    pub code: &'static str,
    pub name: &'static str,
    pub pictogram: &'static str,
    pub unit: &'static str,
    pub price: i64,
    pub material: i64,
}

/// A habit of the workshop: who books it on which days, and what is made then.
pub struct Shift {
    pub space: &'static str,
    /// For a pôle; else for the one who books.
    pub pole: Option<&'static str>,
    /// Who books, in turn.
    pub by: &'static [Who],
    pub weeks: (i64, i64),
    pub every: i64,
    pub days: &'static [Weekday],
    pub from: Clock,
    pub to: Clock,
    pub people: i64,
    pub machines: &'static [(&'static str, i64)],
    pub purpose: &'static str,
    pub makes: &'static [Make],
}

/// What comes out of a shift.
pub struct Make {
    pub product: &'static str,
    pub least: i64,
    pub most: i64,
    /// Whose hands, in turn; so many at a time.
    pub hands: &'static [Who],
    pub team: usize,
    /// On each n-th shift.
    pub every: usize,
    pub notes: &'static [&'static str],
}

/// What somebody said. The key is how a note quotes it.
pub struct Voice {
    pub key: &'static str,
    pub by: Who,
    pub kind: Kind,
    pub phase: PhaseKind,
    pub scope: Scope,
    pub by_name: bool,
    pub on: Day,
    pub text: &'static str,
}

/// If, then, because.
pub struct Lesson {
    pub phase: PhaseKind,
    pub outcome: Outcome,
    pub condition: &'static str,
    pub action: &'static str,
    pub reason: &'static str,
    pub applies_when: &'static str,
    pub evidence: &'static str,
    pub does_not_apply_when: &'static str,
    /// Who stands behind it, and what the others say.
    pub agreement: Agreement,
    pub dissent: &'static str,
    pub by: Who,
    pub on: Day,
}

/// The note; quotes in `body` name a voice by its key.
pub struct Note {
    pub state: NoteState,
    pub title: &'static str,
    pub summary: &'static str,
    pub body: &'static str,
    pub by: Who,
    /// Who agreed to publish it.
    pub agreed: Who,
    pub on: Day,
}

/// One task of a story.
pub const fn mission(
    pole: &'static str,
    title: &'static str,
    who: Option<Who>,
    due: Option<Day>,
    state: MissionState,
) -> Mission {
    Mission { pole, title, who, due, state }
}

/// One date of a story: its kind, its day, its hours, then its words.
pub const fn event(
    kind: EventKind,
    on: Day,
    hours: (Clock, Clock),
    title: &'static str,
    place: &'static str,
    details: &'static str,
) -> Event {
    Event { kind, on, from: hours.0, to: hours.1, title, place, details }
}

/// Something said, signed by role and without a key.
pub const fn said(by: Who, kind: Kind, phase: PhaseKind, scope: Scope, on: Day, text: &'static str) -> Voice {
    Voice { key: "", by, kind, phase, scope, by_name: false, on, text }
}

/// A product of the template's, or one of the group's own: the amounts are those of one unit.
pub const fn product(
    code: &'static str,
    name: &'static str,
    pictogram: &'static str,
    unit: &'static str,
    price: i64,
    material: i64,
) -> Product {
    Product { code, name, pictogram, unit, price, material }
}

/// Five texts: if, then, because; where it applies; what shows it.
pub type Told = [&'static str; 5];

/// A lesson: who wrote it and when, how it went, and what it says.
pub const fn lesson(phase: PhaseKind, outcome: Outcome, told: Told, by: Who, on: Day) -> Lesson {
    let [condition, action, reason, applies_when, evidence] = told;
    let (does_not_apply_when, agreement, dissent) = ("", Agreement::All, "");
    Lesson {
        phase,
        outcome,
        condition,
        action,
        reason,
        applies_when,
        evidence,
        does_not_apply_when,
        agreement,
        dissent,
        by,
        on,
    }
}

impl Lesson {
    /// Where it does not apply.
    pub const fn not(self, does_not_apply_when: &'static str) -> Lesson {
        Lesson { does_not_apply_when, ..self }
    }

    /// Somebody says otherwise.
    pub const fn but(self, agreement: Agreement, dissent: &'static str) -> Lesson {
        Lesson { agreement, dissent, ..self }
    }
}

impl Voice {
    /// So that the note can quote it.
    pub const fn key(self, key: &'static str) -> Voice {
        Voice { key, ..self }
    }

    /// Signed with the speaker's chosen name, as she wished.
    pub const fn signed(self) -> Voice {
        Voice { by_name: true, ..self }
    }
}
