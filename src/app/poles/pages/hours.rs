//! Hours given to pôles: each sees and corrects her own lines; who accompanies the group sees sums.

use super::super::{
    actions::{CorrectHours, RecordHours, WithdrawHours},
    forms::{HALF_DAY, WHOLE_DAY},
    store::{
        self, Pole,
        hours::{self, Line},
    },
};
use crate::{
    app::{
        access::Facilitator,
        i18n::*,
        paths, production,
        ui::{
            form::{ButtonForm, Choice, Choices, DayField, Form, Select, Submit, TextField, Typed},
            frame::{Frame, Group},
            icon::Icon,
        },
        visit::{Visit, page},
        words,
    },
    domain::minutes::Minutes,
    platform::{db::Connection, error::AppError},
};
use chrono::NaiveDate;
use leptos::{prelude::*, server_fn::ServerFn};

#[component]
pub fn HoursPage() -> impl IntoView {
    page(all)
}

async fn all(visit: Visit) -> Result<AnyView, AppError> {
    let member = visit.member().await?;
    let group = Group::load(&visit, &member).await?;
    let typed = visit.typed("poles/record-hours").await?;
    let mut db = visit.state.db.read().acquire().await?;
    let poles = store::poles(&mut *db, &member).await?;
    let lines = hours::own(&mut *db, &member).await?;
    let sums = match member.role.is_facilitator() {
        true => Some(sums(visit.locale, &mut db, &member.clone().facilitator()?).await?),
        false => None,
    };
    drop(db);
    let (locale, slug, today) = (visit.locale, member.cohort.slug.clone(), member.cohort.today(visit.now()));
    let fields = fields(&typed, &poles, None, today);
    let form = match (member.cohort.state.takes_work(), poles.is_empty()) {
        (true, false) => view! {
            <Form typed=typed action=RecordHours::url() cohort=slug.clone() creates=true>
                {fields}
                <Submit label=td_string!(locale, poles.hours.add)/>
            </Form>
        }
        .into_any(),
        (true, true) => view! { <p>{td_string!(locale, poles.hours.no_poles)}</p> }.into_any(),
        (false, _) => ().into_any(),
    };
    let (head, lines) = (
        head(locale, paths::poles(&slug), td_string!(locale, poles.title).to_string()),
        own(locale, &slug, &lines, today),
    );
    Ok(view! {
        <Frame visit=visit title=td_string!(locale, poles.hours.title) group=group place="poles" form="poles/record-hours">
            {head}
            <h1>{td_string!(locale, poles.hours.title)}</h1>
            <p class="lead">{td_string!(locale, poles.hours.lead)}</p>
            {form}
            {lines}
            {sums}
        </Frame>
    }
    .into_any())
}

fn head(_: Locale, href: String, label: String) -> AnyView {
    view! { <p class="back"><a href=href><Icon name="arrow-back"/><span>{label}</span></a></p> }.into_any()
}

/// The reader's own lines and their sum.
fn own(locale: Locale, slug: &str, lines: &[Line], today: NaiveDate) -> AnyView {
    let rows = lines.iter().map(|line| {
        let day = words::day_near(locale, line.worked_on, today);
        let note: Vec<&str> = [day.as_str(), &line.note].into_iter().filter(|text| !text.is_empty()).collect();
        view! {
            <li><a class="row" href=paths::pole_hours_line(slug, line.id)>
                <span class="row-main"><b>{format!("{}, {}", line.pole_name, Minutes(line.minutes).french())}</b>
                    <span class="row-note" dir="auto">{note.join(" · ")}</span></span>
                <span class="row-end"><span>{td_string!(locale, frame.change)}</span><Icon name="arrow-next"/></span>
            </a></li>
        }
    }).collect_view();
    let total: Minutes = lines.iter().map(|line| Minutes(line.minutes)).sum();
    let body = match lines.is_empty() {
        true => view! { <p>{td_string!(locale, poles.hours.none)}</p> }.into_any(),
        false => view! { <p>{td_string!(locale, poles.hours.my_total, long = total.french()).to_string()}</p><ul class="rows">{rows}</ul> }.into_any(),
    };
    view! {
        <section class="section">
            <h2>{td_string!(locale, poles.hours.mine)}</h2>
            <p class="hint">{td_string!(locale, poles.hours.mine_hint)}</p>
            {body}
        </section>
    }
    .into_any()
}

/// Management beside production: two sums, never one, and never a person's.
async fn sums(locale: Locale, db: &mut Connection, by: &Facilitator) -> Result<AnyView, AppError> {
    let poles = hours::by_pole(&mut *db, by).await?;
    let production = production::store::made(&mut *db, by).await?.minutes();
    let management: Minutes = poles.iter().map(|(_, _, minutes)| *minutes).sum();
    let sentence = td_string!(
        locale,
        poles.hours.group_sentence,
        management = management.french(),
        production = production.french()
    )
    .to_string();
    let rows = poles
        .iter()
        .map(|(name, icon, minutes)| {
            view! {
                <li><div class="row"><Icon name=icon.clone()/><span class="row-main"><b>{name.clone()}</b></span>
                    <span class="row-end">{minutes.french()}</span></div></li>
            }
        })
        .collect_view();
    let list = match poles.is_empty() {
        true => view! { <p>{td_string!(locale, poles.hours.group_none)}</p> }.into_any(),
        false => view! { <h3>{td_string!(locale, poles.hours.by_pole)}</h3><ul class="rows">{rows}</ul> }.into_any(),
    };
    Ok(view! { <section class="section"><h2>{td_string!(locale, poles.hours.group)}</h2><p>{sentence}</p>{list}</section> }.into_any())
}

fn fields(typed: &Typed, poles: &[Pole], now: Option<&Line>, today: NaiveDate) -> AnyView {
    let locale = typed.locale;
    let options = poles.iter().map(|pole| (pole.id.to_string(), pole.name.clone())).collect();
    let pole = now.map(|line| line.pole.to_string()).unwrap_or_default();
    let (half, whole) = (HALF_DAY.french(), WHOLE_DAY.french());
    let long = vec![
        Choice::new("morning", td_string!(locale, poles.hours.morning)).hint(half.clone()),
        Choice::new("afternoon", td_string!(locale, poles.hours.afternoon)).hint(half),
        Choice::new("whole_day", td_string!(locale, poles.hours.whole_day)).hint(whole),
        Choice::new("other", td_string!(locale, poles.hours.other)),
    ];
    let chosen = now.map(|_| "other".to_owned()).into_iter().collect();
    let other = now.map(|line| Minutes(line.minutes).french()).unwrap_or_default();
    view! {
        <Select typed=typed.clone() name="pole" label=td_string!(locale, poles.hours.which) options=options value=pole/>
        <DayField typed=typed.clone() name="worked_on" legend=td_string!(locale, poles.hours.day) value=now.map_or(today, |line| line.worked_on)/>
        <Choices typed=typed.clone() name="long" legend=td_string!(locale, poles.hours.long) options=long chosen=chosen two=true/>
        <TextField typed=typed.clone() name="long_other" label=td_string!(locale, poles.hours.other_long) hint=td_string!(locale, poles.hours.other_hint)
            value=other class="medium" optional=true autocomplete="off"/>
        <TextField typed=typed.clone() name="note" label=td_string!(locale, poles.hours.note)
            value=now.map(|line| line.note.clone()).unwrap_or_default() optional=true autocomplete="off"/>
    }
    .into_any()
}

#[component]
pub fn HoursLinePage() -> impl IntoView {
    page(line)
}

async fn line(visit: Visit) -> Result<AnyView, AppError> {
    let member = visit.member().await?;
    let line = hours::line(visit.state.db.read(), &member, visit.id("hours")?).await?;
    let group = Group::load(&visit, &member).await?;
    let typed = visit.typed("poles/correct-hours").await?;
    let poles = store::poles(visit.state.db.read(), &member).await?;
    let (locale, slug, id) = (visit.locale, member.cohort.slug.clone(), line.id.to_string());
    let head = head(locale, paths::pole_hours(&slug), td_string!(locale, poles.hours.short).to_string());
    let title = format!("{}, {}", line.pole_name, Minutes(line.minutes).french());
    let removed = vec![("cohort", slug.clone()), ("hours", id.clone())];
    let fields = fields(&typed, &poles, Some(&line), line.worked_on);
    let changes = member.cohort.state.takes_work().then(|| view! {
        <h2>{td_string!(locale, poles.hours.edit)}</h2>
        <Form typed=typed action=CorrectHours::url() cohort=slug>
            <input type="hidden" name="hours" value=id/>
            {fields}
            <Submit label=td_string!(locale, poles.hours.save)/>
        </Form>
        <details class="more">
            <summary>{td_string!(locale, poles.hours.remove_ask)}</summary>
            <ButtonForm action=WithdrawHours::url() fields=removed label=td_string!(locale, poles.hours.remove) icon="trash" class="button danger"/>
        </details>
    });
    let day = words::day(locale, line.worked_on);
    Ok(view! {
        <Frame visit=visit title=title.clone() group=group place="poles" form="poles/correct-hours">
            {head}
            <h1>{title}</h1>
            <p class="lead">{day}</p>
            {changes}
        </Frame>
    }
    .into_any())
}
