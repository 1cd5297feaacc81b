//! What the pages of an event say and ask about its series, and which of its days are days off.

use crate::{
    app::{
        access::Member,
        calendar::words as said,
        cohorts::store::{Described, series as rows},
        i18n::*,
        ui::{
            form::{Choice, Choices, DayField, Select, TextArea, TextField, Typed},
            icon::Icon,
        },
        visit::Visit,
        words,
    },
    domain::{
        holidays::DayOff,
        recurrence::{Repeat, Series, Which},
        time::local,
    },
    platform::error::AppError,
};
use chrono::NaiveDate;
use leptos::prelude::*;

/// So many days off are named; a series may meet more.
const NAMED: usize = 6;

/// An event's series and days off.
#[derive(Clone)]
pub(super) struct Around {
    series: Option<Series>,
    off: Vec<(NaiveDate, DayOff)>,
}

impl Around {
    /// Two statements, and one more for an event of a series.
    pub async fn load(visit: &Visit, member: &Member, described: &Described) -> Result<Self, AppError> {
        let mut db = visit.state.db.read().acquire().await?;
        let zone = rows::school_zone(&mut *db, member).await?;
        let starts = rows::all_starts(&mut *db, member, described.event.id).await?;
        let series = match described.series {
            Some(id) => Some(rows::series(&mut *db, member, id).await?),
            None => None,
        };
        let days = starts.into_iter().map(|at| local(at, member.cohort.time_zone).0);
        let off = days.filter_map(|day| Some((day, DayOff::of(day, zone)?))).collect();
        Ok(Self { series, off })
    }

    /// Who leads, what is needed, when it comes again.
    pub fn facts(&self, locale: Locale, described: &Described) -> AnyView {
        let fact = |name: String, text: String| {
            (!text.is_empty()).then(|| view! { <div><dt>{name}</dt><dd dir="auto">{text}</dd></div> })
        };
        let again = self.series.as_ref().map(|series| said::series(locale, series)).unwrap_or_default();
        view! {
            {fact(td_string!(locale, calendar.event.again).to_string(), again)}
            {fact(td_string!(locale, calendar.event.leads).to_string(), described.leads.clone())}
            {fact(td_string!(locale, calendar.event.materials).to_string(), described.materials.clone())}
        }
        .into_any()
    }

    /// The days on which much is closed.
    pub fn warning(&self, locale: Locale) -> Option<AnyView> {
        let line = |(day, off): &(NaiveDate, DayOff)| {
            view! { <li>{words::day(locale, *day)} ", " {said::day_off(locale, *off)}</li> }
        };
        let more = self.off.len().saturating_sub(NAMED);
        (!self.off.is_empty()).then(|| {
            view! {
                <div class="notice wait"><Icon name="warning"/><div>
                    <p><b>{td_string!(locale, calendar.event.off)}</b></p>
                    <ul>{self.off.iter().take(NAMED).map(line).collect_view()}</ul>
                    {(more > 0).then(|| view! { <p>{td_string!(locale, calendar.event.off_more, count = more)}</p> })}
                </div></div>
            }
            .into_any()
        })
    }

    /// Asks how much of the series is meant; an event by itself is asked nothing. `name` is the field's, for a page may ask twice.
    pub fn which(&self, typed: Typed, name: &'static str, legend: String) -> Option<AnyView> {
        let locale = typed.locale;
        let options = [
            (Which::One, td_string!(locale, calendar.event.one), Some(td_string!(locale, calendar.event.one_hint))),
            (Which::Following, td_string!(locale, calendar.event.following), None),
            (Which::All, td_string!(locale, calendar.event.all), None),
        ];
        let options = options.map(|(which, label, hint)| {
            let choice = Choice::new(which.code(), label);
            // What is removed leaves everything.
            match hint.filter(|_| name == "which") {
                Some(hint) => choice.hint(hint),
                None => choice,
            }
        });
        let chosen = vec![Which::One.code().to_owned()];
        self.series
            .as_ref()
            .map(|_| view! { <Choices typed name=name legend options=options.to_vec() chosen/> }.into_any())
    }
}

/// Who leads and what is needed.
pub(super) fn more_fields(typed: Typed, leads: String, materials: String) -> AnyView {
    let locale = typed.locale;
    view! {
        <TextField typed=typed.clone() name="leads" label=td_string!(locale, calendar.event.leads)
            hint=td_string!(locale, calendar.event.leads_hint) value=leads optional=true autocomplete="off"/>
        <TextArea typed=typed name="materials" label=td_string!(locale, calendar.event.materials)
            hint=td_string!(locale, calendar.event.materials_hint) value=materials rows=2 optional=true/>
    }
    .into_any()
}

/// Whether a new event comes again.
pub(super) fn repeat_fields(typed: Typed) -> AnyView {
    let locale = typed.locale;
    let options = Repeat::ALL.iter().map(|repeat| {
        let words = match repeat {
            Repeat::Never => td_string!(locale, calendar.repeat.never),
            Repeat::Weekly => td_string!(locale, calendar.repeat.week),
            Repeat::Fortnightly => td_string!(locale, calendar.repeat.two_weeks),
            Repeat::Monthly => td_string!(locale, calendar.repeat.month),
        };
        (repeat.code().to_owned(), words.to_string())
    });
    let until = td_string!(locale, calendar.repeat.until).to_string();
    view! {
        <Select typed=typed.clone() name="repeat" label=td_string!(locale, calendar.repeat.label) options=options.collect()
            value=Repeat::Never.code()/>
        <DayField typed=typed.clone() name="until" legend=until optional=true/>
        <TextField typed=typed name="except" label=td_string!(locale, calendar.repeat.except)
            hint=td_string!(locale, calendar.repeat.except_hint) optional=true autocomplete="off"/>
    }
    .into_any()
}
