//! Aggregates of the cohorts that one is a partner of: nothing of fewer than five people, nothing that gives it back.

use crate::{
    app::{
        access::{self, Cohort, Partner},
        bookings::store::usage as bookings,
        capitalisation::{
            article::definitions,
            figures::{Cell, Facts, HOURS, Month},
            store::figures::{Of, facts},
            words,
        },
        figures::pages::afterwards,
        i18n::*,
        paths,
        ui::{frame::Frame, icon::Icon},
        visit::{Visit, page},
        words as common,
    },
    domain::{capitalisation::FigureCode, figures::Shown},
    platform::error::AppError,
};
use chrono::{DateTime, Datelike, Utc};
use leptos::prelude::*;
use uuid::Uuid;

#[component]
pub fn FiguresPage() -> impl IntoView {
    page(figures)
}

/// What partners are told of a cohort.
const TOLD: [FigureCode; 12] = [
    FigureCode::People,
    FigureCode::Weeks,
    FigureCode::AttendanceRate,
    FigureCode::ProductionHours,
    FigureCode::Records,
    FigureCode::PoleHours,
    FigureCode::TrainingHours,
    FigureCode::Trainings,
    FigureCode::Events,
    FigureCode::WorkshopHours,
    FigureCode::Sales,
    FigureCode::SelfFinancing,
];

async fn figures(visit: Visit) -> Result<AnyView, AppError> {
    let locale = visit.locale;
    let signed = visit.signed()?;
    let db = visit.state.db.read();
    let seats = access::seats(db, signed).await?;
    let partner: Vec<Partner> = seats.into_iter().filter_map(|seat| seat.partner().ok()).collect();
    let mut connection = db.acquire().await?;
    let mut all = facts(&mut connection, Of::Partner(signed.person), visit.now()).await?;
    let now = visit.now();
    let spaces = bookings::spaces_of_partners(&mut *connection, signed).await?;
    let cohorts = partner
        .iter()
        .map(|partner| {
            let facts = all.remove(&partner.cohort.id).unwrap_or_default();
            view! { {cohort(locale, &partner.cohort, &facts, now)}{use_of(locale, &spaces, partner.cohort.id)} }
        })
        .collect_view();
    let title = td_string!(locale, partners.figures_title).to_string();
    let empty = partner.is_empty().then(|| empty(locale));
    let how = (!partner.is_empty()).then(|| {
        view! {
            <section class="section"><h2>{td_string!(locale, capitalisation.how_counted)}</h2>
                <p>{td_string!(locale, partners.protected)}</p>{definitions(locale, &TOLD)}</section>
        }
    });
    Ok(view! {
        <Frame visit=visit title=title.clone() place="figures">
            <header class="page-head"><h1>{title}</h1><p class="lead">{td_string!(locale, partners.figures_lead)}</p></header>
            {empty}{cohorts}{how}
        </Frame>
    }
    .into_any())
}

fn cohort(locale: Locale, cohort: &Cohort, facts: &Facts, now: DateTime<Utc>) -> AnyView {
    let all = facts.figures(cohort);
    let told = TOLD.iter().filter_map(|code| all.iter().find(|figure| figure.code == *code));
    let items = told
        .map(|figure| {
            let (number, sentence) =
                (words::shown(locale, figure.code, figure.shown), words::told(locale, figure.code, figure.shown));
            view! { <li><b class="number"><bdi>{number}</bdi></b><p>{sentence}</p></li> }
        })
        .collect_view();
    view! {
        <section class="section">
            <h2>{cohort.name.clone()}</h2>
            <p>{format!("{} · {}", words::trade(locale, cohort), words::period(locale, cohort))}</p>
            <ul class="big-figures">{items}</ul>
            {stayed(locale, facts)}
            {afterwards(locale, &cohort.slug, facts)}
            {months(locale, cohort, &facts.months(cohort, cohort.today(now)))}
        </section>
    }
    .into_any()
}

/// The spaces that a cohort uses, each with how it was used, for who pays and who lends.
fn use_of(locale: Locale, spaces: &[(Uuid, Uuid, String)], cohort: Uuid) -> Option<AnyView> {
    let mine: Vec<_> = spaces.iter().filter(|(of, ..)| *of == cohort).collect();
    let rows = mine.iter().map(|(_, space, name)| {
        let label = td_string!(locale, bookings.report.use_of, space = name.clone()).to_string();
        view! { <li><a class="row" href=paths::space_use_file(*space, "csv", 12) download><span class="row-main"><b>{label}</b></span>
            <span class="row-end"><Icon name="download"/><span>"CSV"</span></span></a></li> }
    });
    let rows = rows.collect_view();
    (!mine.is_empty()).then(|| {
        view! { <section class="section"><h3>{td_string!(locale, bookings.report.files)}</h3><p>{td_string!(locale, bookings.report.files_why)}</p><ul class="rows">{rows}</ul></section> }.into_any()
    })
}

/// How many are still there: said only where neither number tells of somebody.
fn stayed(locale: Locale, facts: &Facts) -> AnyView {
    match facts.stayed_and_left() {
        (Shown::Count(stayed), Shown::Count(left)) => {
            view! { <p>{td_string!(locale, partners.stayed, stayed = stayed, left = left).to_string()}</p> }.into_any()
        }
        _ => ().into_any(),
    }
}

fn months(locale: Locale, cohort: &Cohort, months: &[Month]) -> AnyView {
    if months.is_empty() {
        return ().into_any();
    }
    let rows = months.iter().map(|month| row(locale, month)).collect_view();
    let hours = HOURS.map(|code| view! { <th scope="col" class="num">{words::figure_name(locale, code)}</th> });
    let hours = hours.into_iter().collect_view();
    let id = format!("months-{}", cohort.slug);
    view! {
        <div class="table-scroll" role="region" aria-labelledby=id.clone() tabindex="0"><table class="table">
            <caption id=id.clone()>{td_string!(locale, partners.by_month)}</caption>
            <thead><tr><th scope="col">{td_string!(locale, time.month)}</th>
                {hours}
                <th scope="col" class="num">{words::figure_name(locale, FigureCode::Events)}</th></tr></thead>
            <tbody>{rows}</tbody></table></div>
    }
    .into_any()
}

fn row(locale: Locale, month: &Month) -> AnyView {
    let cells = month.hours.map(|cell| {
        let said = match cell {
            Cell::Hours(hours) => hours.to_string(),
            Cell::With(last) => td_string!(locale, figures.with_month, month = common::month(locale, last)).to_string(),
            Cell::Open => td_string!(locale, figures.not_yet).to_string(),
        };
        view! { <td class="num">{said}</td> }
    });
    let cells = cells.into_iter().collect_view();
    view! {
        <tr><th scope="row">{format!("{} {}", common::month(locale, month.first), month.first.year())}</th>
            {cells}
            <td class="num">{month.events}</td></tr>
    }
    .into_any()
}

fn empty(locale: Locale) -> AnyView {
    view! {
        <div class="empty"><Icon name="figures" big=true/><h2>{td_string!(locale, partners.no_figures)}</h2><p>{td_string!(locale, partners.no_figures_why)}</p>
            <a class="button" href=paths::NOTES><Icon name="book"/><span>{td_string!(locale, partners.see_notes)}</span></a></div>
    }
    .into_any()
}
