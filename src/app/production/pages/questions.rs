//! The questions of a record, as the pages that ask them put them: on three pages, or on the one that a phone keeps.

use super::{booked, people_to_choose};
use crate::{
    app::{
        access::Member,
        i18n::*,
        paths,
        production::{
            forms::{OTHER, TIMES},
            store::{self, Booked, Person, Product},
        },
        ui::{
            days::near_days,
            form::{Choice, Choices, Select, Submit, TextArea, TextField, Typed},
            icon::Icon,
            pocket::Keeping,
        },
        visit::Visit,
        words,
    },
    domain::minutes::Minutes,
    islands::Stepper,
    platform::error::AppError,
};
use chrono::{Duration, NaiveDate};
use leptos::prelude::*;

pub const FORM: &str = "production/record";

/// What the questions are asked with.
pub struct Around {
    pub locale: Locale,
    pub member: Member,
    /// Whether the phone is the member's own: then it may keep what it cannot send.
    pub own_phone: bool,
    pub products: Vec<Product>,
    today: NaiveDate,
    people: Vec<Person>,
    bookings: Vec<Booked>,
}

impl Around {
    /// Reads what there is to choose from.
    pub async fn load(visit: &Visit, member: Member) -> Result<Self, AppError> {
        let (locale, now) = (visit.locale, visit.now());
        // One connection for all statements: to take one and give it back costs as much as a small statement.
        let mut db = visit.state.db.read().acquire().await?;
        let mut bookings = store::own_bookings(&mut *db, &member, now - Duration::days(14), now).await?;
        // The one that the question comes from may be longer ago.
        let asked = visit.query("booking").and_then(|id| id.parse().ok());
        if let Some(id) = asked.filter(|id| bookings.iter().all(|booking| booking.id != *id)) {
            bookings.extend(store::booking(&mut *db, &member, id).await?);
        }
        Ok(Self {
            locale,
            today: member.cohort.today(now),
            own_phone: visit.signed()?.own_phone,
            products: store::products(&mut *db, &member).await?,
            people: store::people(&mut *db, &member).await?,
            bookings,
            member,
        })
    }

    /// What the group still makes.
    pub fn offered(&self) -> impl Iterator<Item = &Product> {
        self.products.iter().filter(|product| !product.archived)
    }

    /// Who notes, where, on whose phone.
    pub fn keeping(&self) -> Keeping {
        Keeping::of(self.locale, &self.member, self.own_phone)
    }

    pub fn not_now(&self) -> (String, AnyView) {
        let locale = self.locale;
        let title = td_string!(locale, production.not_now).to_string();
        let href = paths::production(&self.member.cohort.slug);
        let body = view! {
            <div class="empty">
                <Icon name="lock" big=true/>
                <h1>{title.clone()}</h1>
                <p>{td_string!(locale, production.not_now_why)}</p>
                <a class="button" href=href><Icon name="arrow-next"/><span>{td_string!(locale, production.see)}</span></a>
            </div>
        };
        (title, body.into_any())
    }

    /// How many, by large buttons that may send the form; `label` is above them.
    pub fn quantity(&self, typed: &Typed, label: AnyView, sends: bool) -> AnyView {
        let locale = self.locale;
        let error = typed.error("quantity");
        let class = if error.is_some() { "field has-error" } else { "field" };
        let described = if error.is_some() { "quantity-error" } else { "quantity-hint" };
        view! {
            <div class=class>
                <label for="quantity">{label}</label>
                <p class="hint" id="quantity-hint">{td_string!(locale, production.how_many_hint)}</p>
                {error.clone().map(|text| view! { <p class="error" id="quantity-error"><Icon name="warning"/><span>{text}</span></p> })}
                <Stepper name="quantity".to_owned() value=typed.text("quantity", "1") described=described.to_owned() invalid=error.is_some()
                    less=td_string!(locale, production.fewer).to_string() more=td_string!(locale, production.more).to_string()
                    decimal=words::decimal(locale) sends=sends/>
            </div>
        }
        .into_any()
    }

    /// Who made it: oneself, unless one says otherwise.
    pub fn makers(&self, typed: &Typed) -> AnyView {
        let (locale, me) = (self.locale, self.member.person);
        let options = people_to_choose(&self.people, me, td_string!(locale, production.me));
        let (legend, hint) = (td_string!(locale, production.with_whom), td_string!(locale, production.with_whom_hint));
        view! {
            <Choices typed=typed.clone() name="makers[]" legend=legend options=options chosen=vec![me.to_string()] many=true
                hint=hint two=true/>
        }
        .into_any()
    }

    /// Which day: today, unless one says otherwise.
    pub fn days(&self, typed: &Typed) -> AnyView {
        let legend = td_string!(self.locale, production.which_day).to_string();
        near_days(typed, "made_on", legend, (self.today, self.member.cohort.dates))
    }

    /// How long, as one can answer: not known unless one says so, because a guess would count in the sharing.
    pub fn time(&self, typed: &Typed, alone: bool) -> AnyView {
        let locale = self.locale;
        let legend = if alone {
            td_string!(locale, production.how_long).to_string()
        } else {
            td_string!(locale, production.how_long_each).to_string()
        };
        let mut options: Vec<Choice> = TIMES.into_iter().map(|minutes| lasting(locale, minutes)).collect();
        options.push(Choice::new(OTHER, td_string!(locale, production.other_time)).icon("edit"));
        view! {
            <Choices typed=typed.clone() name="minutes" legend=legend options=options chosen=vec!["0".to_owned()] two=true/>
            <div class="other-answer">
                <TextField typed=typed.clone() name="minutes_other" label=td_string!(locale, production.other_time_which)
                    hint=td_string!(locale, production.other_time_hint) class="medium" optional=true/>
            </div>
        }
        .into_any()
    }

    /// What need not be said, after the button that is enough; so it has one of its own.
    pub fn more(&self, typed: &Typed) -> AnyView {
        let locale = self.locale;
        view! {
            <h2>{td_string!(locale, production.if_you_like)}</h2>
            {self.booking(typed)}
            <TextArea typed=typed.clone() name="note" label=td_string!(locale, production.note)
                hint=td_string!(locale, production.note_hint) rows=2 optional=true/>
            <Submit label=td_string!(locale, production.done_with_note) class="button secondary"/>
        }
        .into_any()
    }

    fn booking(&self, typed: &Typed) -> Option<AnyView> {
        let locale = self.locale;
        if self.bookings.is_empty() {
            return None;
        }
        let mut options = vec![(String::new(), td_string!(locale, production.no_booking).to_string())];
        options.extend(self.bookings.iter().map(|booking| (booking.id.to_string(), booked(locale, booking))));
        let label = td_string!(locale, production.booking);
        Some(
            view! { <Select typed=typed.clone() name="booking" label=label options=options optional=true/> }.into_any(),
        )
    }
}

fn lasting(locale: Locale, minutes: i64) -> Choice {
    let words = Minutes(minutes).french();
    match minutes {
        0 => Choice::new("0", td_string!(locale, frame.dont_know)).icon("question"),
        210 => Choice::new("210", td_string!(locale, production.half_day)).hint(words).icon("clock"),
        420 => Choice::new("420", td_string!(locale, production.whole_day)).hint(words).icon("clock"),
        other => Choice::new(other.to_string(), words).icon("clock"),
    }
}
