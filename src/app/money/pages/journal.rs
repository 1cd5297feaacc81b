//! The journal: every entry of some days, month by month, of one account or of all.

use super::{super::store, super::words as said, head, last_of};
use crate::{
    app::{
        i18n::*,
        paths,
        ui::{
            covered::Covered,
            form::{Select, Typed},
            frame::{Frame, Group},
            icon::Icon,
        },
        visit::{Visit, page},
        words,
    },
    domain::{
        day::parse_day,
        journal::{Account, Entry, month},
        money::Cents,
    },
    platform::error::AppError,
};
use chrono::{Datelike, NaiveDate};
use leptos::prelude::*;
use std::collections::HashSet;
use uuid::Uuid;

#[component]
pub fn JournalPage() -> impl IntoView {
    page(journal)
}

/// The days and the account that are asked for; without a word of it, the current month.
struct Asked {
    from: NaiveDate,
    to: NaiveDate,
    account: Option<Account>,
}

impl Asked {
    fn of(visit: &Visit, today: NaiveDate) -> Self {
        let day = |name| visit.query(name).and_then(|text| parse_day(&text).ok());
        let from = day("from").unwrap_or_else(|| month(today));
        let to = day("to").unwrap_or_else(|| last_of(month(from)));
        Self { from, to, account: visit.query("account").and_then(|code| Account::from_code(&code)) }
    }
}

async fn journal(visit: Visit) -> Result<AnyView, AppError> {
    let member = visit.member().await?;
    let group = Group::load(&visit, &member).await?;
    let asked = Asked::of(&visit, member.cohort.today(visit.now()));
    let mut db = visit.state.db.read().acquire().await?;
    let mut entries = store::entries(&mut *db, &member, asked.from, asked.to).await?;
    let gone = store::taken_back(&mut *db, &member, asked.from, asked.to).await?;
    drop(db);
    entries.retain(|entry| asked.account.is_none_or(|account| entry.account == account));
    let (locale, slug) = (visit.locale, member.cohort.slug.clone());
    let head = head(locale, &slug, td_string!(locale, money.journal.title).to_string());
    let span = td_string!(
        locale,
        money.journal.span,
        first = words::day(locale, asked.from),
        last = words::day(locale, asked.to)
    )
    .to_string();
    let (filter, months) = (filter(locale, &slug, &asked), months(locale, &slug, &entries, &gone));
    Ok(view! {
        <Frame visit=visit.clone() title=td_string!(locale, money.journal.title) group=group place="money">
            {head}
            <p class="lead">{span}</p>
            <p>{td_string!(locale, money.journal.rule)}</p>
            {filter}
            <Covered visit=visit>{months}</Covered>
        </Frame>
    }
    .into_any())
}

/// One account or all, in the same days.
fn filter(locale: Locale, slug: &str, asked: &Asked) -> AnyView {
    let all = (String::new(), td_string!(locale, money.journal.all).to_string());
    let accounts = Account::ALL.iter().map(|one| (one.code().to_owned(), said::account(locale, *one)));
    let options = std::iter::once(all).chain(accounts).collect();
    let chosen = asked.account.map(Account::code).unwrap_or_default();
    let action = format!("{}/journal", paths::money(slug));
    view! {
        <form class="form filters" method="get" action=action>
            <input type="hidden" name="from" value=asked.from.to_string()/>
            <input type="hidden" name="to" value=asked.to.to_string()/>
            <Select typed=Typed::nothing(locale) name="account" label=td_string!(locale, money.journal.which) options=options value=chosen/>
            <button class="button small secondary"><Icon name="filter"/><span>{td_string!(locale, money.journal.show)}</span></button>
        </form>
    }
    .into_any()
}

fn months(locale: Locale, slug: &str, entries: &[Entry], gone: &HashSet<Uuid>) -> AnyView {
    if entries.is_empty() {
        return view! { <p class="hint">{td_string!(locale, money.journal.empty)}</p> }.into_any();
    }
    let of_month = |entries: &[Entry]| {
        let first = entries.first().map(|entry| entry.on).unwrap_or_default();
        let sum: Cents = entries.iter().map(|entry| entry.amount).sum();
        let rows = entries.iter().map(|entry| row(locale, slug, entry, gone.contains(&entry.id))).collect_view();
        view! {
            <section class="section">
                <h2>{format!("{} {}", words::month(locale, first), first.year())}</h2>
                <ul class="rows">{rows}</ul>
                <p class="figure-line"><span>{td_string!(locale, money.journal.sum)}</span> <b><bdi>{said::signed(sum)}</bdi></b></p>
            </section>
        }
    };
    entries.chunk_by(|a, b| month(a.on) == month(b.on)).map(of_month).collect_view().into_any()
}

fn row(locale: Locale, slug: &str, entry: &Entry, gone: bool) -> AnyView {
    let note = format!("{} · {}", said::account(locale, entry.account), words::day_without_year(locale, entry.on));
    let gone = gone.then(|| {
        view! { <span class="badge"><Icon name="undo"/><span>{td_string!(locale, money.taken_back)}</span></span> }
    });
    view! {
        <li><a class="row" href=paths::entry(slug, entry.id)>
            <span class="row-main"><b dir="auto">{entry.what.clone()}</b><span class="row-note">{note}</span></span>
            <span class="row-end">{gone}<bdi class="amount">{said::signed(entry.amount)}</bdi><Icon name="arrow-next"/></span>
        </a></li>
    }
    .into_any()
}
