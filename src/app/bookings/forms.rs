//! From the booking form to a booking that could be: what was typed, then whether the space, the cohort and the clock allow it.

mod times;

pub use times::{outage_fields, read_block, read_outage};

use super::{
    purpose::{For, Offered},
    store::{blocks::Blocked, spaces::Workshop},
};
use crate::{
    app::access::Cohort,
    domain::{
        capacity::{self, Full, Machines, Usage},
        problem::Problem,
        text::Title,
        time::{self, Fold, TimeOfDay, instant, instant_in_fold, local},
    },
    platform::form::{Fields, RawForm},
};
use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use uuid::Uuid;

/// The fields of the form, those of what comes again included.
pub const FIELDS: [&str; 13] = [
    "space", "on", "on_other", "from", "to", "people", "machines", "for", "purpose", "fold", "repeat", "weekdays",
    "until",
];

/// What was typed, each answer that could be read.
#[derive(Clone, Debug, Default)]
pub struct Asked {
    pub space: Option<Uuid>,
    pub on: Option<NaiveDate>,
    pub from: Option<TimeOfDay>,
    pub to: Option<TimeOfDay>,
    pub fold: Option<Fold>,
    pub people: Option<u32>,
    pub machines: Machines,
    pub whom: Option<For>,
    pub purpose: String,
}

/// A booking that the rules allow; whether there is room, the database says.
#[derive(Clone, Debug)]
pub struct Wanted {
    pub space: Uuid,
    pub usage: Usage,
    pub whom: For,
    pub purpose: String,
}

impl Asked {
    /// Reads every answer and notes what cannot be read.
    pub fn read(fields: &mut Fields<'_>) -> Self {
        let counted = fields.by_id("machines", |text| capacity::parse_count(text, 0));
        Self {
            space: fields.id("space"),
            on: fields.day("on"),
            from: fields.required("from", TimeOfDay::parse_quarter),
            to: fields.required("to", TimeOfDay::parse_quarter),
            fold: fields.optional("fold", read_fold),
            people: fields.required("people", |text| capacity::parse_count(text, 1)),
            machines: counted.into_iter().filter(|(_, count)| *count > 0).collect(),
            whom: fields.required("for", For::parse),
            purpose: fields.optional("purpose", Title::parse).map(String::from).unwrap_or_default(),
        }
    }

    /// What a form that came back asked for, as far as it can be read; what else it asked is left to others.
    pub fn again(raw: &RawForm) -> Self {
        let mine: RawForm = raw
            .iter()
            .filter(|(name, _)| FIELDS.contains(&name.as_str()))
            .map(|(name, value)| (name.clone(), value.clone()))
            .collect();
        Fields::read(&mine, &FIELDS).map(|mut fields| Self::read(&mut fields)).unwrap_or_default()
    }

    /// As a form writes it again, at a moment: `typed` names day, from, to and which of two hours.
    pub fn written(
        &self,
        (on, from, to, fold): (NaiveDate, TimeOfDay, TimeOfDay, &str),
        space: Uuid,
    ) -> Vec<(String, String)> {
        let mut fields = vec![
            ("space".to_owned(), space.to_string()),
            ("on".to_owned(), on.to_string()),
            ("from".to_owned(), from.to_string()),
            ("to".to_owned(), to.to_string()),
            ("fold".to_owned(), fold.to_owned()),
            ("people".to_owned(), self.people.unwrap_or(1).to_string()),
            ("for".to_owned(), self.whom.unwrap_or(For::Me).code()),
            ("purpose".to_owned(), self.purpose.clone()),
        ];
        fields.extend(self.machines.iter().map(|(id, count)| (format!("machines[{id}]"), count.to_string())));
        fields
    }

    /// When and how much, on the clock of the space.
    pub fn usage(&self, zone: Tz) -> Option<Usage> {
        let (start, end) = moment(self.on?, self.from?, self.to?, self.fold, zone).ok()?;
        Some(Usage { start, end, people: self.people?, machines: self.machines.clone() })
    }

    /// Notes what the rules refuse, and builds the booking when they refuse nothing.
    pub fn check(
        self,
        fields: &mut Fields<'_>,
        cohort: &Cohort,
        workshop: &Workshop,
        offered: &Offered,
        now: DateTime<Utc>,
    ) -> Option<Wanted> {
        self.check_room(fields, workshop);
        let span = self.check_time(fields, cohort, workshop, now);
        self.check_whom(fields, offered);
        self.wanted(workshop, span?)
    }

    /// The booking at a moment.
    pub(super) fn wanted(self, workshop: &Workshop, (start, end): (DateTime<Utc>, DateTime<Utc>)) -> Option<Wanted> {
        let usage = Usage { start, end, people: self.people?, machines: self.machines };
        Some(Wanted { space: workshop.space.id, usage, whom: self.whom?, purpose: self.purpose })
    }

    /// Only what was offered.
    pub(super) fn check_whom(&self, fields: &mut Fields<'_>, offered: &Offered) {
        if self.whom.is_some_and(|whom| !offered.has(whom)) {
            fields.refuse("for", Problem::NotAChoice);
        }
    }

    /// What the space never has, whoever is there.
    pub(super) fn check_room(&self, fields: &mut Fields<'_>, workshop: &Workshop) {
        let max = workshop.space.people;
        if self.people.is_some_and(|people| i64::from(people) > max) {
            fields.refuse("people", Problem::MoreThanSpace { max });
        }
        for (id, count) in &self.machines {
            let field = format!("machines[{id}]");
            match workshop.machines.iter().find(|machine| machine.id == *id) {
                None => fields.refuse(&field, Problem::NotAChoice),
                Some(machine) if i64::from(*count) > machine.count => {
                    let (machine, max) = (machine.name.clone(), machine.count);
                    fields.refuse(&field, Problem::MoreThanMachines { machine, max });
                }
                Some(_) => {}
            }
        }
    }

    fn check_time(
        &self,
        fields: &mut Fields<'_>,
        cohort: &Cohort,
        workshop: &Workshop,
        now: DateTime<Utc>,
    ) -> Option<(DateTime<Utc>, DateTime<Utc>)> {
        let (on, zone) = (self.on?, workshop.space.zone);
        if !cohort.dates.contains(on) {
            let (starts_on, ends_on) = (cohort.dates.starts_on, cohort.dates.ends_on);
            fields.refuse("on", Problem::OutsideCohort { starts_on, ends_on });
            return None;
        }
        if on < local(now, zone).0 {
            fields.refuse("on", Problem::InPast);
            return None;
        }
        let (start, end) = match moment(on, self.from?, self.to?, self.fold, zone) {
            Ok(span) => span,
            Err((field, problem)) => {
                fields.refuse(field, problem);
                return None;
            }
        };
        if start < now {
            fields.refuse("from", Problem::InPast);
        } else if let Err(problem) = workshop.place.may_begin(start, now) {
            fields.refuse(if matches!(problem, Problem::TooFar { .. }) { "on" } else { "from" }, problem);
        } else if let Err(problem) = workshop.place.is_open(start, end) {
            let field = if matches!(problem, Problem::OutsideHours { .. }) { "from" } else { "on" };
            fields.refuse(field, problem);
        }
        Some((start, end))
    }
}

fn read_fold(text: &str) -> Result<Fold, Problem> {
    match text {
        "first" => Ok(Fold::First),
        "second" => Ok(Fold::Second),
        _ => Err(Problem::NotAChoice),
    }
}

/// The instants that the clock of a space names. Which of two, `fold` answers for both ends.
///
/// Errors: the field and its problem. An hour that happens twice is asked about in `fold`.
pub fn moment(
    on: NaiveDate,
    from: TimeOfDay,
    to: TimeOfDay,
    fold: Option<Fold>,
    zone: Tz,
) -> Result<(DateTime<Utc>, DateTime<Utc>), (&'static str, Problem)> {
    if to <= from {
        return Err(("to", Problem::EndBeforeStart));
    }
    let at = |time, field| {
        let found = fold.map_or_else(|| instant(on, time, zone), |fold| instant_in_fold(on, time, zone, fold));
        found.map_err(|problem| match problem {
            Problem::HourTwice {} => ("fold", problem),
            other => (field, other),
        })
    };
    let (start, end) = (at(from, "from")?, at(to, "to")?);
    if start < end { Ok((start, end)) } else { Err(("to", Problem::EndBeforeStart)) }
}

/// How a moment is typed: day, from, to, and which of two hours where the clock shows one twice.
pub fn typed(start: DateTime<Utc>, end: DateTime<Utc>, zone: Tz) -> (NaiveDate, TimeOfDay, TimeOfDay, &'static str) {
    let (on, from, to) = time::hours(start, end, zone);
    let fits = |fold| moment(on, from, to, Some(fold), zone) == Ok((start, end));
    let fold = match (moment(on, from, to, None, zone), fits(Fold::First)) {
        (Ok(_), _) => "",
        (_, true) => "first",
        _ => "second",
    };
    (on, from, to, fold)
}

/// What is full, as the field that asked for it is told.
pub fn full(workshop: &Workshop, full: &Full) -> (String, Problem) {
    let on_clock = |at| local(at, workshop.space.zone);
    match full {
        Full::People { at, left } => {
            let (on, at) = on_clock(*at);
            ("people".to_owned(), Problem::FullPeople { on, at, left: *left })
        }
        Full::Machine { id, at, left } => {
            let (on, at) = on_clock(*at);
            let found = workshop.machines.iter().find(|machine| machine.id == *id);
            let machine = found.map(|machine| machine.name.clone()).unwrap_or_default();
            (format!("machines[{id}]"), Problem::FullMachine { machine, on, at, left: *left })
        }
    }
}

/// Whose time it is that a booking would lie in, the cleaning after it included.
pub fn blocked(workshop: &Workshop, blocks: &[Blocked], wanted: &Usage) -> Option<Problem> {
    let end = workshop.place.space.cleaned(wanted.clone()).end;
    let block =
        blocks.iter().map(|blocked| &blocked.block).find(|block| block.start < end && wanted.start < block.end)?;
    Some(block.refuses(workshop.space.zone))
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono_tz::{America::Havana, Europe::Paris, Pacific::Apia};

    fn utc(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    #[test]
    fn clocks_that_change_are_asked_about() {
        let table = [
            // zone, day, from, to, fold, what comes of it
            (Paris, "2026-11-24", "9:00", "12:00", None, Ok(("2026-11-24T08:00:00Z", "2026-11-24T11:00:00Z"))),
            (Paris, "2026-11-24", "22:00", "24:00", None, Ok(("2026-11-24T21:00:00Z", "2026-11-24T23:00:00Z"))),
            (Paris, "2026-11-24", "12:00", "12:00", None, Err("to")),
            (Paris, "2026-11-24", "12:00", "9:00", None, Err("to")),
            // March: 2:00 to 3:00 does not exist, and a booking may go over it.
            (Paris, "2026-03-29", "2:00", "4:00", None, Err("from")),
            (Paris, "2026-03-29", "1:00", "2:45", None, Err("to")),
            (Paris, "2026-03-29", "1:00", "3:00", None, Ok(("2026-03-29T00:00:00Z", "2026-03-29T01:00:00Z"))),
            // October: 2:00 to 3:00 happens twice, and a booking may go over it.
            (Paris, "2026-10-25", "2:00", "4:00", None, Err("fold")),
            (Paris, "2026-10-25", "1:00", "2:30", None, Err("fold")),
            (
                Paris,
                "2026-10-25",
                "2:00",
                "4:00",
                Some(Fold::First),
                Ok(("2026-10-25T00:00:00Z", "2026-10-25T03:00:00Z")),
            ),
            (
                Paris,
                "2026-10-25",
                "2:00",
                "4:00",
                Some(Fold::Second),
                Ok(("2026-10-25T01:00:00Z", "2026-10-25T03:00:00Z")),
            ),
            (
                Paris,
                "2026-10-25",
                "2:00",
                "2:30",
                Some(Fold::Second),
                Ok(("2026-10-25T01:00:00Z", "2026-10-25T01:30:00Z")),
            ),
            (Paris, "2026-10-25", "1:00", "4:00", None, Ok(("2026-10-24T23:00:00Z", "2026-10-25T03:00:00Z"))),
            // An answer to a question that was not asked changes nothing.
            (
                Paris,
                "2026-11-24",
                "9:00",
                "10:00",
                Some(Fold::Second),
                Ok(("2026-11-24T08:00:00Z", "2026-11-24T09:00:00Z")),
            ),
            (
                Havana,
                "2026-11-01",
                "0:30",
                "2:00",
                Some(Fold::First),
                Ok(("2026-11-01T04:30:00Z", "2026-11-01T07:00:00Z")),
            ),
            // A day that an island skipped.
            (Apia, "2011-12-30", "9:00", "10:00", None, Err("from")),
        ];
        for (zone, day, from, to, fold, expected) in table {
            let found = moment(
                day.parse().unwrap(),
                TimeOfDay::parse(from).unwrap(),
                TimeOfDay::parse(to).unwrap(),
                fold,
                zone,
            );
            let expected = expected.map(|(start, end)| (utc(start), utc(end)));
            assert_eq!(found.clone().map_err(|(field, _)| field), expected, "{zone} {day} {from} {to} {fold:?}");
            if let Ok((start, end)) = found {
                let (on, from, to, fold) = typed(start, end, zone);
                assert_eq!(moment(on, from, to, read_fold(fold).ok(), zone), Ok((start, end)), "typed again");
            }
        }
        let next =
            moment("2026-03-29".parse().unwrap(), TimeOfDay::parse("2:15").unwrap(), TimeOfDay::END, None, Paris);
        assert_eq!(next, Err(("from", Problem::HourMissing { next: TimeOfDay::parse("3:00").unwrap() })));
    }
}
