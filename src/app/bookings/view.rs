//! What waits for the reader in a space: places that are held for her, moments that she waits for. On the page of the
//! workshop and on the landing page.

use super::{
    actions::waiting::{Leave, Take},
    store::waits::Mine,
    words as said,
};
use crate::{
    app::{
        i18n::*,
        ui::{form::ButtonForm, icon::Icon},
        words,
    },
    domain::time::local,
};
use chrono::{DateTime, Utc};
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use uuid::Uuid;

/// The rows of places that are held for the reader, each with its end and two buttons.
pub fn offers(locale: Locale, slug: &str, mine: &[Mine], now: DateTime<Utc>) -> Vec<AnyView> {
    let offered = mine.iter().filter_map(|wait| Some((wait, wait.offer?.1)));
    offered
        .map(|(wait, until)| {
            let until = td_string!(locale, waiting.until, time = until_words(locale, wait, until, now)).to_string();
            let answer = view! { <span class="row-end">{answers(locale, slug, wait.id)}</span> };
            row("clock", locale, wait, until, answer.into_any())
        })
        .collect()
}

/// "14 h 30", or "demain à 9 h", on the clock of the space.
pub fn until_words(locale: Locale, wait: &Mine, until: DateTime<Utc>, now: DateTime<Utc>) -> String {
    let ((day, time), today) = (local(until, wait.zone), local(now, wait.zone).0);
    match day == today {
        true => words::time(locale, time),
        false => {
            let (day, time) = (words::day_near(locale, day, today), words::time(locale, time));
            td_string!(locale, time.at, day = day, time = time).to_string()
        }
    }
}

/// Yes and no.
pub fn answers(locale: Locale, slug: &str, wait: Uuid) -> AnyView {
    let fields = || vec![("cohort", slug.to_owned()), ("wait", wait.to_string())];
    view! {
        <ButtonForm action=Take::url() fields=fields() label=td_string!(locale, waiting.take).to_string() icon="check" class="button small"/>
        <ButtonForm action=Leave::url() fields=fields() label=td_string!(locale, waiting.refuse).to_string() icon="cross"/>
    }
    .into_any()
}

fn row(icon: &'static str, locale: Locale, wait: &Mine, note: String, end: AnyView) -> AnyView {
    let places = said::places(locale, u32::try_from(wait.people).unwrap_or(0));
    let moment = said::moment(locale, wait.start, wait.end, wait.zone);
    view! {
        <li><div class="row"><Icon name=icon/>
            <span class="row-main"><b>{moment}</b><span class="row-note">{format!("{} · {places}", wait.space_name)}</span>
                {(!note.is_empty()).then(|| view! { <span class="row-note"><b>{note}</b></span> })}</span>
            {end}</div></li>
    }
    .into_any()
}

/// What is held for the reader, and for what she waits. Nothing when there is nothing.
#[component]
pub fn MyWaits(locale: Locale, slug: String, mine: Vec<Mine>, now: DateTime<Utc>) -> impl IntoView {
    let offers = offers(locale, &slug, &mine, now);
    let leave = |wait: &Mine| {
        let fields = vec![("cohort", slug.clone()), ("wait", wait.id.to_string())];
        let button = view! { <ButtonForm action=Leave::url() fields=fields label=td_string!(locale, waiting.leave).to_string() icon="logout"/> };
        row("clock", locale, wait, String::new(), view! { <span class="row-end">{button}</span> }.into_any())
    };
    let waits: Vec<AnyView> = mine.iter().filter(|wait| wait.offer.is_none()).map(leave).collect();
    let offered = (!offers.is_empty()).then(|| {
        view! { <section class="section" id="offers"><h2>{td_string!(locale, waiting.offered_title)}</h2><ul class="rows waiting">{offers}</ul></section> }
    });
    let waited = (!waits.is_empty()).then(|| {
        view! {
            <section class="section"><h2>{td_string!(locale, waiting.mine)}</h2>
                <p>{td_string!(locale, waiting.mine_why)}" "{td_string!(locale, waiting.order)}</p>
                <ul class="rows">{waits}</ul></section>
        }
    });
    view! { {offered}{waited} }
}
