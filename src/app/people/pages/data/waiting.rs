//! What is stored about the reader's waiting: places in line, lifted quotas, a work address.

use crate::{
    app::{bookings::words::moment, i18n::*, mail, people::store, visit::Visit, words},
    domain::fairness::WaitState,
    platform::{error::AppError, session::Signed},
};
use chrono_tz::Tz;

/// For what she waited, and what became of it.
pub async fn waits(visit: &Visit, signed: &Signed) -> Result<Vec<String>, AppError> {
    let locale = visit.locale;
    let own = store::own_waits(visit.state.db.read(), signed).await?;
    let line = |wait: store::OwnWait| {
        let zone: Tz = wait.time_zone.parse().unwrap_or(Tz::Europe__Paris);
        let state = WaitState::from_code(&wait.state).map(|state| became(locale, state)).unwrap_or_default();
        let when = moment(locale, wait.starts_at, wait.ends_at, zone);
        let line = td_string!(locale, waiting.data.wait, space = wait.space, moment = when, state = state).to_string();
        format!("{line} {}", wait.purpose).trim_end().to_owned()
    };
    Ok(own.into_iter().map(line).collect())
}

fn became(locale: Locale, state: WaitState) -> String {
    match state {
        WaitState::Waiting => td_string!(locale, waiting.states.waiting),
        WaitState::Offered => td_string!(locale, waiting.states.offered),
        WaitState::Taken => td_string!(locale, waiting.states.taken),
        WaitState::Lapsed => td_string!(locale, waiting.states.lapsed),
        WaitState::Left => td_string!(locale, waiting.states.left),
        WaitState::Over => td_string!(locale, waiting.states.over),
    }
    .to_string()
}

/// For which days her quota was lifted, and lifts that she made.
pub async fn lifts(visit: &Visit, signed: &Signed) -> Result<Vec<String>, AppError> {
    let locale = visit.locale;
    let own = store::own_lifts(visit.state.db.read(), signed).await?;
    let line = |(space, first, last, reason, mine)| {
        let (first, last) = (words::day(locale, first), words::day(locale, last));
        match mine {
            true => td_string!(locale, waiting.data.lift, space = space, first = first, last = last, reason = reason)
                .to_string(),
            false => {
                td_string!(locale, waiting.data.lifted, space = space, first = first, last = last, reason = reason)
                    .to_string()
            }
        }
    };
    Ok(own.into_iter().map(line).collect())
}

/// Her work address. Without the key it cannot be read here either.
pub async fn address(visit: &Visit, signed: &Signed) -> Result<Option<String>, AppError> {
    let Some(sealed) = mail::store::sealed(visit.state.db.read(), signed).await? else { return Ok(None) };
    let opened = visit.state.post.as_ref().and_then(|post| post.open(signed.person, &sealed).ok());
    Ok(Some(match opened {
        Some(address) => td_string!(visit.locale, waiting.data.address, value = address).to_string(),
        None => td_string!(visit.locale, waiting.data.address_sealed).to_string(),
    }))
}
