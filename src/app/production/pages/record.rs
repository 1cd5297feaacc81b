//! One record: who reads it wrote it or made it. She corrects or withdraws it; what it said before stays to be seen.

use super::{booked, named, people_to_choose, who};
use crate::{
    app::{
        access::Member,
        i18n::*,
        paths,
        production::{
            actions::{Correct, Withdraw},
            said,
            store::{self, Booked, Maker, Person, Product, Record, Trace},
        },
        ui::{
            form::{ButtonForm, Choices, DayField, Form, Select, Submit, TextArea, TextField, Typed},
            frame::{Frame, Group},
            icon::Icon,
        },
        visit::{Visit, page},
        words,
    },
    domain::{minutes::Minutes, quantity::Quantity},
    platform::error::AppError,
};
use chrono::Duration;
use leptos::{prelude::*, server_fn::ServerFn};

#[component]
pub fn RecordPage() -> impl IntoView {
    page(record)
}

/// A record and all that its page says of it.
struct Shown {
    locale: Locale,
    member: Member,
    record: Record,
    makers: Vec<Maker>,
    traces: Vec<Trace>,
    products: Vec<Product>,
    people: Vec<Person>,
    booking: Option<Booked>,
    bookings: Vec<Booked>,
}

const FORM: &str = "production/correct";

async fn record(visit: Visit) -> Result<AnyView, AppError> {
    let member = visit.member().await?;
    let shown = Shown::load(&visit, member).await?;
    let group = Group::load(&visit, &shown.member).await?;
    let typed = visit.typed(FORM).await?;
    let locale = visit.locale;
    let title = shown.title();
    let open = shown.member.cohort.state.takes_work() && shown.record.withdrawn_at.is_none();
    let changes = (open || typed.is_back()).then(|| shown.changes(typed));
    Ok(view! {
        <Frame visit=visit title=title.clone() group=group place="production" form=FORM>
            <header class="page-head">
                <p class="back"><a href=paths::production(&shown.member.cohort.slug)><Icon name="arrow-back"/><span>{td_string!(locale, production.title)}</span></a></p>
                <h1>{title}</h1>
            </header>
            {shown.facts()}
            {changes}
            {shown.history()}
        </Frame>
    }
    .into_any())
}

impl Shown {
    async fn load(visit: &Visit, member: Member) -> Result<Self, AppError> {
        let (db, id, now) = (visit.state.db.read(), visit.id("id")?, visit.now());
        let record = store::record(db, &member, id).await?.ok_or(AppError::NotFound)?;
        let booking = match record.booking {
            Some(booking) => store::booking(db, &member, booking).await?,
            None => None,
        };
        Ok(Self {
            locale: visit.locale,
            makers: store::makers(db, &member, id).await?,
            traces: store::traces(db, &member, id).await?,
            products: store::products(db, &member).await?,
            people: store::people(db, &member).await?,
            bookings: store::own_bookings(db, &member, now - Duration::days(60), now).await?,
            member,
            record,
            booking,
        })
    }

    fn title(&self) -> String {
        self.made(self.record.product, Quantity(self.record.quantity))
    }

    fn made(&self, product: uuid::Uuid, quantity: Quantity) -> String {
        let (name, unit) = named(&self.products, product).map_or(("", ""), |product| (&*product.name, &*product.unit));
        format!("{name}, {}", said::amount(self.locale, quantity, unit))
    }

    fn facts(&self) -> AnyView {
        let locale = self.locale;
        let withdrawn = self.record.withdrawn_at.map(|_| {
            view! { <p class="notice info"><Icon name="info"/><span>{td_string!(locale, production.is_withdrawn)}</span></p> }
        });
        let mut facts = vec![
            (td_string!(locale, production.day).to_string(), words::day(locale, self.record.made_on)),
            (td_string!(locale, production.makers).to_string(), who(locale, &self.makers)),
        ];
        if let Some(booking) = &self.booking {
            facts.push((td_string!(locale, production.booking).to_string(), booked(locale, booking)));
        }
        if !self.record.note.is_empty() {
            facts.push((td_string!(locale, production.note).to_string(), self.record.note.clone()));
        }
        facts.push((td_string!(locale, production.written_by).to_string(), self.record.author_name.clone()));
        let facts = facts
            .into_iter()
            .map(|(name, value)| view! { <div><dt>{name}</dt><dd dir="auto">{value}</dd></div> })
            .collect_view();
        view! { {withdrawn} <dl class="facts">{facts}</dl> }.into_any()
    }

    fn changes(&self, typed: Typed) -> AnyView {
        let locale = self.locale;
        let (slug, id, note) = (self.member.cohort.slug.clone(), self.record.id.to_string(), self.record.note.clone());
        let fields = vec![("cohort", slug.clone()), ("record", id.clone())];
        let (what, hands) = (self.what(&typed), self.hands(&typed));
        view! {
            <section class="section">
                <h2>{td_string!(locale, production.correct)}</h2>
                <Form typed=typed.clone() action=Correct::url() cohort=slug>
                    <input type="hidden" name="record" value=id/>
                    {what}
                    {hands}
                    <TextArea typed=typed.clone() name="note" label=td_string!(locale, production.note) value=note rows=2 optional=true/>
                    <Submit label=td_string!(locale, production.correct_it)/>
                </Form>
            </section>
            <section class="section">
                <h2>{td_string!(locale, production.withdraw)}</h2>
                <p>{td_string!(locale, production.withdraw_why)}</p>
                <ButtonForm action=Withdraw::url() fields=fields label=td_string!(locale, production.withdraw_it) icon="trash" class="button danger"/>
            </section>
        }
        .into_any()
    }

    /// Product, quantity, day, booking.
    fn what(&self, typed: &Typed) -> AnyView {
        let locale = self.locale;
        let here = |product: &&Product| !product.archived || product.id == self.record.product;
        let products =
            self.products.iter().filter(here).map(|p| (p.id.to_string(), format!("{} ({})", p.name, p.unit))).collect();
        let quantity = Quantity(self.record.quantity).display(words::decimal(locale));
        let mut bookings = vec![(String::new(), td_string!(locale, production.no_booking).to_string())];
        let others = self.bookings.iter().filter(|b| Some(b.id) != self.record.booking);
        bookings.extend(self.booking.iter().chain(others).map(|b| (b.id.to_string(), booked(locale, b))));
        let chosen = self.booking.as_ref().map(|booking| booking.id.to_string()).unwrap_or_default();
        let booking = (bookings.len() > 1).then(|| view! {
            <Select typed=typed.clone() name="booking" label=td_string!(locale, production.booking) options=bookings value=chosen optional=true/>
        });
        view! {
            <Select typed=typed.clone() name="product" label=td_string!(locale, production.product) options=products value=self.record.product.to_string()/>
            <TextField typed=typed.clone() name="quantity" label=td_string!(locale, production.quantity) value=quantity inputmode="decimal" class="short"/>
            <DayField typed=typed.clone() name="made_on" legend=td_string!(locale, production.which_day) value=self.record.made_on/>
            {booking}
        }
        .into_any()
    }

    /// Who, and each her own time.
    fn hands(&self, typed: &Typed) -> AnyView {
        let locale = self.locale;
        let gone = self.makers.iter().filter(|maker| !self.people.iter().any(|person| person.id == maker.person));
        let gone = gone.map(|maker| Person { id: maker.person, name: maker.name.clone() });
        let people: Vec<Person> = self.people.iter().cloned().chain(gone).collect();
        let options = people_to_choose(&people, self.member.person, td_string!(locale, production.me));
        let chosen = self.makers.iter().map(|maker| maker.person.to_string()).collect();
        let times = self.makers.iter().map(|maker| {
            let label = td_string!(locale, production.time_of, name = maker.name.clone()).to_string();
            let value = Minutes(maker.minutes).french();
            view! { <TextField typed=typed.clone() name=format!("minutes[{}]", maker.person) label=label value=value class="medium"/> }
        }).collect_view();
        view! {
            <Choices typed=typed.clone() name="makers[]" legend=td_string!(locale, production.with_whom) options=options chosen=chosen many=true two=true/>
            {times}
            <p class="hint">{td_string!(locale, production.time_hint)}</p>
        }
        .into_any()
    }

    fn history(&self) -> Option<AnyView> {
        let locale = self.locale;
        let zone = self.member.cohort.time_zone;
        let name = |id: uuid::Uuid| {
            let maker = self.makers.iter().find(|maker| maker.person == id).map(|maker| maker.name.clone());
            maker.or_else(|| self.people.iter().find(|person| person.id == id).map(|person| person.name.clone()))
        };
        let lines = self.traces.iter().map(|trace| {
            let at = words::instant(locale, trace.at, zone);
            let title = if trace.withdrawn {
                td_string!(locale, production.trace_withdrawn, name = trace.by.clone(), at = at).to_string()
            } else {
                td_string!(locale, production.trace_corrected, name = trace.by.clone(), at = at).to_string()
            };
            let makers: Vec<String> = trace.before.makers.iter()
                .map(|(id, minutes)| format!("{} ({})", name(*id).unwrap_or_else(|| td_string!(locale, production.somebody).to_string()), said::spent(locale, *minutes)))
                .collect();
            let before = format!("{} · {} · {}", self.made(trace.before.product, trace.before.quantity),
                words::day(locale, trace.before.made_on), makers.join(", "));
            view! { <li><div class="row"><Icon name="undo"/><span class="row-main"><b>{title}</b>
                <span class="row-note">{td_string!(locale, production.trace_before, before = before).to_string()}</span></span></div></li> }
        }).collect_view();
        (!self.traces.is_empty()).then(|| {
            view! { <section class="section"><h2>{td_string!(locale, production.trace)}</h2><ul class="rows">{lines}</ul></section> }.into_any()
        })
    }
}
