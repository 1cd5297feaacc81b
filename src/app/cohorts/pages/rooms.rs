//! Where an event takes place: a space of ours or words; and the way out when the space is taken: what is in the way, the
//! nearest free moments, and for a series the days that can be left out.

use super::super::{forms::EventForm, repeat, rooms, store::Described};
use crate::{
    app::{
        access::{Facilitator, Member},
        bookings::{
            store::{
                events::{self, Slot},
                spaces::{self, Space, Workshop},
            },
            words::places,
        },
        i18n::*,
        paths,
        ui::{
            form::{Select, TextField, Typed},
            icon::Icon,
        },
        visit::Visit,
        words,
    },
    domain::{
        capacity::{self, Usage},
        problem::Problem,
        recurrence::Series,
        time::{self, bounds, local},
        week::IsoWeek,
    },
    platform::{
        db::Connection,
        error::AppError,
        form::{self, Fields, RawForm},
    },
};
use chrono::{DateTime, NaiveDate, Utc};
use leptos::prelude::*;
use uuid::Uuid;

/// The spaces that the cohort may use, and how many take part in it.
pub(super) struct Offered {
    spaces: Vec<Space>,
    people: i64,
}

impl Offered {
    pub async fn load(visit: &Visit, member: &Member) -> Result<Self, AppError> {
        let mut db = visit.state.db.read().acquire().await?;
        let spaces = spaces::spaces(&mut *db, member).await?;
        Ok(Self { spaces, people: events::active(&mut *db, member).await? })
    }

    /// Asks where: a space with how many people, or an address.
    pub fn fields(&self, typed: Typed, now: Option<&Described>) -> AnyView {
        let locale = typed.locale;
        let room = now.and_then(|now| now.room.as_ref());
        let room = room.filter(|room| self.spaces.iter().any(|space| space.id == room.space));
        let words = now.filter(|_| room.is_none()).map(|now| now.event.place.clone()).unwrap_or_default();
        if self.spaces.is_empty() {
            return view! { <TextField typed name="place" label=td_string!(locale, cohorts.event.place) value=words optional=true autocomplete="off"/> }
                .into_any();
        }
        let elsewhere = (String::new(), td_string!(locale, cohorts.room.elsewhere).to_string());
        let spaces = self.spaces.iter().map(|space| {
            let people = u32::try_from(space.people).unwrap_or(0);
            (space.id.to_string(), format!("{} ({})", space.name, places(locale, people)))
        });
        let options: Vec<_> = std::iter::once(elsewhere).chain(spaces).collect();
        let chosen = room.map(|room| room.space.to_string()).unwrap_or_default();
        let people = room.map_or(self.people, |room| room.people).to_string();
        view! {
            <Select typed=typed.clone() name="space" label=td_string!(locale, cohorts.room.space)
                hint=td_string!(locale, cohorts.room.space_hint) options=options value=chosen/>
            <TextField typed=typed.clone() name="people" label=td_string!(locale, cohorts.room.people)
                hint=td_string!(locale, cohorts.room.people_hint) value=people inputmode="numeric" class="short" autocomplete="off"/>
            <TextField typed name="place" label=td_string!(locale, cohorts.room.place) value=words optional=true autocomplete="off"/>
        }
        .into_any()
    }
}

/// Where an event is: in a space of ours the way to its week, and a warning when the room was lost.
pub(super) fn place(locale: Locale, member: &Member, described: &Described) -> AnyView {
    let event = &described.event;
    let Some(room) = &described.room else {
        let words = match event.place.is_empty() {
            true => td_string!(locale, cohorts.event.no_place).to_string(),
            false => event.place.clone(),
        };
        return view! { <span dir="auto">{words}</span> }.into_any();
    };
    let week = IsoWeek::of(local(event.starts_at, member.cohort.time_zone).0).to_string();
    let href = paths::bookings_week(&member.cohort.slug, room.space, &week);
    let people = places(locale, u32::try_from(room.people).unwrap_or(0));
    let lost = (!room.held).then(|| {
        view! { <span class="badge stop"><Icon name="warning"/>{td_string!(locale, cohorts.room.lost)}</span> }
    });
    view! { <a class="link" href=href>{event.place.clone()}</a>{format!(" · {people} ")}{lost}}.into_any()
}

/// A form that came back because the space has no room.
pub(super) struct Refused<'r> {
    pub by: &'r Facilitator,
    pub typed: &'r Typed,
    /// Where the form goes.
    pub action: &'static str,
    /// The event that it changes or repeats, if it is there already.
    pub now: Option<&'r Described>,
}

/// What is in the way, with what is offered instead. Nothing for a form that was refused for something else.
pub(super) async fn refusal(visit: &Visit, refused: Refused<'_>) -> Result<Option<AnyView>, AppError> {
    let Some(draft) = refused.typed.draft() else { return Ok(None) };
    let Some(problem) = refused.typed.problem("space") else { return Ok(None) };
    if !is_about_room(&problem) {
        return Ok(None);
    }
    let Some((form, series)) = refused.read(&draft.fields) else { return Ok(None) };
    let Some(wish) = form.room.clone() else { return Ok(None) };
    let mut db = visit.state.db.read().acquire().await?;
    let space = spaces::space(&mut *db, refused.by, wish.space).await?;
    let workshop = spaces::workshop(&mut db, space).await?;
    let people = match wish.people {
        Some(people) => people,
        None => u32::try_from(events::active(&mut *db, refused.by).await?).unwrap_or(1),
    };
    let asked = Asked { form, people, workshop, fields: &draft.fields };
    let offers = match series {
        Some(series) => asked.other_days(visit, &mut db, &refused, &series).await?,
        None if matches!(problem, Problem::NoRoomOn { .. }) => None,
        None => Some(asked.other_moments(visit, &mut db, &refused).await?),
    };
    let said = words::problem(visit.locale, &problem);
    Ok(Some(
        view! {
            <section class="refusal" role="alert"><h2><Icon name="clock" big=true/><span>{said}</span></h2>{offers}</section>
        }
        .into_any(),
    ))
}

fn is_about_room(problem: &Problem) -> bool {
    use Problem::*;
    matches!(problem, FullPeople { .. } | Closed { .. } | NotOpenThatDay | OutsideHours { .. } | NoRoomOn { .. })
}

impl Refused<'_> {
    /// The event that was asked for, and the series when it is one that begins.
    fn read(&self, fields: &RawForm) -> Option<(EventForm, Option<Series>)> {
        let zone = self.by.cohort.time_zone;
        let repeats = self.now.filter(|_| fields.contains_key("repeat"));
        if let Some(now) = repeats {
            let form = EventForm::of(now.clone(), zone).ok()?;
            let names = ["event", "repeat", "until", "except"];
            let series = repeat::begins(Fields::read(fields, &names).ok()?, form.on).ok()?;
            return Some((form, Some(series)));
        }
        let names = if self.now.is_some() { EventForm::of_change() } else { EventForm::of_new() };
        let form = EventForm::parse(Fields::read(fields, &names).ok()?, zone).ok()?;
        let series = form.series.clone();
        Some((form, series))
    }

    /// Its room is no obstacle to itself.
    fn event(&self) -> Uuid {
        self.now.map_or_else(Uuid::nil, |now| now.event.id)
    }
}

/// What was asked for and where.
struct Asked<'a> {
    form: EventForm,
    people: u32,
    workshop: Workshop,
    fields: &'a RawForm,
}

impl Asked<'_> {
    /// The nearest moments at which there is room, each in one tap.
    async fn other_moments(
        &self,
        visit: &Visit,
        db: &mut Connection,
        refused: &Refused<'_>,
    ) -> Result<AnyView, AppError> {
        let (locale, cohort) = (visit.locale, &refused.by.cohort);
        let dates = self.form.kind.allowed(&cohort.dates);
        let zone = self.workshop.space.zone;
        let span = (bounds(dates.starts_on, zone).0, bounds(dates.ends_on, zone).1);
        let busy = events::taken_beside(&mut *db, &self.workshop.space, span, &[refused.event()]).await?;
        let slot = self.form.slot(refused.event());
        let wanted = Usage { start: slot.start, end: slot.end, people: self.people, machines: Vec::new() };
        let near = capacity::nearest(&self.workshop.place.at_any_notice(), &busy, &wanted, &dates, visit.now(), 3);
        let offer = |(start, end): &(DateTime<Utc>, DateTime<Utc>)| {
            let (on, from, to) = time::hours(*start, *end, cohort.time_zone);
            let moment = words::day_at(locale, on, from);
            let label = td_string!(locale, cohorts.room.at, moment = moment).to_string();
            let changed = [("on", on.to_string()), ("from", from.to_string()), ("to", to.to_string())];
            self.button(refused.action, label, &changed)
        };
        if near.is_empty() {
            return Ok(view! { <p>{td_string!(locale, bookings.nothing_near)}</p> }.into_any());
        }
        let offers = near.iter().map(offer).collect_view();
        Ok(view! { <p>{td_string!(locale, bookings.near)}</p><ul class="nearest">{offers}</ul> }.into_any())
    }

    /// Why each of the days has no room, and the series without them in one tap.
    async fn other_days(
        &self,
        visit: &Visit,
        db: &mut Connection,
        refused: &Refused<'_>,
        series: &Series,
    ) -> Result<Option<AnyView>, AppError> {
        let locale = visit.locale;
        let days =
            series.days().unwrap_or_default().into_iter().filter(|day| refused.now.is_none() || *day != self.form.on);
        let ids: Vec<(Uuid, NaiveDate)> = days.map(|day| (Uuid::now_v7(), day)).collect();
        let slots: Vec<Slot> = self.form.slots(&ids, refused.by.cohort.time_zone);
        let found = rooms::in_the_way(db, &refused.by.cohort, &self.workshop, self.people, &slots).await?;
        let (count, left) = (found.len(), ids.len() - found.len());
        if count == 0 || left == 0 {
            return Ok(None);
        }
        let why = found.iter().map(|(_, day, problem)| {
            view! { <li><b>{words::day(locale, *day)}</b><br/>{words::problem(locale, problem)}</li> }
        });
        let why = why.collect_view();
        let mut except: Vec<String> =
            series.except.iter().chain(found.iter().map(|(_, day, _)| day)).map(NaiveDate::to_string).collect();
        except.sort_unstable();
        let label = td_string!(locale, cohorts.room.without, count = count).to_string();
        let button = self.button(refused.action, label, &[("except", except.join(", "))]);
        Ok(Some(view! { <ul>{why}</ul><ul class="nearest">{button}</ul> }.into_any()))
    }

    /// The same form with some answers changed, as one button.
    fn button(&self, action: &'static str, label: String, changed: &[(&str, String)]) -> AnyView {
        let of = |name: &str| name.split('[').next().unwrap_or_default().to_owned();
        let mut fields = form::flat(self.fields);
        fields.retain(|(name, _)| name != "key" && changed.iter().all(|(other, _)| *other != of(name)));
        fields.extend(changed.iter().map(|(name, value)| ((*name).to_owned(), value.clone())));
        fields.push(("key".to_owned(), Uuid::now_v7().to_string()));
        let fields = fields
            .into_iter()
            .map(|(name, value)| view! { <input type="hidden" name=name value=value/> })
            .collect_view();
        view! {
            <li><form method="post" action=action novalidate>{fields}
                <button class="button big"><Icon name="check"/><span>{label}</span></button></form></li>
        }
        .into_any()
    }
}
