//! Amounts that a phone passed from hand to hand does not show before somebody taps.

use super::icon::Icon;
use crate::app::{i18n::*, visit::Visit};
use leptos::prelude::*;

/// What stands behind one tap, unless the reader called this phone her own.
#[component]
pub fn Covered(visit: Visit, children: Children) -> impl IntoView {
    let open = visit.visitor.signed.as_ref().is_some_and(|signed| signed.own_phone);
    view! {
        <details class="covered" open=open>
            <summary><Icon name="eye"/><span>{td_string!(visit.locale, money.see_amounts)}</span></summary>
            {children()}
        </details>
    }
}
