//! When a space is not free although it is open: times that its host takes, machines that are out of order. Facilitators and
//! hosts take time, whoever works there says that a machine is broken; a host reads no names.

use super::{
    super::{
        actions::times::{BlockSpace, EndOutage, ReportOutage, UnblockSpace},
        policy::{Sight, sight},
        store::{
            self,
            blocks::Blocked,
            outages::{Broken, Unavailable},
            spaces::Workshop,
        },
        words as said,
    },
    agree,
    spaces::framed,
};
use crate::{
    app::{
        i18n::*,
        paths,
        ui::{
            form::{ButtonForm, DayField, Form, Select, Submit, TextField, Typed},
            frame::Group,
            icon::Icon,
        },
        visit::{Visit, page},
    },
    domain::capacity::until_repaired,
    platform::error::AppError,
};
use leptos::prelude::*;
use leptos::server_fn::ServerFn;

#[component]
pub fn TimesPage() -> impl IntoView {
    page(times)
}

async fn times(visit: Visit) -> Result<AnyView, AppError> {
    let (sight, space) = sight(&visit, visit.id("id")?).await?;
    let (locale, cohort) = (visit.locale, sight.cohort());
    let mut db = visit.state.db.read().acquire().await?;
    let workshop = store::spaces::workshop(&mut db, space).await?;
    let found = store::outages::unavailable(&mut *db, &workshop.space, visit.now(), until_repaired()).await?;
    let asked = agree::asked(&visit, &mut db, &workshop.space, cohort).await?;
    let lost = match sight.blocks() {
        true => store::displaced::here(&mut *db, &workshop.space, cohort, visit.now()).await?,
        false => Vec::new(),
    };
    drop(db);
    let group = match &sight {
        Sight::Edits(facilitator) => Some(Group::load(&visit, facilitator).await?),
        Sight::Reads(member) => Some(Group::load(&visit, member).await?),
        Sight::Sees => None,
    };
    let (block, outage) = (visit.typed("spaces/block").await?, visit.typed("spaces/report-outage").await?);
    let name = workshop.space.name.clone();
    let title = format!("{} · {name}", td_string!(locale, bookings.times.title));
    let content = view! {
        <header class="page-head"><p class="back"><a href=paths::space(workshop.space.id)><Icon name="arrow-back"/><span>{name}</span></a></p>
            <h1>{td_string!(locale, bookings.times.title)}</h1></header>
        {asked}
        {agree::lost(locale, &workshop.space, &lost)}
        {blocks(locale, &sight, &workshop, &found)}
        {sight.blocks().then(|| block_form(block, &workshop))}
        {outages(locale, &sight, &workshop, &found)}
        {sight.reports().then(|| outage_form(outage, &sight, &workshop))}
    };
    Ok(framed(visit, title, group, Some("spaces/block"), content.into_any()))
}

fn blocks(locale: Locale, sight: &Sight, workshop: &Workshop, found: &Unavailable) -> AnyView {
    let row = |Blocked { id, block, .. }: &Blocked| {
        let moment = said::stretch(locale, block.start, block.end, workshop.space.zone);
        let fields = vec![("space", workshop.space.id.to_string()), ("block", id.to_string())];
        let free = sight.blocks().then(|| view! {
            <span class="row-end"><ButtonForm action=UnblockSpace::url() fields=fields label=td_string!(locale, bookings.times.unblock).to_string() icon="undo"/></span>
        });
        view! {
            <li><div class="row"><Icon name="lock"/><span class="row-main"><b dir="auto">{block.reason.clone()}</b><span class="row-note">{moment}</span></span>{free}</div></li>
        }
    };
    let rows = found.blocks.iter().map(row).collect_view();
    let none = found.blocks.is_empty().then(|| view! { <p>{td_string!(locale, bookings.times.no_blocks)}</p> });
    view! { <section class="section"><h2>{td_string!(locale, bookings.times.blocks)}</h2>{none}<ul class="rows">{rows}</ul></section> }
        .into_any()
}

fn block_form(typed: Typed, workshop: &Workshop) -> AnyView {
    let (locale, back, id) = (typed.locale, typed.is_back(), workshop.space.id.to_string());
    view! {
        <details class="more" open=back><summary>{td_string!(locale, bookings.times.block)}</summary>
            <p>{td_string!(locale, bookings.times.block_lead)}</p>
            <Form typed=typed.clone() action=BlockSpace::url() creates=true id="block">
                <input type="hidden" name="space" value=id/>
                <DayField typed=typed.clone() name="on" legend=td_string!(locale, bookings.on).to_string()/>
                <div class="date-parts times">
                    <TextField typed=typed.clone() name="from" label=td_string!(locale, bookings.from).to_string() class="short"/>
                    <TextField typed=typed.clone() name="to" label=td_string!(locale, bookings.to).to_string() class="short"/>
                </div>
                <DayField typed=typed.clone() name="last" legend=td_string!(locale, bookings.times.last).to_string() optional=true/>
                <TextField typed=typed name="reason" label=td_string!(locale, bookings.closure_reason).to_string()
                    hint=td_string!(locale, bookings.times.reason_hint).to_string()/>
                <Submit label=td_string!(locale, bookings.times.block).to_string() icon="lock" class="button"/>
            </Form>
        </details>
    }
    .into_any()
}

fn outages(locale: Locale, sight: &Sight, workshop: &Workshop, found: &Unavailable) -> AnyView {
    let row = |broken: &Broken| {
        let (what, until) = said::outage(locale, workshop, &broken.outage);
        let reason = broken.outage.reason.clone();
        let note = if reason.is_empty() { until } else { format!("{until} · {reason}") };
        let works = match sight {
            Sight::Edits(facilitator) => {
                let fields = vec![
                    ("cohort", facilitator.cohort.slug.clone()),
                    ("space", workshop.space.id.to_string()),
                    ("outage", broken.id.to_string()),
                ];
                let label = td_string!(locale, bookings.times.repaired).to_string();
                Some(
                    view! { <span class="row-end"><ButtonForm action=EndOutage::url() fields=fields label=label icon="check"/></span> },
                )
            }
            _ => None,
        };
        view! {
            <li><div class="row"><Icon name="tools"/><span class="row-main"><b>{what}</b><span class="row-note" dir="auto">{note}</span></span>{works}</div></li>
        }
    };
    let rows = found.outages.iter().map(row).collect_view();
    let none = found.outages.is_empty().then(|| view! { <p>{td_string!(locale, bookings.times.no_outages)}</p> });
    view! { <section class="section"><h2>{td_string!(locale, bookings.times.outages)}</h2>{none}<ul class="rows">{rows}</ul></section> }
        .into_any()
}

/// Nothing when there is no machine that could break.
fn outage_form(typed: Typed, sight: &Sight, workshop: &Workshop) -> Option<AnyView> {
    let locale = typed.locale;
    let has = workshop.machines.iter().filter(|machine| machine.count > 0);
    let options: Vec<(String, String)> =
        has.map(|machine| (machine.id.to_string(), said::machines(locale, &machine.name, machine.count))).collect();
    let first = options.first().map(|(id, _)| id.clone())?;
    let (lead, days) = match sight {
        Sight::Edits(_) => (td_string!(locale, bookings.times.outage_lead).to_string(), Some(outage_days(&typed))),
        _ => (td_string!(locale, bookings.times.outage_today).to_string(), None),
    };
    let (back, id) = (typed.is_back(), workshop.space.id.to_string());
    let form = view! {
        <details class="more" open=back><summary>{td_string!(locale, bookings.times.report)}</summary>
            <p>{lead}</p>
            <Form typed=typed.clone() action=ReportOutage::url() creates=true id="outage">
                <input type="hidden" name="space" value=id/>
                <Select typed=typed.clone() name="machine" label=td_string!(locale, bookings.times.machine).to_string() options=options value=first/>
                <TextField typed=typed.clone() name="count" label=td_string!(locale, bookings.machine_count).to_string() value="1" inputmode="numeric" class="short"/>
                {days}
                <TextField typed=typed name="what" label=td_string!(locale, bookings.times.what).to_string()
                    hint=td_string!(locale, bookings.times.what_hint).to_string() optional=true/>
                <Submit label=td_string!(locale, bookings.times.report).to_string() icon="tools" class="button"/>
            </Form>
        </details>
    };
    Some(form.into_any())
}

fn outage_days(typed: &Typed) -> AnyView {
    let locale = typed.locale;
    view! {
        <DayField typed=typed.clone() name="first" legend=td_string!(locale, bookings.times.first).to_string() optional=true/>
        <DayField typed=typed.clone() name="until" legend=td_string!(locale, bookings.times.until).to_string() optional=true/>
    }
    .into_any()
}
