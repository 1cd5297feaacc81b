//! What was said, as pages of any feature show it: a card, and what is kept about one thing with the way to keep more.

use super::{
    store::{self, Contribution, media::Media},
    words,
};
use crate::{
    app::{
        access::Member,
        i18n::*,
        paths,
        ui::{form::Choice, icon::Icon},
        visit::Visit,
    },
    domain::{
        capitalisation::{About, Medium, Scope},
        language::direction,
    },
    platform::error::AppError,
};
use leptos::prelude::*;

/// What was kept about one thing, for whoever may read it, and the way to keep more. One statement.
pub async fn kept_about(visit: &Visit, member: &Member, about: About) -> Result<AnyView, AppError> {
    let locale = visit.locale;
    let said = store::said_about(visit.state.db.read(), member, about).await?;
    let more = member.cohort.state.takes_words().then(|| {
        let href = paths::new_contribution_about(&member.cohort.slug, &about.to_text());
        view! { <p><a class="button small quiet" href=href><Icon name="lesson"/><span>{td_string!(locale, capitalisation.remember)}</span></a></p> }
    });
    if said.is_empty() {
        return Ok(view! { {more} }.into_any());
    }
    let cards = said.iter().map(|said| card(locale, member, said)).collect_view();
    Ok(view! {
        <section class="section"><h2>{td_string!(locale, giving.kept_about)}</h2><div class="cards">{cards}</div>{more}</section>
    }
    .into_any())
}

/// A contribution as a card that leads to its page.
pub fn card(locale: Locale, member: &Member, said: &Contribution) -> AnyView {
    let icon = words::kind_icon(said.kind);
    let slug = &member.cohort.slug;
    let mine = said.person == member.person;
    let label = if mine {
        td_string!(locale, capitalisation.change_or_withdraw).to_string()
    } else {
        td_string!(locale, giving.open).to_string()
    };
    let (href, body, scope) = (paths::contribution(slug, said.id), body(locale, slug, said), scope(locale, said));
    view! {
        <article class=format!("contribution {icon}")>
            <header><Icon name=icon/><b>{words::kind(locale, said.kind)}</b></header>
            {body}
            <footer><span>{words::said_by(locale, said)}</span>{scope}<a class="link" href=href>{label}</a></footer>
        </article>
    }
    .into_any()
}

/// Who may read it, as a badge.
pub fn scope(locale: Locale, said: &Contribution) -> AnyView {
    let (class, icon, name) = match said.consented_on {
        None => ("badge wait", "clock", td_string!(locale, giving.to_choose).to_string()),
        Some(_) => ("badge", words::scope_icon(said.scope), words::scope(locale, said.scope)),
    };
    view! { <span class=class><Icon name=icon/><span>{name}</span></span> }.into_any()
}

/// Who may read it and what follows, as a row to choose.
pub fn scope_choice(locale: Locale, scope: &Scope) -> Choice {
    Choice::new(scope.code(), words::scope(locale, *scope))
        .hint(words::scope_hint(locale, *scope))
        .icon(words::scope_icon(*scope))
}

/// The words and what goes with them. A voice stands before its words, a picture too.
pub fn body(locale: Locale, slug: &str, said: &Contribution) -> AnyView {
    let media = said.media.as_ref().map(|media| self::media(locale, slug, said, media));
    let lines = said.text.lines().filter(|line| !line.trim().is_empty()).map(|line| view! { <p>{line.to_owned()}</p> });
    let words = (!said.text.is_empty()).then(|| {
        view! {
            <blockquote lang=said.language.clone() dir=direction(&said.language)>{lines.collect_view()}</blockquote>
        }
    });
    view! { {media}{words} }.into_any()
}

fn media(locale: Locale, slug: &str, said: &Contribution, media: &Media) -> AnyView {
    let src = paths::contribution_media(slug, said.id);
    let size = words::size(locale, media);
    match said.medium {
        Medium::Voice => view! {
            <div class="voice"><audio controls preload="none" src=src></audio><p class="hint">{size}</p></div>
        }
        .into_any(),
        _ => {
            let alt = if media.alt.is_empty() { words::medium(locale, said.medium) } else { media.alt.clone() };
            view! { <p class="picture"><img src=src alt=alt loading="lazy" decoding="async"/></p> }.into_any()
        }
    }
}
