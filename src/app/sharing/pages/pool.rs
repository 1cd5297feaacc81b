//! What there is to share, as a sum: each step opens the rows that made it.

use super::{line, total};
use crate::{
    app::{i18n::*, paths, sharing::store::Sharing, words},
    domain::{
        journal::Account,
        money::Cents,
        sharing::{Pool, in_percent},
    },
};
use leptos::prelude::*;

/// The way from sales to the pool of `sharing`.
pub(super) fn pool(locale: Locale, slug: &str, sharing: &Sharing, pool: &Pool) -> AnyView {
    let earned = pool.earned;
    let row = |minus: bool, label: String, account: Account, amount: Cents| {
        let href = paths::journal_of(slug, sharing.period.starts_on, sharing.period.ends_on, account.code());
        let label = view! { <a class="link" href=href>{label}</a> }.into_any();
        (amount.0 != 0 || account == Account::Sales).then(|| line(minus, label, amount))
    };
    let percent = |points: i64| in_percent(points, words::decimal(locale));
    let aside = |points: i64, label: String, amount: Cents| {
        (points > 0).then(|| line(true, view! { <span>{label}</span> }.into_any(), amount))
    };
    let contribution =
        td_string!(locale, sharing.pool.contribution, percent = percent(sharing.aside.contribution)).to_string();
    let reserve = td_string!(locale, sharing.pool.reserve, percent = percent(sharing.aside.reserve)).to_string();
    let carried = td_string!(locale, sharing.pool.carried, percent = percent(sharing.aside.carried)).to_string();
    let steps = [
        row(false, td_string!(locale, sharing.pool.sales).to_string(), Account::Sales, earned.sales),
        row(false, td_string!(locale, sharing.pool.other).to_string(), Account::Grant, earned.other),
        row(false, td_string!(locale, sharing.pool.brought).to_string(), Account::Brought, earned.brought),
        row(true, td_string!(locale, sharing.pool.materials).to_string(), Account::Materials, earned.materials),
        row(true, td_string!(locale, sharing.pool.shared_costs).to_string(), Account::SharedCosts, earned.shared_costs),
        aside(sharing.aside.contribution, contribution, pool.contribution),
        aside(sharing.aside.reserve, reserve, pool.reserve),
        aside(sharing.aside.carried, carried, pool.carried),
    ];
    let steps: Vec<AnyView> = steps.into_iter().flatten().collect();
    view! {
        <dl class="sum">
            {steps}
            {total(td_string!(locale, sharing.pool.shared).to_string(), pool.shared)}
        </dl>
    }
    .into_any()
}
