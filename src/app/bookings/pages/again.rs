//! What the form of a booking asks besides when and how much: for whom, and whether it comes again.

use super::super::{
    purpose::{For, Offered},
    words as said,
};
use crate::{
    app::{
        i18n::*,
        ui::{
            form::{Choice, Choices, DayField, Select, Typed},
            icon::Icon,
        },
        words,
    },
    domain::recurrence::Repeat,
};
use chrono::NaiveDate;
use leptos::prelude::*;

/// One answer of the field `for`.
struct Answer {
    whom: For,
    icon: String,
    label: String,
    note: String,
}

/// For whom: oneself and one's pôles first; the group's work under a heading that opens.
pub(super) fn for_field(typed: &Typed, offered: &Offered, chosen: For) -> AnyView {
    let locale = typed.locale;
    let chosen = For::parse(&typed.text("for", &chosen.code())).unwrap_or(chosen);
    let (near, work) = (near(locale, offered), work(locale, offered));
    if near.len() == 1 && work.is_empty() {
        return view! { <input type="hidden" name="for" value="me"/> }.into_any();
    }
    let error = typed.error("for");
    let class = if error.is_some() { "choices two has-error" } else { "choices two" };
    let described = error.is_some().then_some("for-error");
    let open = work.iter().any(|answer| answer.whom == chosen);
    let count = near.len();
    let card = |(index, answer): (usize, Answer)| card(index, answer, chosen);
    let near = near.into_iter().enumerate().map(card).collect_view();
    let work = (!work.is_empty()).then(|| {
        let cards = work.into_iter().enumerate().map(|(index, answer)| card((index + count, answer))).collect_view();
        view! {
            <details class="more" open=open><summary>{td_string!(locale, bookings.for_work)}</summary>
                <div class="choices two">{cards}</div></details>
        }
    });
    view! {
        <fieldset class=class aria-describedby=described>
            <legend>{td_string!(locale, bookings.for_whom)}</legend>
            {error.map(|text| view! { <p class="error" id="for-error"><Icon name="warning"/><span>{text}</span></p> })}
            {near}
            {work}
        </fieldset>
    }
    .into_any()
}

fn near(locale: Locale, offered: &Offered) -> Vec<Answer> {
    let me = Answer {
        whom: For::Me,
        icon: "user".to_owned(),
        label: td_string!(locale, bookings.for_me).to_string(),
        note: String::new(),
    };
    let poles = offered.poles.iter().map(|(id, name, icon)| Answer {
        whom: For::Pole(*id),
        icon: icon.clone(),
        label: name.clone(),
        note: String::new(),
    });
    std::iter::once(me).chain(poles).collect()
}

fn work(locale: Locale, offered: &Offered) -> Vec<Answer> {
    let orders = offered.orders.iter().map(|order| Answer {
        whom: For::Order(order.id),
        icon: "truck".to_owned(),
        label: said::order(locale, order.number),
        note: order.customer.clone(),
    });
    let missions = offered.missions.iter().map(|mission| Answer {
        whom: For::Mission(mission.id),
        icon: "flag".to_owned(),
        label: mission.title.clone(),
        note: mission.pole.clone(),
    });
    orders.chain(missions).collect()
}

fn card(index: usize, answer: Answer, chosen: For) -> AnyView {
    let id = if index == 0 { "for".to_owned() } else { format!("for-{index}") };
    let (checked, target) = (answer.whom == chosen, id.clone());
    let note = (!answer.note.is_empty()).then(|| view! { <span class="hint" dir="auto">{answer.note}</span> });
    view! {
        <label class="choice" for=target>
            <input type="radio" id=id name="for" value=answer.whom.code() checked=checked/>
            <Icon name=answer.icon/>
            <span class="choice-text"><b dir="auto">{answer.label}</b>{note}</span>
        </label>
    }
    .into_any()
}

/// Whether it comes again, folded away: most bookings do not.
pub(super) fn repeat_fields(typed: &Typed) -> AnyView {
    let locale = typed.locale;
    let never = Repeat::Never.code();
    let open = typed.text("repeat", never) != never && !typed.text("repeat", never).is_empty();
    let options = Repeat::ALL.iter().map(|repeat| {
        let words = match repeat {
            Repeat::Never => td_string!(locale, calendar.repeat.never),
            Repeat::Weekly => td_string!(locale, bookings.again.week),
            Repeat::Fortnightly => td_string!(locale, bookings.again.two_weeks),
            Repeat::Monthly => td_string!(locale, calendar.repeat.month),
        };
        (repeat.code().to_owned(), words.to_string())
    });
    view! {
        <details class="more" open=open><summary>{td_string!(locale, bookings.again.ask)}</summary>
            <Select typed=typed.clone() name="repeat" label=td_string!(locale, calendar.repeat.label) options=options.collect() value=never/>
            <Choices typed=typed.clone() name="weekdays[]" legend=td_string!(locale, bookings.again.weekdays)
                hint=td_string!(locale, bookings.again.weekdays_hint) options=weekdays(locale) many=true two=true/>
            <DayField typed=typed.clone() name="until" legend=td_string!(locale, bookings.again.until)/>
            <p class="hint">{td_string!(locale, bookings.again.first_shown)}</p>
        </details>
    }
    .into_any()
}

/// Monday to Sunday, by number.
fn weekdays(locale: Locale) -> Vec<Choice> {
    let monday = NaiveDate::from_ymd_opt(2024, 1, 1).unwrap_or_default();
    let days = monday.iter_days().take(7).enumerate();
    days.map(|(index, day)| Choice::new((index + 1).to_string(), words::weekday(locale, day))).collect()
}
