//! Booking many dates at once: first they are shown, then what was chosen is booked, all or nothing.

use crate::{
    app::{
        access::Member,
        act::{Act, Go},
        bookings::{
            forms::{Asked, FIELDS, Wanted},
            quota,
            repeat::{self, Choice, problem, span},
            settling,
            store::{self, series::NewSeries, spaces::Workshop},
        },
        paths,
        words::Notice,
    },
    domain::{
        capacity::Usage,
        problem::Problem,
        recurrence::Series,
        series::{self, Against, on_clock},
        time::TimeOfDay,
    },
    platform::{
        db::{Tx, taken_meanwhile},
        error::{AppError, FieldProblem},
        form::RawForm,
        idempotency::Once,
    },
};
use chrono::{DateTime, NaiveDate, Utc};
use leptos::prelude::*;
use uuid::Uuid;

/// Books the dates of a rule. Form: that of a booking with `repeat`, `weekdays[]`, `until`, and for each date `dates[{day}]`:
/// `take`, `skip`, `fewer:{people}` or `at:{instant}`.
#[server(endpoint = "bookings/book-series")]
pub async fn book_series(#[server(flatten)] form: RawForm) -> Result<(), AppError> {
    let act = Act::of("bookings/book-series", form);
    act.answer(booked(&act).await).await
}

/// A form that asks for several dates leads to the page that shows them; nothing is written but the draft of it.
pub(super) async fn shown(act: &Act) -> Result<Go, AppError> {
    let member = act.member().await?;
    asked(act, &member, &FIELDS).await?;
    let draft = act.lay_aside().await?;
    Ok(Go::to(paths::with(&paths::booking_series(&member.cohort.slug), "draft", &draft)))
}

/// What is asked for: the booking of the first date, the rule, its dates, what is chosen for them.
struct Dates {
    workshop: Workshop,
    wanted: Wanted,
    hours: (TimeOfDay, TimeOfDay),
    series: Series,
    dates: Vec<NaiveDate>,
    choices: Vec<(NaiveDate, Choice)>,
}

async fn asked(act: &Act, member: &Member, known: &[&str]) -> Result<Dates, AppError> {
    member.cohort.takes_work()?;
    let mut fields = act.fields(known)?;
    let asked = Asked::read(&mut fields);
    let rule = repeat::read(&mut fields, asked.on, &member.cohort.dates);
    let Some(space) = asked.space else { return fields.finish(|| None) };
    let mut db = act.state.db.read().acquire().await?;
    let space = store::spaces::space(&mut *db, member, space).await?;
    let workshop = store::spaces::workshop(&mut db, space).await?;
    let offered = store::purposes::offered(&mut db, member).await?;
    asked.check_room(&mut fields, &workshop);
    asked.check_whom(&mut fields, &offered);
    if asked.from.zip(asked.to).is_some_and(|(from, to)| to <= from) {
        fields.refuse("to", Problem::EndBeforeStart);
    }
    let choices = match &rule {
        Some((_, dates)) if known.contains(&"dates") => repeat::choices(&mut fields, &act.form, dates),
        _ => Vec::new(),
    };
    let zone = workshop.space.zone;
    fields.finish(|| {
        let ((series, dates), hours) = (rule?, asked.from.zip(asked.to)?);
        let first = on_clock(*dates.first()?, hours, zone);
        let wanted = asked.wanted(&workshop, (first.start, first.end))?;
        Some(Dates { workshop, wanted, hours, series, dates, choices })
    })
}

async fn booked(act: &Act) -> Result<Go, AppError> {
    let member = act.member().await?;
    let known: Vec<&str> = FIELDS.into_iter().chain(["dates"]).collect();
    let dates = asked(act, &member, &known).await;
    let mut tx = act.begin().await?;
    let go = |booking| Go::to(paths::booking(&member.cohort.slug, booking)).saying(Notice::SeriesBooked);
    let id = match act.once(&mut tx).await? {
        Once::Again(id) => {
            let first = store::series::dates_of(&mut *tx, &member, id).await?;
            let back = || Go::to(paths::bookings(&member.cohort.slug)).saying(Notice::SeriesBooked);
            return Ok(first.first().map_or_else(back, |first| go(first.id)));
        }
        Once::First(id) => id,
    };
    let dates = dates?;
    let slots = taken(act, &mut tx, &member, &dates).await?;
    let Some((first, _)) = slots.first().cloned() else {
        return Err(AppError::field("", Problem::NoDayInSeries));
    };
    let new = NewSeries {
        id,
        space: dates.wanted.space,
        person: member.person,
        series: &dates.rule(&slots),
        hours: dates.hours,
    };
    store::series::insert_series(&mut tx, &member, new, act.now()).await?;
    insert(&mut tx, &member, id, &dates.wanted, &slots, act.now()).await?;
    act.finish(tx, id).await?;
    Ok(go(first))
}

/// Those with fewer people have as many machines: one writing for all of them.
async fn insert(
    tx: &mut Tx,
    member: &Member,
    series: Uuid,
    wanted: &Wanted,
    slots: &[(Uuid, Usage)],
    now: DateTime<Utc>,
) -> Result<(), AppError> {
    store::series::insert_all(tx, member, series, wanted, slots, now).await.map_err(taken_meanwhile)
}

/// What is chosen, when all of it has room at once; the space is held from here on.
///
/// Errors: at each date that has none, what is in the way.
async fn taken(act: &Act, tx: &mut Tx, member: &Member, dates: &Dates) -> Result<Vec<(Uuid, Usage)>, AppError> {
    store::spaces::lock(tx, dates.wanted.space).await?;
    settling::settle_passed(tx, &dates.workshop.space, act.now()).await?;
    let workshop = store::spaces::workshop(tx, dates.workshop.space.clone()).await?;
    let chosen = dates.chosen();
    let Some(span) = span(chosen.iter().map(|(_, usage)| usage)) else { return Ok(Vec::new()) };
    let moments: Vec<_> = chosen.iter().map(|(_, usage)| (usage.start, usage.end)).collect();
    quota::allow(tx, member, &workshop.space, dates.wanted.whom, &moments, &[]).await?;
    let until = span.1 + workshop.place.space.buffer();
    let busy = store::busy(tx, &workshop.space, span.0, until).await?;
    let blocks = store::blocks::during(&mut **tx, &workshop.space, (span.0, until)).await?;
    let against = Against { place: &workshop.place, blocks: &blocks, cohort: &member.cohort.dates, now: act.now() };
    let usages: Vec<Usage> = chosen.iter().map(|(_, usage)| usage.clone()).collect();
    let settled = series::settle(against, &busy, &usages);
    let problems: Vec<FieldProblem> = chosen
        .iter()
        .zip(settled)
        .filter_map(|((day, _), obstacle)| {
            let problem = problem(&workshop, &obstacle?);
            Some(FieldProblem { field: repeat::field(*day), problem })
        })
        .collect();
    if problems.is_empty() {
        Ok(usages.into_iter().map(|usage| (Uuid::now_v7(), usage)).collect())
    } else {
        Err(AppError::Fields { problems })
    }
}

impl Dates {
    /// What is chosen, by date.
    fn chosen(&self) -> Vec<(NaiveDate, Usage)> {
        let zone = self.workshop.space.zone;
        let usage = |(day, choice): &(NaiveDate, Choice)| {
            Some((*day, choice.usage(&on_clock(*day, self.hours, zone), &self.wanted.usage)?))
        };
        self.choices.iter().filter_map(usage).collect()
    }

    /// The rule without the days on which nothing is booked as it says.
    fn rule(&self, slots: &[(Uuid, Usage)]) -> Series {
        let zone = self.workshop.space.zone;
        let kept = |day: &NaiveDate| {
            let at = on_clock(*day, self.hours, zone);
            slots.iter().any(|(_, usage)| (usage.start, usage.end) == (at.start, at.end))
        };
        let except = self.dates.iter().copied().filter(|day| !kept(day)).collect();
        Series { except, ..self.series.clone() }
    }
}
