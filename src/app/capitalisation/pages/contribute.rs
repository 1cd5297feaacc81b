//! "À retenir": what happened, then the words; who may read them is the next question, when they are safe. The answers are in the
//! address, the words in one form.

use super::recorder;
use crate::{
    app::{
        access::Member,
        capitalisation::{
            actions::Contribute,
            forms::UNKNOWN_PHASE,
            store::about::{self, Thing},
            words,
        },
        i18n::*,
        paths, poles,
        ui::{
            form::{FileField, Form, Select, Submit, TextArea, TextField, Typed},
            frame::{Frame, Group},
            icon::Icon,
        },
        visit::{Visit, page},
    },
    domain::{
        capitalisation::{About, Kind, Medium},
        language::LANGUAGES,
        phase,
    },
    platform::{error::AppError, http::MICROPHONE},
};
use leptos::{prelude::*, server_fn::ServerFn};

#[component]
pub fn NewContributionPage() -> impl IntoView {
    page(new)
}

const ACTION: &str = "capitalisation/contribute";

/// What the address answers already.
struct Asked {
    about: Option<(About, Thing)>,
    medium: Medium,
    /// This page without the answers that follow `about`.
    start: String,
}

async fn new(visit: Visit) -> Result<AnyView, AppError> {
    let member = visit.member().await?;
    member.cohort.takes_words()?;
    let asked = asked(&visit, &member).await?;
    let group = Group::load(&visit, &member).await?;
    match visit.query("kind").and_then(|code| Kind::from_code(&code)) {
        None => Ok(kinds(visit, &member, group, &asked)),
        Some(kind) => text(visit, &member, group, asked, kind).await,
    }
}

async fn asked(visit: &Visit, member: &Member) -> Result<Asked, AppError> {
    let slug = &member.cohort.slug;
    let about = match visit.query("about") {
        Some(text) => Some(About::parse(&text).ok_or(AppError::NotFound)?),
        None => None,
    };
    let medium = visit.query("medium").and_then(|code| Medium::from_code(&code)).unwrap_or(Medium::Text);
    let Some(about) = about else { return Ok(Asked { about: None, medium, start: paths::new_contribution(slug) }) };
    let thing = about::thing(visit.state.db.read(), member, about).await?.ok_or(AppError::NotFound)?;
    let start = paths::new_contribution_about(slug, &about.to_text());
    Ok(Asked { about: Some((about, thing)), medium, start })
}

/// What it is about, in words.
fn about_line(locale: Locale, asked: &Asked) -> Option<AnyView> {
    asked.about.as_ref().map(|(about, thing)| {
        let name = words::thing(locale, thing);
        view! {
            <p class="about"><Icon name=words::about_icon(about.kind)/>" "{td_string!(locale, giving.about)}" "<b dir="auto">{name}</b></p>
        }
        .into_any()
    })
}

fn kinds(visit: Visit, member: &Member, group: Group, asked: &Asked) -> AnyView {
    let locale = visit.locale;
    let slug = &member.cohort.slug;
    let rows = Kind::ALL.iter().map(|kind| {
        let href = paths::with(&asked.start, "kind", kind.code());
        view! {
            <li><a class="row" href=href><Icon name=words::kind_icon(*kind)/>
                <span class="row-main"><b>{words::kind(locale, *kind)}</b></span>
                <span class="row-end"><Icon name="arrow-next"/></span></a></li>
        }
    });
    let rows = rows.collect_view();
    let back =
        asked.about.as_ref().map_or_else(|| paths::capitalisation(slug), |(about, _)| words::about_path(slug, *about));
    let title = td_string!(locale, capitalisation.ask_kind).to_string();
    let about = about_line(locale, asked);
    view! {
        <Frame visit=visit title=title.clone() group=group place="notebook">
            <header class="page-head">
                <p class="back"><a href=back><Icon name="arrow-back"/><span>{td_string!(locale, frame.back)}</span></a></p>
                <h1>{title}</h1>
                {about}
            </header>
            <ul class="rows">{rows}</ul>
        </Frame>
    }
    .into_any()
}

async fn text(visit: Visit, member: &Member, group: Group, asked: Asked, kind: Kind) -> Result<AnyView, AppError> {
    let locale = visit.locale;
    let typed = visit.typed(ACTION).await?;
    let title = words::question(locale, kind);
    let slug = member.cohort.slug.clone();
    let more = more(&visit, member, &group, &typed, &asked).await?;
    if asked.medium == Medium::Voice {
        visit.header("permissions-policy", MICROPHONE);
    }
    let (about, others) = (about_line(locale, &asked), other_ways(locale, &asked, kind));
    let named =
        asked.about.as_ref().map(|(about, _)| view! { <input type="hidden" name="about" value=about.to_text()/> });
    let (medium, files) = (asked.medium, asked.medium != Medium::Text);
    let heading = files.then(|| view! { <h1>{title.clone()}</h1> });
    let fields = fields(&typed, medium, title.clone());
    Ok(view! {
        <Frame visit=visit title=title group=group place="notebook" form=ACTION>
            <p class="back"><a href=asked.start><Icon name="arrow-back"/><span>{td_string!(locale, frame.back)}</span></a></p>
            {heading}
            {about}
            <Form typed=typed action=Contribute::url() cohort=slug creates=true files=files class="question">
                <input type="hidden" name="kind" value=kind.code()/>
                <input type="hidden" name="medium" value=medium.code()/>
                {named}
                {fields}
                {more}
                <Submit label=td_string!(locale, giving.go_on) icon="arrow-next"/>
            </Form>
            {others}
        </Frame>
    }
    .into_any())
}

/// What is said, in the way that was chosen.
fn fields(typed: &Typed, medium: Medium, title: String) -> AnyView {
    let locale = typed.locale;
    let beside = |label: String| view! { <TextArea typed=typed.clone() name="text" label=label rows=4 optional=true/> };
    let picture = |label: String| {
        view! {
            <FileField typed=typed.clone() name="file" label=label hint=td_string!(locale, giving.picture_hint) accept="image/jpeg,image/png,image/webp"/>
            <TextField typed=typed.clone() name="alt" label=td_string!(locale, giving.alt) optional=true autocomplete="off"/>
            {beside(td_string!(locale, giving.beside_picture).to_string())}
        }
        .into_any()
    };
    match medium {
        Medium::Text => view! {
            <TextArea typed=typed.clone() name="text" label=title hint=td_string!(locale, capitalisation.text_hint) rows=7 question=true/>
        }
        .into_any(),
        Medium::Voice => view! {
            {recorder::recorder(locale)}
            <FileField typed=typed.clone() name="file" label=td_string!(locale, giving.voice_file) hint=td_string!(locale, giving.voice_hint) accept="audio/*" capture="user"/>
            {beside(td_string!(locale, giving.beside_voice).to_string())}
        }
        .into_any(),
        Medium::Photo => picture(td_string!(locale, giving.photo_file).to_string()),
        Medium::Drawing => picture(td_string!(locale, giving.drawing_file).to_string()),
    }
}

/// What most leave as it is: the language, the phase, and whose words these are.
async fn more(
    visit: &Visit,
    member: &Member,
    group: &Group,
    typed: &Typed,
    asked: &Asked,
) -> Result<AnyView, AppError> {
    let locale = visit.locale;
    let day = asked.about.as_ref().and_then(|(_, thing)| thing.starts_at).unwrap_or(visit.now());
    let now = phase::current(&group.phases, member.cohort.today(day)).map(|phase| phase.id.to_string());
    let unknown = (UNKNOWN_PHASE.to_owned(), td_string!(locale, frame.dont_know).to_string());
    let phases = group.phase_options().chain([unknown]).collect();
    let languages = LANGUAGES.iter().map(|language| (language.code.to_owned(), language.name.to_owned())).collect();
    let others = poles::store::people(visit.state.db.read(), member).await?;
    let others = others.into_iter().filter(|person| person.id != member.person);
    let me = (String::new(), td_string!(locale, giving.me).to_string());
    let speakers: Vec<(String, String)> =
        std::iter::once(me).chain(others.map(|person| (person.id.to_string(), person.name))).collect();
    Ok(view! {
        <details class="more" open=typed.is_back()><summary>{td_string!(locale, capitalisation.more)}</summary>
            <Select typed=typed.clone() name="language" label=td_string!(locale, capitalisation.language) options=languages value=locale.to_string()/>
            <Select typed=typed.clone() name="phase" label=td_string!(locale, capitalisation.ask_phase) options=phases value=now.unwrap_or_else(|| UNKNOWN_PHASE.to_owned())/>
            <Select typed=typed.clone() name="speaker" label=td_string!(locale, giving.who_says) hint=td_string!(locale, giving.who_says_hint).to_string() options=speakers/>
        </details>
    }
    .into_any())
}

/// The other ways of saying it: a tap each.
fn other_ways(locale: Locale, asked: &Asked, kind: Kind) -> AnyView {
    let here = paths::with(&asked.start, "kind", kind.code());
    let ways = Medium::ALL.iter().filter(|medium| **medium != asked.medium).map(|medium| {
        let href = paths::with(&here, "medium", medium.code());
        let (icon, label) = words::way(locale, *medium);
        view! { <a class="button small secondary" href=href><Icon name=icon/><span>{label}</span></a> }
    });
    view! {
        <section class="section"><h2>{td_string!(locale, giving.other_ways)}</h2><div class="actions">{ways.collect_view()}</div></section>
    }
    .into_any()
}
