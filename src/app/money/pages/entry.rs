//! One entry, and how it is taken back; and the form of a new one.

use super::{
    super::{
        actions::{Enter, TakeBack},
        forms::BY_HAND,
        policy, store, words as said,
    },
    head,
};
use crate::{
    app::{
        i18n::*,
        paths,
        ui::{
            covered::Covered,
            form::{ButtonForm, DayField, Form, Select, Submit, TextField},
            frame::{Frame, Group},
            icon::Icon,
        },
        visit::{Visit, page},
        words,
    },
    domain::journal::{Account, Entry},
    platform::error::AppError,
};
use leptos::{prelude::*, server_fn::ServerFn};
use uuid::Uuid;

#[component]
pub fn NewEntryPage() -> impl IntoView {
    page(new)
}

async fn new(visit: Visit) -> Result<AnyView, AppError> {
    let facilitator = visit.facilitator().await?;
    policy::takes_money(&facilitator.cohort)?;
    let group = Group::load(&visit, &facilitator).await?;
    let typed = visit.typed("money/enter").await?;
    let (locale, slug) = (visit.locale, facilitator.cohort.slug.clone());
    let today = facilitator.cohort.today(visit.now());
    let head = head(locale, &slug, td_string!(locale, money.new.title).to_string());
    let none = (String::new(), td_string!(locale, money.new.choose).to_string());
    let accounts = BY_HAND.iter().map(|account| {
        let words = format!("{} · {}", said::account(locale, *account), said::account_hint(locale, *account));
        (account.code().to_owned(), words)
    });
    let options = std::iter::once(none).chain(accounts).collect();
    Ok(view! {
        <Frame visit=visit title=td_string!(locale, money.new.title) group=group place="money" form="money/enter">
            {head}
            <p class="lead">{td_string!(locale, money.new.lead)}</p>
            <Form typed=typed.clone() action=Enter::url() cohort=slug creates=true>
                <Select typed=typed.clone() name="account" label=td_string!(locale, money.new.account) options=options/>
                <TextField typed=typed.clone() name="amount" label=td_string!(locale, money.new.amount) hint=td_string!(locale, money.new.amount_hint)
                    inputmode="decimal" class="short" autocomplete="off"/>
                <DayField typed=typed.clone() name="on" legend=td_string!(locale, money.new.on) value=today/>
                <TextField typed=typed name="what" label=td_string!(locale, money.new.what) hint=td_string!(locale, money.new.what_hint) autocomplete="off"/>
                <Submit label=td_string!(locale, money.new.save)/>
            </Form>
        </Frame>
    }
    .into_any())
}

#[component]
pub fn EntryPage() -> impl IntoView {
    page(one)
}

async fn one(visit: Visit) -> Result<AnyView, AppError> {
    let member = visit.member().await?;
    let group = Group::load(&visit, &member).await?;
    let (entry, gone) = store::entry(visit.state.db.read(), &member, visit.id("entry")?).await?;
    let (locale, slug) = (visit.locale, member.cohort.slug.clone());
    let head = head(locale, &slug, entry.what.clone());
    let may = member.role.is_facilitator() && policy::moves(&member.cohort);
    let (facts, back) = (facts(locale, &slug, &entry), back(locale, &slug, &entry, gone, may));
    Ok(view! {
        <Frame visit=visit.clone() title=entry.what.clone() group=group place="money">
            {head}
            <Covered visit=visit>{facts}</Covered>
            {back}
        </Frame>
    }
    .into_any())
}

fn facts(locale: Locale, slug: &str, entry: &Entry) -> AnyView {
    let opposite = entry.reverses.map(|id| {
        view! {
            <p><a class="link" href=paths::entry(slug, id)>{td_string!(locale, money.entry.opposite_of)}</a></p>
        }
    });
    view! {
        <dl class="facts">
            <div><dt>{td_string!(locale, money.entry.amount)}</dt><dd><bdi>{said::signed(entry.amount)}</bdi></dd></div>
            <div><dt>{td_string!(locale, money.entry.account)}</dt><dd>{said::account(locale, entry.account)}</dd></div>
            <div><dt>{td_string!(locale, money.entry.on)}</dt><dd>{words::day(locale, entry.on)}</dd></div>
        </dl>
        <p class="hint">{said::account_hint(locale, entry.account)}</p>
        {opposite}
    }
    .into_any()
}

/// How the entry is taken back, or why not.
fn back(locale: Locale, slug: &str, entry: &Entry, gone: bool, may: bool) -> Option<AnyView> {
    let note = |icon: &'static str, text: String| {
        view! { <div class="notice info"><Icon name=icon/><div><p>{text}</p></div></div> }.into_any()
    };
    if gone {
        return Some(note("undo", td_string!(locale, money.entry.gone).to_string()));
    }
    if entry.source.is_some() {
        let sharing = (entry.account == Account::Shares).then(|| {
            view! {
                <p><a class="link" href=paths::sharings(slug)>{td_string!(locale, money.entry.to_sharing)}</a></p>
            }
        });
        let told = note("link", td_string!(locale, money.entry.of_source).to_string());
        return Some(view! { {told} {sharing} }.into_any());
    }
    if !may || entry.reverses.is_some() {
        return None;
    }
    let fields =
        vec![("cohort", slug.to_owned()), ("entry", entry.id.to_string()), ("key", Uuid::now_v7().to_string())];
    Some(
        view! {
            <details class="more">
                <summary>{td_string!(locale, money.entry.back_ask)}</summary>
                <p>{td_string!(locale, money.entry.back_rule)}</p>
                <ButtonForm action=TakeBack::url() fields=fields label=td_string!(locale, money.entry.back) icon="undo" class="button danger"/>
            </details>
        }
        .into_any(),
    )
}
