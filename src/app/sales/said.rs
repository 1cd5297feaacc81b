//! How this feature speaks: channels, clientele, what a count found.

use crate::{
    app::i18n::*,
    domain::{
        money::Cents,
        sale::{Beyond, Channel, Clientele, Difference, PaidBy},
    },
};

pub fn channel(locale: Locale, channel: Channel) -> String {
    match channel {
        Channel::Market => td_string!(locale, sales.channels.market),
        Channel::Lunch => td_string!(locale, sales.channels.lunch),
        Channel::Shop => td_string!(locale, sales.channels.shop),
        Channel::Order => td_string!(locale, sales.channels.order),
        Channel::Online => td_string!(locale, sales.channels.online),
        Channel::Other => td_string!(locale, sales.channels.other),
    }
    .to_string()
}

/// A pictogram for a channel.
pub fn icon(channel: Channel) -> &'static str {
    match channel {
        Channel::Market => "sales-day",
        Channel::Lunch => "plate",
        Channel::Shop => "bag",
        Channel::Order => "file",
        Channel::Online => "globe",
        Channel::Other => "coins",
    }
}

pub fn clientele(locale: Locale, clientele: Clientele) -> String {
    match clientele {
        Clientele::Community => td_string!(locale, sales.clienteles.community),
        Clientele::New => td_string!(locale, sales.clienteles.new),
        Clientele::Unknown => td_string!(locale, sales.clienteles.unknown),
    }
    .to_string()
}

pub fn paid_by(locale: Locale, by: PaidBy) -> String {
    match by {
        PaidBy::Cash => td_string!(locale, sales.cash),
        PaidBy::Other => td_string!(locale, sales.not_cash),
    }
    .to_string()
}

/// An amount as a field holds it: "12,50", without its sign.
pub fn plain(cents: Cents) -> String {
    cents.french().trim_end_matches(['€', '\u{a0}']).to_owned()
}

/// "Il manque 2,50 €": what is so, without blame.
pub fn difference(locale: Locale, difference: Difference) -> String {
    match difference {
        Difference::Exact => td_string!(locale, sales.count.exact).to_string(),
        Difference::Missing(cents) => td_string!(locale, sales.count.missing, amount = cents.set_apart()).to_string(),
        Difference::Over(cents) => td_string!(locale, sales.count.over, amount = cents.set_apart()).to_string(),
    }
}

/// How much came from beyond the group's own community, and what is not known.
pub fn beyond(locale: Locale, beyond: Beyond) -> String {
    let known = match beyond.percent() {
        None => td_string!(locale, sales.beyond.nothing).to_string(),
        Some(percent) => {
            let (new, known) = (beyond.new.set_apart(), beyond.known().set_apart());
            td_string!(locale, sales.beyond.share, new = new, known = known, percent = percent).to_string()
        }
    };
    if beyond.unknown == Cents(0) {
        return known;
    }
    let unknown = td_string!(locale, sales.beyond.unknown, unknown = beyond.unknown.set_apart()).to_string();
    format!("{known} {unknown}")
}
