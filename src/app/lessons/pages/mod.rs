//! The pages of this feature.

mod filters;
mod lesson;
mod library;
mod practice;
mod practices;

pub use lesson::LessonPage;
pub use library::LibraryPage;
pub use practice::PracticePage;
pub use practices::{EditPracticePage, NewPracticePage, PracticesPage};

use crate::app::ui::icon::Icon;
use leptos::prelude::*;

/// The way back, and what the page is for.
fn head(back: String, to: String, title: String) -> AnyView {
    view! {
        <header class="page-head">
            <p class="back"><a href=back><Icon name="arrow-back"/><span>{to}</span></a></p>
            <h1>{title}</h1>
        </header>
    }
    .into_any()
}
