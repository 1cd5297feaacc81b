//! A published note.

use crate::{
    app::{
        capitalisation::{
            article::{Article, article},
            store::note,
        },
        i18n::*,
        paths,
        ui::{frame::Frame, icon::Icon},
        visit::{Visit, page},
    },
    platform::error::AppError,
};
use leptos::prelude::*;

#[component]
pub fn NotePage() -> impl IntoView {
    page(read)
}

async fn read(visit: Visit) -> Result<AnyView, AppError> {
    let locale = visit.locale;
    let seat = visit.seat().await?;
    let db = visit.state.db.read();
    let edition = note::edition(db, &seat).await?;
    let figures = note::frozen_figures(db, &edition).await?;
    let lessons = note::frozen_lessons(db, &edition).await?;
    let quotable = note::quotable(db, &seat).await?;
    let title = edition.title.clone();
    let shown = Article::published(edition, quotable, figures, lessons);
    Ok(view! {
        <Frame visit=visit title=title place="notes">
            <p class="back"><a href=paths::NOTES><Icon name="arrow-back"/><span>{td_string!(locale, partners.title)}</span></a></p>
            {article(locale, &seat.cohort, &shown, true)}
        </Frame>
    }
    .into_any())
}
