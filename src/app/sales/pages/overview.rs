//! Sales: what one has just sold, today's own list, the group's sums. A seller sees her own sales; nobody sees who sold what.

use super::super::{
    actions::TakeBack,
    policy, said,
    store::{
        self, Sale, Sum,
        counts::{self, Count},
    },
};
use crate::{
    app::{
        access::Member,
        i18n::*,
        paths,
        ui::{
            chart::{BarChart, Patterns, TableWords},
            form::ButtonForm,
            frame::{Frame, Group},
            icon::Icon,
        },
        visit::{Visit, page},
        words,
    },
    domain::{
        money::Cents,
        sale::{Beyond, Channel},
        time::bounds,
    },
    platform::error::AppError,
};
use chrono::{DateTime, NaiveDate, Utc};
use leptos::{prelude::*, server_fn::ServerFn};
use std::collections::BTreeMap;
use uuid::Uuid;

/// So many days and counts stand on the page.
const SHOWN: usize = 12;

#[component]
pub fn SalesPage() -> impl IntoView {
    page(sales)
}

/// All that the page shows.
struct Shown {
    locale: Locale,
    member: Member,
    now: DateTime<Utc>,
    today: NaiveDate,
    seen: Vec<Sale>,
    sums: Vec<Sum>,
    counts: Vec<Count>,
}

async fn sales(visit: Visit) -> Result<AnyView, AppError> {
    let member = visit.member().await?;
    let group = Group::load(&visit, &member).await?;
    let today = member.cohort.today(visit.now());
    let (midnight, _) = bounds(today, member.cohort.time_zone);
    let mut db = visit.state.db.read().acquire().await?;
    let shown = Shown {
        locale: visit.locale,
        now: visit.now(),
        today,
        seen: store::seen(&mut *db, &member, today, midnight).await?,
        sums: store::sums(&mut *db, &member).await?,
        counts: counts::all(&mut *db, &member).await?,
        member,
    };
    let just = match visit.query("sale").and_then(|id| Uuid::parse_str(&id).ok()) {
        Some(id) => shown.just_sold(&mut db, id).await?,
        None => None,
    };
    drop(db);
    let locale = visit.locale;
    Ok(view! {
        <Frame visit=visit title=td_string!(locale, sales.title) group=group place="sales" wide=true>
            {just}
            {shown.head()}
            {shown.own()}
            {shown.totals()}
            {shown.counted()}
        </Frame>
    }
    .into_any())
}

impl Shown {
    /// "C’est encaissé : 2 × Tablier, 25,00 €." and the way to take it back.
    async fn just_sold(&self, db: &mut crate::platform::db::Connection, id: Uuid) -> Result<Option<AnyView>, AppError> {
        let Some(sale) = self.seen.iter().find(|sale| sale.id == id) else { return Ok(None) };
        let locale = self.locale;
        let line = |line: super::super::basket::Line| {
            format!("{} × {}", line.quantity.display(words::decimal(locale)), line.what)
        };
        let lines: Vec<String> = store::lines(&mut *db, sale).await?.into_iter().map(line).collect();
        let said = format!(" {}, ", lines.join(", "));
        Ok(Some(
            view! {
                <div class="notice done" role="status">
                    <Icon name="check"/>
                    <div><p><b>{td_string!(locale, sales.sold)}</b>{said}<bdi>{sale.total.french()}</bdi>"."</p></div>
                    {self.undo(sale)}
                </div>
            }
            .into_any(),
        ))
    }

    fn undo(&self, sale: &Sale) -> Option<AnyView> {
        let open = self.member.cohort.state.takes_work() && policy::takes_back(&self.member, sale, self.now);
        let fields = vec![("cohort", self.member.cohort.slug.clone()), ("sale", sale.id.to_string())];
        open.then(|| {
            let label = td_string!(self.locale, sales.take_back).to_string();
            view! { <ButtonForm action=TakeBack::url() fields=fields label=label icon="undo"/> }.into_any()
        })
    }

    fn head(&self) -> AnyView {
        let (locale, slug) = (self.locale, &self.member.cohort.slug);
        let today: Cents = self.sums.iter().filter(|sum| sum.on == self.today).map(|sum| sum.amount).sum();
        let buttons = self.member.cohort.state.takes_work().then(|| {
            view! {
                <a class="button big" href=paths::till(slug)><Icon name="coins"/><span>{td_string!(locale, sales.go_till)}</span></a>
                <a class="button secondary" href=paths::lunch(slug)><Icon name="plate"/><span>{td_string!(locale, sales.go_lunch)}</span></a>
                <a class="button secondary" href=paths::count(slug)><Icon name="coins"/><span>{td_string!(locale, sales.go_count)}</span></a>
            }
        });
        let import = (buttons.is_some() && self.member.role.is_facilitator()).then(|| view! {
            <a class="button secondary" href=paths::import_sales(slug)><Icon name="file"/><span>{td_string!(locale, imports.sales.link)}</span></a>
        });
        view! {
            <header class="page-head">
                <h1>{td_string!(locale, sales.title)}</h1>
                <p class="figure-line"><b class="number"><bdi>{today.french()}</bdi></b>" "{td_string!(locale, sales.today)}</p>
                <div class="actions">{buttons}{import}</div>
            </header>
        }
        .into_any()
    }

    /// Today's sales: her own, or all of them without names for who accompanies.
    fn own(&self) -> Option<AnyView> {
        let locale = self.locale;
        let title = match self.member.role.is_facilitator() {
            true => td_string!(locale, sales.of_today).to_string(),
            false => td_string!(locale, sales.mine_today).to_string(),
        };
        let rows = self.seen.iter().map(|sale| {
            let (_, at) = crate::domain::time::local(sale.sold_at, self.member.cohort.time_zone);
            let note = format!("{} · {}", words::time(locale, at), said::channel(locale, sale.channel));
            view! { <li><div class="row"><Icon name=said::icon(sale.channel)/>
            <span class="row-main"><b><bdi>{sale.total.french()}</bdi></b><span class="row-note">{note}</span></span>
            <span class="row-end">{self.undo(sale)}</span></div></li> }
        });
        (!self.seen.is_empty()).then(|| {
            view! { <section class="section"><h2>{title}</h2><p class="hint">{td_string!(locale, sales.private)}</p><ul class="rows">{rows.collect_view()}</ul></section> }.into_any()
        })
    }

    /// What the group sold: by channel, beyond its own community, by day.
    fn totals(&self) -> AnyView {
        let locale = self.locale;
        if self.sums.is_empty() {
            return view! {
                <div class="empty"><Icon name="coins" big=true/><h2>{td_string!(locale, sales.nothing_yet)}</h2>
                    <p>{td_string!(locale, sales.nothing_yet_why)}</p></div>
            }
            .into_any();
        }
        let mut beyond = Beyond::default();
        self.sums.iter().for_each(|sum| beyond.add(sum.clientele, sum.amount));
        let number = beyond.percent().map(|percent| {
            view! { <p class="figure-line"><b class="number">{td_string!(locale, sales.beyond.percent, percent = percent).to_string()}</b></p> }
        });
        view! {
            <section class="section">
                <h2>{td_string!(locale, sales.beyond.title)}</h2>
                {number}
                <p>{said::beyond(locale, beyond)}</p>
                <p class="hint">{td_string!(locale, sales.beyond.rule)}</p>
            </section>
            <div class="columns">
                <section class="section">{self.by_channel()}</section>
                <section class="section">{self.by_day()}</section>
            </div>
        }
        .into_any()
    }

    fn by_channel(&self) -> AnyView {
        let locale = self.locale;
        let mut channels: BTreeMap<Channel, (i64, Cents)> = BTreeMap::new();
        for sum in &self.sums {
            let (sales, amount) = channels.entry(sum.channel).or_default();
            (*sales, *amount) = (*sales + sum.sales, *amount + sum.amount);
        }
        let mut channels: Vec<(Channel, (i64, Cents))> = channels.into_iter().collect();
        channels.sort_by_key(|(_, (_, amount))| std::cmp::Reverse(amount.0));
        let Some((first, (sales, most))) = channels.first().copied() else { return ().into_any() };
        let (first, most) = (said::channel(locale, first), most.set_apart());
        let sentence = td_string!(locale, sales.most_from, channel = first, amount = most, count = sales).to_string();
        let point = |(channel, (_, amount)): (Channel, (i64, Cents))| {
            (said::channel(locale, channel), amount.0 as f64, amount.french())
        };
        let words = TableWords {
            open: td_string!(locale, production.see_figures).to_string(),
            labels: td_string!(locale, sales.where_sold_short).to_string(),
        };
        let (title, unit) =
            (td_string!(locale, sales.by_channel).to_string(), td_string!(locale, sales.amount).to_string());
        let data = channels.into_iter().map(point).collect();
        view! { <Patterns/><BarChart id="by-channel" title=title sentence=sentence unit=unit data=data words=words/> }
            .into_any()
    }

    fn by_day(&self) -> AnyView {
        let locale = self.locale;
        let mut days: BTreeMap<NaiveDate, (i64, Cents)> = BTreeMap::new();
        for sum in &self.sums {
            let (sales, amount) = days.entry(sum.on).or_default();
            (*sales, *amount) = (*sales + sum.sales, *amount + sum.amount);
        }
        let row = |(day, sums): (NaiveDate, _)| (words::day_near(locale, day, self.today), sums);
        let rows = days.into_iter().rev().take(SHOWN).map(row).collect();
        self.table("by-day", td_string!(locale, sales.by_day).to_string(), rows)
    }

    fn table(&self, id: &'static str, title: String, rows: Vec<(String, (i64, Cents))>) -> AnyView {
        let locale = self.locale;
        let rows = rows.into_iter().map(|(name, (sales, amount))| {
            view! { <tr><th scope="row">{name}</th><td class="num">{sales}</td><td class="num"><bdi>{amount.french()}</bdi></td></tr> }
        });
        view! {
            <div class="table-scroll" role="region" aria-labelledby=id tabindex="0"><table class="table"><caption id=id>{title}</caption>
                <thead><tr><td></td><th scope="col" class="num">{td_string!(locale, sales.sales)}</th><th scope="col" class="num">{td_string!(locale, sales.amount)}</th></tr></thead>
                <tbody>{rows.collect_view()}</tbody></table></div>
        }
        .into_any()
    }

    fn counted(&self) -> Option<AnyView> {
        let (locale, slug) = (self.locale, &self.member.cohort.slug);
        let rows = self.counts.iter().take(SHOWN).map(|count| {
            let till = said::channel(locale, count.till);
            let day = words::day_near(locale, count.counted_on, self.today);
            let found = said::difference(locale, count.held.difference(count.counted));
            let href = paths::count_till(slug, count.till.code(), count.counted_on);
            view! { <li><a class="row" href=href><Icon name="coins"/>
            <span class="row-main"><b>{format!("{till}, {day}")}</b><span class="row-note">{found}</span></span>
            <span class="row-end"><Icon name="arrow-next"/></span></a></li> }
        });
        (!self.counts.is_empty()).then(|| {
            view! { <section class="section"><h2>{td_string!(locale, sales.counts)}</h2><ul class="rows">{rows.collect_view()}</ul></section> }.into_any()
        })
    }
}
