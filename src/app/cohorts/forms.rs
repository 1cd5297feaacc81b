//! What people type about cohorts, phases and events, as typed values.

use super::{repeat, store::Described};
use crate::{
    domain::{
        capacity,
        cohort::{Dates, Months, State},
        holidays::Zone,
        phase::{self, Phase, PhaseKind},
        problem::Problem,
        recurrence::Series,
        template::{Carried, EventKind, TemplateKind},
        text::{DisplayName, Long, Phone, Title},
        time::{TimeOfDay, instant, local},
    },
    platform::{error::AppError, form::Fields},
};
use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use uuid::Uuid;

/// The clocks that the settings offer.
pub const ZONES: [Tz; 8] = [
    chrono_tz::Europe::Paris,
    chrono_tz::Europe::Brussels,
    chrono_tz::America::Guadeloupe,
    chrono_tz::America::Martinique,
    chrono_tz::America::Cayenne,
    chrono_tz::Indian::Reunion,
    chrono_tz::Indian::Mayotte,
    chrono_tz::Africa::Dakar,
];

/// What a new cohort begins from.
#[derive(Debug)]
pub enum Origin {
    Trade(TemplateKind),
    /// A template that she kept.
    Kept(Uuid),
    /// A cohort that there was, and what is carried over.
    Cohort {
        slug: String,
        carried: Vec<Carried>,
    },
}

impl Origin {
    /// A previous cohort where the form names one, else a trade or a template.
    fn parse(fields: &mut Fields<'_>) -> Option<Self> {
        let slug = fields.text("from").to_owned();
        if slug.is_empty() {
            return fields.choice("template", |text| {
                TemplateKind::from_code(text)
                    .map(Origin::Trade)
                    .or_else(|| Uuid::parse_str(text).ok().map(Origin::Kept))
            });
        }
        let carried = fields.codes("carry", Carried::from_code);
        Some(Origin::Cohort { slug, carried: carried? })
    }
}

/// A cohort to be created.
#[derive(Debug)]
pub struct NewCohort {
    pub from: Origin,
    pub name: Title,
    pub brand: Title,
    pub brand_colour: i64,
    pub dates: Dates,
}

impl NewCohort {
    pub const FIELDS: [&str; 8] = ["template", "from", "carry", "name", "brand", "brand_colour", "starts_on", "months"];

    pub fn parse(mut fields: Fields<'_>) -> Result<Self, AppError> {
        let from = Origin::parse(&mut fields);
        let name = fields.required("name", Title::parse);
        let brand = fields.required("brand", Title::parse);
        let brand_colour = fields.optional("brand_colour", colour).unwrap_or(1);
        let starts_on = fields.day("starts_on");
        let months = fields.optional("months", Months::parse).unwrap_or(Months::DEFAULT);
        fields.finish(|| {
            let dates = Dates::lasting(starts_on?, months);
            Some(Self { from: from?, name: name?, brand: brand?, brand_colour, dates })
        })
    }
}

/// One of the eight dyes.
fn colour(text: &str) -> Result<i64, Problem> {
    text.parse().ok().filter(|number| (1..=8).contains(number)).ok_or(Problem::NotAChoice)
}

/// What a facilitator may change of a cohort.
#[derive(Debug)]
pub struct Settings {
    pub name: Title,
    pub brand: Title,
    pub brand_colour: i64,
    pub dates: Dates,
    pub time_zone: Tz,
    pub help_name: String,
    pub help_phone: String,
    pub school_zone: Option<Zone>,
}

impl Settings {
    pub const FIELDS: [&str; 9] = [
        "name",
        "brand",
        "brand_colour",
        "starts_on",
        "ends_on",
        "time_zone",
        "help_name",
        "help_phone",
        "school_zone",
    ];

    /// `zone` is the present one: it stays possible even if the list does not offer it.
    pub fn parse(mut fields: Fields<'_>, zone: Tz) -> Result<Self, AppError> {
        let name = fields.required("name", Title::parse);
        let brand = fields.required("brand", Title::parse);
        let brand_colour = fields.required("brand_colour", colour);
        let (starts_on, ends_on) = (fields.day("starts_on"), fields.day("ends_on"));
        let dates = match (starts_on, ends_on) {
            (Some(starts_on), Some(ends_on)) => fields.keep("ends_on", Dates::of_cohort(starts_on, ends_on)),
            _ => None,
        };
        let time_zone = fields.required("time_zone", |text| offered(text, zone));
        let help_name = fields.optional("help_name", DisplayName::parse).map(String::from).unwrap_or_default();
        let help_phone = fields.optional("help_phone", Phone::parse).map(String::from).unwrap_or_default();
        let school_zone = fields.optional("school_zone", |code| Zone::from_code(code).ok_or(Problem::NotAChoice));
        fields.finish(|| {
            let (name, brand, brand_colour, dates, time_zone) = (name?, brand?, brand_colour?, dates?, time_zone?);
            Some(Self { name, brand, brand_colour, dates, time_zone, help_name, help_phone, school_zone })
        })
    }
}

fn offered(text: &str, now: Tz) -> Result<Tz, Problem> {
    let zone: Option<Tz> = text.parse().ok();
    zone.filter(|zone| *zone == now || ZONES.contains(zone)).ok_or(Problem::NotAChoice)
}

/// The state that a button asks for.
pub fn state(mut fields: Fields<'_>) -> Result<State, AppError> {
    let state = fields.choice("state", State::from_code);
    fields.finish(|| state)
}

/// The box that one ticks before something is gone for good.
pub fn sure(mut fields: Fields<'_>) -> Result<(), AppError> {
    let sure = fields.choice("sure", |text| (text == "yes").then_some(()));
    fields.finish(|| sure)
}

/// A phase as typed: the dates of its cohort are not looked at yet.
#[derive(Debug)]
pub struct PhaseForm {
    pub kind: PhaseKind,
    pub name: Title,
    pub starts_on: NaiveDate,
    pub ends_on: NaiveDate,
}

impl PhaseForm {
    /// With `phase`, the id of the one that is changed.
    pub const FIELDS: [&str; 5] = ["phase", "kind", "name", "starts_on", "ends_on"];

    pub fn parse(mut fields: Fields<'_>) -> Result<Self, AppError> {
        let kind = fields.choice("kind", PhaseKind::from_code);
        let name = fields.required("name", Title::parse);
        let (starts_on, ends_on) = (fields.day("starts_on"), fields.day("ends_on"));
        fields.finish(|| Some(Self { kind: kind?, name: name?, starts_on: starts_on?, ends_on: ends_on? }))
    }

    /// Whether it lies where `cohort` allows; the day that does not is named.
    pub fn fits(&self, cohort: &Dates) -> Result<(), AppError> {
        let phase = Phase { id: Uuid::nil(), kind: self.kind, starts_on: self.starts_on, ends_on: self.ends_on };
        let field = if phase::allowed(self.kind, cohort).contains(self.starts_on) { "ends_on" } else { "starts_on" };
        phase::validate(&phase, cohort).map_err(|problem| match problem {
            Problem::EndBeforeStart => AppError::field("ends_on", problem),
            _ => AppError::field(field, problem),
        })
    }
}

/// An event as typed, its times made instants on the cohort's clock.
#[derive(Clone, Debug)]
pub struct EventForm {
    pub kind: EventKind,
    pub title: Title,
    pub on: NaiveDate,
    pub starts_at: DateTime<Utc>,
    pub ends_at: DateTime<Utc>,
    /// Where, in words; in a space of ours its name.
    pub place: String,
    /// The space of ours that it books.
    pub room: Option<Wish>,
    pub details: Long,
    /// Who leads.
    pub leads: String,
    /// What is needed.
    pub materials: Long,
    /// When it comes again.
    pub series: Option<Series>,
}

/// A space of ours, and for how many: for everybody, when nobody says.
#[derive(Clone, Debug)]
pub struct Wish {
    pub space: Uuid,
    pub people: Option<u32>,
}

impl Wish {
    fn read(fields: &mut Fields<'_>) -> Option<Self> {
        let space = fields.optional_id("space")?;
        Some(Self { space, people: fields.optional("people", |text| capacity::parse_count(text, 1)) })
    }
}

impl EventForm {
    const FIELDS: [&str; 11] =
        ["kind", "title", "on", "from", "to", "space", "people", "place", "details", "leads", "materials"];

    /// Those of a new one, which may come again.
    pub fn of_new() -> Vec<&'static str> {
        [&Self::FIELDS[..], &["repeat", "until", "except"]].concat()
    }

    /// Those of a change: the id of the event, and how many of its series are meant.
    pub fn of_change() -> Vec<&'static str> {
        [&Self::FIELDS[..], &["event", "which"]].concat()
    }

    pub fn parse(mut fields: Fields<'_>, zone: Tz) -> Result<Self, AppError> {
        let kind = fields.choice("kind", EventKind::from_code);
        let title = fields.required("title", Title::parse);
        let on = fields.day("on");
        let room = Wish::read(&mut fields);
        // Our spaces are booked by the quarter of an hour; elsewhere any time will do.
        let time = if room.is_some() { TimeOfDay::parse_quarter } else { TimeOfDay::parse };
        let (from, to) = (fields.required("from", time), fields.required("to", time));
        let span = on.zip(from.zip(to)).and_then(|(on, (from, to))| span(&mut fields, on, from, to, zone));
        let place = fields.optional("place", Title::parse).map(String::from).unwrap_or_default();
        let details = fields.long("details", Long::parse);
        let leads = fields.optional("leads", Title::parse).map(String::from).unwrap_or_default();
        let materials = fields.long("materials", Long::parse);
        let series = on.and_then(|on| repeat::series(&mut fields, on));
        fields.finish(|| {
            let (starts_at, ends_at) = span?;
            let (kind, title, on, details, materials) = (kind?, title?, on?, details?, materials?);
            Some(Self { kind, title, on, starts_at, ends_at, place, room, details, leads, materials, series })
        })
    }

    /// An event that is there, as its form would say it: it happens once.
    pub fn of(now: Described, zone: Tz) -> Result<Self, Problem> {
        let Described { event, details, leads, materials, room, .. } = now;
        Ok(Self {
            kind: event.kind,
            title: Title::parse(&event.title)?,
            on: local(event.starts_at, zone).0,
            starts_at: event.starts_at,
            ends_at: event.ends_at,
            place: event.place,
            room: room.map(|room| Wish { space: room.space, people: u32::try_from(room.people).ok() }),
            details: Long::parse(&details)?,
            leads,
            materials: Long::parse(&materials)?,
            series: None,
        })
    }

    /// Whether it lies in the cohort; the capitalisation day may follow its end.
    pub fn fits(&self, cohort: &Dates) -> Result<(), AppError> {
        let Dates { starts_on, ends_on } = self.kind.allowed(cohort);
        if starts_on <= self.on && self.on <= ends_on {
            return Ok(());
        }
        Err(AppError::field("on", Problem::OutsideCohort { starts_on, ends_on }))
    }
}

/// The two instants, each refused at its own field when the clocks skip or repeat it.
fn span(
    fields: &mut Fields<'_>,
    on: NaiveDate,
    from: TimeOfDay,
    to: TimeOfDay,
    zone: Tz,
) -> Option<(DateTime<Utc>, DateTime<Utc>)> {
    if to <= from {
        fields.refuse("to", Problem::EndBeforeStart);
        return None;
    }
    let starts_at = fields.keep("from", instant(on, from, zone));
    let ends_at = fields.keep("to", instant(on, to, zone));
    starts_at.zip(ends_at)
}
