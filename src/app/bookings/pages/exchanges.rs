//! What waits for an answer about a booking: the question to her, or her own.

use super::super::{
    actions::{AnswerExchange, WithdrawExchange},
    store::exchanges::Exchange,
    words as said,
};
use crate::app::{
    access::Member,
    i18n::*,
    ui::{form::ButtonForm, icon::Icon},
};
use leptos::{prelude::*, server_fn::ServerFn};

/// The questions about one booking.
pub(super) fn waiting(locale: Locale, member: &Member, exchanges: &[Exchange]) -> AnyView {
    exchanges.iter().map(|exchange| question(locale, member, exchange)).collect_view().into_any()
}

fn question(locale: Locale, member: &Member, exchange: &Exchange) -> AnyView {
    let mine = exchange.asked_by == member.person;
    let (over, buttons) = if mine {
        (td_string!(locale, bookings.exchange.over_mine), withdraw(locale, member, exchange))
    } else {
        (td_string!(locale, bookings.exchange.over), answers(locale, member, exchange))
    };
    let over = (!exchange.stands).then(|| view! { <p>{over.to_string()}</p> });
    view! {
        <section class="section notice wait" aria-label=td_string!(locale, bookings.exchange.question).to_string()>
            <Icon name="clock"/>
            <div><p><b dir="auto">{said::exchange(locale, exchange, mine)}</b></p>{over}<div class="actions">{buttons}</div></div>
        </section>
    }
    .into_any()
}

fn answers(locale: Locale, member: &Member, exchange: &Exchange) -> AnyView {
    let fields = |answer: &str| {
        let exchange = ("exchange", exchange.id.to_string());
        vec![("cohort", member.cohort.slug.clone()), exchange, ("answer", answer.to_owned())]
    };
    let yes = exchange.stands.then(|| {
        let label = td_string!(locale, bookings.exchange.yes).to_string();
        view! { <ButtonForm action=AnswerExchange::url() fields=fields("yes") label=label icon="check" class="button"/> }
    });
    let label = td_string!(locale, bookings.exchange.no).to_string();
    view! { {yes}<ButtonForm action=AnswerExchange::url() fields=fields("no") label=label icon="cross" class="button secondary"/> }
        .into_any()
}

fn withdraw(locale: Locale, member: &Member, exchange: &Exchange) -> AnyView {
    let fields = vec![("cohort", member.cohort.slug.clone()), ("exchange", exchange.id.to_string())];
    let label = td_string!(locale, bookings.exchange.withdraw).to_string();
    view! { <ButtonForm action=WithdrawExchange::url() fields=fields label=label icon="undo"/> }.into_any()
}
