//! A month in figures: each says its rule and leads to the rows that made it.

use super::{super::policy, super::store, last_of};
use crate::{
    app::{
        access::Member,
        i18n::*,
        paths,
        ui::{
            chart::{LineChart, Point, TableWords},
            covered::Covered,
            frame::{Frame, Group},
            icon::Icon,
        },
        visit::{Visit, page},
        words,
    },
    domain::{
        day::parse_day,
        journal::{Account, Totals, month},
        money::Cents,
    },
    platform::error::AppError,
};
use chrono::{Datelike, Months, NaiveDate};
use leptos::prelude::*;
use std::collections::BTreeMap;

#[component]
pub fn MonthPage() -> impl IntoView {
    page(figures)
}

/// A month among the others, as its reader sees it.
struct Shown {
    locale: Locale,
    member: Member,
    months: BTreeMap<NaiveDate, Totals>,
    first: NaiveDate,
    now: NaiveDate,
}

async fn figures(visit: Visit) -> Result<AnyView, AppError> {
    let member = visit.member().await?;
    let group = Group::load(&visit, &member).await?;
    let months = store::by_month(visit.state.db.read(), &member).await?;
    let now = month(member.cohort.today(visit.now()));
    let asked = visit.query("month").and_then(|text| parse_day(&text).ok()).map(month);
    let latest = months.keys().next_back().copied();
    let first = asked.unwrap_or_else(|| latest.map_or(now, |latest| latest.min(now)));
    let shown = Shown { locale: visit.locale, member, months, first, now };
    let (head, body, over_months) = (shown.head(), shown.body(), shown.over_months());
    let locale = visit.locale;
    Ok(view! {
        <Frame visit=visit.clone() title=td_string!(locale, money.title) group=group place="money">
            {head}
            <Covered visit=visit>
                {body}
                {over_months}
            </Covered>
        </Frame>
    }
    .into_any())
}

impl Shown {
    fn slug(&self) -> &str {
        &self.member.cohort.slug
    }

    fn name(&self, first: NaiveDate) -> String {
        format!("{} {}", words::month(self.locale, first), first.year())
    }

    fn head(&self) -> AnyView {
        let (locale, slug) = (self.locale, self.slug());
        let enter = (self.member.role.is_facilitator() && policy::moves(&self.member.cohort)).then(|| view! {
            <a class="button" href=paths::new_entry(slug)><Icon name="plus"/><span>{td_string!(locale, money.enter)}</span></a>
        });
        view! {
            <header class="page-head">
                <h1>{td_string!(locale, money.title)}</h1>
                <p class="lead">{td_string!(locale, money.lead)}</p>
                <div class="actions">
                    {enter}
                    <a class="button secondary" href=paths::journal(slug, self.first, last_of(self.first))><Icon name="file"/><span>{td_string!(locale, money.journal.open)}</span></a>
                </div>
            </header>
        }
        .into_any()
    }

    fn body(&self) -> AnyView {
        let totals = self.months.get(&self.first).cloned().unwrap_or_default();
        let left: Cents = self.months.range(..=self.first).map(|(_, totals)| totals.left()).sum();
        let (title, figures, pages) = (self.name(self.first), self.lines(&totals, left), self.pages());
        let empty = totals == Totals::default();
        let empty = empty.then(|| view! { <p class="hint">{td_string!(self.locale, money.nothing_this_month)}</p> });
        view! {
            <section class="section">
                <h2>{title}</h2>
                {pages}
                {empty}
                {figures}
            </section>
        }
        .into_any()
    }

    /// The months before and after this one, from the cohort's first to the current one.
    fn pages(&self) -> AnyView {
        let (locale, slug) = (self.locale, self.slug());
        let known = self.months.keys().next().copied().unwrap_or(self.first);
        let earliest = known.min(month(self.member.cohort.dates.starts_on));
        let before = self.first.checked_sub_months(Months::new(1)).filter(|month| *month >= earliest);
        let after = self.first.checked_add_months(Months::new(1)).filter(|month| *month <= self.now);
        let before = before.map(|month| view! {
            <a class="button small secondary" href=paths::money_month(slug, month)><Icon name="arrow-back"/><span>{self.name(month)}</span></a>
        });
        let after = after.map(|month| view! {
            <a class="button small secondary" href=paths::money_month(slug, month)><span>{self.name(month)}</span><Icon name="arrow-next"/></a>
        });
        view! { <nav class="pages" aria-label=td_string!(locale, money.other_months).to_string()>{before}{after}</nav> }
            .into_any()
    }

    fn lines(&self, totals: &Totals, left: Cents) -> AnyView {
        let locale = self.locale;
        let percent = |value: Option<i64>| match value {
            Some(value) => td_string!(locale, money.percent, value = value).to_string(),
            None => td_string!(locale, money.no_ratio).to_string(),
        };
        let lines = [
            (
                td_string!(locale, money.figures.income),
                totals.income().french(),
                td_string!(locale, money.rules.income),
                None,
            ),
            (
                td_string!(locale, money.figures.costs),
                totals.costs().french(),
                td_string!(locale, money.rules.costs),
                None,
            ),
            (
                td_string!(locale, money.figures.result),
                totals.result().french(),
                td_string!(locale, money.rules.result),
                None,
            ),
            (
                td_string!(locale, money.figures.margin),
                totals.margin().french(),
                td_string!(locale, money.rules.margin),
                Some(Account::Sales),
            ),
            (
                td_string!(locale, money.figures.material_ratio),
                percent(totals.material_ratio()),
                td_string!(locale, money.rules.material_ratio),
                Some(Account::Materials),
            ),
            (
                td_string!(locale, money.figures.self_financing),
                percent(totals.self_financing()),
                td_string!(locale, money.rules.self_financing),
                Some(Account::Grant),
            ),
        ];
        let lines: Vec<AnyView> = lines
            .into_iter()
            .map(|(label, value, rule, account)| self.line(label.to_string(), value, rule.to_string(), account))
            .collect();
        let until = self.member.cohort.dates.starts_on.min(self.first);
        let all = paths::journal(self.slug(), until, last_of(self.first));
        let left = opened(
            td_string!(locale, money.figures.left).to_string(),
            left.french(),
            td_string!(locale, money.rules.left).to_string(),
            view! { <p><a class="link" href=all>{td_string!(locale, money.rows)}</a></p> }.into_any(),
        );
        view! { <div class="figures">{lines}{left}</div> }.into_any()
    }

    /// A figure of the month, with its rule and its rows.
    fn line(&self, label: String, value: String, rule: String, account: Option<Account>) -> AnyView {
        let (first, last) = (self.first, last_of(self.first));
        let of = account.map(|account| {
            let href = paths::journal_of(self.slug(), first, last, account.code());
            let name = super::super::words::account(self.locale, account);
            view! { <p><a class="link" href=href>{td_string!(self.locale, money.rows_of, name = name).to_string()}</a></p> }
        });
        let href = paths::journal(self.slug(), first, last);
        let rows = view! { {of} <p><a class="link" href=href>{td_string!(self.locale, money.rows)}</a></p> }.into_any();
        opened(label, value, rule, rows)
    }

    /// What the group had at the end of each month.
    fn over_months(&self) -> Option<AnyView> {
        let locale = self.locale;
        let mut had = Cents(0);
        let mut point = |(month, totals): (&NaiveDate, &Totals)| -> Point {
            had = had + totals.left();
            (words::month_short(locale, *month), had.0 as f64 / 100.0, had.french())
        };
        let data: Vec<Point> = self.months.iter().map(&mut point).collect();
        let name = self.months.keys().next_back().map(|month| self.name(*month))?;
        let sentence = td_string!(locale, money.chart.sentence, month = name, amount = had.set_apart()).to_string();
        let words = TableWords {
            open: td_string!(locale, money.chart.open).to_string(),
            labels: td_string!(locale, money.chart.month).to_string(),
        };
        Some(
            view! {
                <LineChart id="had" title=td_string!(locale, money.chart.title) sentence=sentence
                    unit=td_string!(locale, money.chart.unit) data=data words=words/>
            }
            .into_any(),
        )
    }
}

fn opened(label: String, value: String, rule: String, rows: AnyView) -> AnyView {
    view! {
        <details class="figure">
            <summary><span>{label}</span><bdi>{value}</bdi></summary>
            <p>{rule}</p>
            {rows}
        </details>
    }
    .into_any()
}
