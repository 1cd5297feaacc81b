//! The addresses by which phones and other programs follow a calendar: seen once, by who made it, as an invitation is.

use crate::{
    app::{
        bookings::policy::sight,
        calendar::{
            actions::{FollowMine, FollowSpace, StopMine, StopSpace},
            store::feeds::{self, Address},
        },
        i18n::*,
        paths,
        people::card,
        ui::{
            form::{ButtonForm, Form, Submit},
            frame::Frame,
            icon::Icon,
        },
        visit::{Visit, page},
        words,
    },
    platform::error::AppError,
};
use chrono_tz::{Europe::Paris, Tz};
use leptos::{prelude::*, server_fn::ServerFn};

#[component]
pub fn MyFeedPage() -> impl IntoView {
    page(my_feed)
}

async fn my_feed(visit: Visit) -> Result<AnyView, AppError> {
    let address = feeds::own(visit.state.db.read(), visit.signed()?).await?;
    let locale = visit.locale;
    let told = [
        td_string!(locale, calendar.feed.mine_holds),
        td_string!(locale, calendar.feed.no_names),
        td_string!(locale, calendar.feed.secret),
    ];
    let following = Following {
        title: td_string!(locale, calendar.feed.mine).to_string(),
        back: (paths::ME.to_owned(), td_string!(locale, people.me.title).to_string()),
        told: told.map(str::to_owned).to_vec(),
        fields: vec![],
        make: FollowMine::url(),
        stop: StopMine::url(),
        zone: Paris,
    };
    following.shown(visit, address).await
}

#[component]
pub fn SpaceFeedPage() -> impl IntoView {
    page(space_feed)
}

async fn space_feed(visit: Visit) -> Result<AnyView, AppError> {
    let (sight, space) = sight(&visit, visit.id("id")?).await?;
    sight.publishes()?;
    let address = feeds::of_space(visit.state.db.read(), &space).await?;
    let locale = visit.locale;
    let told = [td_string!(locale, calendar.feed.space_holds), td_string!(locale, calendar.feed.space_shared)];
    let following = Following {
        title: td_string!(locale, calendar.feed.of_space, space = space.name.clone()).to_string(),
        back: (paths::space(space.id), space.name.clone()),
        told: told.map(str::to_owned).to_vec(),
        fields: vec![("space", space.id.to_string())],
        make: FollowSpace::url(),
        stop: StopSpace::url(),
        zone: space.zone,
    };
    following.shown(visit, address).await
}

/// A page about one feed.
struct Following {
    title: String,
    back: (String, String),
    /// What is in it, and who may have it.
    told: Vec<String>,
    /// What names it in its forms.
    fields: Vec<(&'static str, String)>,
    make: &'static str,
    stop: &'static str,
    zone: Tz,
}

impl Following {
    async fn shown(self, visit: Visit, address: Option<Address>) -> Result<AnyView, AppError> {
        let locale = visit.locale;
        let handed = card::handed(&visit.parts.headers);
        let token =
            handed.filter(|(_, hash)| address.as_ref().is_some_and(|address| address.is(hash))).map(|(token, _)| token);
        let card =
            token.map(|token| written(locale, &format!("{}{}", visit.state.settings.base_url(), paths::feed(&token))));
        let typed = visit.typed("").await?;
        let label = match address {
            Some(_) => td_string!(locale, calendar.feed.renew),
            None => td_string!(locale, calendar.feed.make),
        };
        let state = address.map(|address| self.state(locale, &address, card.is_some()));
        let class = if state.is_some() { "button secondary" } else { "button big" };
        let hidden = self
            .fields
            .iter()
            .map(|(name, value)| view! { <input type="hidden" name=*name value=value.clone()/> })
            .collect_view();
        let told = self.told.iter().map(|line| view! { <p>{line.clone()}</p> }).collect_view();
        let ((href, back), title) = (self.back, self.title);
        Ok(view! {
            <Frame visit=visit title=title.clone()>
                <header class="page-head">
                    <p class="back"><a href=href><Icon name="arrow-back"/><span>{back}</span></a></p>
                    <h1>{title}</h1>
                </header>
                {card}
                {told}
                {state}
                <Form typed action=self.make>{hidden}<Submit label icon="link" class/></Form>
            </Frame>
        }
        .into_any())
    }

    /// Since when there is an address, and the way to stop it.
    fn state(&self, locale: Locale, address: &Address, shown: bool) -> AnyView {
        let since = words::instant(locale, address.made_at, self.zone);
        let gone = (!shown).then(|| view! { <p>{td_string!(locale, calendar.feed.gone)}</p> });
        view! {
            <section class="section">
                <h2>{td_string!(locale, calendar.feed.works)}</h2>
                <p>{td_string!(locale, calendar.feed.since, when = since)}</p>
                {gone}
                <div class="actions">
                    <ButtonForm action=self.stop fields=self.fields.clone() label=td_string!(locale, calendar.feed.stop) icon="cross" class="button danger"/>
                </div>
                <p class="hint">{td_string!(locale, calendar.feed.renew_why)}</p>
            </section>
        }
        .into_any()
    }
}

/// The address, to be followed on this device, photographed or copied.
fn written(locale: Locale, link: &str) -> AnyView {
    let there = link.split_once("://").map_or(link, |(_, rest)| rest);
    let webcal = format!("webcal://{there}");
    let square = card::qr(link).map(|(path, side)| {
        let (label, frame) = (td_string!(locale, calendar.feed.qr).to_string(), format!("0 0 {side} {side}"));
        view! {
            <div class="invitation-qr"><svg role="img" aria-label=label viewBox=frame shape-rendering="crispEdges"><path d=path></path></svg></div>
        }
    });
    view! {
        <article class="invitation">
            <header><b>{td_string!(locale, calendar.feed.address)}</b><span>{td_string!(locale, calendar.feed.once)}</span></header>
            {square}
            <p class="invitation-link">{link.to_owned()}</p>
        </article>
        <div class="actions">
            <a class="button" href=webcal><Icon name="calendar"/><span>{td_string!(locale, calendar.feed.open)}</span></a>
        </div>
        <details class="more">
            <summary>{td_string!(locale, calendar.feed.how)}</summary>
            <ul>
                <li>{td_string!(locale, calendar.feed.how_iphone)}</li>
                <li>{td_string!(locale, calendar.feed.how_android)}</li>
                <li>{td_string!(locale, calendar.feed.how_other)}</li>
            </ul>
        </details>
    }
    .into_any()
}
