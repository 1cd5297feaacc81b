//! How this feature says accounts and amounts.

use crate::{
    app::i18n::*,
    domain::{journal::Account, money::Cents},
};

/// What an account is called.
pub fn account(locale: Locale, account: Account) -> String {
    match account {
        Account::Sales => td_string!(locale, money.accounts.sales).to_string(),
        Account::Grant => td_string!(locale, money.accounts.grant).to_string(),
        Account::Income => td_string!(locale, money.accounts.income).to_string(),
        Account::Brought => td_string!(locale, money.accounts.brought).to_string(),
        Account::Materials => td_string!(locale, money.accounts.materials).to_string(),
        Account::SharedCosts => td_string!(locale, money.accounts.shared_costs).to_string(),
        Account::Contribution => td_string!(locale, money.accounts.contribution).to_string(),
        Account::Reserve => td_string!(locale, money.accounts.reserve).to_string(),
        Account::Carried => td_string!(locale, money.accounts.carried).to_string(),
        Account::Shares => td_string!(locale, money.accounts.shares).to_string(),
    }
}

/// What an account is for, in one sentence.
pub fn account_hint(locale: Locale, account: Account) -> String {
    match account {
        Account::Sales => td_string!(locale, money.account_hints.sales).to_string(),
        Account::Grant => td_string!(locale, money.account_hints.grant).to_string(),
        Account::Income => td_string!(locale, money.account_hints.income).to_string(),
        Account::Brought => td_string!(locale, money.account_hints.brought).to_string(),
        Account::Materials => td_string!(locale, money.account_hints.materials).to_string(),
        Account::SharedCosts => td_string!(locale, money.account_hints.shared_costs).to_string(),
        Account::Contribution => td_string!(locale, money.account_hints.contribution).to_string(),
        Account::Reserve => td_string!(locale, money.account_hints.reserve).to_string(),
        Account::Carried => td_string!(locale, money.account_hints.carried).to_string(),
        Account::Shares => td_string!(locale, money.account_hints.shares).to_string(),
    }
}

/// "+ 12,50 €": what an entry did to what the group has.
pub fn signed(amount: Cents) -> String {
    if amount.0 > 0 { format!("+{}", amount.french()) } else { amount.french() }
}
