//! A published note, and the files with the same content.

use crate::{
    app::{
        access::Cohort,
        capitalisation::{
            article::{Article, article},
            document::document,
            reading,
        },
        i18n::*,
        partners::files::{Kind, kilobytes},
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
    let shown = reading::published(&mut db, &seat).await?;
    drop(db);
    let title = shown.title.clone();
    let files = files(locale, &seat.cohort, &shown);
    Ok(view! {
        <Frame visit=visit title=title place="notes">
            <Patterns/>
            <p class="back"><a href=paths::NOTES><Icon name="arrow-back"/><span>{td_string!(locale, partners.title)}</span></a></p>
            {article(locale, &seat.cohort, &shown, true)}
            {files}
        </Frame>
    }
    .into_any())
}

/// The files of the note, each with its kind and its size.
fn files(locale: Locale, cohort: &Cohort, shown: &Article) -> AnyView {
    let document = document(locale, cohort, shown);
    let rows = Kind::made().map(|kind| {
        let (name, size) = (kind.name(), kilobytes(kind, &document));
        let what = match kind {
            Kind::Pdf => td_string!(locale, partners.files.pdf).to_string(),
            Kind::Markdown => td_string!(locale, partners.files.markdown).to_string(),
            Kind::Json => td_string!(locale, partners.files.json).to_string(),
        };
        let size = td_string!(locale, partners.files.size, kind = name, size = size).to_string();
        view! {
            <li><a class="row" href=paths::note_file(&cohort.slug, kind.ending()) download><Icon name="download"/>
                <span class="row-main"><b>{what}</b><span class="row-note">{size}</span></span></a></li>
        }
    });
    let rows = rows.collect_view();
    view! {
        <section class="section note-files"><h2>{td_string!(locale, partners.files.title)}</h2>
            <p>{td_string!(locale, partners.files.lead)}</p><ul class="rows">{rows}</ul></section>
    }
    .into_any()
}
