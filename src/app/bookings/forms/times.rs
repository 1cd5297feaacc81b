//! From the forms of blocks and outages to what the space is told.

use super::super::store::spaces::Machine;
use crate::{
    domain::{
        capacity::{Block, Outage, parse_count, until_repaired},
        problem::Problem,
        text::Title,
        time::{Fold, TimeOfDay, bounds, instant_near, local},
    },
    platform::{error::AppError, form::Fields},
};
use chrono::{DateTime, Days, Utc};
use chrono_tz::Tz;

/// No block and no outage with an end is longer than a year.
const LONGEST: Days = Days::new(366);

/// Reads a block on the clock of a space: from a quarter of an hour of one day to one of the same or of a later day.
pub fn read_block(mut fields: Fields<'_>, zone: Tz, now: DateTime<Utc>) -> Result<Block, AppError> {
    let (on, last) = (fields.day("on"), fields.optional_day("last"));
    let from = fields.required("from", TimeOfDay::parse_quarter);
    let to = fields.required("to", TimeOfDay::parse_quarter);
    let reason = fields.required("reason", Title::parse);
    if let (Some(on), Some(from), Some(to)) = (on, from, to) {
        let until = last.unwrap_or(on);
        if on < local(now, zone).0 {
            fields.refuse("on", Problem::InPast);
        } else if until < on {
            fields.refuse("last", Problem::EndBeforeStart);
        } else if until > on + LONGEST {
            fields.refuse("last", Problem::DayAfter { last: on + LONGEST });
        } else if until == on && to <= from {
            fields.refuse("to", Problem::EndBeforeStart);
        }
    }
    // As for opening hours: where clocks change, from the first of two times to the second.
    let start = on.zip(from).map(|(on, from)| instant_near(on, from, zone, Fold::First));
    let end = last.or(on).zip(to).map(|(on, to)| instant_near(on, to, zone, Fold::Second));
    if fields.problems() == 0 && end.is_some_and(|end| end <= now) {
        fields.refuse("to", Problem::InPast);
    } else if fields.problems() == 0 && start >= end {
        // All of it in the hour that the clocks skip.
        fields.refuse("to", Problem::EndBeforeStart);
    }
    fields.finish(|| Some(Block { start: start?, end: end?, since: now, reason: reason?.into() }))
}

/// The fields of the form: who plans says from when and until when.
pub fn outage_fields(plans: bool) -> &'static [&'static str] {
    match plans {
        true => &["space", "machine", "count", "what", "first", "first_other", "until", "until_other", "agreed"],
        false => &["space", "machine", "count", "what", "agreed"],
    }
}

/// Reads an outage. Who does not plan says what is so now: until the end of the day on the space's clock.
pub fn read_outage(
    mut fields: Fields<'_>,
    machines: &[Machine],
    zone: Tz,
    now: DateTime<Utc>,
    plans: bool,
) -> Result<Outage, AppError> {
    let today = local(now, zone).0;
    let machine = fields.id("machine");
    let count = fields.required("count", |text| parse_count(text, 1));
    let reason = fields.optional("what", Title::parse).map(String::from).unwrap_or_default();
    let first = if plans { fields.optional_day("first") } else { None };
    let last = if plans { fields.optional_day("until") } else { Some(today) };
    match machine.and_then(|id| machines.iter().find(|machine| machine.id == id)) {
        None if machine.is_some() => fields.refuse("machine", Problem::NotAChoice),
        Some(machine) if count.is_some_and(|count| i64::from(count) > machine.count) => {
            let problem = Problem::MoreOutThanThere { machine: machine.name.clone(), max: machine.count };
            fields.refuse("count", problem);
        }
        _ => {}
    }
    if first.is_some_and(|first| first < today) {
        fields.refuse("first", Problem::InPast);
    }
    if let Some(last) = last {
        let from = first.unwrap_or(today);
        if last < from {
            fields.refuse("until", Problem::EndBeforeStart);
        } else if last > from + LONGEST {
            fields.refuse("until", Problem::DayAfter { last: from + LONGEST });
        }
    }
    let start = first.map_or(now, |first| bounds(first, zone).0.max(now));
    let end = last.map_or_else(until_repaired, |last| bounds(last, zone).1);
    fields
        .finish(|| (start < end).then_some(Outage { machine: machine?, count: count?, start, end, since: now, reason }))
}
