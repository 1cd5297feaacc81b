//! What is put right after a sharing was frozen: new lines, never a change.

use super::{
    super::{
        actions::Correct,
        store::{
            Sharing,
            corrections::{self, Correction},
            counts,
        },
    },
    found, head,
};
use crate::{
    app::{
        i18n::*,
        money::{policy::takes_money, words::signed},
        ui::{
            form::{Choice, Choices, Form, Select, Submit, TextField, Typed},
            frame::{Frame, Group},
        },
        visit::{Visit, page},
        words,
    },
    domain::{money::Cents, problem::Problem},
    platform::error::AppError,
};
use leptos::{prelude::*, server_fn::ServerFn};
use uuid::Uuid;

#[component]
pub fn CorrectionsPage() -> impl IntoView {
    page(list)
}

async fn list(visit: Visit) -> Result<AnyView, AppError> {
    let facilitator = visit.facilitator().await?;
    let mut db = visit.state.db.read().acquire().await?;
    let (sharing, ..) = found(&visit, &mut db, &facilitator).await?;
    if sharing.frozen.is_none() {
        return Err(AppError::field("", Problem::NotDecided));
    }
    takes_money(&facilitator.cohort)?;
    let people = counts::people(&mut *db, &facilitator, sharing.period).await?;
    let made = corrections::all(&mut *db, &facilitator, sharing.id).await?;
    drop(db);
    let group = Group::load(&visit, &facilitator).await?;
    let typed = visit.typed("sharing/correct").await?;
    let (locale, slug) = (visit.locale, facilitator.cohort.slug.clone());
    let head = head(locale, &slug, Some(&sharing), td_string!(locale, sharing.corrections.title).to_string());
    let (rows, form) = (rows(locale, &made), form(typed, slug, &sharing, &people));
    Ok(view! {
        <Frame visit=visit title=td_string!(locale, sharing.corrections.title) group=group place="sharing" form="sharing/correct">
            {head}
            <p class="lead">{td_string!(locale, sharing.corrections.lead)}</p>
            {rows}
            {form}
        </Frame>
    }
    .into_any())
}

fn rows(locale: Locale, made: &[Correction]) -> Option<AnyView> {
    let rows = made.iter().map(|line| {
        let note = format!("{} · {}", words::day(locale, line.made_on), line.reason);
        view! {
            <li><div class="row">
                <span class="row-main"><b>{words::person(locale, &line.name)}</b><span class="row-note" dir="auto">{note}</span></span>
                <span class="row-end"><bdi class="amount">{signed(Cents(line.amount_cents))}</bdi></span>
            </div></li>
        }
    });
    let rows = rows.collect_view();
    (!made.is_empty()).then(|| view! { <ul class="rows">{rows}</ul> }.into_any())
}

fn form(typed: Typed, slug: String, sharing: &Sharing, people: &[(Uuid, String)]) -> AnyView {
    let (locale, id) = (typed.locale, sharing.id.to_string());
    let none = (String::new(), td_string!(locale, sharing.advances.choose).to_string());
    let named = people.iter().map(|(id, name)| (id.to_string(), words::person(locale, name)));
    let options = std::iter::once(none).chain(named).collect();
    let directions = vec![
        Choice::new("more", td_string!(locale, sharing.corrections.more)).icon("plus"),
        Choice::new("less", td_string!(locale, sharing.corrections.less)).icon("minus"),
    ];
    view! {
        <section class="section">
            <h2>{td_string!(locale, sharing.corrections.new)}</h2>
            <Form typed=typed.clone() action=Correct::url() cohort=slug creates=true>
                <input type="hidden" name="sharing" value=id/>
                <Select typed=typed.clone() name="person" label=td_string!(locale, sharing.corrections.person) options=options/>
                <Choices typed=typed.clone() name="direction" legend=td_string!(locale, sharing.corrections.direction) options=directions two=true/>
                <TextField typed=typed.clone() name="amount" label=td_string!(locale, money.new.amount) hint=td_string!(locale, money.new.amount_hint)
                    inputmode="decimal" class="short" autocomplete="off"/>
                <TextField typed=typed name="reason" label=td_string!(locale, sharing.corrections.reason) hint=td_string!(locale, sharing.corrections.reason_hint) autocomplete="off"/>
                <Submit label=td_string!(locale, sharing.corrections.save)/>
            </Form>
        </section>
    }
    .into_any()
}
