//! The booking form.

use super::{
    super::{
        actions::Book,
        forms::Asked,
        purpose::{For, Offered},
        store::{
            self,
            house::House,
            spaces::{Space, Workshop},
        },
    },
    again::{for_field, repeat_fields},
    house,
    near::{Near, Posting, full},
};
use crate::{
    app::{
        access::Member,
        i18n::*,
        paths,
        ui::{
            form::{Choice, Choices, DayField, Form, Submit, TextField, Typed},
            frame::{Frame, Group},
            icon::Icon,
            islands::Scripts,
        },
        visit::{Visit, page},
        words,
    },
    domain::{
        capacity::{Machines, Usage},
        day::parse_day,
        time::{TimeOfDay, bounds, local},
        week::IsoWeek,
    },
    islands::Room,
    platform::error::AppError,
};
use chrono::{DateTime, Datelike, NaiveDate, Utc};
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use uuid::Uuid;

const FORM: &str = "bookings/book";

#[component]
pub fn NewBookingPage() -> impl IntoView {
    page(new_booking)
}

async fn new_booking(visit: Visit) -> Result<AnyView, AppError> {
    let member = visit.member().await?;
    member.cohort.takes_work()?;
    let group = Group::load(&visit, &member).await?;
    let typed = visit.typed(FORM).await?;
    let mut db = visit.state.db.read().acquire().await?;
    let spaces = store::spaces::spaces(&mut *db, &member).await?;
    let asked = typed.text("space", &visit.query("space").unwrap_or_default());
    let known = Uuid::parse_str(&asked).ok();
    if !asked.is_empty() && !typed.is_back() && !spaces.iter().any(|space| Some(space.id) == known) {
        return Err(AppError::NotFound);
    }
    let chosen = spaces.iter().find(|space| Some(space.id) == known).or(spaces.first());
    let Some(space) = chosen.cloned() else { return Ok(visit.go(&paths::bookings(&member.cohort.slug))) };
    let workshop = store::spaces::workshop(&mut db, space).await?;
    let offered = store::purposes::offered(&mut db, &member).await?;
    let refusal = match full(&typed, &workshop) {
        Some(problem) => {
            let near = Near { typed: &typed, workshop: &workshop, problem: &problem, posting: Posting::new_booking() };
            Some(near.refusal(&visit, &mut db, &member).await?)
        }
        None => None,
    };
    let moment = asked_moment(&visit, &typed, &workshop, &member);
    let (from, to) = bounds(moment.0, workshop.space.zone);
    let busy = store::busy(&mut db, &workshop.space, from, to).await?;
    let house = store::house::rules(&mut *db, &workshop.space).await?;
    drop(db);
    Ok(shown(visit, group, member, Shown { typed, spaces, workshop, offered, moment, busy, house, refusal }))
}

struct Shown {
    typed: Typed,
    spaces: Vec<Space>,
    workshop: Workshop,
    offered: Offered,
    /// Day, from, to.
    moment: (NaiveDate, TimeOfDay, TimeOfDay),
    /// What is taken on that day.
    busy: Vec<Usage>,
    house: House,
    /// Its words, and what is offered instead.
    refusal: Option<(String, AnyView)>,
}

fn shown(visit: Visit, group: Group, member: Member, shown: Shown) -> AnyView {
    let locale = visit.locale;
    let Shown { typed, spaces, workshop, offered, moment: (on, from, to), busy, house, refusal } = shown;
    let whom = visit.query("for").and_then(|text| For::parse(&text).ok()).filter(|whom| offered.has(*whom));
    let (title, refused) = match refusal {
        Some((said, view)) => (said, Some(view)),
        None => (td_string!(locale, bookings.new_title).to_string(), None),
    };
    let head = match &refused {
        Some(_) => view! { <h2>{td_string!(locale, bookings.change)}</h2> }.into_any(),
        None => view! { <header class="page-head"><h1>{title.clone()}</h1></header> }.into_any(),
    };
    let back = paths::bookings_week(&member.cohort.slug, workshop.space.id, &IsoWeek::of(on).to_string());
    let slug = member.cohort.slug.clone();
    let fold = asked_fold(&visit).unwrap_or_default();
    view! {
        <Frame visit=visit title=title group=group place="workshop" form=FORM>
            <p class="back"><a href=back><Icon name="arrow-back"/><span>{workshop.space.name.clone()}</span></a></p>
            {refused}
            {head}
            <Form typed=typed.clone() action=Book::url() cohort=slug creates=true>
                {space_field(&typed, &spaces, &workshop)}
                <DayField typed=typed.clone() name="on" legend=td_string!(locale, bookings.on).to_string() value=on/>
                <div class="date-parts times">
                    {time_field(&typed, &workshop, "from", td_string!(locale, bookings.from).to_string(), from)}
                    {time_field(&typed, &workshop, "to", td_string!(locale, bookings.to).to_string(), to)}
                </div>
                {room(locale, &workshop, &busy, on)}
                {fold_field(&typed, &fold)}
                <TextField typed=typed.clone() name="people" label=td_string!(locale, bookings.people).to_string() value="1" inputmode="numeric" class="short"/>
                {machine_fields(&typed, &workshop, &Vec::new())}
                {for_field(&typed, &offered, whom.unwrap_or(For::Me))}
                <TextField typed=typed.clone() name="purpose" label=td_string!(locale, bookings.purpose).to_string() optional=true/>
                {repeat_fields(&typed)}
                {house::folded(locale, &workshop.space, &house)}
                <Submit label=submit_label(locale, &typed, on, from)/>
            </Form>
            <Scripts/>
        </Frame>
    }
    .into_any()
}

/// Where scripts run: what is still free at the chosen hours, before the form is sent.
pub(super) fn room(locale: Locale, workshop: &Workshop, busy: &[Usage], on: NaiveDate) -> AnyView {
    let zone = workshop.space.zone;
    let on_day = |at: DateTime<Utc>| match local(at, zone) {
        (day, time) if day == on => time.minutes(),
        (day, _) => {
            if day < on {
                0
            } else {
                TimeOfDay::END.minutes()
            }
        }
    };
    let place = &workshop.place.space;
    let spaced = |counts: Vec<u32>| counts.iter().map(u32::to_string).collect::<Vec<_>>().join(" ");
    let has = std::iter::once(place.people).chain(place.machines.iter().map(|(_, has)| *has));
    let names = workshop.machines.iter().map(|machine| machine.name.clone());
    let words = [
        td_string!(locale, bookings.free_places, count = "{n}").to_string(),
        td_string!(locale, bookings.no_place).to_string(),
    ];
    let taken = busy.iter().map(|usage| {
        let of = |id| usage.machines.iter().find(|(machine, _)| *machine == id).map_or(0, |(_, count)| *count);
        let machines = place.machines.iter().map(|(id, _)| of(*id));
        let hours = [on_day(usage.start), on_day(usage.end)].map(u32::from);
        spaced(hours.into_iter().chain([usage.people]).chain(machines).collect())
    });
    let about = format!("{}\t{}\t{}\t{}", workshop.space.id, on.day(), on.month(), on.year());
    let buffer = workshop.space.terms.buffer_minutes.to_string();
    let has = format!("{}\t{buffer}", spaced(has.collect()));
    let head = [about, has, words.into_iter().chain(names).collect::<Vec<_>>().join("\t")];
    let told = head.into_iter().chain(taken).collect::<Vec<_>>().join("\n");
    view! { <Room told/> }.into_any()
}

/// The moment that the address names, or an hour of the next open day.
fn asked_moment(
    visit: &Visit,
    typed: &Typed,
    workshop: &Workshop,
    member: &Member,
) -> (NaiveDate, TimeOfDay, TimeOfDay) {
    let dates = member.cohort.dates;
    let zone = workshop.space.zone;
    let today = local(visit.now(), zone).0.clamp(dates.starts_on, dates.ends_on);
    let typed = typed.draft().and_then(|draft| Asked::again(&draft.fields).on);
    let on = typed.or(visit.query("on").and_then(|text| parse_day(&text).ok())).unwrap_or(today);
    let opens = workshop.place.open(on).first().map_or(TimeOfDay::new(9, 0), |open| Some(local(open.0, zone).1));
    let time = |name: &str| visit.query(name).and_then(|text| TimeOfDay::parse_quarter(&text).ok());
    let from = time("from").or(opens).unwrap_or(TimeOfDay::START);
    let later = TimeOfDay::from_minutes(from.minutes() + 60).unwrap_or(TimeOfDay::END);
    (on, from, time("to").unwrap_or(later))
}

fn submit_label(locale: Locale, typed: &Typed, on: NaiveDate, from: TimeOfDay) -> String {
    match typed.is_back() {
        true => td_string!(locale, bookings.book).to_string(),
        false => td_string!(locale, bookings.book_at, moment = words::day_at(locale, on, from)).to_string(),
    }
}

/// A list of its own, because each space says how many it takes to scripts that fill the form.
pub(super) fn space_field(typed: &Typed, spaces: &[Space], workshop: &Workshop) -> AnyView {
    let error = typed.error("space");
    let class = if error.is_some() { "field has-error" } else { "field" };
    let options = spaces
        .iter()
        .map(|space| {
            let here = space.id == workshop.space.id;
            let people = u32::try_from(space.people).unwrap_or(0);
            let label = format!("{} ({})", space.name, super::super::words::places(typed.locale, people));
            view! { <option value=space.id.to_string() selected=here data-people=space.people.to_string()>{label}</option> }
        })
        .collect_view();
    view! {
        <div class=class>
            <label for="space">{td_string!(typed.locale, bookings.space)}</label>
            {error.map(|text| view! { <p class="error" id="space-error"><Icon name="warning"/><span>{text}</span></p> })}
            <select id="space" name="space">{options}</select>
        </div>
    }
    .into_any()
}

/// Quarters of an hour from the first opening to the last closing; what was typed otherwise stays in the list.
pub(super) fn time_field(
    typed: &Typed,
    workshop: &Workshop,
    name: &'static str,
    label: String,
    start: TimeOfDay,
) -> AnyView {
    let locale = typed.locale;
    let (error, chosen) = (typed.error(name), typed.text(name, &start.to_string()));
    let parsed = TimeOfDay::parse(&chosen).map(|time| time.to_string()).unwrap_or(chosen);
    let mut options = quarters(workshop, name == "to");
    options.extend([start].into_iter().filter(|start| !options.contains(start)).collect::<Vec<_>>());
    options.sort_unstable();
    let mut options: Vec<(String, String)> =
        options.into_iter().map(|time| (time.to_string(), words::time(locale, time))).collect();
    if !options.iter().any(|(value, _)| *value == parsed) {
        let words = TimeOfDay::parse(&parsed).map_or_else(|_| parsed.clone(), |time| words::time(locale, time));
        options.insert(0, (parsed.clone(), words));
    }
    let options = options
        .into_iter()
        .map(|(value, words)| {
            let selected = value == parsed;
            view! { <option value=value selected=selected>{words}</option> }
        })
        .collect_view();
    let described = error.is_some().then(|| format!("{name}-error"));
    let class = if error.is_some() { "field has-error" } else { "field" };
    view! {
        <div class=class>
            <label for=name>{label}</label>
            {error.map(|text| view! { <p class="error" id=format!("{name}-error")><Icon name="warning"/><span>{text}</span></p> })}
            <select id=name name=name class="medium" aria-describedby=described>{options}</select>
        </div>
    }
    .into_any()
}

fn quarters(workshop: &Workshop, ends: bool) -> Vec<TimeOfDay> {
    let hours = workshop.place.hours.iter().map(|hours| (hours.from, hours.to));
    let all: Vec<_> = hours.chain(workshop.place.special.iter().map(|special| (special.from, special.to))).collect();
    let first = all.iter().map(|(from, _)| from.minutes()).min().unwrap_or(0);
    let last = all.iter().map(|(_, to)| to.minutes()).max().unwrap_or(1440);
    let (first, last) = if ends { (first + 15, last) } else { (first, last.saturating_sub(15)) };
    (first.div_ceil(15)..=last / 15).filter_map(|quarter| TimeOfDay::from_minutes(quarter * 15)).collect()
}

/// Which of two hours the address names.
pub(super) fn asked_fold(visit: &Visit) -> Option<String> {
    visit.query("fold").filter(|fold| ["first", "second"].contains(&fold.as_str()))
}

/// Which of two hours, asked only when the clock shows one twice.
pub(super) fn fold_field(typed: &Typed, start: &str) -> Option<AnyView> {
    let locale = typed.locale;
    let asked = typed.problem("fold").is_some() || !typed.text("fold", start).is_empty();
    let options = vec![
        Choice::new("first", td_string!(locale, bookings.fold_first)),
        Choice::new("second", td_string!(locale, bookings.fold_second)),
    ];
    asked.then(|| {
        view! { <Choices typed=typed.clone() name="fold" legend=td_string!(locale, bookings.fold).to_string() options=options chosen=vec![start.to_owned()] two=true/> }
            .into_any()
    })
}

/// How many of each machine; `had` of each are booked already.
pub(super) fn machine_fields(typed: &Typed, workshop: &Workshop, had: &Machines) -> Option<AnyView> {
    let locale = typed.locale;
    let has: Vec<_> = workshop.machines.iter().filter(|machine| machine.count > 0).collect();
    (!has.is_empty()).then(|| {
        let fields = has
            .into_iter()
            .map(|machine| {
                let hint = td_string!(locale, bookings.there_are, count = machine.count).to_string();
                let value = had.iter().find(|(id, _)| *id == machine.id).map(|(_, count)| count.to_string());
                view! {
                    <TextField typed=typed.clone() name=format!("machines[{}]", machine.id) label=machine.name.clone() hint=hint
                        value=value.unwrap_or_default() inputmode="numeric" class="short"/>
                }
            })
            .collect_view();
        view! { <fieldset class="machines"><legend>{td_string!(locale, bookings.machines_question)}</legend>{fields}</fieldset> }.into_any()
    })
}
