//! How this feature speaks: states, customers, what to talk about before saying yes.

use super::store::Order;
use crate::{
    app::{i18n::*, words},
    domain::order::{Caution, CustomerKind, OrderState},
};

pub fn state(locale: Locale, state: OrderState) -> String {
    match state {
        OrderState::Quote => td_string!(locale, orders.states.quote),
        OrderState::Confirmed => td_string!(locale, orders.states.confirmed),
        OrderState::InProduction => td_string!(locale, orders.states.in_production),
        OrderState::Delivered => td_string!(locale, orders.states.delivered),
        OrderState::Paid => td_string!(locale, orders.states.paid),
        OrderState::Cancelled => td_string!(locale, orders.states.cancelled),
    }
    .to_string()
}

/// Class and pictogram of a state.
pub fn look(state: OrderState) -> (&'static str, &'static str) {
    match state {
        OrderState::Quote => ("badge", "file"),
        OrderState::Confirmed => ("badge wait", "clock"),
        OrderState::InProduction => ("badge info", "tools"),
        OrderState::Delivered => ("badge wait", "truck"),
        OrderState::Paid => ("badge done", "check"),
        OrderState::Cancelled => ("badge stop", "cross"),
    }
}

/// The button that takes an order to a state.
pub fn go(locale: Locale, next: OrderState) -> String {
    match next {
        OrderState::Confirmed => td_string!(locale, orders.go.confirmed),
        OrderState::InProduction => td_string!(locale, orders.go.in_production),
        OrderState::Delivered => td_string!(locale, orders.go.delivered),
        OrderState::Paid => td_string!(locale, orders.go.paid),
        OrderState::Quote | OrderState::Cancelled => td_string!(locale, orders.go.cancelled),
    }
    .to_string()
}

pub fn kind(locale: Locale, kind: CustomerKind) -> String {
    match kind {
        CustomerKind::Household => td_string!(locale, orders.kinds.household),
        CustomerKind::Company => td_string!(locale, orders.kinds.company),
        CustomerKind::Association => td_string!(locale, orders.kinds.association),
        CustomerKind::PublicBody => td_string!(locale, orders.kinds.public_body),
    }
    .to_string()
}

/// How the customer is called; one who was forgotten has no name left.
pub fn customer(locale: Locale, name: &str) -> String {
    if name.is_empty() { td_string!(locale, orders.forgotten).to_string() } else { name.to_owned() }
}

/// "Commande n° 3 : Mairie du 18e"
pub fn title(locale: Locale, order: &Order) -> String {
    td_string!(locale, orders.named, number = order.number, customer = customer(locale, &order.customer)).to_string()
}

pub fn caution(locale: Locale, caution: Caution) -> String {
    match caution {
        Caution::AfterContract { ends_on } => {
            td_string!(locale, orders.after_contract, day = words::day(locale, ends_on)).to_string()
        }
        Caution::BeyondCommitment { max } => {
            td_string!(locale, orders.beyond_commitment, amount = max.french()).to_string()
        }
    }
}
