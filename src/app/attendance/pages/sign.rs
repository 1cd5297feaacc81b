//! One field, large: the code that the room shows.

use super::back;
use crate::{
    app::{
        attendance::{actions::Sign, policy},
        i18n::*,
        paths,
        ui::{
            form::{Form, Submit, TextField},
            frame::{Frame, Group},
        },
        visit::{Visit, page},
    },
    platform::error::AppError,
};
use leptos::prelude::*;
use leptos::server_fn::ServerFn;

#[component]
pub fn SignPage() -> impl IntoView {
    page(sign)
}

async fn sign(visit: Visit) -> Result<AnyView, AppError> {
    let locale = visit.locale;
    let member = policy::signs(visit.member().await?)?;
    let group = Group::load(&visit, &member).await?;
    let typed = visit.typed("attendance/sign").await?;
    let slug = member.cohort.slug.clone();
    let back = back(paths::attendance(&slug), td_string!(locale, attendance.own.title).to_string());
    Ok(view! {
        <Frame visit title=td_string!(locale, attendance.sign.title) group=group place="attendance" form="attendance/sign">
            {back}
            <Form typed=typed.clone() action=Sign::url() cohort=slug class="question sign-code">
                <TextField typed=typed name="code" label=td_string!(locale, attendance.sign.title) hint=td_string!(locale, attendance.sign.hint)
                    inputmode="numeric" autocomplete="one-time-code" class="medium" question=true/>
                <Submit label=td_string!(locale, attendance.sign.go)/>
            </Form>
        </Frame>
    }
    .into_any())
}
