//! What a sharing begins with: its days, what is set aside, who sees what.

use super::{
    super::{
        actions::{Change, Prepare},
        store::{self, Sharing},
    },
    head, in_hand,
};
use crate::{
    app::{
        access::Facilitator,
        i18n::*,
        ui::{
            form::{Choice, Choices, DayField, Form, Submit, TextField, Typed},
            frame::{Frame, Group},
        },
        visit::{Visit, page},
        words,
    },
    domain::{
        cohort::Dates,
        sharing::{SetAside, in_percent},
    },
    platform::error::AppError,
};
use chrono::Days;
use leptos::{prelude::*, server_fn::ServerFn};

#[component]
pub fn NewPage() -> impl IntoView {
    page(new)
}

async fn new(visit: Visit) -> Result<AnyView, AppError> {
    let facilitator = visit.facilitator().await?;
    facilitator.cohort.takes_plan()?;
    let group = Group::load(&visit, &facilitator).await?;
    let typed = visit.typed("sharing/prepare").await?;
    let before = store::sharings(visit.state.db.read(), &facilitator).await?;
    let (locale, slug) = (visit.locale, facilitator.cohort.slug.clone());
    let start = Start::after(&facilitator, before.first());
    let head = head(locale, &slug, None, td_string!(locale, sharing.settings.title_new).to_string());
    let fields = fields(&typed, &start);
    Ok(view! {
        <Frame visit=visit title=td_string!(locale, sharing.settings.title_new) group=group place="sharing" form="sharing/prepare">
            {head}
            <Form typed=typed action=Prepare::url() cohort=slug creates=true>
                {fields}
                <Submit label=td_string!(locale, sharing.settings.save)/>
            </Form>
        </Frame>
    }
    .into_any())
}

#[component]
pub fn EditPage() -> impl IntoView {
    page(edit)
}

async fn edit(visit: Visit) -> Result<AnyView, AppError> {
    let facilitator = visit.facilitator().await?;
    let mut db = visit.state.db.read().acquire().await?;
    let (sharing, _) = in_hand(&visit, &mut db, &facilitator).await?;
    drop(db);
    let group = Group::load(&visit, &facilitator).await?;
    let typed = visit.typed("sharing/change").await?;
    let (locale, slug, id) = (visit.locale, facilitator.cohort.slug.clone(), sharing.id.to_string());
    let head = head(locale, &slug, Some(&sharing), td_string!(locale, sharing.settings.title).to_string());
    let fields = fields(&typed, &Start::of(sharing));
    Ok(view! {
        <Frame visit=visit title=td_string!(locale, sharing.settings.title) group=group place="sharing" form="sharing/change">
            {head}
            <Form typed=typed action=Change::url() cohort=slug>
                <input type="hidden" name="sharing" value=id/>
                {fields}
                <Submit label=td_string!(locale, sharing.settings.save)/>
            </Form>
        </Frame>
    }
    .into_any())
}

/// What the form holds on a first visit.
struct Start {
    name: String,
    period: Dates,
    aside: SetAside,
    open_lines: bool,
}

impl Start {
    fn of(sharing: Sharing) -> Self {
        Self { name: sharing.name, period: sharing.period, aside: sharing.aside, open_lines: sharing.open_lines }
    }

    /// The days after the latest sharing, with what was set aside then.
    fn after(facilitator: &Facilitator, before: Option<&Sharing>) -> Self {
        let Dates { starts_on, ends_on } = facilitator.cohort.dates;
        let starts_on = before.map_or(starts_on, |before| before.period.ends_on + Days::new(1));
        Self {
            name: String::new(),
            period: Dates { starts_on, ends_on: ends_on.max(starts_on) },
            aside: before.map_or_else(SetAside::default, |before| before.aside),
            open_lines: before.is_some_and(|before| before.open_lines),
        }
    }
}

fn fields(typed: &Typed, start: &Start) -> AnyView {
    let locale = typed.locale;
    let percent = |points| in_percent(points, words::decimal(locale));
    let lines = vec![
        Choice::new("own", td_string!(locale, sharing.lines.own))
            .icon("lock")
            .hint(td_string!(locale, sharing.lines.own_hint)),
        Choice::new("all", td_string!(locale, sharing.lines.all))
            .icon("eye")
            .hint(td_string!(locale, sharing.lines.all_hint)),
    ];
    let chosen = if start.open_lines { "all" } else { "own" }.to_owned();
    view! {
        <TextField typed=typed.clone() name="name" label=td_string!(locale, sharing.settings.name) hint=td_string!(locale, sharing.settings.name_hint)
            value=start.name.clone() autocomplete="off"/>
        <DayField typed=typed.clone() name="first_on" legend=td_string!(locale, sharing.settings.first_on) value=start.period.starts_on/>
        <DayField typed=typed.clone() name="last_on" legend=td_string!(locale, sharing.settings.last_on) value=start.period.ends_on/>
        <TextField typed=typed.clone() name="contribution" label=td_string!(locale, sharing.settings.contribution) hint=td_string!(locale, sharing.settings.contribution_hint)
            value=percent(start.aside.contribution) inputmode="decimal" class="short" autocomplete="off"/>
        <TextField typed=typed.clone() name="reserve" label=td_string!(locale, sharing.settings.reserve) hint=td_string!(locale, sharing.settings.reserve_hint)
            value=percent(start.aside.reserve) inputmode="decimal" class="short" autocomplete="off"/>
        <TextField typed=typed.clone() name="carried" label=td_string!(locale, sharing.settings.carried) hint=td_string!(locale, sharing.settings.carried_hint)
            value=percent(start.aside.carried) inputmode="decimal" class="short" autocomplete="off"/>
        <Choices typed=typed.clone() name="lines" legend=td_string!(locale, sharing.lines.legend) options=lines chosen=vec![chosen]/>
    }
    .into_any()
}
