//! What pages of other features show of bookings: those that are for one order or one mission, and the way to one more.

use super::{purpose::For, store::purposes, words::moment};
use crate::{
    app::{access::Member, i18n::*, paths, ui::icon::Icon, visit::Visit},
    platform::error::AppError,
};
use leptos::prelude::*;

/// The bookings for an order or a mission; who may still work on it books another. One statement.
pub async fn bookings_for(visit: &Visit, member: &Member, whom: For, open: bool) -> Result<AnyView, AppError> {
    let (locale, slug) = (visit.locale, &member.cohort.slug);
    let lines = purposes::bookings_for(visit.state.db.read(), member, whom).await?;
    let open = open && member.cohort.state.takes_work();
    if lines.is_empty() && !open {
        return Ok(().into_any());
    }
    let row = |line: &purposes::Line| {
        let zone = line.time_zone.parse().unwrap_or(member.cohort.time_zone);
        let when = moment(locale, line.starts_at, line.ends_at, zone);
        view! {
            <li><a class="row" href=paths::booking(slug, line.id)><Icon name="workshop"/>
                <span class="row-main"><b>{when}</b><span class="row-note" dir="auto">{format!("{} · {}", line.space, line.person)}</span></span>
                <span class="row-end"><Icon name="arrow-next"/></span></a></li>
        }
    };
    let list = match lines.is_empty() {
        true => view! { <p class="hint">{td_string!(locale, bookings.none_for)}</p> }.into_any(),
        false => view! { <ul class="rows">{lines.iter().map(row).collect_view()}</ul> }.into_any(),
    };
    let book = open.then(|| {
        let href = paths::book_for(slug, &whom.code());
        view! { <p><a class="button secondary" href=href><Icon name="plus"/><span>{td_string!(locale, bookings.book_workshop)}</span></a></p> }
    });
    Ok(view! { <section class="section"><h2>{td_string!(locale, bookings.title)}</h2>{list}{book}</section> }
        .into_any())
}
