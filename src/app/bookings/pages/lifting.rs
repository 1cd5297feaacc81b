//! Lifting the weekly quota, for who may: whom it is lifted for, the hours of everybody by name and in no other order, the form.

use super::super::{
    actions::lifts::{Lift, Unlift},
    store::{self, quota::Lift as Lifted, spaces::Workshop},
};
use crate::{
    app::{
        access::Member,
        i18n::*,
        ui::{
            form::{ButtonForm, DayField, Form, Select, Submit, TextField, Typed},
            icon::Icon,
        },
        visit::Visit,
        words,
    },
    domain::{fairness::Sum, minutes::Minutes, text, time::local},
    platform::{db::Connection, error::AppError},
};
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use std::collections::HashMap;
use uuid::Uuid;

/// What a facilitator needs to lift the quota of a space that has one.
pub(super) struct Lifting {
    people: Vec<(Uuid, String)>,
    lifts: Vec<Lifted>,
}

impl Lifting {
    /// Nothing for others, and nothing where there is no quota: then nobody's hours are shown.
    pub async fn load(
        visit: &Visit,
        db: &mut Connection,
        member: &Member,
        workshop: &Workshop,
    ) -> Result<Option<Self>, AppError> {
        if workshop.space.terms.quota_minutes.is_none() || !member.role.is_facilitator() {
            return Ok(None);
        }
        let by = member.clone().facilitator()?;
        let mut people = store::shares::named(&mut *db, &by).await?;
        people.sort_by_cached_key(|(id, name)| (text::fold(name), *id));
        let today = local(visit.now(), workshop.space.zone).0;
        let lifts = store::quota::lifts(&mut *db, &by, &workshop.space, today).await?;
        Ok(Some(Self { people, lifts }))
    }

    pub fn shown(
        self,
        locale: Locale,
        member: &Member,
        workshop: &Workshop,
        sums: &HashMap<Uuid, Sum>,
        typed: Typed,
    ) -> AnyView {
        let quota = Minutes(workshop.space.terms.quota_minutes.unwrap_or_default()).french();
        let slug = &member.cohort.slug;
        let lifts = (!self.lifts.is_empty()).then(|| {
            view! { <ul class="rows">{self.lifts.iter().map(|lift| lifted(locale, slug, lift)).collect_view()}</ul> }
        });
        let form = member.cohort.state.takes_work().then(|| self.form(locale, slug, workshop.space.id, typed));
        view! {
            <section class="section"><h2>{td_string!(locale, waiting.lift.title)}</h2>
                <p>{td_string!(locale, waiting.lift.why, quota = quota).to_string()}</p>
                {lifts}
                {self.hours(locale, sums)}
                {form}</section>
        }
        .into_any()
    }

    fn hours(&self, locale: Locale, sums: &HashMap<Uuid, Sum>) -> AnyView {
        let caption = td_string!(locale, waiting.lift.hours).to_string();
        let row = |(id, name): &(Uuid, String)| {
            let sum = sums.get(id).copied().unwrap_or_default();
            view! { <tr><th scope="row">{name.clone()}</th><td class="num">{sum.used.french()}</td><td class="num">{sum.booked.french()}</td></tr> }
        };
        view! {
            <details><summary>{caption.clone()}</summary>
                <div class="table-scroll" role="region" aria-label=caption tabindex="0"><table class="table">
                    <thead><tr><th scope="col">{td_string!(locale, waiting.shares.who)}</th>
                        <th scope="col" class="num">{td_string!(locale, waiting.shares.used)}</th>
                        <th scope="col" class="num">{td_string!(locale, waiting.shares.booked)}</th></tr></thead>
                    <tbody>{self.people.iter().map(row).collect_view()}</tbody></table></div></details>
        }
        .into_any()
    }

    fn form(&self, locale: Locale, slug: &str, space: Uuid, typed: Typed) -> AnyView {
        let (slug, space) = (slug.to_owned(), space.to_string());
        let people = self.people.iter().map(|(id, name)| (id.to_string(), name.clone())).collect();
        view! {
            <Form typed=typed.clone() action=Lift::url() cohort=slug creates=true>
                <input type="hidden" name="space" value=space/>
                <Select typed=typed.clone() name="person" label=td_string!(locale, waiting.lift.person).to_string() options=people/>
                <DayField typed=typed.clone() name="first" legend=td_string!(locale, waiting.lift.first).to_string()/>
                <DayField typed=typed.clone() name="last" legend=td_string!(locale, waiting.lift.last).to_string()/>
                <TextField typed=typed name="reason" label=td_string!(locale, waiting.lift.reason).to_string()
                    hint=td_string!(locale, waiting.lift.reason_hint).to_string()/>
                <Submit label=td_string!(locale, waiting.lift.go).to_string()/>
            </Form>
        }
        .into_any()
    }
}

fn lifted(locale: Locale, slug: &str, lift: &Lifted) -> AnyView {
    let days = td_string!(
        locale,
        bookings.closure_days,
        first = words::day_and_month(locale, lift.first_on),
        last = words::day_and_month(locale, lift.last_on)
    )
    .to_string();
    let note = td_string!(locale, waiting.lift.by, name = words::person(locale, &lift.by_name)).to_string();
    let fields = vec![("cohort", slug.to_owned()), ("lift", lift.id.to_string())];
    view! {
            <li><div class="row"><Icon name="user"/>
                <span class="row-main"><b>{words::person(locale, &lift.person_name)}</b><span class="row-note">{days}" · "{note}</span>
                    <span class="row-note" dir="auto">{lift.reason.clone()}</span></span>
                <span class="row-end"><ButtonForm action=Unlift::url() fields=fields label=td_string!(locale, waiting.lift.end).to_string() icon="undo"/></span></div></li>
        }
        .into_any()
}
