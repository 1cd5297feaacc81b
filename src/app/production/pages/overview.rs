//! Production: what I noted, my hours, what the group made. Whoever accompanies sees totals, and no line of a person.

use super::{group, named, who};
use crate::{
    app::{
        access::Member,
        i18n::*,
        paths,
        production::{
            actions::Withdraw,
            recipe, said,
            store::{self, OwnRecord, OwnWeek, Product},
        },
        ui::{
            form::ButtonForm,
            frame::Frame,
            icon::Icon,
            pocket::{Keeping, KeptHere},
        },
        visit::{Visit, page},
        words,
    },
    domain::{quantity::Quantity, week::IsoWeek},
    platform::{db::Connection, error::AppError},
};
use chrono::NaiveDate;
use leptos::{prelude::*, server_fn::ServerFn};
use std::collections::BTreeMap;
use uuid::Uuid;

/// Records on one page.
const PAGE: i64 = 12;

#[component]
pub fn ProductionPage() -> impl IntoView {
    page(production)
}

async fn production(visit: Visit) -> Result<AnyView, AppError> {
    let (member, frame, mut db) = visit.enter().await?;
    let locale = visit.locale;
    let products = recipe::products(&mut db, &member).await?;
    let own = Own::load(&visit, &mut db, &member).await?;
    let just = just_recorded(&visit, &mut db, &member, &products).await?;
    let totals = match member.clone().facilitator() {
        Ok(facilitator) => group::for_facilitator(&visit, &mut db, &facilitator, &products).await?,
        Err(_) => group::for_everybody(locale, &products, &store::quantities(&mut *db, &member).await?),
    };
    drop(db);
    let head = head(locale, &member);
    let mine = own.view(locale, &member, &products);
    let own_phone = visit.signed()?.own_phone;
    let kept = own_phone.then(|| view! { <KeptHere keeping=Keeping::of(locale, &member, own_phone)/> });
    let facilitates = member.role.is_facilitator();
    let (first, second) = if facilitates { (totals, mine) } else { (mine, totals) };
    Ok(view! {
        <Frame visit=visit title=td_string!(locale, production.title) group=frame place="production" wide=true>
            {just}
            {head}
            {kept}
            {first}
            {second}
        </Frame>
    }
    .into_any())
}

fn head(locale: Locale, member: &Member) -> AnyView {
    let slug = &member.cohort.slug;
    let record = member.cohort.state.takes_work().then(|| {
        view! { <a class="button" href=paths::new_record(slug)><Icon name="plus"/><span>{td_string!(locale, production.record)}</span></a> }
    });
    view! {
        <header class="page-head">
            <h1>{td_string!(locale, production.title)}</h1>
            <p class="lead">{td_string!(locale, production.lead)}</p>
            <div class="actions">
                {record}
                <a class="button secondary" href=paths::products(slug)><Icon name="box"/><span>{td_string!(locale, production.products)}</span></a>
            </div>
        </header>
    }
    .into_any()
}

/// "C’est noté : Tablier, 3 pièces, aujourd’hui." and the way to take it back.
async fn just_recorded(
    visit: &Visit,
    db: &mut Connection,
    member: &Member,
    products: &[Product],
) -> Result<Option<AnyView>, AppError> {
    let Some(id) = visit.query("record").and_then(|text| Uuid::parse_str(&text).ok()) else { return Ok(None) };
    let record = store::record(db, member, id).await?.filter(|record| record.withdrawn_at.is_none());
    let Some((record, product)) =
        record.and_then(|record| Some((named(products, record.product)?, record))).map(|(p, r)| (r, p))
    else {
        return Ok(None);
    };
    let locale = visit.locale;
    let amount = said::amount(locale, Quantity(record.quantity), &product.unit);
    let day = words::day_near(locale, record.made_on, member.cohort.today(visit.now()));
    let fields = vec![("cohort", member.cohort.slug.clone()), ("record", id.to_string())];
    let undo = member.cohort.state.takes_work().then(|| {
        view! { <ButtonForm action=Withdraw::url() fields=fields label=td_string!(locale, frame.cancel) icon="undo"/> }
    });
    Ok(Some(
        view! {
            <div class="notice done" role="status">
                <Icon name="check"/>
                <div><p><b>{td_string!(locale, production.recorded)}</b>{format!(" {}, {amount}, {day}.", product.name)}</p></div>
                {undo}
            </div>
        }
        .into_any(),
    ))
}

/// What a person sees of her own.
struct Own {
    records: Vec<OwnRecord>,
    weeks: BTreeMap<IsoWeek, OwnWeek>,
    number: i64,
    more: bool,
    today: NaiveDate,
}

impl Own {
    async fn load(visit: &Visit, db: &mut Connection, member: &Member) -> Result<Self, AppError> {
        let number = match visit.query("page") {
            None => 1,
            Some(text) => text.parse().ok().filter(|page| (1..=9999).contains(page)).ok_or(AppError::NotFound)?,
        };
        let skip = (number - 1) * PAGE;
        let mut records = store::own_records(&mut *db, member, PAGE + 1, skip).await?;
        let more = records.len() as i64 > PAGE;
        records.truncate(PAGE as usize);
        let weeks = store::own_weeks(db, member).await?;
        Ok(Self { records, weeks, number, more, today: member.cohort.today(visit.now()) })
    }

    fn view(&self, locale: Locale, member: &Member, products: &[Product]) -> AnyView {
        if self.records.is_empty() && self.number == 1 {
            return if member.role.is_facilitator() { ().into_any() } else { nothing_yet(locale, member) };
        }
        let rows = self.records.iter().map(|record| self.row(locale, member, products, record)).collect_view();
        view! {
            <section class="section">
                <h2>{td_string!(locale, production.mine)}</h2>
                <ul class="rows">{rows}</ul>
                {self.pages(locale)}
            </section>
            {self.weeks(locale, products)}
        }
        .into_any()
    }

    fn row(&self, locale: Locale, member: &Member, products: &[Product], record: &OwnRecord) -> AnyView {
        let product = named(products, record.product);
        let (name, icon, unit) =
            product.map_or(("", "box", ""), |product| (&*product.name, &*product.pictogram, &*product.unit));
        let amount = said::amount(locale, Quantity(record.quantity), unit);
        let day = capitalised(&words::day_near(locale, record.made_on, self.today));
        let note = (!record.note.is_empty())
            .then(|| view! { <span class="row-note" dir="auto">{shortened(&record.note)}</span> });
        let href = paths::record(&member.cohort.slug, record.id);
        view! {
            <li><a class="row" href=href>
                <Icon name=icon/>
                <span class="row-main"><b>{format!("{name}, {amount}")}</b>
                    <span class="row-note">{format!("{day} · {}", who(locale, &record.makers))}</span>{note}</span>
                <span class="row-end"><span>{td_string!(locale, frame.change)}</span><Icon name="arrow-next"/></span>
            </a></li>
        }
        .into_any()
    }

    fn pages(&self, locale: Locale) -> Option<AnyView> {
        let link = |number: i64, rel: &'static str, label: String, icon: &'static str| {
            view! { <a class="button secondary" rel=rel href=format!("?page={number}")><Icon name=icon/><span>{label}</span></a> }
        };
        let newer = (self.number > 1)
            .then(|| link(self.number - 1, "prev", td_string!(locale, production.newer).to_string(), "arrow-back"));
        let older = self
            .more
            .then(|| link(self.number + 1, "next", td_string!(locale, production.older).to_string(), "arrow-next"));
        (newer.is_some() || older.is_some()).then(|| {
            view! { <nav class="pages" aria-label=td_string!(locale, production.mine).to_string()>{newer}<span>{td_string!(locale, production.page, number = self.number).to_string()}</span>{older}</nav> }.into_any()
        })
    }

    /// One's own weeks: for oneself, never beside anybody else's.
    fn weeks(&self, locale: Locale, products: &[Product]) -> AnyView {
        let this = IsoWeek::of(self.today);
        let time = self.weeks.get(&this).map(|week| week.minutes).unwrap_or_default();
        let rows = self.weeks.iter().rev().map(|(week, own)| {
            let made: Vec<String> = own.made.iter().filter_map(|(id, quantity)| {
                let product = named(products, *id)?;
                Some(format!("{}, {}", product.name, said::amount(locale, *quantity, &product.unit)))
            }).collect();
            view! {
                <tr><th scope="row">{said::week(locale, *week)}</th>
                    <td class="num" data-label=td_string!(locale, production.time).to_string()>{said::spent(locale, own.minutes)}</td>
                    <td data-label=td_string!(locale, production.made).to_string()>{made.join(" · ")}</td></tr>
            }
        }).collect_view();
        view! {
            <section class="section">
                <h2>{td_string!(locale, production.my_time)}</h2>
                <p class="figure-line"><b class="number">{time.french()}</b>" "{td_string!(locale, production.this_week)}</p>
                <p class="hint">{td_string!(locale, production.my_time_hint)}</p>
                <table class="table stack">
                    <caption>{td_string!(locale, production.my_weeks)}</caption>
                    <thead><tr><th scope="col">{td_string!(locale, production.week)}</th>
                        <th scope="col" class="num">{td_string!(locale, production.time)}</th>
                        <th scope="col">{td_string!(locale, production.made)}</th></tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </section>
        }
        .into_any()
    }
}

fn nothing_yet(locale: Locale, member: &Member) -> AnyView {
    let first = member.cohort.state.takes_work().then(|| {
        let href = paths::new_record(&member.cohort.slug);
        view! { <a class="button" href=href><Icon name="plus"/><span>{td_string!(locale, production.record)}</span></a> }
    });
    view! {
        <div class="empty"><Icon name="note" big=true/><h2>{td_string!(locale, production.nothing_yet)}</h2>
            <p>{td_string!(locale, production.nothing_yet_why)}</p>{first}</div>
    }
    .into_any()
}

fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

/// The beginning of a note: the whole of it is on the record's own page.
fn shortened(note: &str) -> String {
    let short: String = note.chars().take(140).collect();
    if short.len() < note.len() { format!("{short}…") } else { short }
}
