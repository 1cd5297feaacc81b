//! A published note, and the files with the same content.

use super::saying::saying;
use crate::{
    app::{
        access::Reader,
        capitalisation::{article::article, reading},
        i18n::*,
        partners::files::files,
        paths,
        ui::{chart::Patterns, frame::Frame, icon::Icon},
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
    let mut db = visit.state.db.read().acquire().await?;
    let shown = reading::published(&mut db, &Reader::of(&seat)).await?;
    let saying = match seat.clone().partner() {
        Ok(partner) => Some(saying(&visit, &partner, &mut db).await?),
        Err(_) => None,
    };
    drop(db);
    let title = shown.title.clone();
    let files = files(locale, &seat.cohort, &shown, paths::note_file);
    Ok(view! {
        <Frame visit=visit title=title place="notes">
            <Patterns/>
            <p class="back"><a href=paths::NOTES><Icon name="arrow-back"/><span>{td_string!(locale, partners.title)}</span></a></p>
            {article(locale, &seat.cohort, &shown, true)}
            {files}
            {saying}
        </Frame>
    }
    .into_any())
}
