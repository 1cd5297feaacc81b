//! How the plan stood before: the last ten times, compared with today, and the way back.

use super::{
    super::{
        actions::RestorePlan,
        said,
        store::{self, Version},
        whole::{Snapshot, Stay, Whole, fingerprint},
    },
    back, changes,
};
use crate::{
    app::{
        access::Facilitator,
        i18n::*,
        paths,
        ui::{
            form::{Form, Submit, Typed},
            frame::{Frame, Group},
            icon::Icon,
        },
        visit::{Visit, page},
        words,
    },
    domain::{
        plan::{Change, Difference, Item, ItemKind, Preview, diff},
        time::local,
    },
    platform::error::AppError,
};
use leptos::{prelude::*, server_fn::ServerFn};

#[component]
pub fn VersionsPage() -> impl IntoView {
    page(versions)
}

async fn versions(visit: Visit) -> Result<AnyView, AppError> {
    let locale = visit.locale;
    let by = visit.facilitator().await?;
    let group = Group::load(&visit, &by).await?;
    let kept = store::versions(visit.state.db.read(), &by).await?;
    let slug = by.cohort.slug.clone();
    let rows = kept.iter().map(|version| {
        view! {
            <li><a class="row" href=paths::version(&slug, version.id)><Icon name="undo"/>
                <span class="row-main"><b>{before(locale, version)}</b><span class="row-note">{made_at(locale, &by, version)}</span></span>
                <span class="row-end"><Icon name="arrow-next"/></span></a></li>
        }
    });
    let rows = rows.collect_view();
    let body = if kept.is_empty() {
        view! { <div class="empty"><Icon name="undo" big=true/><h2>{td_string!(locale, planning.no_versions)}</h2><p>{td_string!(locale, planning.no_versions_why)}</p></div> }.into_any()
    } else {
        view! { <ul class="rows">{rows}</ul> }.into_any()
    };
    Ok(view! {
        <Frame visit=visit title=td_string!(locale, planning.versions) group=group place="plan">
            <header class="page-head">
                {back(locale, &slug)}
                <h1>{td_string!(locale, planning.versions)}</h1>
                <p class="lead">{td_string!(locale, planning.versions_lead)}</p>
            </header>
            {body}
        </Frame>
    }
    .into_any())
}

fn before(locale: Locale, version: &Version) -> String {
    let title = version.title.clone();
    match version.what.as_str() {
        "restore" => td_string!(locale, planning.before_restore, name = title).to_string(),
        _ => td_string!(locale, planning.before_move, name = title).to_string(),
    }
}

fn made_at(locale: Locale, by: &Facilitator, version: &Version) -> String {
    let (day, time) = local(version.made_at, by.cohort.time_zone);
    words::day_at(locale, day, time)
}

/// What puts everything that is still there back to where it stood. What has been added since stays, and what is over
/// or gone is not called back.
pub fn way_back(whole: &Whole, then: &Snapshot) -> Preview {
    let is_over = |item: &Item| item.kind == ItemKind::Booking && item.last < whole.today;
    let changes = diff(&whole.plan, &then.plan).into_iter().filter_map(|difference| match difference {
        Difference::Changed { before, after } if !is_over(&before) && before.dates() != after.dates() => {
            Some(Change { item: before.id, from: before.dates(), to: after.dates() })
        }
        _ => None,
    });
    Preview { changes: changes.collect(), warnings: Vec::new() }
}

#[component]
pub fn VersionPage() -> impl IntoView {
    page(version)
}

async fn version(visit: Visit) -> Result<AnyView, AppError> {
    let locale = visit.locale;
    let by = visit.facilitator().await?;
    let group = Group::load(&visit, &by).await?;
    let mut db = visit.state.db.read().acquire().await?;
    let version = store::version(&mut *db, &by, visit.id("version")?).await?;
    let then: Snapshot = serde_json::from_str(&version.plan).map_err(|_| AppError::Internal)?;
    let whole = Whole::load(&mut db, &by, visit.now()).await?;
    let preview = way_back(&whole, &then);
    let stays = whole.stays(&mut db, &by, &preview.changes, visit.now()).await?;
    drop(db);
    let title = before(locale, &version);
    let slug = by.cohort.slug.clone();
    let when = made_at(locale, &by, &version);
    let gone = gone(locale, &whole, &then);
    let body = way(locale, &by, &whole, &version, &preview, &stays);
    Ok(view! {
        <Frame visit=visit title=title.clone() group=group place="plan">
            <header class="page-head">
                <p class="back"><a href=paths::versions(&slug)><Icon name="arrow-back"/><span>{td_string!(locale, planning.versions)}</span></a></p>
                <h1>{title}</h1>
                <p class="lead">{when}</p>
            </header>
            {body}
            {gone}
        </Frame>
    }
    .into_any())
}

fn way(
    locale: Locale,
    by: &Facilitator,
    whole: &Whole,
    version: &Version,
    preview: &Preview,
    stays: &[Stay],
) -> AnyView {
    if preview.changes.len() == stays.len() {
        return view! { <p>{td_string!(locale, planning.same)}</p> }.into_any();
    }
    let changes = changes(locale, whole, preview, stays, by.cohort.time_zone);
    if by.cohort.takes_plan().is_err() {
        return view! { <section class="section"><h2>{td_string!(locale, planning.way_back)}</h2>{changes}</section> }
            .into_any();
    }
    let (id, seen) = (version.id.to_string(), fingerprint(preview, stays));
    view! {
        <section class="section">
            <h2>{td_string!(locale, planning.way_back)}</h2>
            {changes}
            <Form typed=Typed::nothing(locale) action=RestorePlan::url() cohort=by.cohort.slug.clone() creates=true>
                <input type="hidden" name="version" value=id/>
                <input type="hidden" name="seen" value=seen/>
                <Submit label=td_string!(locale, planning.restore) icon="undo"/>
            </Form>
        </section>
    }
    .into_any()
}

/// What stood in the plan then and is no longer there: it is named, and not brought back.
fn gone(locale: Locale, whole: &Whole, then: &Snapshot) -> Option<AnyView> {
    let names: Vec<_> = diff(&whole.plan, &then.plan)
        .into_iter()
        .filter_map(|difference| match difference {
            Difference::Added { item } if item.kind != ItemKind::Booking && item.kind != ItemKind::Mission => {
                let title = then.titles.get(&item.id)?.clone();
                Some(view! { <li>{format!("{title}, {}", said::span(locale, item.dates()))}</li> })
            }
            _ => None,
        })
        .collect();
    (!names.is_empty()).then(|| {
        view! { <section class="section"><h2>{td_string!(locale, planning.gone)}</h2><ul>{names}</ul></section> }
            .into_any()
    })
}
