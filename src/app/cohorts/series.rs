//! Several events at once: all of a new series, and "only this one, this and the following, all" of one that is there. The
//! caller holds the cohort and its transaction.

use super::{
    forms::EventForm,
    rooms::Rooms,
    store::{self, Described, series as rows},
};
use crate::{
    app::{access::Facilitator, bookings::store::events::Slot},
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

/// Writes a new event under `id`, and when it comes again the others of its series, each with its room.
pub async fn add(
    tx: &mut Tx,
    by: &Facilitator,
    id: Uuid,
    mut event: EventForm,
    doing: Doing<'_>,
) -> Result<(), AppError> {
    let Some(series) = event.series.clone() else {
        let slot = event.slot(id);
        let rooms = Rooms::find(tx, by, &mut event, &[slot]).await?;
        store::insert_events(tx, by, &[(id, event)], None).await?;
        return rooms.reserve(tx, by, doing.now).await;
    };
    let days = series.days().map_err(|problem| AppError::field("until", problem))?;
    fits("until", &event, &days, doing.dates)?;
    let ids: Vec<(Uuid, NaiveDate)> =
        days.into_iter().map(|day| (if day == event.on { id } else { Uuid::now_v7() }, day)).collect();
    let slots = event.slots(&ids, by.cohort.time_zone);
    let rooms = Rooms::find(tx, by, &mut event, &slots).await?;
    let series_id = Uuid::now_v7();
    rows::insert_series(tx, by, series_id, &series).await?;
    store::insert_events(tx, by, &event.on_days(&ids, by.cohort.time_zone), Some(series_id)).await?;
    rooms.reserve(tx, by, doing.now).await
}

/// Makes an event that is there the first of a series, which gets the id `id`. The others say what it says, and book the
/// room that it has.
pub async fn begin(
    tx: &mut Tx,
    by: &Facilitator,
    id: Uuid,
    now: Described,
    series: &Series,
    doing: Doing<'_>,
) -> Result<(), AppError> {
    if now.series.is_some() {
        return Err(AppError::ChangedMeanwhile);
    }
    let (first, zone) = (now.event.id, by.cohort.time_zone);
    let mut event = EventForm::of(now, zone).map_err(|_| AppError::Internal)?;
    let days = series.days().map_err(|problem| AppError::field("until", problem))?;
    fits("until", &event, &days, doing.dates)?;
    let others: Vec<(Uuid, NaiveDate)> =
        days.into_iter().filter(|day| *day != event.on).map(|day| (Uuid::now_v7(), day)).collect();
    if others.is_empty() {
        return Err(AppError::field("until", Problem::NoDayInSeries));
    }
    let slots = event.slots(&others, zone);
    let rooms = Rooms::find(tx, by, &mut event, &slots).await?;
    rows::insert_series(tx, by, id, series).await?;
    store::begin_series(tx, by, first, id).await?;
    store::insert_events(tx, by, &event.on_days(&others, zone), Some(id)).await?;
    rooms.reserve(tx, by, doing.now).await
}

/// What every change of events is held against.
#[derive(Clone, Copy)]
pub struct Doing<'d> {
    pub dates: &'d Dates,
    pub now: DateTime<Utc>,
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
/// all of them do. What came before a change stays a series of its own. Their rooms change with them.
pub async fn change(
    tx: &mut Tx,
    by: &Facilitator,
    now: &Described,
    which: Which,
    mut form: EventForm,
    doing: Doing<'_>,
) -> Result<(), AppError> {
    let part = Part::of(tx, by, now, which).await?;
    let (ids, series) = match &part {
        Some(part) if which != Which::One => {
            let carried = |(id, day): &(Uuid, NaiveDate)| (*id, part.series.carried(*day, part.day, form.on));
            let ids: Vec<(Uuid, NaiveDate)> = part.events.iter().map(carried).collect();
            let days: Vec<NaiveDate> = ids.iter().map(|(_, day)| *day).collect();
            fits("on", &form, &days, doing.dates)?;
            (ids, Some(follow(tx, by, part, form.on).await?))
        }
        _ => (vec![(now.event.id, form.on)], None),
    };
    let slots = form.slots(&ids, by.cohort.time_zone);
    let rooms = Rooms::find(tx, by, &mut form, &slots).await?;
    store::update_events(tx, by, &form, &slots, series).await?;
    rooms.reserve(tx, by, doing.now).await?;
    match part {
        Some(part) if which == Which::One => leave(tx, by, part).await,
        _ => Ok(()),
    }
}

/// An event that changes alone is no longer one of its series.
async fn leave(tx: &mut Tx, by: &Facilitator, part: Part) -> Result<(), AppError> {
    rows::update_series(tx, by, part.id, &part.series.without(part.day)).await?;
    rows::drop_if_empty(tx, by, part.id).await
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
        return store::delete_events(tx, by, &[now.event.id]).await;
    };
    let ids: Vec<Uuid> = part.events.iter().map(|(id, _)| *id).collect();
    store::delete_events(tx, by, &ids).await?;
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

    /// The same on each of these days.
    fn on_days(&self, days: &[(Uuid, NaiveDate)], zone: chrono_tz::Tz) -> Vec<(Uuid, EventForm)> {
        days.iter().map(|(id, day)| (*id, self.carried(*day, zone))).collect()
    }

    /// When the same takes place on each of these days.
    pub(super) fn slots(&self, days: &[(Uuid, NaiveDate)], zone: chrono_tz::Tz) -> Vec<Slot> {
        let at = |on: NaiveDate| time::carried((self.starts_at, self.ends_at), on - self.on, zone, zone);
        days.iter()
            .map(|(event, day)| match *day == self.on {
                true => self.slot(*event),
                false => Slot { event: *event, start: at(*day).0, end: at(*day).1 },
            })
            .collect()
    }
}
