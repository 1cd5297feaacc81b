//! The texts of the note that were saved, and what each changed.

use crate::{
    app::{
        capitalisation::{
            actions::ForgetVersions,
            store::versions::{self, Saved, Version},
        },
        i18n::*,
        paths,
        ui::{form::ButtonForm, frame::Frame, icon::Icon},
        visit::{Visit, page},
        words,
    },
    platform::error::AppError,
};
use chrono_tz::Tz;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use similar::{ChangeTag, TextDiff};
use std::time::Duration;

#[component]
pub fn VersionsPage() -> impl IntoView {
    page(list)
}

async fn list(visit: Visit) -> Result<AnyView, AppError> {
    let locale = visit.locale;
    let (member, group, mut db) = visit.enter().await?;
    let facilitator = member.facilitator()?;
    let saved = versions::all(&mut *db, &facilitator).await?;
    drop(db);
    let (slug, zone) = (facilitator.cohort.slug.clone(), facilitator.cohort.time_zone);
    let last = saved.first().map(|saved| saved.version);
    let rows = saved.iter().map(|one| row(locale, &slug, zone, one, last)).collect_view();
    let forget = (saved.len() > 1).then(|| {
        let label = td_string!(locale, capitalisation.versions.forget).to_string();
        view! {
            <section class="section"><h2>{td_string!(locale, capitalisation.versions.forget_title)}</h2>
                <p>{td_string!(locale, capitalisation.versions.forget_why)}</p>
                <ButtonForm action=ForgetVersions::url() fields=vec![("cohort", slug.clone())] label=label icon="trash" class="button danger"/></section>
        }
    });
    let title = td_string!(locale, capitalisation.versions.title).to_string();
    Ok(view! {
        <Frame visit=visit title=title.clone() group=group place="notebook">
            <header class="page-head">{back(locale, &slug)}<h1>{title}</h1>
                <p class="lead">{td_string!(locale, capitalisation.versions.lead)}</p></header>
            <ul class="rows">{rows}</ul>
            {forget}
        </Frame>
    }
    .into_any())
}

fn back(locale: Locale, slug: &str) -> AnyView {
    view! { <p class="back"><a href=paths::edit_note(slug)><Icon name="arrow-back"/><span>{td_string!(locale, capitalisation.the_note)}</span></a></p> }
        .into_any()
}

fn row(locale: Locale, slug: &str, zone: Tz, saved: &Saved, last: Option<i64>) -> AnyView {
    let name = td_string!(locale, capitalisation.versions.number, number = saved.version).to_string();
    let when = words::instant(locale, saved.saved_at, zone);
    let note = td_string!(locale, capitalisation.versions.saved, when = when, name = saved.name.clone()).to_string();
    let now = (last == Some(saved.version)).then(|| {
        view! { <span class="badge done"><Icon name="check"/><span>{td_string!(locale, capitalisation.versions.now)}</span></span> }
    });
    view! {
        <li><a class="row" href=paths::note_version(slug, saved.version)><Icon name="edit"/>
            <span class="row-main"><b>{name}</b><span class="row-note">{note}</span></span><span class="row-end">{now}</span></a></li>
    }
    .into_any()
}

#[component]
pub fn VersionPage() -> impl IntoView {
    page(one)
}

async fn one(visit: Visit) -> Result<AnyView, AppError> {
    let locale = visit.locale;
    let (member, group, mut db) = visit.enter().await?;
    let facilitator = member.facilitator()?;
    let number = visit.param("number").parse().map_err(|_| AppError::NotFound)?;
    let (this, before) = versions::with_previous(&mut *db, &facilitator, number).await?;
    drop(db);
    let cohort = facilitator.cohort.clone();
    let title = td_string!(locale, capitalisation.versions.number, number = number).to_string();
    let when = words::instant(locale, this.saved_at, cohort.time_zone);
    let lead = td_string!(locale, capitalisation.versions.saved, when = when, name = this.name.clone()).to_string();
    let again = format!("{}?from={number}", paths::edit_note(&cohort.slug));
    let label = td_string!(locale, capitalisation.versions.take).to_string();
    let writes = cohort.state.takes_words();
    let take = writes.then(|| view! { <div class="actions"><a class="button secondary" href=again><Icon name="undo"/><span>{label}</span></a></div> });
    Ok(view! {
        <Frame visit=visit title=title.clone() group=group place="notebook">
            <header class="page-head">
                <p class="back"><a href=paths::note_versions(&cohort.slug)><Icon name="arrow-back"/><span>{td_string!(locale, capitalisation.versions.title)}</span></a></p>
                <h1>{title}</h1><p class="lead">{lead}</p>{take}
            </header>
            {changes(locale, &this, before.as_ref())}
        </Frame>
    }
    .into_any())
}

fn changes(locale: Locale, this: &Version, before: Option<&Version>) -> AnyView {
    let part = |title: String, part: fn(&Version) -> &str| {
        let runs = runs(before.map_or("", part), part(this));
        let same = runs.iter().all(|(tag, _)| *tag == ChangeTag::Equal);
        let content = if same && before.is_some() {
            view! { <p class="hint">{td_string!(locale, capitalisation.versions.same)}</p> }.into_any()
        } else {
            view! { <div class="changes" dir="auto">{runs.into_iter().map(|run| drawn(locale, run)).collect_view()}</div> }.into_any()
        };
        view! { <section class="section"><h2>{title}</h2>{content}</section> }
    };
    view! {
        {part(td_string!(locale, capitalisation.note_title).to_string(), |version| &version.title)}
        {part(td_string!(locale, capitalisation.summary).to_string(), |version| &version.summary)}
        {part(td_string!(locale, capitalisation.body).to_string(), |version| &version.body)}
    }
    .into_any()
}

/// A word at a time is the longest that anybody waits for: texts that have little in common are told apart less finely.
const PATIENCE: Duration = Duration::from_millis(300);

/// The words of two texts, in order: in both, gone, or new.
fn runs(old: &str, new: &str) -> Vec<(ChangeTag, String)> {
    let found = TextDiff::configure().timeout(PATIENCE).diff_words(old, new);
    let mut runs: Vec<(ChangeTag, String)> = Vec::new();
    for change in found.iter_all_changes() {
        match runs.last_mut().filter(|(tag, _)| *tag == change.tag()) {
            Some((_, text)) => text.push_str(change.value()),
            None => runs.push((change.tag(), change.value().to_owned())),
        }
    }
    runs
}

/// How much of what did not change stands on each side of what did.
const AROUND: usize = 200;

fn drawn(locale: Locale, (tag, text): (ChangeTag, String)) -> AnyView {
    match tag {
        ChangeTag::Equal => view! { <span>{shortened(&text)}</span> }.into_any(),
        ChangeTag::Insert => {
            view! { <ins><span class="visually-hidden">{td_string!(locale, capitalisation.versions.added)}" "</span>{text}</ins> }.into_any()
        }
        ChangeTag::Delete => {
            view! { <del><span class="visually-hidden">{td_string!(locale, capitalisation.versions.removed)}" "</span>{text}</del> }.into_any()
        }
    }
}

fn shortened(text: &str) -> String {
    let signs = text.chars().count();
    if signs <= 2 * AROUND + 20 {
        return text.to_owned();
    }
    let first: String = text.chars().take(AROUND).collect();
    let last: String = text.chars().skip(signs - AROUND).collect();
    format!("{first} […] {last}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_changed_is_told_word_by_word() {
        let found = runs("le groupe coud\nbien", "le groupe vend\nbien");
        let of = |tag| found.iter().filter(|run| run.0 == tag).map(|run| run.1.as_str()).collect::<String>();
        assert_eq!((of(ChangeTag::Delete).as_str(), of(ChangeTag::Insert).as_str()), ("coud", "vend"));
        let again: String = found.iter().filter(|run| run.0 != ChangeTag::Delete).map(|run| run.1.as_str()).collect();
        assert_eq!(again, "le groupe vend\nbien");
    }

    #[test]
    fn two_long_texts_are_told_apart_in_time() {
        let (old, new) = ("mot autre ".repeat(10_000), "autre mot tiers ".repeat(6_000));
        let begin = std::time::Instant::now();
        assert!(!runs(&old, &new).is_empty());
        assert!(begin.elapsed().as_secs() < 20);
    }
}
