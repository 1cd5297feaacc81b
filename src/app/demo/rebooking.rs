//! What becomes of the bookings of a cohort that runs: those of one person that come again are a series, one is for a mission,
//! and somebody offers her place to somebody else.

use super::{build::Scene, calendar::ZONE, craft::person, rows};
use crate::domain::{
    cohort::State,
    recurrence::{Rule, Series},
    time::{hours, local},
};
use chrono::{Datelike, NaiveDate, SubsecRound};
use uuid::Uuid;

/// Marks the bookings to come, and says what else is written of them.
pub fn rows(scene: &Scene, bookings: &mut [rows::Booking], missions: &[rows::Mission]) -> rows::Rebooking {
    if scene.script.state != State::Running {
        return rows::Rebooking::default();
    }
    let now = scene.calendar.now;
    let mut coming: Vec<&mut rows::Booking> = bookings
        .iter_mut()
        .filter(|one| one.starts_at > now && one.event.is_none() && one.cancelled_at.is_none())
        .collect();
    let repeats = repeats(scene, &mut coming);
    let open = missions.iter().find(|mission| mission.state != "done");
    let alone = coming.iter_mut().find(|one| one.pole.is_none() && one.series.is_none());
    if let (Some(mission), Some(booking)) = (open, alone) {
        booking.mission = Some(mission.id);
    }
    let aicha = person("aicha");
    let offered = coming.iter().rev().find(|one| one.person != aicha && one.pole.is_none() && one.series.is_none());
    let asked = offered.map(|one| rows::Asked {
        id: scene.id("exchange", "aicha"),
        given: one.id,
        asked_by: one.person,
        asked: aicha,
        created_at: now.trunc_subsecs(0),
    });
    rows::Rebooking { repeats, asked }
}

/// The first who books the same hours of a weekday at least twice.
fn repeats(scene: &Scene, coming: &mut [&mut rows::Booking]) -> Option<rows::Repeats> {
    let alike = |one: &rows::Booking, other: &rows::Booking| {
        let slot = |booking: &rows::Booking| {
            let (day, from, to) = hours(booking.starts_at, booking.ends_at, ZONE);
            (booking.person, booking.space, day.weekday(), from, to)
        };
        slot(one) == slot(other)
    };
    let first = coming.iter().position(|one| coming.iter().filter(|other| alike(one, other)).count() > 1)?;
    let same: Vec<usize> = (0..coming.len()).filter(|index| alike(coming[first], coming[*index])).collect();
    let days: Vec<NaiveDate> = same.iter().map(|index| local(coming[*index].starts_at, ZONE).0).collect();
    let (starts_on, until) = (*days.first()?, *days.last()?);
    let every = if days.windows(2).any(|pair| (pair[1] - pair[0]).num_days() % 14 != 0) { 1 } else { 2 };
    let whole = Series {
        rule: Rule::Weeks { weekdays: vec![starts_on.weekday()], every },
        starts_on,
        until,
        except: Vec::new(),
    };
    let except = whole.days().ok()?.into_iter().filter(|day| !days.contains(day)).collect();
    let (_, from, to) = hours(coming[first].starts_at, coming[first].ends_at, ZONE);
    let id: Uuid = scene.id("booking series", &starts_on.to_string());
    for index in same {
        coming[index].series = Some(id);
    }
    Some(rows::Repeats {
        id,
        space: coming[first].space,
        person: coming[first].person,
        series: Series { except, ..whole },
        hours: (from, to),
        created_at: coming[first].created_at,
    })
}
