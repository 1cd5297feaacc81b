//! What a page says of what the phone keeps: each sentence once, as a template that `pocket.js` fills in and shows.

use super::{icon::Icon, islands::Scripts};
use crate::{
    app::{access::Member, i18n::*, paths},
    islands::Pocket,
};
use leptos::prelude::*;
use serde_json::json;

/// Who notes, in which group, on whose phone.
#[derive(Clone)]
pub struct Keeping {
    locale: Locale,
    /// As `pocket.js` reads it.
    given: serde_json::Value,
}

impl Keeping {
    pub fn of(locale: Locale, member: &Member, own_phone: bool) -> Self {
        let slug = &member.cohort.slug;
        let given = json!({
            "person": member.person,
            "own_phone": own_phone,
            "page": paths::phone_record(slug),
            "again": paths::new_record(slug),
            // Which says what "today" is.
            "time_zone": member.cohort.time_zone.name(),
        });
        Self { locale, given }
    }
}

/// What this phone keeps; with `form`, the page's form is kept when there is no network. `form` says what it notes, or
/// nothing where the form itself asks.
#[component]
pub fn KeptHere(keeping: Keeping, #[prop(optional, into)] form: Option<String>) -> impl IntoView {
    let Keeping { locale, mut given } = keeping;
    given["what"] = json!(form);
    let again = given["again"].as_str().unwrap_or_default().to_owned();
    view! {
        <div class="pocket" role="status" data-keeping=given.to_string()></div>
        {happened(locale, again)}
        {waiting(locale)}
        {refused(locale)}
        <Pocket/>
        <Scripts/>
    }
}

/// At sign-out, on one's own phone: what was not sent would be lost, so it is asked about.
#[component]
pub fn Unsent(locale: Locale) -> impl IntoView {
    let lose = td_string!(locale, people.sign_out.lose);
    let sentence = |id: &'static str, text: String| {
        let why = view! {
            <p>{td_string!(locale, people.sign_out.unsent_why)}</p>
            <div class="actions">{send(locale)} {button("leave", "trash", lose.to_string())}</div>
        };
        template(id, "stop", "warning", text, why.into_any())
    };
    view! {
        <div class="pocket" role="status" data-leaving=""></div>
        {sentence("unsent_one", td_string!(locale, people.sign_out.unsent_one).to_string())}
        {sentence("unsent_many", td_string!(locale, people.sign_out.unsent_many).to_string())}
        <Pocket/>
        <Scripts/>
    }
}

/// A notice that is not shown yet. `{n}`, `{what}` and `{day}` stand where they go.
fn template(id: &'static str, class: &str, icon: &'static str, text: String, rest: AnyView) -> AnyView {
    let class = format!("notice {class}");
    view! { <template id=format!("pocket-{id}")><div class=class><Icon name=icon/><div><p>{text}</p>{rest}</div></div></template> }.into_any()
}

fn button(does: &'static str, icon: &'static str, label: String) -> AnyView {
    view! { <button class="button small secondary" type="button" data-do=does><Icon name=icon/><span>{label}</span></button> }.into_any()
}

fn send(locale: Locale) -> AnyView {
    button("send", "arrow-next", td_string!(locale, production.pocket.send).to_string())
}

/// What happened last.
fn happened(locale: Locale, again: String) -> AnyView {
    let (sent, held) = (td_string!(locale, production.pocket.sent), td_string!(locale, production.pocket.held));
    let (lacks, no_room) = (td_string!(locale, production.pocket.lacks), td_string!(locale, production.pocket.no_room));
    let (sign_in, more) = (td_string!(locale, production.pocket.sign_in), td_string!(locale, production.pocket.again));
    view! {
        {template("sent", "done", "check", sent.to_string(), ().into_any())}
        {template("held", "stop", "warning", held.to_string(), send(locale))}
        {template("lacks", "stop", "warning", lacks.to_string(), ().into_any())}
        {template("no_room", "stop", "warning", no_room.to_string(), send(locale))}
        {template("sign_in", "info", "key", sign_in.to_string(), ().into_any())}
        <template id="pocket-again"><a class="button" href=again><Icon name="plus"/><span>{more}</span></a></template>
    }
    .into_any()
}

/// What waits for the network.
fn waiting(locale: Locale) -> AnyView {
    let rest = view! { <ul></ul> <p>{td_string!(locale, production.pocket.kept_why)}</p> {send(locale)} };
    template("kept", "info", "note", td_string!(locale, production.pocket.kept).to_string(), rest.into_any())
}

/// What the server takes no more, by the code of its answer: what may happen between noting and sending.
fn refused(locale: Locale) -> AnyView {
    let one = |id: &'static str, reason: String| {
        let throw_away = td_string!(locale, production.pocket.throw_away).to_string();
        let rest = view! { <p>{reason}</p> {button("throw_away", "trash", throw_away)} };
        template(id, "stop", "warning", td_string!(locale, production.pocket.refused).to_string(), rest.into_any())
    };
    view! {
        {one("cohort_closed", td_string!(locale, production.pocket.cohort_closed).to_string())}
        {one("not_a_choice", td_string!(locale, production.pocket.not_a_choice).to_string())}
        {one("not_found", td_string!(locale, production.pocket.not_found).to_string())}
        {one("outside_cohort", td_string!(locale, production.pocket.outside_cohort).to_string())}
        {one("already_sent", td_string!(locale, production.pocket.already_sent).to_string())}
        {one("refused", td_string!(locale, production.pocket.other_reason).to_string())}
    }
    .into_any()
}
