//! The place of the recorder: every word that it says, drawn by the server. Hidden until the island wakes it; without it the file
//! stays.

use crate::{
    app::{
        i18n::*,
        ui::{icon::Icon, islands::Scripts},
    },
    islands::Recorder,
};
use leptos::prelude::*;

/// For the form whose file input is called `file`.
pub(super) fn recorder(locale: Locale) -> AnyView {
    let button = |does: &'static str, icon: &'static str, class: &'static str, label: String| {
        view! { <button type="button" class=class data-do=does hidden><Icon name=icon/><span>{label}</span></button> }
    };
    let told = |when: &'static str, words: String| view! { <p data-told=when hidden>{words}</p> };
    view! {
        <div class="recorder" hidden>
            {button("speak", "megaphone", "button big", td_string!(locale, giving.recorder.speak).to_string())}
            {button("stop", "check", "button big danger", td_string!(locale, giving.recorder.stop).to_string())}
            {button("listen", "arrow-next", "button secondary", td_string!(locale, giving.recorder.listen).to_string())}
            {button("wipe", "trash", "button secondary", td_string!(locale, giving.recorder.wipe).to_string())}
            <audio hidden></audio>
            <div role="status">
                {told("speaking", td_string!(locale, giving.recorder.left).to_string())}
                {told("full", td_string!(locale, giving.recorder.full).to_string())}
                {told("done", td_string!(locale, giving.recorder.done).to_string())}
                {told("wiped", td_string!(locale, giving.recorder.wiped).to_string())}
                {told("refused", td_string!(locale, giving.recorder.refused).to_string())}
            </div>
        </div>
        <Recorder/>
        <Scripts/>
    }
    .into_any()
}
