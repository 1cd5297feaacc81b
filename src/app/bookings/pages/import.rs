//! A host's calendar is chosen on the page and shown there month by month, with the bookings that it would cost, before anything
//! is taken.

use super::{
    super::{
        actions::{
            agreement,
            host::{ReadCalendar, TakeCalendar},
        },
        host::{Fault, LARGEST, MOST, Wrong},
        incoming::{self, Incoming, Moment, READ},
        policy::{self, Sight},
        store::spaces::Space,
        words as said,
    },
    spaces::framed,
};
use crate::{
    app::{
        i18n::*,
        paths,
        ui::{
            form::{Choice, Choices, FileField, Form, Submit, TextField, Typed},
            frame::Group,
            icon::Icon,
        },
        visit::{Visit, page},
        words,
    },
    domain::time::local,
    platform::error::AppError,
};
use chrono::{Datelike, NaiveDate};
use leptos::{prelude::*, server_fn::ServerFn};
use std::collections::BTreeMap;

/// Faults that are told one by one.
const TOLD: usize = 50;

#[component]
pub fn ImportPage() -> impl IntoView {
    page(import)
}

async fn import(visit: Visit) -> Result<AnyView, AppError> {
    let (sight, space) = policy::may_block(&visit.state.db, visit.signed()?, visit.id("id")?).await?;
    let group = match &sight {
        Sight::Edits(facilitator) => Some(Group::load(&visit, facilitator).await?),
        _ => None,
    };
    let locale = visit.locale;
    let file = visit.query("file");
    let incoming = match &file {
        Some(id) => incoming(&visit, &space, id).await?,
        None => None,
    };
    let gone = (file.is_some() && incoming.is_none()).then(|| {
        view! { <div class="notice stop" role="alert"><Icon name="warning"/><div><p>{td_string!(locale, problems.file_gone)}</p></div></div> }
    });
    let typed = visit.typed(READ).await?;
    let title = match incoming {
        Some(_) => td_string!(locale, bookings.import.check).to_string(),
        None => td_string!(locale, bookings.import.title).to_string(),
    };
    let body = match (incoming, file) {
        (Some(incoming), Some(file)) => preview(locale, &space, file, &incoming),
        _ => choose(typed, &space),
    };
    let content = view! {
        <header class="page-head">
            <p class="back"><a href=paths::space(space.id)><Icon name="arrow-back"/><span>{space.name.clone()}</span></a></p>
            <h1>{title.clone()}</h1>
        </header>
        {gone}
        {body}
    };
    Ok(framed(visit, title, group, Some(READ), content.into_any()))
}

/// What the file that the address names would change, when it still waits.
async fn incoming(visit: &Visit, space: &Space, id: &str) -> Result<Option<Incoming>, AppError> {
    let (db, person) = (visit.state.db.read(), visit.signed()?.person);
    let Some(sent) = incoming::waiting(db, person, space, id).await? else { return Ok(None) };
    let calendar = incoming::read(sent.text(), space, visit.now()).await?;
    let mut db = db.acquire().await?;
    Ok(Some(Incoming::of(&mut db, space, &sent, calendar, visit.now()).await?))
}

/// The form, with what a file has to be.
fn choose(typed: Typed, space: &Space) -> AnyView {
    let (locale, id) = (typed.locale, space.id.to_string());
    let titles = vec![
        Choice::new("yes", td_string!(locale, bookings.import.titles))
            .hint(td_string!(locale, bookings.import.titles_hint)),
    ];
    let hint = td_string!(locale, bookings.import.file_hint, kilobytes = LARGEST / 1024).to_string();
    view! {
        <p class="lead">{td_string!(locale, bookings.import.lead)}</p>
        <p>{td_string!(locale, bookings.import.how)}</p>
        <Form typed=typed.clone() action=ReadCalendar::url() files=true>
            <input type="hidden" name="space" value=id/>
            <FileField typed=typed.clone() name="file" label=td_string!(locale, bookings.import.file) hint=hint accept="text/calendar,.ics"/>
            <TextField typed=typed.clone() name="reason" label=td_string!(locale, bookings.import.reason)
                hint=td_string!(locale, bookings.import.reason_hint) value=td_string!(locale, bookings.import.reason_usual).to_string()/>
            <Choices typed=typed name="titles[]" legend=td_string!(locale, bookings.import.titles_question) options=titles many=true/>
            <Submit label=td_string!(locale, bookings.import.read_go) icon="arrow-next"/>
        </Form>
    }
    .into_any()
}

fn preview(locale: Locale, space: &Space, file: String, incoming: &Incoming) -> AnyView {
    let (count, lost) = (incoming.moments.len(), incoming.lost.len());
    let more = incoming
        .calendar
        .more
        .then(|| notice("wait", td_string!(locale, bookings.import.more, most = MOST).to_string()));
    let lost_words =
        (lost > 0).then(|| notice("wait", td_string!(locale, bookings.import.lost, count = lost).to_string()));
    let replaced = (incoming.replaced > 0).then(
        || view! { <p>{td_string!(locale, bookings.import.replaced, count = incoming.replaced).to_string()}</p> },
    );
    let go = match incoming.is_empty() {
        true => notice("info", td_string!(locale, bookings.import.nothing).to_string()),
        false => take(locale, space, file, incoming),
    };
    view! {
        <p><b>{td_string!(locale, bookings.import.count, count = count).to_string()}</b>" "{td_string!(locale, bookings.import.twelve_months)}</p>
        {replaced}
        {more}
        {lost_words}
        {faults(locale, &incoming.calendar.wrong)}
        {months(locale, space, &incoming.moments)}
        {go}
        <p><a class="link" href=paths::space_import(space.id)>{td_string!(locale, imports.again)}</a></p>
    }
    .into_any()
}

fn notice(class: &str, text: String) -> AnyView {
    let (class, icon) = (format!("notice {class}"), if class == "info" { "info" } else { "warning" });
    view! { <div class=class><Icon name=icon/><div><p>{text}</p></div></div> }.into_any()
}

fn take(locale: Locale, space: &Space, file: String, incoming: &Incoming) -> AnyView {
    let typed = Typed::nothing(locale);
    let elsewhere = (incoming.elsewhere > 0).then(|| {
        let label = td_string!(locale, bookings.import.whole, count = incoming.elsewhere).to_string();
        let options = vec![Choice::new("yes", label).hint(td_string!(locale, bookings.import.whole_hint))];
        view! { <Choices typed=typed.clone() name="whole[]" legend=td_string!(locale, bookings.import.whole_question) options=options many=true/> }
    });
    let label = td_string!(locale, bookings.import.take, count = incoming.moments.len()).to_string();
    let (space, agreed) = (space.id.to_string(), agreement(&incoming.lost));
    view! {
        <Form typed=typed.clone() action=TakeCalendar::url() creates=true>
            <input type="hidden" name="space" value=space/>
            <input type="hidden" name="file" value=file/>
            // One booking more or less meanwhile, and it is asked again.
            <input type="hidden" name="agreed" value=agreed/>
            {elsewhere}
            <Submit label=label icon="check"/>
        </Form>
    }
    .into_any()
}

/// What could not be read, line by line.
fn faults(locale: Locale, wrong: &[Wrong]) -> Option<AnyView> {
    let rest = wrong.len().saturating_sub(TOLD);
    let rest = (rest > 0)
        .then(|| view! { <p>{td_string!(locale, bookings.import.faults_more, count = rest).to_string()}</p> });
    let lines = wrong.iter().take(TOLD).map(|wrong| {
        let why = fault(locale, &wrong.fault);
        view! { <li>{td_string!(locale, bookings.import.at_line, line = wrong.line, why = why).to_string()}</li> }
    });
    let lines = lines.collect_view();
    (!wrong.is_empty()).then(|| {
        view! {
            <section class="section"><h2>{td_string!(locale, bookings.import.faults, count = wrong.len()).to_string()}</h2>
                <p>{td_string!(locale, bookings.import.faults_why)}</p><ul dir="auto">{lines}</ul>{rest}</section>
        }
        .into_any()
    })
}

/// Why a part of the file was left out.
fn fault(locale: Locale, fault: &Fault) -> String {
    match fault {
        Fault::Line => td_string!(locale, bookings.import.fault.line).to_string(),
        Fault::NoStart => td_string!(locale, bookings.import.fault.no_start).to_string(),
        Fault::Date(text) => td_string!(locale, bookings.import.fault.date, text = text.clone()).to_string(),
        Fault::Length(text) => td_string!(locale, bookings.import.fault.length, text = text.clone()).to_string(),
        Fault::Zone(name) => td_string!(locale, bookings.import.fault.zone, name = name.clone()).to_string(),
        Fault::EndBeforeStart => td_string!(locale, problems.end_before_start).to_string(),
        Fault::Rule => td_string!(locale, bookings.import.fault.rule).to_string(),
        Fault::TooOften => td_string!(locale, bookings.import.fault.too_often).to_string(),
        Fault::TooMuch => td_string!(locale, bookings.import.fault.too_much).to_string(),
        Fault::Cut => td_string!(locale, bookings.import.fault.cut).to_string(),
    }
}

/// The moments, a month at a time; the first month and those that cost somebody a place are open.
fn months(locale: Locale, space: &Space, moments: &[Moment]) -> AnyView {
    let mut by_month: BTreeMap<NaiveDate, Vec<&Moment>> = BTreeMap::new();
    for moment in moments {
        let day = local(moment.start, space.zone).0;
        by_month.entry(day.with_day(1).unwrap_or(day)).or_default().push(moment);
    }
    let first = by_month.keys().next().copied();
    let months = by_month.iter().map(|(month, moments)| {
        let hits: usize = moments.iter().map(|moment| moment.hits).sum();
        let name = format!("{} {}", words::month(locale, *month), month.year());
        let title = td_string!(locale, bookings.import.month, month = name, count = moments.len()).to_string();
        let rows = moments.iter().map(|moment| row(locale, space, moment)).collect_view();
        let open = hits > 0 || Some(*month) == first;
        view! { <details class="more" open=open><summary>{title}{hits_badge(locale, hits)}</summary><ul class="rows">{rows}</ul></details> }
    });
    months.collect_view().into_any()
}

fn row(locale: Locale, space: &Space, moment: &Moment) -> AnyView {
    let when = said::stretch(locale, moment.start, moment.end, space.zone);
    view! {
        <li><div class="row"><Icon name="lock"/><span class="row-main"><b>{when}</b><span class="row-note" dir="auto">{moment.reason.clone()}</span></span>
            <span class="row-end">{hits_badge(locale, moment.hits)}</span></div></li>
    }
    .into_any()
}

/// "2 réservations"
fn hits_badge(locale: Locale, hits: usize) -> Option<AnyView> {
    let words = td_string!(locale, bookings.import.hits, count = hits).to_string();
    (hits > 0).then(|| view! { " "<span class="badge stop"><Icon name="warning"/>{words}</span> }.into_any())
}
