//! The sheet to sign, of one event or of one week: a row for each person, a column for each half-day, A4 landscape.

use super::back;
use crate::{
    app::{
        access::Facilitator,
        attendance::{
            register::{Moment, Register},
            words as said,
        },
        cohorts,
        i18n::*,
        paths,
        ui::{
            frame::{Frame, Group},
            icon::Icon,
        },
        visit::{Visit, page},
        words,
    },
    domain::{attendance::Presence, minutes::Minutes, week::IsoWeek},
    platform::error::AppError,
};
use leptos::prelude::*;

#[component]
pub fn SheetPage() -> impl IntoView {
    page(event)
}

async fn event(visit: Visit) -> Result<AnyView, AppError> {
    let (locale, by) = (visit.locale, visit.facilitator().await?);
    let group = Group::load(&visit, &by).await?;
    let mut db = visit.state.db.read().acquire().await?;
    let event = cohorts::store::event(&mut *db, &by, visit.id("event")?).await?;
    let register = Register::of_event(&mut db, &by, event, visit.now()).await?;
    drop(db);
    let moments: Vec<&Moment> = register.moments.iter().filter(|moment| moment.minutes > 0).collect();
    let event = register.moments.first().ok_or(AppError::NotFound)?.event.clone();
    let title = td_string!(locale, attendance.sheet.title).to_string();
    let (head, sheet) = (head(locale, &by, &moments), table(locale, &by, &register, &moments, false));
    let back = back(paths::event_attendance(&by.cohort.slug, event.id), event.title.clone());
    let place = (!event.place.is_empty()).then(|| view! { <p>{event.place.clone()}</p> });
    Ok(view! {
        <Frame visit title=title.clone() group=group place="attendance" wide=true>
            <header class="page-head">{back}<h1>{title}</h1><p class="lead">{event.title.clone()}</p>{place}{head}</header>
            {sheet}
        </Frame>
    }
    .into_any())
}

/// The sheet of a week, on the page of presences.
pub(super) async fn week(visit: Visit, by: Facilitator, text: String) -> Result<AnyView, AppError> {
    let locale = visit.locale;
    let week = IsoWeek::parse(&text).map_err(|_| AppError::NotFound)?;
    let group = Group::load(&visit, &by).await?;
    let mut db = visit.state.db.read().acquire().await?;
    let register = Register::of_cohort(&mut db, &by, visit.now()).await?;
    drop(db);
    let within = |moment: &&Moment| IsoWeek::of(moment.half_day.day) == week && moment.minutes > 0;
    let moments: Vec<&Moment> = register.moments.iter().filter(within).collect();
    let title = td_string!(locale, attendance.sheet.title).to_string();
    let (first, last) = (words::day(locale, week.first_day()), words::day(locale, week.last_day()));
    let lead = td_string!(locale, attendance.sheet.from_to, first = first, last = last).to_string();
    let head = head(locale, &by, &moments);
    let sheet = match moments.is_empty() {
        true => view! { <div class="empty"><Icon name="calendar" big=true/><h2>{td_string!(locale, attendance.sheet.empty)}</h2></div> }.into_any(),
        false => table(locale, &by, &register, &moments, true),
    };
    let slug = &by.cohort.slug;
    let link = |to: IsoWeek, rel, label| {
        view! { <a class="button secondary small" rel=rel href=paths::attendance_week(slug, to)>{label}</a> }
    };
    let steps = view! {
        <nav class="stepbar" aria-label=td_string!(locale, attendance.sheet.weeks)>
            {link(week.previous(), "prev", td_string!(locale, attendance.sheet.before))}
            <b>{td_string!(locale, attendance.sheet.week, number = week.week()).to_string()}</b>
            {link(week.next(), "next", td_string!(locale, attendance.sheet.after))}
        </nav>
    };
    let back = back(paths::attendance(slug), td_string!(locale, attendance.title).to_string());
    Ok(view! {
        <Frame visit title=title.clone() group=group place="attendance" wide=true>
            <header class="page-head">{back}<h1>{title}</h1><p class="lead">{lead}</p>{head}</header>
            {steps}
            {sheet}
        </Frame>
    }
    .into_any())
}

/// Whose sheet it is, and for how long.
fn head(locale: Locale, by: &Facilitator, moments: &[&Moment]) -> AnyView {
    let cohort = &by.cohort;
    let whose =
        if cohort.name == cohort.brand { cohort.name.clone() } else { format!("{} · {}", cohort.name, cohort.brand) };
    let time = Minutes(moments.iter().map(|moment| moment.minutes).sum()).french();
    view! {
        <p>{whose}</p>
        <p>{td_string!(locale, attendance.sheet.total, time = time).to_string()}</p>
        <p class="screen-only hint">{td_string!(locale, attendance.sheet.how_to_print)}</p>
    }
    .into_any()
}

/// `titles`: whether each column says of which event it is.
fn table(locale: Locale, by: &Facilitator, register: &Register, moments: &[&Moment], titles: bool) -> AnyView {
    let zone = by.cohort.time_zone;
    let heads = moments.iter().map(|moment| {
        let title = titles.then(|| view! { <b>{moment.event.title.clone()}</b> });
        let when = said::short(locale, moment.half_day);
        let clock = said::hours(locale, moment, zone);
        let time = Minutes(moment.minutes).french();
        view! { <th scope="col">{title}<span>{when}</span><span>{clock}</span><span>{time}</span></th> }
    });
    let heads = heads.collect_view();
    let rows = register.people_at(moments).into_iter().map(|who| {
        let cells = moments.iter().map(|moment| match register.presence(moment, who) {
            None => view! { <td class="shut">{td_string!(locale, attendance.sheet.not_expected)}</td> }.into_any(),
            Some(Presence::Expected) => view! { <td></td> }.into_any(),
            Some(presence) => {
                let signed = register.mark(moment, who.id).filter(|_| presence == Presence::Present);
                let how = signed.map(|(_, by)| view! { <span class="hint">{said::signed_by(locale, by)}</span> });
                view! { <td>{said::presence(locale, presence)}{how}</td> }.into_any()
            }
        });
        view! { <tr><th scope="row">{words::person(locale, &who.name)}</th>{cells.collect_view()}</tr> }
    });
    let rows = rows.collect_view();
    let leads = moments.iter().map(|_| view! { <td></td> }).collect_view();
    let leads_again = moments.iter().map(|_| view! { <td></td> }).collect_view();
    view! {
        <div class="table-scroll" role="region" aria-labelledby="sheet-name" tabindex="0"><table class="table sheet">
            <caption id="sheet-name" class="visually-hidden">{td_string!(locale, attendance.sheet.title)}</caption>
            <thead><tr><th scope="col">{td_string!(locale, attendance.columns.person)}</th>{heads}</tr></thead>
            <tbody>{rows}</tbody>
            <tfoot>
                <tr><th scope="row">{td_string!(locale, attendance.sheet.lead_name)}</th>{leads}</tr>
                <tr><th scope="row">{td_string!(locale, attendance.sheet.lead_signature)}</th>{leads_again}</tr>
            </tfoot>
        </table></div>
    }
    .into_any()
}
