//! A page that cannot be shown, and what can be done instead.

use super::{frame::Frame, icon::Icon};
use crate::{
    app::{i18n::*, paths, visit::Visit, words},
    platform::error::AppError,
};
use leptos::prelude::*;

/// The page for `error`: what is so, then what can be done.
pub fn refusal(visit: &Visit, error: &AppError) -> impl IntoView + use<> {
    let locale = visit.locale;
    let (title, why) = match error {
        AppError::NotFound => {
            (td_string!(locale, refusals.not_found).to_string(), td_string!(locale, refusals.not_found_why).to_string())
        }
        AppError::Forbidden => {
            (td_string!(locale, refusals.forbidden).to_string(), td_string!(locale, refusals.forbidden_why).to_string())
        }
        other => (td_string!(locale, refusals.title).to_string(), words::refusal(locale, other)),
    };
    view! {
        <Frame visit=visit.clone() title=title.clone() bare=true>
            <div class="refused">
                <Icon name="lock" big=true/>
                <h1>{title}</h1>
                <p>{why}</p>
                <div class="actions"><a class="button" href=paths::HOME><Icon name="arrow-back"/><span>{td_string!(locale, refusals.home)}</span></a></div>
            </div>
        </Frame>
    }
}
