//! A step as it is seen: on its own page, on everybody's phone, and on the wall.

use super::{steps, table::Table};
use crate::{
    app::{
        day::{actions::ShowStep, words as said},
        i18n::*,
        paths,
        ui::{
            form::{ButtonForm, escaped},
            frame::Frame,
            icon::Icon,
        },
        visit::{Visit, page},
    },
    domain::review::Step,
    platform::error::AppError,
};
use leptos::{prelude::*, server_fn::ServerFn};
use leptos_meta::{Body, Title};

#[component]
pub fn StepPage() -> impl IntoView {
    page(async |visit: Visit| {
        let step = Step::from_code(&visit.param("step")).ok_or(AppError::NotFound)?;
        seen(visit, Some(step)).await
    })
}

#[component]
pub fn MinePage() -> impl IntoView {
    page(async |visit: Visit| seen(visit, None).await)
}

/// A step, or the one that everybody is shown.
async fn seen(visit: Visit, step: Option<Step>) -> Result<AnyView, AppError> {
    let (table, mut db) = Table::open(&visit).await?;
    let shown = match step {
        Some(step) => step,
        None => came_back(&visit).await?.unwrap_or(table.day.step),
    };
    let most = if step.is_some() { steps::ALL } else { steps::LATEST };
    let list = steps::list(&table, &mut db, shown, most).await?;
    let fresh = table.fresh(shown, list);
    if table.is_part() {
        return Ok(fresh);
    }
    let form = steps::form(&table, &mut db, shown).await?;
    drop(db);
    let (locale, title) = (table.locale, said::step(table.locale, shown));
    let (lead, around) = (lead(&table, shown), around(&table, shown, step.is_none()));
    let follow = table.follow();
    let group = table.group.clone();
    Ok(view! {
        <Frame visit title=title.clone() group=group place="notebook" form=steps::action(shown)>
            <header class="page-head">
                <p class="back"><a href=paths::day(table.slug())><Icon name="arrow-back"/><span>{td_string!(locale, day.title)}</span></a></p>
                <p class="day-step"><Icon name=said::icon(shown)/><span>{said::place(locale, shown)}</span></p>
                <h1>{title}</h1>
                <p class="lead">{said::todo(locale, shown)}</p>
            </header>
            {lead}
            {form}
            {follow}
            {fresh}
            {around}
        </Frame>
    }
    .into_any())
}

/// The step of a form that was refused: what was typed comes back where it was typed, wherever the group is by now.
async fn came_back(visit: &Visit) -> Result<Option<Step>, AppError> {
    for step in Step::ALL {
        if visit.typed(steps::action(*step)).await?.is_back() {
            return Ok(Some(*step));
        }
    }
    Ok(None)
}

/// For whoever leads: bring everybody here.
fn lead(table: &Table, step: Step) -> AnyView {
    let locale = table.locale;
    if !table.leads() {
        return ().into_any();
    }
    if table.day.step == step {
        let room = paths::day_page(table.slug(), "room");
        return view! {
            <div class="notice done"><Icon name="eye"/><div><p>{td_string!(locale, day.is_shown)}</p></div>
                <a class="button small secondary" href=room><Icon name="arrow-next"/><span>{td_string!(locale, day.room)}</span></a></div>
        }
        .into_any();
    }
    show(table, step, td_string!(locale, day.show).to_string(), "eye", "button secondary")
}

fn show(table: &Table, step: Step, label: String, icon: &'static str, class: &'static str) -> AnyView {
    let fields = vec![("cohort", table.slug().to_owned()), ("step", step.code().to_owned())];
    view! { <div class="actions"><ButtonForm action=ShowStep::url() fields=fields label=label icon=icon class=class.to_owned()/></div> }
        .into_any()
}

/// The steps before and after; on a phone that follows, nobody leaves by mistake.
fn around(table: &Table, step: Step, follows: bool) -> AnyView {
    let locale = table.locale;
    if follows {
        return ().into_any();
    }
    let slug = table.slug();
    let before = step.previous().map(|step| view! {
        <a class="button secondary" rel="prev" href=paths::day_step(slug, step.code())><Icon name="arrow-back"/><span>{said::step(locale, step)}</span></a>
    });
    let after = step.next().map(|step| view! {
        <a class="button secondary" rel="next" href=paths::day_step(slug, step.code())><span>{said::step(locale, step)}</span><Icon name="arrow-next"/></a>
    });
    view! { <nav class="pages" aria-label=td_string!(locale, day.all_steps).to_string()>{before}{after}</nav> }
        .into_any()
}

/// The page on the wall is read again after so many seconds where no script follows.
const AGAIN: u32 = 15;

#[component]
pub fn RoomPage() -> impl IntoView {
    page(room)
}

async fn room(visit: Visit) -> Result<AnyView, AppError> {
    let (table, mut db) = Table::open(&visit).await?;
    let (locale, step) = (table.locale, table.day.step);
    let list = steps::list(&table, &mut db, step, steps::LATEST).await?;
    drop(db);
    let head = view! {
        <p class="day-step"><Icon name=said::icon(step)/><span>{said::place(locale, step)}</span></p>
        <h1>{said::step(locale, step)}</h1>
        <p class="lead">{said::todo(locale, step)}</p>
    };
    let fresh = table.fresh(step, view! { <header>{head}</header>{list} }.into_any());
    if table.is_part() {
        return Ok(fresh);
    }
    visit.header("refresh", &AGAIN.to_string());
    let next = step.next().filter(|_| table.leads());
    let next =
        next.map(|step| show(&table, step, td_string!(locale, day.show_next).to_string(), "arrow-next", "button"));
    let product = td_string!(locale, product);
    let title = escaped(&format!("{} · {product}", said::step(locale, step)));
    let back = paths::day_step(table.slug(), step.code());
    let follow = table.follow();
    Ok(view! {
        <Title text=title/>
        <Body {..} class="at-door"/>
        <main id="content" class="door day-room">
            {fresh}
            <div class="screen-only">{next}<p><a class="link" href=back>{td_string!(locale, day.leave_room)}</a></p>{follow}</div>
        </main>
    }
    .into_any())
}
