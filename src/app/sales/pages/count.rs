//! Counting a till at closing: float, what was taken out, what is there. The difference is said in words, without blame.

use super::{
    super::{
        actions,
        forms::{self, COUNT},
        said,
        store::counts::{self, Count},
    },
    back, channel_options, not_now,
};
use crate::{
    app::{
        i18n::*,
        ui::{
            form::{DayField, Form, Select, Submit, TextArea, TextField, Typed},
            frame::{Frame, Group},
            icon::Icon,
        },
        visit::{Visit, page},
        words,
    },
    domain::{
        day::parse_day,
        money::Cents,
        sale::{Channel, Difference},
    },
    platform::error::AppError,
};
use chrono::NaiveDate;
use leptos::{prelude::*, server_fn::ServerFn};

#[component]
pub fn CountPage() -> impl IntoView {
    page(count)
}

const FORM: &str = "sales/count";

async fn count(visit: Visit) -> Result<AnyView, AppError> {
    let member = visit.member().await?;
    let group = Group::load(&visit, &member).await?;
    let typed = visit.typed(FORM).await?;
    let (locale, slug) = (visit.locale, member.cohort.slug.clone());
    let till = visit.query("till").and_then(|code| forms::till(&code)).unwrap_or(Channel::Market);
    let day = visit.query("on").and_then(|text| parse_day(&text).ok());
    let day = day.unwrap_or_else(|| member.cohort.today(visit.now()));
    let mut db = visit.state.db.read().acquire().await?;
    let all = counts::all(&mut *db, &member).await?;
    let cash = counts::cash(&mut *db, &member, till, day).await?;
    drop(db);
    let found = all.into_iter().find(|count| count.till == till && count.counted_on == day);
    let body = match member.cohort.takes_work().is_ok() || typed.is_back() {
        true => form(typed, &slug, till, day, found.as_ref()),
        false => not_now(locale, &slug),
    };
    let head = head(locale, till, day, cash, found.as_ref());
    Ok(view! {
        <Frame visit=visit title=td_string!(locale, sales.count.title) group=group place="sales" form=FORM>
            {back(locale, &slug)}
            {head}
            {body}
        </Frame>
    }
    .into_any())
}

/// What the till brought in, and what was found when it was counted.
fn head(locale: Locale, till: Channel, day: NaiveDate, cash: Cents, found: Option<&Count>) -> AnyView {
    let (till, day) = (said::channel(locale, till), words::day_without_year(locale, day));
    let lead = td_string!(locale, sales.count.lead, till = till, day = day, amount = cash.set_apart()).to_string();
    view! {
        <header class="page-head"><h1>{td_string!(locale, sales.count.title)}</h1><p class="lead">{lead}</p></header>
        {found.map(|count| result(locale, count))}
    }
    .into_any()
}

/// The sum that makes what was expected, and the difference.
pub(super) fn result(locale: Locale, count: &Count) -> AnyView {
    let difference = count.held.difference(count.counted);
    let class = if difference == Difference::Exact { "notice done" } else { "notice wait" };
    let icon = if difference == Difference::Exact { "check" } else { "info" };
    let kind = (difference != Difference::Exact).then(|| view! { <p>{td_string!(locale, sales.count.kind)}</p> });
    let again = (count.before > 0).then(|| {
        view! { <p class="hint">{td_string!(locale, sales.count.counted_before, count = count.before).to_string()}</p> }
    });
    let line = |class: &'static str, name: String, amount: Cents| {
        view! { <div class=class><dt>{name}</dt><dd class="num"><bdi>{amount.french()}</bdi></dd></div> }
    };
    view! {
        <div class=class><Icon name=icon/><div><p><b>{said::difference(locale, difference)}</b></p>{kind}</div></div>
        <dl class="sum">
            {line("", td_string!(locale, sales.count.float).to_string(), count.held.float)}
            {line("", td_string!(locale, sales.count.cash_sales).to_string(), count.held.cash_sales)}
            {line("minus", td_string!(locale, sales.count.taken_out).to_string(), count.held.taken_out)}
            {line("total", td_string!(locale, sales.count.expected).to_string(), count.held.expected())}
            {line("", td_string!(locale, sales.count.counted).to_string(), count.counted)}
        </dl>
        {(!count.note.is_empty()).then(|| view! { <p dir="auto">{count.note.clone()}</p> })}
        {again}
    }
    .into_any()
}

fn form(typed: Typed, slug: &str, till: Channel, day: NaiveDate, found: Option<&Count>) -> AnyView {
    let locale = typed.locale;
    let start = |amount: fn(&Count) -> Cents| found.map(amount).map(said::plain).unwrap_or_default();
    let begun = [start(|count| count.held.float), start(|count| count.held.taken_out), start(|count| count.counted)];
    let [had, gone, there] = begun;
    let said = found.map(|count| count.note.clone()).unwrap_or_default();
    let label = match found {
        Some(_) => td_string!(locale, sales.count.again).to_string(),
        None => td_string!(locale, sales.count.go).to_string(),
    };
    let [tills, _, float, taken_out, counted, note] = COUNT;
    view! {
        <Form typed=typed.clone() action=actions::Count::url() cohort=slug creates=true>
            <Select typed=typed.clone() name=tills label=td_string!(locale, sales.count.which) options=channel_options(locale, &Channel::TILLS) value=till.code()/>
            <DayField typed=typed.clone() name="counted_on" legend=td_string!(locale, sales.pay.which_day) value=day/>
            <TextField typed=typed.clone() name=float label=td_string!(locale, sales.count.float) hint=td_string!(locale, sales.count.float_hint)
                value=had inputmode="decimal" class="short"/>
            <TextField typed=typed.clone() name=taken_out label=td_string!(locale, sales.count.taken_out) hint=td_string!(locale, sales.count.taken_out_hint)
                value=gone inputmode="decimal" class="short" optional=true/>
            <TextField typed=typed.clone() name=counted label=td_string!(locale, sales.count.counted) hint=td_string!(locale, sales.count.counted_hint)
                value=there inputmode="decimal" class="short"/>
            <TextArea typed=typed.clone() name=note label=td_string!(locale, sales.note) value=said rows=2 optional=true/>
            <Submit label=label icon="coins"/>
        </Form>
    }
    .into_any()
}
