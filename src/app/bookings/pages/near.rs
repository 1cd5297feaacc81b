//! When a moment has no room: what is in the way, the three nearest moments, or waiting for it.

use super::super::{
    actions::{Book, waiting::Wait},
    forms::{self, Asked},
    store::{self, spaces::Workshop},
};
use crate::{
    app::{
        access::Member,
        i18n::*,
        ui::{form::Typed, icon::Icon},
        visit::Visit,
        words,
    },
    domain::{
        capacity::{self, Usage},
        problem::Problem,
        time::{TimeOfDay, bounds},
    },
    platform::{db::Connection, error::AppError},
};
use chrono::{DateTime, NaiveDate, Utc};
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use uuid::Uuid;

/// The problem of a form that came back because there was no room, or not yet, or no longer.
pub fn full(typed: &Typed, workshop: &Workshop) -> Option<Problem> {
    let machines = workshop.machines.iter().map(|machine| format!("machines[{}]", machine.id));
    ["people", "from", "on"]
        .map(str::to_owned)
        .into_iter()
        .chain(machines)
        .filter_map(|field| typed.problem(&field))
        .find(|problem| {
            use Problem::{Blocked, FullMachine, FullPeople, TooFar, TooSoon};
            matches!(problem, FullPeople { .. } | FullMachine { .. } | Blocked { .. } | TooSoon { .. } | TooFar { .. })
        })
}

/// Where the same booking at another moment is sent, with what else, and which bookings are no obstacle to it.
pub struct Posting {
    pub action: &'static str,
    pub fields: Vec<(String, String)>,
    pub besides: Vec<Uuid>,
    /// Whether something new comes of it: then one can wait for the moment too.
    pub creates: bool,
}

impl Posting {
    pub fn new_booking() -> Self {
        Self { action: Book::url(), fields: Vec::new(), besides: Vec::new(), creates: true }
    }
}

/// A form that found no room, and the way out.
pub struct Near<'n> {
    pub typed: &'n Typed,
    pub workshop: &'n Workshop,
    pub problem: &'n Problem,
    pub posting: Posting,
}

impl Near<'_> {
    /// What is full in words, and the nearest moments.
    pub async fn refusal(
        self,
        visit: &Visit,
        db: &mut Connection,
        member: &Member,
    ) -> Result<(String, AnyView), AppError> {
        let asked = self.typed.draft().map(|draft| Asked::again(&draft.fields)).unwrap_or_default();
        let zone = self.workshop.space.zone;
        let locale = visit.locale;
        let said = words::problem(locale, self.problem);
        let Some(usage) = asked.usage(zone) else { return Ok((said.clone(), refused(said, ()))) };
        let until = bounds(member.cohort.dates.ends_on, zone).1;
        let span = (visit.now(), until);
        let busy = store::changes::busy_beside(db, &self.workshop.space, span, &self.posting.besides).await?;
        let near = capacity::nearest(&self.workshop.place, &busy, &usage, &member.cohort.dates, visit.now(), 3);
        let offers = near.iter().map(|span| self.offer(visit.locale, member, &asked, *span)).collect_view();
        let what = if near.is_empty() {
            view! { <p>{td_string!(locale, bookings.nothing_near)}</p> }.into_any()
        } else {
            view! { <p>{td_string!(locale, bookings.near)}</p><ul class="nearest">{offers}</ul> }.into_any()
        };
        let wait = self.posting.creates.then(|| self.wait(locale, member, &asked, &usage));
        Ok((said.clone(), view! { {refused(said, what)} {wait} }.into_any()))
    }

    /// The same booking at another moment, in one tap.
    fn offer(
        &self,
        locale: Locale,
        member: &Member,
        asked: &Asked,
        (start, end): (DateTime<Utc>, DateTime<Utc>),
    ) -> AnyView {
        let moment = forms::typed(start, end, self.workshop.space.zone);
        let fields = self.again(member, asked, moment);
        let label =
            td_string!(locale, bookings.book_at, moment = words::day_at(locale, moment.0, moment.1)).to_string();
        view! {
            <li><form method="post" action=self.posting.action novalidate>{fields}
                <button class="button big"><Icon name="check"/><span>{label}</span></button></form></li>
        }
        .into_any()
    }

    /// Or wait for the very moment.
    fn wait(&self, locale: Locale, member: &Member, asked: &Asked, usage: &Usage) -> AnyView {
        let fields = self.again(member, asked, forms::typed(usage.start, usage.end, self.workshop.space.zone));
        view! {
            <section class="section"><h2>{td_string!(locale, waiting.or_wait)}</h2>
                <p>{td_string!(locale, waiting.how)}" "{td_string!(locale, waiting.order)}</p>
                <form method="post" action=Wait::url() novalidate>{fields}
                    <button class="button big secondary"><Icon name="clock"/><span>{td_string!(locale, waiting.tell_me)}</span></button></form></section>
        }
        .into_any()
    }

    /// What was asked for, at this moment, as the hidden fields of a form.
    fn again(
        &self,
        member: &Member,
        asked: &Asked,
        moment: (NaiveDate, TimeOfDay, TimeOfDay, &str),
    ) -> impl IntoView + use<> {
        let mut fields = self.posting.fields.clone();
        // Each form is sent once by itself.
        fields.extend(self.posting.creates.then(|| ("key".to_owned(), Uuid::now_v7().to_string())));
        fields.push(("cohort".to_owned(), member.cohort.slug.clone()));
        fields.extend(asked.written(moment, self.workshop.space.id));
        fields.into_iter().map(|(name, value)| view! { <input type="hidden" name=name value=value/> }).collect_view()
    }
}

fn refused(said: String, what: impl IntoView + 'static) -> AnyView {
    view! { <section class="refusal" role="alert"><h1><Icon name="clock" big=true/><span>{said}</span></h1>{what}</section> }
        .into_any()
}
