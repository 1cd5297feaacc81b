//! Several events at once: all of a new series, and "only this one, this and the following, all" of one that is there. The
//! caller holds the cohort and its transaction.

use super::{
    forms::EventForm,
    store::{self, Described, series as rows},
};
use crate::{
    app::access::Facilitator,
    domain::{
        cohort::Dates,
        holidays::DayOff,
        problem::Problem,
        recurrence::{Series, Which},
        time::{self, local},
    },
    platform::{db::Tx, error::AppError},
};
use chrono::{DateTime, NaiveDate, Utc};
use uuid::Uuid;

/// Writes a new event under `id`, and when it comes again the others of its series.
pub async fn add(tx: &mut Tx, by: &Facilitator, id: Uuid, event: &EventForm, dates: &Dates) -> Result<(), AppError> {
    let Some(series) = &event.series else { return store::insert_event(tx, by, id, event, None).await };
    let days = series.days().map_err(|problem| AppError::field("until", problem))?;
    fits("until", event, &days, dates)?;
    let series_id = Uuid::now_v7();
    rows::insert_series(tx, by, series_id, series).await?;
    for day in days {
        let id = if day == event.on { id } else { Uuid::now_v7() };
        store::insert_event(tx, by, id, &event.carried(day, by.cohort.time_zone), Some(series_id)).await?;
    }
    Ok(())
}

/// All days of an event lie where its cohort allows it.
fn fits(field: &str, event: &EventForm, days: &[NaiveDate], dates: &Dates) -> Result<(), AppError> {
    let Dates { starts_on, ends_on } = event.kind.allowed(dates);
    let outside = |day: &&NaiveDate| **day < starts_on || ends_on < **day;
    match days.first().into_iter().chain(days.last()).find(outside) {
        Some(_) => Err(AppError::field(field, Problem::OutsideCohort { starts_on, ends_on })),
        None => Ok(()),
    }
}

/// An event of a series, and those that a change of it is about.
struct Part {
    id: Uuid,
    series: Series,
    /// Its own day.
    day: NaiveDate,
    /// Those that it is about, in order, with their days.
    events: Vec<(Uuid, NaiveDate)>,
    /// Whether none of the series is left out.
    whole: bool,
}

impl Part {
    /// Nothing, when the event is by itself.
    async fn of(tx: &mut Tx, by: &Facilitator, now: &Described, which: Which) -> Result<Option<Self>, AppError> {
        let (Some(id), event) = (now.series, &now.event) else { return Ok(None) };
        let zone = by.cohort.time_zone;
        let series = rows::series(&mut **tx, by, id).await?;
        let all = rows::events_of(&mut **tx, by, id).await?;
        let count = all.len();
        let meant = |(other, at): &(Uuid, DateTime<Utc>)| match which {
            Which::One => *other == event.id,
            Which::Following => *at >= event.starts_at,
            Which::All => true,
        };
        let events: Vec<_> = all.into_iter().filter(meant).map(|(id, at)| (id, local(at, zone).0)).collect();
        let whole = events.len() == count;
        Ok(Some(Self { id, series, day: local(event.starts_at, zone).0, events, whole }))
    }
}

/// Changes an event and, as chosen, others of its series. One that is changed alone leaves its series and keeps its id, as
/// all of them do. What came before a change stays a series of its own.
pub async fn change(
    tx: &mut Tx,
    by: &Facilitator,
    now: &Described,
    which: Which,
    form: &EventForm,
    dates: &Dates,
) -> Result<(), AppError> {
    let id = now.event.id;
    let Some(part) = Part::of(tx, by, now, which).await? else {
        return store::update_event(tx, by, id, form, None).await;
    };
    if which == Which::One {
        store::update_event(tx, by, id, form, None).await?;
        rows::update_series(tx, by, part.id, &part.series.without(part.day)).await?;
        return rows::drop_if_empty(tx, by, part.id).await;
    }
    let days: Vec<_> = part.events.iter().map(|(_, day)| part.series.carried(*day, part.day, form.on)).collect();
    fits("on", form, &days, dates)?;
    let series = follow(tx, by, &part, form.on).await?;
    for ((id, _), day) in part.events.iter().zip(days) {
        store::update_event(tx, by, *id, &form.carried(day, by.cohort.time_zone), Some(series)).await?;
    }
    Ok(())
}

/// The series of what a change is about, its rule moved with the day: the same one for all, another for those that follow.
async fn follow(tx: &mut Tx, by: &Facilitator, part: &Part, to: NaiveDate) -> Result<Uuid, AppError> {
    if part.whole {
        rows::update_series(tx, by, part.id, &part.series.moved(part.day, to)).await?;
        return Ok(part.id);
    }
    let (before, after) = part.series.split(part.day);
    let id = Uuid::now_v7();
    rows::update_series(tx, by, part.id, &before).await?;
    rows::insert_series(tx, by, id, &after.moved(part.day, to)).await?;
    Ok(id)
}

/// Removes an event and, as chosen, others of its series.
pub async fn remove(tx: &mut Tx, by: &Facilitator, now: &Described, which: Which) -> Result<(), AppError> {
    let Some(part) = Part::of(tx, by, now, which).await? else {
        return store::delete_event(tx, by, now.event.id).await;
    };
    for (id, _) in &part.events {
        store::delete_event(tx, by, *id).await?;
    }
    let left = match which {
        Which::One => part.series.without(part.day),
        _ => part.series.split(part.day).0,
    };
    if !part.whole {
        rows::update_series(tx, by, part.id, &left).await?;
    }
    rows::drop_if_empty(tx, by, part.id).await
}

/// Whether an event, or one of its series, falls on a public holiday or into the school holidays of the cohort.
pub async fn meets_day_off(tx: &mut Tx, by: &Facilitator, id: Uuid) -> Result<bool, AppError> {
    let zone = rows::school_zone(&mut **tx, by).await?;
    let starts = rows::all_starts(&mut **tx, by, id).await?;
    Ok(starts.into_iter().any(|at| DayOff::of(local(at, by.cohort.time_zone).0, zone).is_some()))
}

impl EventForm {
    /// The same on another day, at the same time on the clock.
    fn carried(&self, on: NaiveDate, zone: chrono_tz::Tz) -> EventForm {
        if on == self.on {
            return self.clone();
        }
        let (starts_at, ends_at) = time::carried((self.starts_at, self.ends_at), on - self.on, zone, zone);
        EventForm { on, starts_at, ends_at, ..self.clone() }
    }
}
