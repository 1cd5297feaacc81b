//! Passing a place on: to somebody who takes it, or against a place of hers.

use super::super::{
    actions::AskExchange,
    policy,
    store::{self, Booking, exchanges::Theirs},
    words::moment,
};
use crate::{
    app::{
        access::Member,
        i18n::*,
        paths,
        poles::store::{Person, people},
        ui::{
            form::{Form, Select, Submit, Typed},
            frame::{Frame, Group},
            icon::Icon,
        },
        visit::{Visit, page},
    },
    platform::error::AppError,
};
use leptos::{prelude::*, server_fn::ServerFn};

const FORM: &str = "bookings/ask-exchange";

#[component]
pub fn PassPage() -> impl IntoView {
    page(pass)
}

async fn pass(visit: Visit) -> Result<AnyView, AppError> {
    let member = visit.member().await?;
    member.cohort.takes_work()?;
    let typed = visit.typed(FORM).await?;
    let group = Group::load(&visit, &member).await?;
    let mut db = visit.state.db.read().acquire().await?;
    let booking = store::booking(&mut *db, &member, visit.id("id")?).await?;
    policy::may_pass(&member, &booking, visit.now())?;
    let people = people(&mut *db, &member).await?;
    let theirs = store::exchanges::others(&mut *db, &member, &booking, visit.now()).await?;
    drop(db);
    let locale = visit.locale;
    let title = td_string!(locale, bookings.exchange.title).to_string();
    let now = moment(locale, booking.start, booking.end, booking.zone);
    let back = paths::booking(&member.cohort.slug, booking.id);
    let (give, swap) = (give(&typed, &member, &booking, people), swap(&typed, &member, &booking, theirs));
    Ok(view! {
        <Frame visit=visit title=title.clone() group=group place="workshop" form=FORM>
            <p class="back"><a href=back><Icon name="arrow-back"/><span>{now}</span></a></p>
            <header class="page-head"><h1>{title}</h1><p class="lead">{td_string!(locale, bookings.exchange.lead)}</p></header>
            {give}
            {swap}
        </Frame>
    }
    .into_any())
}

/// To somebody, for nothing.
fn give(typed: &Typed, member: &Member, booking: &Booking, people: Vec<Person>) -> AnyView {
    let locale = typed.locale;
    let others = people.into_iter().filter(|person| person.id != member.person);
    let options: Vec<(String, String)> =
        std::iter::once((String::new(), td_string!(locale, bookings.exchange.choose).to_string()))
            .chain(others.map(|person| (person.id.to_string(), person.name)))
            .collect();
    let (typed, id, slug) = (typed.clone(), booking.id.to_string(), member.cohort.slug.clone());
    view! {
        <section class="section"><h2>{td_string!(locale, bookings.exchange.give)}</h2>
            <Form typed=typed.clone() action=AskExchange::url() cohort=slug creates=true>
                <input type="hidden" name="booking" value=id/>
                <Select typed=typed.clone() name="person" label=td_string!(locale, bookings.exchange.to_whom) options=options/>
                <Submit label=td_string!(locale, bookings.exchange.ask_give)/>
            </Form></section>
    }
    .into_any()
}

/// Against a place of somebody else.
fn swap(typed: &Typed, member: &Member, booking: &Booking, theirs: Vec<Theirs>) -> AnyView {
    let locale = typed.locale;
    if theirs.is_empty() {
        return view! {
            <section class="section"><h2>{td_string!(locale, bookings.exchange.swap)}</h2><p>{td_string!(locale, bookings.exchange.nothing)}</p></section>
        }
        .into_any();
    }
    let label = |other: &Theirs| {
        let zone = other.time_zone.parse().unwrap_or(booking.zone);
        let there = if other.space == booking.space_name { String::new() } else { format!(" ({})", other.space) };
        format!("{} · {}{there}", other.person, moment(locale, other.starts_at, other.ends_at, zone))
    };
    let options: Vec<(String, String)> =
        std::iter::once((String::new(), td_string!(locale, bookings.exchange.choose).to_string()))
            .chain(theirs.iter().map(|other| (other.id.to_string(), label(other))))
            .collect();
    let (typed, id, slug) = (typed.clone(), booking.id.to_string(), member.cohort.slug.clone());
    view! {
        <section class="section"><h2>{td_string!(locale, bookings.exchange.swap)}</h2>
            <Form typed=typed.clone() action=AskExchange::url() cohort=slug creates=true id="swap">
                <input type="hidden" name="booking" value=id/>
                <Select typed=typed.clone() name="taken" label=td_string!(locale, bookings.exchange.which) options=options/>
                <Submit label=td_string!(locale, bookings.exchange.ask_swap) class="button big secondary"/>
            </Form></section>
    }
    .into_any()
}
