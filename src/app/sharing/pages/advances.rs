//! Advances: each member's own, and for who accompanies the group all that were paid.

use super::{
    super::{
        actions::{Advance as Note, WithdrawAdvance},
        store::{
            advances::{self, Advance},
            counts,
        },
    },
    head,
};
use crate::{
    app::{
        access::Member,
        i18n::*,
        money::policy::moves,
        ui::{
            covered::Covered,
            form::{ButtonForm, DayField, Form, Select, Submit, TextField, Typed},
            frame::{Frame, Group},
            icon::Icon,
        },
        visit::{Visit, page},
        words,
    },
    domain::money::Cents,
    platform::error::AppError,
};
use chrono::NaiveDate;
use leptos::{prelude::*, server_fn::ServerFn};
use uuid::Uuid;

#[component]
pub fn AdvancesPage() -> impl IntoView {
    page(list)
}

async fn list(visit: Visit) -> Result<AnyView, AppError> {
    let member = visit.member().await?;
    let group = Group::load(&visit, &member).await?;
    let typed = visit.typed("sharing/advance").await?;
    let mut db = visit.state.db.read().acquire().await?;
    let (facilitates, writes) = (member.role.is_facilitator(), moves(&member.cohort));
    let advances = match facilitates {
        true => advances::all(&mut *db, &member.clone().facilitator()?).await?,
        false => advances::own(&mut *db, &member).await?,
    };
    let people = counts::people(&mut *db, &member, member.cohort.dates).await?;
    drop(db);
    let (locale, slug) = (visit.locale, member.cohort.slug.clone());
    let head = head(locale, &slug, None, td_string!(locale, sharing.advances.title).to_string());
    let lead = match facilitates {
        true => td_string!(locale, sharing.advances.lead_all).to_string(),
        false => td_string!(locale, sharing.advances.lead_own).to_string(),
    };
    let today = member.cohort.today(visit.now());
    let form = (facilitates && writes).then(|| form(&member, typed, &people, today));
    let rows = rows(locale, &slug, &advances, facilitates, writes);
    Ok(view! {
        <Frame visit=visit.clone() title=td_string!(locale, sharing.advances.title) group=group place="sharing" form="sharing/advance">
            {head}
            <p class="lead">{lead}</p>
            <Covered visit=visit>{rows}</Covered>
            {form}
        </Frame>
    }
    .into_any())
}

fn rows(locale: Locale, slug: &str, advances: &[Advance], named: bool, writes: bool) -> AnyView {
    if advances.is_empty() {
        return view! { <p>{td_string!(locale, sharing.advances.none)}</p> }.into_any();
    }
    let row = |advance: &Advance| {
        let day = words::day(locale, advance.on_day);
        let title = if named { words::person(locale, &advance.name) } else { day.clone() };
        let state = match (advance.withdrawn_on, advance.sharing) {
            (Some(_), _) => td_string!(locale, money.taken_back).to_string(),
            (_, Some(_)) => td_string!(locale, sharing.advances.deducted).to_string(),
            _ => td_string!(locale, sharing.advances.open).to_string(),
        };
        let note = if named { format!("{day} · {state}") } else { state };
        let back = (named && writes && advance.withdrawn_on.is_none() && advance.sharing.is_none()).then(|| {
            let fields = vec![("cohort", slug.to_owned()), ("advance", advance.id.to_string())];
            view! { <ButtonForm action=WithdrawAdvance::url() fields=fields label=td_string!(locale, sharing.advances.back) icon="undo"/> }
        });
        view! {
            <li><div class="row"><Icon name="coins"/>
                <span class="row-main"><b>{title}</b><span class="row-note">{note}</span></span>
                <span class="row-end"><bdi class="amount">{Cents(advance.amount_cents).french()}</bdi>{back}</span>
            </div></li>
        }
    };
    let rows = advances.iter().map(row).collect_view();
    view! { <ul class="rows">{rows}</ul> }.into_any()
}

fn form(member: &Member, typed: Typed, people: &[(Uuid, String)], today: NaiveDate) -> AnyView {
    let locale = typed.locale;
    let none = (String::new(), td_string!(locale, sharing.advances.choose).to_string());
    let named = people.iter().map(|(id, name)| (id.to_string(), words::person(locale, name)));
    let options = std::iter::once(none).chain(named).collect();
    view! {
        <section class="section">
            <h2>{td_string!(locale, sharing.advances.new)}</h2>
            <Form typed=typed.clone() action=Note::url() cohort=member.cohort.slug.clone() creates=true>
                <Select typed=typed.clone() name="person" label=td_string!(locale, sharing.advances.person) options=options/>
                <TextField typed=typed.clone() name="amount" label=td_string!(locale, money.new.amount) hint=td_string!(locale, money.new.amount_hint)
                    inputmode="decimal" class="short" autocomplete="off"/>
                <DayField typed=typed name="on" legend=td_string!(locale, sharing.advances.on) value=today/>
                <Submit label=td_string!(locale, sharing.advances.save)/>
            </Form>
        </section>
    }
    .into_any()
}
