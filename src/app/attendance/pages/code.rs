//! The code of the day, large enough for the whole room.

use super::{back, chosen};
use crate::{
    app::{
        attendance::{actions::ShowCode, register::Register, store, words as said},
        cohorts,
        i18n::*,
        paths,
        ui::{
            form::ButtonForm,
            frame::{Frame, Group},
            icon::Icon,
        },
        visit::{Visit, page},
    },
    domain::attendance::DayCode,
    platform::error::AppError,
};
use leptos::prelude::*;
use leptos::server_fn::ServerFn;

#[component]
pub fn CodePage() -> impl IntoView {
    page(code)
}

async fn code(visit: Visit) -> Result<AnyView, AppError> {
    let (locale, by) = (visit.locale, visit.facilitator().await?);
    let group = Group::load(&visit, &by).await?;
    let mut db = visit.state.db.read().acquire().await?;
    let event = cohorts::store::event(&mut *db, &by, visit.id("event")?).await?;
    let register = Register::of_event(&mut db, &by, event, visit.now()).await?;
    let moment = chosen(&visit, &register)?;
    let found = store::code(&mut *db, &by, moment.event.id, moment.half_day, visit.now()).await?;
    drop(db);
    let (slug, event) = (by.cohort.slug.clone(), moment.event.id);
    let open = moment.half_day.day == by.cohort.today(visit.now()) && by.cohort.state.takes_plan();
    let button = |again: bool| {
        let (label, icon, class) = if again {
            (td_string!(locale, attendance.code.again), "undo", "button quiet")
        } else {
            (td_string!(locale, attendance.code.show), "eye", "button big")
        };
        let fields = vec![
            ("cohort", slug.clone()),
            ("event", event.to_string()),
            ("half", moment.half_day.to_string()),
            ("again", if again { "yes" } else { "no" }.to_owned()),
        ];
        view! { <ButtonForm action=ShowCode::url() fields=fields label=label icon=icon class=class/> }
    };
    let address = visit.state.settings.base_url();
    let body = match (found, open) {
        (Some(code), true) => {
            let here = paths::day_code(&slug, event, moment.half_day);
            let (present, all) = register.heads(&moment);
            let count = td_string!(locale, attendance.code.count, present = present, all = all).to_string();
            view! {
                {digits(locale, &code, address.clone())}
                <p class="lead">{count}</p>
                <div class="actions">
                    <a class="button secondary" href=here><Icon name="eye"/><span>{td_string!(locale, attendance.code.look)}</span></a>
                    {button(true)}
                </div>
            }
            .into_any()
        }
        (None, true) => view! { <p>{td_string!(locale, attendance.code.why)}</p>{button(false)} }.into_any(),
        (_, false) => {
            view! { <div class="notice wait"><Icon name="clock"/><div><p>{td_string!(locale, attendance.code.not_today)}</p></div></div> }
                .into_any()
        }
    };
    let title = td_string!(locale, attendance.code.title).to_string();
    let lead = format!("{} · {}", moment.event.title, said::long(locale, moment.half_day));
    Ok(view! {
        <Frame visit title=title.clone() group=group place="attendance" wide=true>
            <header class="page-head">
                {back(paths::half_day(&by.cohort.slug, event, moment.half_day), td_string!(locale, attendance.roll.title).to_string())}
                <h1>{title}</h1>
                <p class="lead">{lead}</p>
            </header>
            {body}
        </Frame>
    }
    .into_any())
}

fn digits(locale: Locale, code: &DayCode, address: String) -> AnyView {
    view! {
        <p class="day-code"><bdi>{code.spoken()}</bdi></p>
        <ol class="day-steps">
            <li>{td_string!(locale, attendance.code.step_open, address = address).to_string()}</li>
            <li>{td_string!(locale, attendance.code.step_sign)}</li>
            <li>{td_string!(locale, attendance.code.step_type)}</li>
        </ol>
        <p class="hint">{td_string!(locale, attendance.code.until)}</p>
    }
    .into_any()
}
