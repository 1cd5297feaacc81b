//! Writing the note: the text, what can be put into it, what it looks like, and the way to its readers.

use super::contribution::read_twice;
use crate::{
    app::{
        access::{Facilitator, Member},
        capitalisation::{
            actions::{AnnounceNote, PublishNote, SaveNote, WithdrawNote},
            article::{Article, article},
            figures::{self, Figure},
            note::{Headings, cautions, propose},
            store::{
                self, Contribution, StoredLesson,
                note::{self, Note},
            },
            words,
        },
        i18n::*,
        paths,
        ui::{
            form::{ButtonForm, Form, Submit, TextArea, TextField, Typed},
            frame::{Frame, Group},
            icon::Icon,
        },
        visit::{Visit, page},
        words as common,
    },
    domain::{
        capitalisation::{Marker, NOTICE, NoteState, may_publish},
        problem::Problem,
    },
    platform::error::AppError,
};
use leptos::prelude::*;
use leptos::server_fn::ServerFn;

#[component]
pub fn NotePage() -> impl IntoView {
    page(editor)
}

/// Everything that whoever writes the note has before her.
struct Desk {
    locale: Locale,
    facilitator: Facilitator,
    note: Option<Note>,
    quotable: Vec<Contribution>,
    lessons: Vec<StoredLesson>,
    figures: Vec<Figure>,
    facilitators: usize,
}

impl Desk {
    async fn lay(visit: &Visit, facilitator: Facilitator) -> Result<Self, AppError> {
        let db = visit.state.db.read();
        let mut connection = db.acquire().await?;
        Ok(Self {
            locale: visit.locale,
            note: note::note(db, &facilitator).await?,
            quotable: note::quotable(db, &facilitator).await?,
            lessons: store::lessons(db, &facilitator).await?,
            figures: figures::all(&mut connection, &facilitator, visit.now()).await?,
            facilitators: note::facilitators(db, &facilitator).await?,
            facilitator,
        })
    }

    fn slug(&self) -> String {
        self.facilitator.cohort.slug.clone()
    }

    fn version(&self) -> i64 {
        self.note.as_ref().map_or(0, |note| note.version)
    }

    fn proposed(&self) -> String {
        let locale = self.locale;
        let headings = Headings {
            worked: td_string!(locale, capitalisation.headings.worked).to_string(),
            did_not_work: td_string!(locale, capitalisation.headings.did_not_work).to_string(),
            surprises: td_string!(locale, capitalisation.headings.surprises).to_string(),
            lessons: td_string!(locale, capitalisation.headings.lessons).to_string(),
            nothing: td_string!(locale, capitalisation.headings.nothing).to_string(),
        };
        propose(&headings, &self.quotable, &self.lessons)
    }
}

async fn editor(visit: Visit) -> Result<AnyView, AppError> {
    let locale = visit.locale;
    let facilitator = visit.facilitator().await?;
    let group = Group::load(&visit, &facilitator).await?;
    let typed = visit.typed("capitalisation/save-note").await?;
    let refused =
        [visit.typed("capitalisation/announce-note").await?, visit.typed("capitalisation/publish-note").await?];
    let desk = Desk::lay(&visit, facilitator).await?;
    let writes = desk.facilitator.cohort.state.takes_words();
    let title = td_string!(locale, capitalisation.the_note).to_string();
    let proposes = visit.query("start").is_some();
    let state = desk.note.as_ref().map(|note| state_badge(locale, note));
    let body = if writes { writing(&desk, &typed, proposes) } else { ().into_any() };
    let after = desk.note.as_ref().map(|note| {
        let now = visit.now();
        view! { {publishing(&desk, note, now, writes, &refused)}{preview(&desk, note)} }.into_any()
    });
    Ok(view! {
        <Frame visit=visit title=title.clone() group=group place="notebook" form="capitalisation/save-note" wide=true>
            <header class="page-head">
                <p class="back"><a href=paths::capitalisation(&desk.slug())><Icon name="arrow-back"/><span>{td_string!(locale, capitalisation.title)}</span></a></p>
                <h1>{title}</h1>
                <p class="lead">{td_string!(locale, capitalisation.note_lead)}</p>
                {state}
            </header>
            {body}
            {after}
        </Frame>
    }
    .into_any())
}

fn state_badge(locale: Locale, note: &Note) -> AnyView {
    let (class, icon) = match note.state {
        NoteState::Draft => ("badge", "edit"),
        NoteState::Announced => ("badge wait", "clock"),
        NoteState::Published => ("badge done", "check"),
        NoteState::Withdrawn => ("badge stop", "lock"),
    };
    view! { <p><span class=class><Icon name=icon/><span>{words::note_state(locale, note.state)}</span></span></p> }
        .into_any()
}

fn writing(desk: &Desk, typed: &Typed, proposes: bool) -> AnyView {
    let locale = desk.locale;
    let found = desk.note.as_ref().map(|note| cautions(note, &desk.quotable)).unwrap_or_default();
    let held = |part: fn(&Note) -> &String| desk.note.as_ref().map(|note| part(note).clone()).unwrap_or_default();
    let body = held(|note| &note.body);
    let may_start = body.is_empty() && !typed.is_back() && !proposes;
    let start = may_start.then(|| view! {
        <div class="notice info"><Icon name="lesson"/><div><p>{td_string!(locale, capitalisation.start_why)}</p></div>
            <a class="button small" href=format!("{}?start=1", paths::edit_note(&desk.slug()))><Icon name="edit"/><span>{td_string!(locale, capitalisation.start)}</span></a></div>
    });
    let body = if proposes && body.is_empty() { desk.proposed() } else { body };
    let title = desk.note.as_ref().map_or_else(|| desk.facilitator.cohort.name.clone(), |note| note.title.clone());
    let (version, summary) = (desk.version().to_string(), held(|note| &note.summary));
    let fields = typed.clone();
    view! {
        {read_twice(locale, &found)}
        {start}
        {other_text(desk, typed)}
        <div class="columns aside">
            <Form typed=typed.clone() action=SaveNote::url() cohort=desk.slug() creates=true>
                <input type="hidden" name="version" value=version/>
                <TextField typed=fields.clone() name="title" label=td_string!(locale, capitalisation.note_title) value=title/>
                <TextArea typed=fields.clone() name="summary" label=td_string!(locale, capitalisation.summary) hint=td_string!(locale, capitalisation.summary_hint) rows=5 value=summary/>
                <TextArea typed=fields.clone() name="body" label=td_string!(locale, capitalisation.body) hint=td_string!(locale, capitalisation.body_hint) rows=24 value=body/>
                <Submit label=td_string!(locale, capitalisation.save_note)/>
            </Form>
            <div>{quotes(desk)}{figure_list(desk)}</div>
        </div>
    }
    .into_any()
}

/// When somebody else saved meanwhile: her text, beside what was typed here.
fn other_text(desk: &Desk, typed: &Typed) -> AnyView {
    let (Some(Problem::Changed), Some(note)) = (typed.problem("body"), &desk.note) else { return ().into_any() };
    let locale = desk.locale;
    view! {
        <div class="notice wait"><Icon name="warning"/><div>
            <p><b>{td_string!(locale, capitalisation.other_text)}</b></p>
            <details><summary>{td_string!(locale, capitalisation.read_other_text)}</summary>
                <h2>{note.title.clone()}</h2><p>{note.summary.clone()}</p><pre>{note.body.clone()}</pre></details></div></div>
    }
    .into_any()
}

fn quotes(desk: &Desk) -> AnyView {
    let locale = desk.locale;
    let rows = desk.quotable.iter().map(|said| {
        let icon = words::kind_icon(said.kind);
        let marker = Marker::Quote(said.id).to_text();
        view! {
            <article class=format!("contribution {icon}")>
                <header><Icon name=icon/><b>{words::kind(locale, said.kind)}</b></header>
                <blockquote lang=said.language.clone() dir="auto"><p>{beginning(&said.text)}</p></blockquote>
                <footer><span>{words::signature(locale, said)}</span><code>{marker}</code></footer>
            </article>
        }
    });
    let rows = rows.collect_view();
    let none = desk.quotable.is_empty().then(|| view! { <p>{td_string!(locale, capitalisation.nothing_quotable)}</p> });
    view! {
        <details class="more" open=true><summary>{td_string!(locale, capitalisation.quotes)}</summary>
            <p class="hint">{td_string!(locale, capitalisation.quotes_hint)}</p>{none}{rows}</details>
    }
    .into_any()
}

/// Enough to know it again.
fn beginning(text: &str) -> String {
    let short: String = text.chars().take(240).collect();
    if short.len() < text.len() { format!("{short}…") } else { short }
}

fn figure_list(desk: &Desk) -> AnyView {
    let locale = desk.locale;
    let rows = desk.figures.iter().map(|figure| {
        let code = figure.code;
        let (exact, shown) = (words::exact(locale, code, figure.value), words::shown(locale, code, figure.shown));
        let in_note = (exact != shown).then(|| td_string!(locale, capitalisation.in_note, value = shown).to_string());
        view! {
            <li><div class="row"><span class="row-main"><b>{words::figure_name(locale, code)}" : "<bdi>{exact}</bdi></b>
                <span class="row-note">{in_note.map(|text| format!("{text} "))}{words::definition(locale, code)}</span>
                <code>{Marker::Figure(code).to_text()}</code></span></div></li>
        }
    });
    let rows = rows.collect_view();
    let period = words::period(locale, &desk.facilitator.cohort);
    view! {
        <details class="more"><summary>{td_string!(locale, capitalisation.figures)}</summary>
            <p class="hint">{td_string!(locale, capitalisation.figures_hint, period = period).to_string()}</p>
            <p><a class="link" href=paths::group_figures(&desk.slug())>{td_string!(locale, figures.see_all)}</a></p>
            <ul class="rows">{rows}</ul></details>
    }
    .into_any()
}

fn publishing(
    desk: &Desk,
    note: &Note,
    now: chrono::DateTime<chrono::Utc>,
    writes: bool,
    refused: &[Typed],
) -> AnyView {
    let locale = desk.locale;
    let refused = refused.iter().filter_map(|typed| typed.error("")).map(|text| {
        view! {
            <div class="notice stop" role="alert"><Icon name="warning"/><div><p>{text}</p></div></div>
        }
    });
    let refused = refused.collect_view();
    let step = if writes { next_step(desk, note, now) } else { ().into_any() };
    let withdraw = note.published_at.is_some().then(|| view! {
        <div class="actions">
            <a class="button secondary" href=paths::note(&desk.slug())><Icon name="book"/><span>{td_string!(locale, capitalisation.read_note)}</span></a>
            <ButtonForm action=WithdrawNote::url() fields=vec![("cohort", desk.slug())] label=td_string!(locale, capitalisation.withdraw_note) icon="undo" class="button secondary"/>
        </div>
    });
    view! {
        <section class="section" id="publish"><h2>{td_string!(locale, capitalisation.publish_title)}</h2>
            {refused}{step}{withdraw}</section>
    }
    .into_any()
}

/// The one step that is possible now, or why there is none.
fn next_step(desk: &Desk, note: &Note, now: chrono::DateTime<chrono::Utc>) -> AnyView {
    let locale = desk.locale;
    let fields = || vec![("cohort", desk.slug()), ("version", note.version.to_string())];
    let say = |text: String| view! { <p>{text}</p> }.into_any();
    if note.summary.is_empty() || note.body.is_empty() {
        return say(td_string!(locale, problems.note_unfinished).to_string());
    }
    if note.state == NoteState::Published {
        return say(td_string!(locale, capitalisation.published_change).to_string());
    }
    if note.state != NoteState::Announced {
        let why = if desk.facilitators > 1 {
            td_string!(locale, capitalisation.announce_two).to_string()
        } else {
            td_string!(locale, capitalisation.announce_one).to_string()
        };
        return view! { <p>{why}</p><ButtonForm action=AnnounceNote::url() fields=fields() label=td_string!(locale, capitalisation.announce) icon="megaphone" class="button"/> }
            .into_any();
    }
    let by_other = note.announced_by != Some(desk.facilitator.person);
    match may_publish(desk.facilitators, by_other, note.announced_at, now) {
        Ok(()) => view! { <p>{td_string!(locale, capitalisation.publish_why)}</p><ButtonForm action=PublishNote::url() fields=fields() label=td_string!(locale, capitalisation.publish) icon="check" class="button"/> }.into_any(),
        Err(Problem::NotBefore { at }) => {
            let zone = desk.facilitator.cohort.time_zone;
            let hours = NOTICE.num_hours();
            say(td_string!(locale, capitalisation.publish_later, hours = hours, time = common::instant(locale, at, zone)).to_string())
        }
        Err(_) => say(td_string!(locale, capitalisation.publish_other).to_string()),
    }
}

fn preview(desk: &Desk, note: &Note) -> AnyView {
    let locale = desk.locale;
    let lessons = desk.lessons.iter().map(|lesson| lesson.told.clone()).collect();
    let shown = Article::preview(note, desk.quotable.clone(), &desk.figures, lessons);
    view! {
        <section class="section" id="preview"><h2>{td_string!(locale, capitalisation.preview)}</h2>
            {article(locale, &desk.facilitator.cohort, &shown, false)}</section>
    }
    .into_any()
}

#[component]
pub fn AnnouncedPage() -> impl IntoView {
    page(announced)
}

/// What members are told will be published: there only while it is announced.
async fn announced(visit: Visit) -> Result<AnyView, AppError> {
    let locale = visit.locale;
    let member = visit.member().await?;
    let db = visit.state.db.read();
    let note = note::note(db, &member).await?.filter(|note| note.state == NoteState::Announced);
    let note = note.ok_or(AppError::NotFound)?;
    let group = Group::load(&visit, &member).await?;
    let shown = announced_article(&visit, &member, &note).await?;
    let lead = td_string!(locale, capitalisation.announced_lead).to_string();
    Ok(view! {
        <Frame visit=visit title=note.title.clone() group=group place="notebook">
            <p class="back"><a href=paths::capitalisation(&member.cohort.slug)><Icon name="arrow-back"/><span>{td_string!(locale, capitalisation.title)}</span></a></p>
            <div class="notice wait"><Icon name="clock"/><div><p>{lead}</p></div></div>
            {article(locale, &member.cohort, &shown, true)}
        </Frame>
    }
    .into_any())
}

async fn announced_article(visit: &Visit, member: &Member, note: &Note) -> Result<Article, AppError> {
    let db = visit.state.db.read();
    let quotable = note::quotable(db, member).await?;
    let lessons = store::lessons(db, member).await?.into_iter().map(|lesson| lesson.told).collect();
    let mut connection = db.acquire().await?;
    let figures = figures::all(&mut connection, member, visit.now()).await?;
    Ok(Article::preview(note, quotable, &figures, lessons))
}
