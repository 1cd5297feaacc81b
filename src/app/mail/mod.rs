//! Mail to those who accompany or host and gave a work address: that a place is held for them. It says one sentence and a
//! link. Where no mail server is named, nobody is asked for an address and this page is not there.

pub mod actions;
mod page;
pub mod store;

use crate::{
    app::{bookings::words::moment, i18n::*, paths, words},
    domain::time::local,
    platform::{State, error::AppError, mail::Post},
};
use chrono::{DateTime, Duration, Utc};
use leptos::prelude::*;
use leptos_router::{MatchNestedRoutes, SsrMode, components::Route, path};
use store::Due;

/// The page of this feature.
#[component(transparent)]
pub fn Pages() -> impl MatchNestedRoutes + Clone {
    view! { <Route path=path!("/me/address") view=page::AddressPage ssr=SsrMode::Async/> }.into_inner()
}

/// So many mails at a time.
const AT_ONCE: i64 = 20;

/// Sends the mail that is due. What a mail server refuses is tried again later and later, and given up after a day.
pub async fn deliver(state: &State) -> Result<(), AppError> {
    let now = state.clock.now();
    let mut tx = state.db.begin().await?;
    store::forget(&mut tx, now - Duration::days(1)).await?;
    tx.commit().await?;
    let Some(post) = &state.post else { return Ok(()) };
    for due in store::due(state.db.read(), now, AT_ONCE).await? {
        let sent = send(state, post, &due).await;
        // One by one, so that a mail that went is not sent again when the next one fails.
        let mut tx = state.db.begin().await?;
        match sent {
            Ok(()) => store::done(&mut tx, due.booking).await?,
            Err(error) => {
                tracing::warn!(%error, "mail");
                store::later(&mut tx, due.booking, next_try(now, due.tries)).await?;
            }
        }
        tx.commit().await?;
    }
    Ok(())
}

/// A minute later, then two, four, up to an hour.
fn next_try(now: DateTime<Utc>, tries: i64) -> DateTime<Utc> {
    let minutes = 1_i64 << tries.clamp(0, 6);
    now + Duration::minutes(minutes.min(60))
}

async fn send(state: &State, post: &Post, due: &Due) -> Result<(), crate::platform::mail::MailError> {
    let locale: Locale = due.language.parse().unwrap_or_default();
    let address = post.open(due.person, &due.sealed)?;
    let (day, time) = local(due.hold_until, due.zone);
    let text = td_string!(
        locale,
        waiting.mail.text,
        space = due.space.clone(),
        moment = moment(locale, due.starts_at, due.ends_at, due.zone),
        until = words::day_at(locale, day, time)
    );
    let link = format!("{}{}", state.settings.base_url(), paths::booking(&due.slug, due.booking));
    let subject = td_string!(locale, waiting.mail.subject).to_string();
    post.send(&address, &subject, format!("{text}\n\n{link}\n")).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tries_are_further_and_further_apart() {
        let now = DateTime::UNIX_EPOCH;
        let minutes: Vec<i64> = (0..9).map(|tries| (next_try(now, tries) - now).num_minutes()).collect();
        assert_eq!(minutes, [1, 2, 4, 8, 16, 32, 60, 60, 60]);
    }
}
