//! A number with − and +. Without scripts the same buttons send the form, which comes back one more or one less.

use crate::domain::quantity::Quantity;
use leptos::{ev::MouseEvent, html::Input, prelude::*};

/// Thousandths in one step.
const ONE: i64 = 1000;

#[island]
pub fn Stepper(
    /// Of the field, and its id.
    name: String,
    value: String,
    /// Ids of what says more about the field.
    described: String,
    invalid: bool,
    /// "moins"
    less: String,
    /// "plus"
    more: String,
    /// The sign between whole and parts.
    decimal: char,
    /// Whether the buttons send the form where scripts do not run: not where sending it is final.
    sends: bool,
) -> impl IntoView {
    let input = NodeRef::<Input>::new();
    let step = move |by: i64| {
        move |event: MouseEvent| {
            event.prevent_default();
            let Some(input) = input.get() else { return };
            let now = Quantity::parse(&input.value()).map_or(0, |quantity| quantity.0);
            let next = (now + by * ONE).max(ONE);
            input.set_value(&Quantity(next).display(decimal));
        }
    };
    let kind = if sends { "submit" } else { "button" };
    view! {
        <div class="stepper">
            <button type=kind name="step" value="-1" on:click=step(-1)>
                <svg class="icon" aria-hidden="true"><use href="/icons.svg#minus"></use></svg>
                <span>{less}</span>
            </button>
            <input id=name.clone() name=name node_ref=input inputmode="decimal" value=value
                aria-describedby=described aria-invalid=invalid.then_some("true")/>
            <button type=kind name="step" value="1" on:click=step(1)>
                <svg class="icon" aria-hidden="true"><use href="/icons.svg#plus"></use></svg>
                <span>{more}</span>
            </button>
        </div>
    }
}
