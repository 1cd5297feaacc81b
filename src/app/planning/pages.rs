//! What facilitators see before they move, after they have moved, and the marks that a move should not cross.

mod deadlines;
mod moving;
mod versions;

pub use deadlines::DeadlinesPage;
pub use moving::MovePage;
pub use versions::{VersionPage, VersionsPage, way_back};

use super::{
    said,
    whole::{Stay, Whole},
};
use crate::{
    app::{i18n::*, paths, ui::icon::Icon},
    domain::plan::{Change, Preview},
};
use leptos::prelude::*;

fn back(locale: Locale, slug: &str) -> AnyView {
    view! { <p class="back"><a href=paths::plan(slug)><Icon name="arrow-back"/><span>{td_string!(locale, frame.plan)}</span></a></p> }
        .into_any()
}

/// Each item that would move with its old and its new days and what to know of it; then what stays, and why.
fn changes(locale: Locale, whole: &Whole, preview: &Preview, stays: &[Stay], zone: chrono_tz::Tz) -> AnyView {
    let stays_here = |change: &&Change| stays.iter().any(|stay| stay.item == change.item);
    let rows = preview
        .changes
        .iter()
        .filter(|change| !stays_here(change))
        .map(|change| row(locale, whole, preview, change, zone));
    let rows = rows.collect_view();
    let left = stays.iter().filter_map(|stay| {
        let known = whole.known.get(&stay.item)?;
        let day = said::span(locale, whole.item(stay.item)?.dates());
        Some(view! {
            <li><div class="row"><Icon name="lock"/>
                <span class="row-main"><b>{said::name(locale, known, zone)}</b>
                    <span class="row-note">{format!("{day} · {}", said::stay(locale, stay.why))}</span></span></div></li>
        })
    }).collect::<Vec<_>>();
    let left = (!left.is_empty()).then(|| {
        view! {
            <h3>{td_string!(locale, planning.stays)}</h3>
            <p>{td_string!(locale, planning.stays_why)}</p>
            <ul class="rows">{left}</ul>
        }
    });
    let around = around(locale, whole, preview);
    view! { <ul class="rows changes">{rows}</ul> {left} {around} }.into_any()
}

fn row(locale: Locale, whole: &Whole, preview: &Preview, change: &Change, zone: chrono_tz::Tz) -> Option<AnyView> {
    let known = whole.known.get(&change.item)?;
    let (from, to) = (said::span(locale, change.from), said::span(locale, change.to));
    let warnings = preview.warnings.iter().filter(|warning| warning.item == change.item).map(|warning| {
        view! { <span class="badge wait"><Icon name="warning"/>{said::warning(locale, whole, &warning.reason)}</span> }
    });
    let warnings = warnings.collect_view();
    Some(
        view! {
            <li><div class="row"><Icon name=said::icon(known)/>
                <span class="row-main"><b>{said::name(locale, known, zone)}</b>
                    <span class="row-note"><span class="visually-hidden">{td_string!(locale, planning.before)}" "</span>{from}</span>
                    <span>{td_string!(locale, planning.becomes, days = to).to_string()}</span>
                    {warnings}</span></div></li>
        }
        .into_any(),
    )
}

/// Warnings about what stays where it is while its phase moves.
fn around(locale: Locale, whole: &Whole, preview: &Preview) -> Option<AnyView> {
    let moves = |id| preview.changes.iter().any(|change| change.item == id);
    let rows: Vec<_> = preview.warnings.iter().filter(|warning| !moves(warning.item)).filter_map(|warning| {
        let known = whole.known.get(&warning.item)?;
        Some(view! {
            <li><div class="row"><Icon name="warning"/>
                <span class="row-main"><b>{known.title.clone()}</b><span class="row-note">{said::warning(locale, whole, &warning.reason)}</span></span></div></li>
        })
    }).collect();
    (!rows.is_empty())
        .then(|| view! { <h3>{td_string!(locale, planning.around)}</h3><ul class="rows">{rows}</ul> }.into_any())
}
