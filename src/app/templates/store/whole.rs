//! A cohort read as a model: what it planned and had, never who.

use crate::{
    app::{
        access::Facilitator,
        bookings::store::spaces,
        cohorts::store::{self as cohorts, Described},
        planning::store as planning,
        poles::store as poles,
        production::store as production,
    },
    domain::{
        plan::DeadlineKind,
        recurrence::{Repeat, Series},
        template::{
            Model, Ruler, TemplateKind,
            model::{Again, Event, Machine, Milestone, Mission, Phase, Pole, Product, Space},
        },
        time,
    },
    platform::{db::Connection, error::AppError},
};
use chrono::{Datelike, NaiveDate};
use std::collections::{HashMap, HashSet};
use uuid::Uuid;

/// Reads everything that another cohort could begin with: a fixed number of statements.
pub async fn model(db: &mut Connection, by: &Facilitator) -> Result<Model, AppError> {
    Ok(Model {
        trade: TemplateKind::from_code(&by.cohort.template).ok_or(AppError::Internal)?,
        days: by.cohort.dates.days(),
        phases: phases(db, by).await?,
        milestones: milestones(db, by).await?,
        poles: poles(db, by).await?,
        events: events(db, by).await?,
        spaces: spaces(db, by).await?,
        products: products(db, by).await?,
    })
}

async fn phases(db: &mut Connection, by: &Facilitator) -> Result<Vec<Phase>, AppError> {
    let dates = by.cohort.dates;
    let ruler = Ruler::of(dates);
    let phase = |(phase, name): (crate::domain::phase::Phase, String)| Phase {
        kind: phase.kind,
        name,
        first_day: ruler.number(phase.starts_on),
        last_day: ruler.number(phase.ends_on),
        weekday: (phase.starts_on > dates.ends_on).then(|| phase.starts_on.weekday()),
    };
    Ok(cohorts::phases(db, by).await?.into_iter().map(phase).collect())
}

async fn milestones(db: &mut Connection, by: &Facilitator) -> Result<Vec<Milestone>, AppError> {
    let dates = by.cohort.dates;
    let own = planning::deadlines(db, by).await?.into_iter().filter(|mark| mark.kind == DeadlineKind::Milestone);
    let inside = |day: NaiveDate| Ruler::of(dates).number(day.clamp(dates.starts_on, dates.ends_on));
    Ok(own.map(|mark| Milestone { title: mark.title, day: inside(mark.falls_on) }).collect())
}

async fn poles(db: &mut Connection, by: &Facilitator) -> Result<Vec<Pole>, AppError> {
    let dates = by.cohort.dates;
    let mut steps: HashMap<Uuid, Vec<String>> = HashMap::new();
    for (mission, text) in poles::steps::all(&mut *db, by).await? {
        steps.entry(mission).or_default().push(text);
    }
    let mut missions: HashMap<Uuid, Vec<Mission>> = HashMap::new();
    let mut all = poles::missions(&mut *db, by).await?;
    all.sort_by_key(|mission| mission.id);
    for mission in all {
        let due_day = mission.due_on.map(|day| Ruler::of(dates).number(day.clamp(dates.starts_on, dates.ends_on)));
        let steps = steps.remove(&mission.id).unwrap_or_default();
        missions.entry(mission.pole).or_default().push(Mission { title: mission.title, due_day, steps });
    }
    let pole = |pole: poles::Pole| Pole {
        missions: missions.remove(&pole.id).unwrap_or_default(),
        name: pole.name,
        purpose: pole.purpose,
        pictogram: pole.pictogram,
    };
    Ok(poles::poles(db, by).await?.into_iter().map(pole).collect())
}

/// Events by themselves, and one for each series of which nothing was changed.
async fn events(db: &mut Connection, by: &Facilitator) -> Result<Vec<Event>, AppError> {
    let described = cohorts::all_described(&mut *db, by).await?;
    let all: Vec<(Option<Uuid>, Event)> = described.into_iter().map(|event| (event.series, read(by, event))).collect();
    let mut again: HashMap<Uuid, Again> = HashMap::new();
    for (id, series) in cohorts::series::all(db, by).await? {
        let events: Vec<&Event> = all.iter().filter(|(of, _)| *of == Some(id)).map(|(_, event)| event).collect();
        again.extend(as_chosen(by, &series, &events).map(|again| (id, again)));
    }
    let mut begun = HashSet::new();
    let kept = all.into_iter().filter_map(|(series, event)| match series.and_then(|id| Some((id, *again.get(&id)?))) {
        None => Some(event),
        Some((id, again)) => begun.insert(id).then_some(Event { again: Some(again), ..event }),
    });
    Ok(kept.collect())
}

fn read(by: &Facilitator, event: Described) -> Event {
    let Described { event, details, materials, .. } = event;
    let (on, from, to) = time::hours(event.starts_at, event.ends_at, by.cohort.time_zone);
    Event {
        kind: event.kind,
        title: event.title,
        place: event.place,
        details,
        materials,
        day: Ruler::of(by.cohort.dates).number(on),
        weekday: on.weekday(),
        from,
        to,
        again: None,
    }
}

/// How a series would be chosen in the form, when its events are alike and where it says.
fn as_chosen(by: &Facilitator, series: &Series, events: &[&Event]) -> Option<Again> {
    let ruler = Ruler::of(by.cohort.dates);
    let first = *events.first()?;
    let alike = events.iter().all(|event| Event { day: first.day, ..(*event).clone() } == *first);
    let days = series.days().ok()?;
    let planned = days.iter().map(|day| ruler.number(*day)).eq(events.iter().map(|event| event.day));
    let on = *days.first()?;
    let every = Repeat::ALL.iter().copied().find(|every| every.rule(on).as_ref() == Some(&series.rule))?;
    (alike && planned).then(|| Again { every, until_day: ruler.number(series.until) })
}

async fn spaces(db: &mut Connection, by: &Facilitator) -> Result<Vec<Space>, AppError> {
    let (mut machines, mut hours) = (HashMap::<_, Vec<_>>::new(), HashMap::<_, Vec<_>>::new());
    for (space, machine) in spaces::all_machines(&mut *db, by).await? {
        let spaces::Machine { name, pictogram, count, .. } = machine;
        machines.entry(space).or_default().push(Machine { name, pictogram, count });
    }
    for (space, open) in spaces::all_hours(&mut *db, by).await? {
        hours.entry(space).or_default().push(open);
    }
    let space = |space: spaces::Space| Space {
        machines: machines.remove(&space.id).unwrap_or_default(),
        hours: hours.remove(&space.id).unwrap_or_default(),
        name: space.name,
        people: space.people,
    };
    Ok(spaces::spaces(db, by).await?.into_iter().map(space).collect())
}

/// Products that are still offered.
async fn products(db: &mut Connection, by: &Facilitator) -> Result<Vec<Product>, AppError> {
    let offered = production::products(db, by).await?.into_iter().filter(|product| !product.archived);
    let product = |product: production::Product| Product {
        price: product.price(),
        material: product.material(),
        name: product.name,
        pictogram: product.pictogram,
        unit: product.unit,
    };
    Ok(offered.map(product).collect())
}
