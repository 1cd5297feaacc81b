//! The booking form, and the way out when the moment is full: what is full, and the three nearest moments.

use super::super::{
    actions::Book,
    forms::{self, Asked},
    store::{
        self,
        house::House,
        spaces::{Space, Workshop},
    },
};
use super::house;
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
        capacity::{self, Usage},
        day::parse_day,
        problem::Problem,
        time::{TimeOfDay, bounds, local},
        week::IsoWeek,
    },
    islands::{Busy, Day, Room, RoomWords},
    platform::error::AppError,
};
use chrono::{DateTime, NaiveDate, Utc};
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
    let poles = store::poles(&mut *db, &member).await?;
    let refusal = match full(&typed, &workshop) {
        Some(problem) => Some(refusal(&visit, &mut db, &member, &workshop, &typed, &problem).await?),
        None => None,
    };
    let moment = asked_moment(&visit, &typed, &workshop, &member);
    let (from, to) = bounds(moment.0, workshop.space.zone);
    let busy = store::busy(&mut db, &workshop.space, from, to).await?;
    let house = store::house::rules(&mut *db, &workshop.space).await?;
    drop(db);
    Ok(shown(visit, group, member, Shown { typed, spaces, workshop, poles, moment, busy, house, refusal }))
}

struct Shown {
    typed: Typed,
    spaces: Vec<Space>,
    workshop: Workshop,
    poles: Vec<(Uuid, String, String)>,
    /// Day, from, to.
    moment: (NaiveDate, TimeOfDay, TimeOfDay),
    /// What is taken on that day.
    busy: Vec<Usage>,
    house: House,
    /// Its words, and what is offered instead.
    refusal: Option<(String, AnyView)>,
}

/// The problem of a form that came back because there was no room, or not yet, or no longer.
fn full(typed: &Typed, workshop: &Workshop) -> Option<Problem> {
    let machines = workshop.machines.iter().map(|machine| format!("machines[{}]", machine.id));
    ["people", "from", "on"]
        .map(str::to_owned)
        .into_iter()
        .chain(machines)
        .filter_map(|field| typed.problem(&field))
        .find(|problem| {
            use Problem::{Blocked, FullMachine, FullPeople, TooFar, TooSoon};
            matches!(problem, FullPeople { .. } | FullMachine { .. } | Blocked { .. } | TooSoon { .. } | TooFar { .. })
        })
}

async fn refusal(
    visit: &Visit,
    db: &mut crate::platform::db::Connection,
    member: &Member,
    workshop: &Workshop,
    typed: &Typed,
    problem: &Problem,
) -> Result<(String, AnyView), AppError> {
    let asked = typed.draft().map(|draft| Asked::again(&draft.fields)).unwrap_or_default();
    let said = words::problem(visit.locale, problem);
    let Some(usage) = asked.usage(workshop.space.zone) else { return Ok((said.clone(), refused(said, ()))) };
    let until = bounds(member.cohort.dates.ends_on, workshop.space.zone).1;
    let busy = store::busy(db, &workshop.space, visit.now(), until).await?;
    let near = capacity::nearest(&workshop.place, &busy, &usage, &member.cohort.dates, visit.now(), 3);
    let offers = near.iter().map(|span| offer(visit.locale, member, workshop, &asked, *span)).collect_view();
    let locale = visit.locale;
    let what = if near.is_empty() {
        view! { <p>{td_string!(locale, bookings.nothing_near)}</p> }.into_any()
    } else {
        view! { <p>{td_string!(locale, bookings.near)}</p><ul class="nearest">{offers}</ul> }.into_any()
    };
    Ok((said.clone(), refused(said, what)))
}

fn refused(said: String, what: impl IntoView + 'static) -> AnyView {
    view! { <section class="refusal" role="alert"><h1><Icon name="clock" big=true/><span>{said}</span></h1>{what}</section> }
        .into_any()
}

/// The same booking at another moment, in one tap.
fn offer(
    locale: Locale,
    member: &Member,
    workshop: &Workshop,
    asked: &Asked,
    (start, end): (DateTime<Utc>, DateTime<Utc>),
) -> AnyView {
    let (on, from, to, fold) = forms::typed(start, end, workshop.space.zone);
    let pole = asked.pole.flatten().map_or_else(|| "me".to_owned(), |pole| pole.to_string());
    let mut fields = vec![
        ("key".to_owned(), Uuid::now_v7().to_string()),
        ("cohort".to_owned(), member.cohort.slug.clone()),
        ("space".to_owned(), workshop.space.id.to_string()),
        ("on".to_owned(), on.to_string()),
        ("from".to_owned(), from.to_string()),
        ("to".to_owned(), to.to_string()),
        ("fold".to_owned(), fold.to_owned()),
        ("people".to_owned(), asked.people.unwrap_or(1).to_string()),
        ("for".to_owned(), pole),
        ("purpose".to_owned(), asked.purpose.clone()),
    ];
    fields.extend(asked.machines.iter().map(|(id, count)| (format!("machines[{id}]"), count.to_string())));
    let fields =
        fields.into_iter().map(|(name, value)| view! { <input type="hidden" name=name value=value/> }).collect_view();
    let label = td_string!(locale, bookings.book_at, moment = words::day_at(locale, on, from)).to_string();
    view! {
        <li><form method="post" action=Book::url() novalidate>{fields}
            <button class="button big"><Icon name="check"/><span>{label}</span></button></form></li>
    }
    .into_any()
}

fn shown(visit: Visit, group: Group, member: Member, shown: Shown) -> AnyView {
    let locale = visit.locale;
    let Shown { typed, spaces, workshop, poles, moment: (on, from, to), busy, house, refusal } = shown;
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
                {fold_field(&typed)}
                <TextField typed=typed.clone() name="people" label=td_string!(locale, bookings.people).to_string() value="1" inputmode="numeric" class="short"/>
                {machine_fields(&typed, &workshop)}
                {for_field(&typed, poles)}
                <TextField typed=typed.clone() name="purpose" label=td_string!(locale, bookings.purpose).to_string() optional=true/>
                {house::folded(locale, &workshop.space, &house)}
                <Submit label=submit_label(locale, &typed, on, from)/>
            </Form>
            <Scripts/>
        </Frame>
    }
    .into_any()
}

/// Where scripts run: what is still free at the chosen hours, before the form is sent.
fn room(locale: Locale, workshop: &Workshop, busy: &[Usage], on: NaiveDate) -> AnyView {
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
    let busy = busy.iter().map(|usage| Busy {
        from: on_day(usage.start),
        to: on_day(usage.end),
        people: usage.people,
        machines: usage.machines.clone(),
    });
    let machines = workshop.machines.iter().filter(|machine| machine.count > 0);
    let words = RoomWords {
        places: td_string!(locale, bookings.free_places, count = "{n}").to_string(),
        machines: machines.map(|machine| (machine.id, machine.name.clone())).collect(),
        full: td_string!(locale, bookings.no_place).to_string(),
    };
    let place = workshop.place.space.clone();
    view! { <Room space=workshop.space.id day=Day(on) people=place.people machines=place.machines buffer=workshop.space.terms.buffer_minutes busy=busy.collect() words=words/> }.into_any()
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
fn space_field(typed: &Typed, spaces: &[Space], workshop: &Workshop) -> AnyView {
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
fn time_field(typed: &Typed, workshop: &Workshop, name: &'static str, label: String, start: TimeOfDay) -> AnyView {
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

/// Which of two hours, asked only when the clock shows one twice.
fn fold_field(typed: &Typed) -> Option<AnyView> {
    let locale = typed.locale;
    let asked = typed.problem("fold").is_some() || !typed.text("fold", "").is_empty();
    let options = vec![
        Choice::new("first", td_string!(locale, bookings.fold_first)),
        Choice::new("second", td_string!(locale, bookings.fold_second)),
    ];
    asked.then(|| {
        view! { <Choices typed=typed.clone() name="fold" legend=td_string!(locale, bookings.fold).to_string() options=options two=true/> }
            .into_any()
    })
}

fn machine_fields(typed: &Typed, workshop: &Workshop) -> Option<AnyView> {
    let locale = typed.locale;
    let has: Vec<_> = workshop.machines.iter().filter(|machine| machine.count > 0).collect();
    (!has.is_empty()).then(|| {
        let fields = has
            .into_iter()
            .map(|machine| {
                let hint = td_string!(locale, bookings.there_are, count = machine.count).to_string();
                view! {
                    <TextField typed=typed.clone() name=format!("machines[{}]", machine.id) label=machine.name.clone() hint=hint
                        inputmode="numeric" class="short"/>
                }
            })
            .collect_view();
        view! { <fieldset class="machines"><legend>{td_string!(locale, bookings.machines_question)}</legend>{fields}</fieldset> }.into_any()
    })
}

fn for_field(typed: &Typed, poles: Vec<(Uuid, String, String)>) -> AnyView {
    let locale = typed.locale;
    if poles.is_empty() {
        return view! { <input type="hidden" name="for" value="me"/> }.into_any();
    }
    let me = Choice::new("me", td_string!(locale, bookings.for_me)).icon("user");
    let poles = poles.into_iter().map(|(id, name, icon)| Choice::new(id.to_string(), name).icon(icon));
    let options = std::iter::once(me).chain(poles).collect();
    let chosen = vec!["me".to_owned()];
    view! {
        <Choices typed=typed.clone() name="for" legend=td_string!(locale, bookings.for_whom).to_string() options=options chosen=chosen two=true/>
    }
    .into_any()
}
