//! A pictogram from the one sprite. It never stands without a word.

use leptos::prelude::*;

#[component]
pub fn Icon(
    /// Its id in `public/icons.svg`.
    #[prop(into)]
    name: String,
    #[prop(optional)] big: bool,
) -> impl IntoView {
    let turns = name.starts_with("arrow-");
    let class = match (big, turns) {
        (true, _) => "icon big",
        (_, true) => "icon turns",
        _ => "icon",
    };
    view! { <svg class=class aria-hidden="true"><use href=format!("/icons.svg#{name}")></use></svg> }
}
