//! The week of a space on paper, to be hung at the door: A4 on its side, days and hours, names only where the group says so.

use super::super::{
    policy::{Sight, sight},
    store::{self, door::Shown, spaces::Workshop},
    words as said,
};
use crate::{
    app::{
        access::Member,
        i18n::*,
        paths,
        ui::{
            frame::{Frame, Group},
            icon::Icon,
            markup::Markup,
        },
        visit::{Visit, page},
        words,
    },
    domain::{
        capacity::Block,
        dial::{self, Lasting},
        time::{bounds, local},
        week::IsoWeek,
    },
    platform::error::AppError,
};
use chrono::{DateTime, NaiveDate, Utc};
use leptos::prelude::*;

#[component]
pub fn WeekSheetPage() -> impl IntoView {
    page(sheet)
}

async fn sheet(visit: Visit) -> Result<AnyView, AppError> {
    let (sight, space) = sight(&visit, visit.id("id")?).await?;
    let member: Member = match sight {
        Sight::Edits(facilitator) => (*facilitator).clone(),
        Sight::Reads(member) => member,
        Sight::Sees => return Err(AppError::NotFound),
    };
    let week = match visit.query("week") {
        Some(asked) => IsoWeek::parse(&asked).map_err(|problem| AppError::field("week", problem))?,
        None => IsoWeek::of(local(visit.now(), space.zone).0),
    };
    let group = Group::load(&visit, &member).await?;
    let mut db = visit.state.db.read().acquire().await?;
    let workshop = store::spaces::workshop(&mut db, space).await?;
    let zone = workshop.space.zone;
    let span = (bounds(week.first_day(), zone).0, bounds(week.last_day(), zone).1);
    let mut turns = store::door::shown(&mut db, &workshop.space, span).await?;
    let away = store::outages::unavailable(&mut *db, &workshop.space, span.0, span.1).await?;
    drop(db);
    turns.retain(|one| !one.turn.is_missed(workshop.space.terms.grace_minutes, visit.now()));
    let taken = Printed { turns, blocks: away.blocks.into_iter().map(|one| one.block).collect() };
    Ok(framed(visit, group, &member, &workshop, week, &taken))
}

/// What stands on the paper: bookings, and times that are taken for something else.
struct Printed {
    turns: Vec<Shown>,
    blocks: Vec<Block>,
}

fn framed(visit: Visit, group: Group, member: &Member, workshop: &Workshop, week: IsoWeek, taken: &Printed) -> AnyView {
    let locale = visit.locale;
    let name = workshop.space.name.clone();
    let title = td_string!(locale, bookings.sheet.title, space = name.clone()).to_string();
    let days = td_string!(
        locale,
        bookings.week,
        week = week.week(),
        first = words::day_and_month(locale, week.first_day()),
        last = words::day_and_month(locale, week.last_day())
    )
    .to_string();
    let link = |to: IsoWeek, rel, label| {
        let href = paths::week_sheet(workshop.space.id, to);
        view! { <a class="button secondary small" rel=rel href=href>{label}</a> }.into_any()
    };
    let before = link(week.previous(), "prev", td_string!(locale, bookings.previous));
    let after = link(week.next(), "next", td_string!(locale, bookings.next));
    let back = paths::bookings_week(&member.cohort.slug, workshop.space.id, &week.to_string());
    let table = table(locale, workshop, week, taken);
    let legend = legend(locale, workshop);
    view! {
        <Frame visit title=title.clone() group=group place="workshop" wide=true>
            <header class="page-head">
                <p class="back"><a href=back><Icon name="arrow-back"/><span>{name}</span></a></p>
                <h1>{title}</h1><p class="lead">{days.clone()}</p>
                <p class="screen-only hint">{td_string!(locale, bookings.sheet.how)}</p>
            </header>
            <nav class="stepbar" aria-label=td_string!(locale, bookings.weeks).to_string()>
                {before}
                <b>{days}</b>
                {after}
            </nav>
            <div class="table-scroll" role="region" aria-label=td_string!(locale, bookings.sheet.table).to_string() tabindex="0" inner_html=table></div>
            <p class="sheet-legend">{legend}</p>
        </Frame>
    }
    .into_any()
}

/// "4 places · 1 surjeteuse. (2): two places. Grey: closed."
fn legend(locale: Locale, workshop: &Workshop) -> String {
    let has = super::week::lead(locale, workshop);
    td_string!(locale, bookings.sheet.legend, has = has).to_string()
}

/// Written straight: a week has hundreds of cells.
fn table(locale: Locale, workshop: &Workshop, week: IsoWeek, taken: &Printed) -> String {
    let (range, zone) = (super::super::week::hours(workshop, week), workshop.space.zone);
    // A day on which it never opens and nothing happens takes no paper.
    let days: Vec<NaiveDate> = week.days().into_iter().filter(|day| has_place(workshop, *day, taken)).collect();
    let dials: Vec<Vec<Lasting>> = days.iter().map(|day| dial::hours(*day, range, zone)).collect();
    let mut out = Markup::with_capacity(16 * 1024);
    out.raw("<table class=\"table sheet week-sheet\"><thead><tr><td></td>");
    for day in &days {
        out.raw("<th scope=\"col\">").raw(&words::day_without_year(locale, *day));
        if let Some(closure) = workshop.place.closed(*day) {
            out.raw("<span>").text(&closure.reason).raw("</span>");
        }
        out.raw("</th>");
    }
    out.raw("</tr></thead><tbody>");
    for row in dial::rows(dials.iter().map(Vec::as_slice), range) {
        out.raw("<tr><th scope=\"row\">").raw(&said::dial(locale, row)).raw("</th>");
        for (day, dial) in days.iter().zip(&dials) {
            match dial::at(dial, row) {
                Some(hour) => cell(&mut out, locale, workshop, *day, hour, taken),
                // The clocks skip it, or it comes twice on another day of the week only.
                None => {
                    let why = if row.fold.is_none() { td_string!(locale, bookings.sheet.no_hour) } else { "" };
                    out.raw("<td class=\"shut\">").raw(why).raw("</td>");
                }
            }
        }
        out.raw("</tr>");
    }
    out.raw("</tbody></table>");
    out.finish()
}

fn has_place(workshop: &Workshop, day: NaiveDate, taken: &Printed) -> bool {
    let (from, to) = bounds(day, workshop.space.zone);
    workshop.place.closed(day).is_some()
        || !workshop.place.open(day).is_empty()
        || taken.turns.iter().any(|one| one.turn.start < to && one.turn.end > from)
}

fn cell(
    out: &mut Markup,
    locale: Locale,
    workshop: &Workshop,
    day: NaiveDate,
    (from, to): (DateTime<Utc>, DateTime<Utc>),
    taken: &Printed,
) {
    let open = workshop.place.open(day).iter().any(|(opens, closes)| *opens < to && from < *closes);
    let block = taken.blocks.iter().find(|block| block.start < to && from < block.end).filter(|_| open);
    out.raw(if open && block.is_none() { "<td>" } else { "<td class=\"shut\">" });
    if let Some(block) = block {
        out.raw("<span class=\"sheet-turn\"><b>").raw(td_string!(locale, bookings.door.busy_cell)).raw("</b>");
        // Who walks past reads why only where names may be read too.
        if workshop.space.terms.names_at_door {
            out.raw(" <small dir=\"auto\">").text(&block.reason).raw("</small>");
        }
        out.raw("</span>");
    }
    for one in taken.turns.iter().filter(|one| one.turn.start < to && one.turn.end > from) {
        out.raw("<span class=\"sheet-turn\"><b>").text(&said::at_door(locale, one)).raw("</b>");
        if one.usage.people > 1 {
            out.raw(" (").value(one.usage.people).raw(")");
        }
        // What does not last the whole hour says when.
        if one.turn.start > from || one.turn.end < to {
            let hours = said::hours(locale, one.turn.start.max(from), one.turn.end.min(to), workshop.space.zone);
            out.raw(" <i>").raw(&hours).raw("</i>");
        }
        for (id, count) in &one.usage.machines {
            if let Some(machine) = workshop.machines.iter().find(|machine| machine.id == *id) {
                out.raw("<small>").text(&said::machines(locale, &machine.name, (*count).into())).raw("</small>");
            }
        }
        out.raw("</span>");
    }
    out.raw("</td>");
}
