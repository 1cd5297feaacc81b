//! Writing the note: the text, what can be put into it, what it looks like, and the way to its readers.

use super::{
    contribution::read_twice,
    publishing::{Told, publishing},
};
use crate::{
    app::{
        access::{Facilitator, Reader},
        capitalisation::{
            actions::{PreviewNote, SaveNote},
            article::{Article, Parts, article},
            charts::{self, Series},
            figures::{self, Figure},
            note::{Headings, cautions, propose},
            store::{
                self, Contribution, StoredLesson,
                note::{self, Note},
                versions::{self, Version},
            },
            words,
        },
        i18n::*,
        paths,
        ui::{
            form::{Form, Submit, TextArea, TextField, Typed},
            frame::Frame,
            icon::Icon,
        },
        visit::{Visit, page},
    },
    domain::{
        capitalisation::{Marker, NoteState, quoted},
        problem::Problem,
        script,
    },
    platform::{db::Reading, error::AppError},
};
use leptos::prelude::*;
use leptos::server_fn::ServerFn;

#[component]
pub fn NotePage() -> impl IntoView {
    page(editor)
}

/// Everything that whoever writes the note has before her.
pub(super) struct Desk {
    pub(super) locale: Locale,
    pub(super) facilitator: Facilitator,
    pub(super) note: Option<Note>,
    quotable: Vec<Contribution>,
    lessons: Vec<StoredLesson>,
    figures: Vec<Figure>,
    charts: Vec<Series>,
    pub(super) facilitators: usize,
    /// How many members agree with what they were told of.
    pub(super) agreed: i64,
}

impl Desk {
    async fn lay(visit: &Visit, facilitator: Facilitator, mut db: Reading) -> Result<Self, AppError> {
        let note = note::note(&mut *db, &facilitator).await?;
        let agreed = match &note {
            Some(note) => versions::agreed(&mut *db, &facilitator, note).await?.1,
            None => 0,
        };
        let cohort = facilitator.cohort.clone();
        let facts = figures::of_member(&mut db, &facilitator, visit.now()).await?;
        Ok(Self {
            locale: visit.locale,
            note,
            quotable: note::quotable(&mut *db, &Reader::of(&facilitator)).await?,
            lessons: store::lessons(&mut *db, &facilitator).await?,
            figures: facts.figures(&cohort),
            charts: charts::all(&facts, &cohort, cohort.today(visit.now())),
            facilitators: note::facilitators(&mut *db, &facilitator).await?,
            facilitator,
            agreed,
        })
    }

    pub(super) fn slug(&self) -> String {
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
    let (member, group, mut db) = visit.enter().await?;
    let facilitator = member.facilitator()?;
    let taken = taken_up(&visit, &facilitator, &mut db).await?;
    let asked = visit.typed("capitalisation/preview-note").await?;
    let typed = if asked.is_back() { asked.clone() } else { visit.typed("capitalisation/save-note").await? };
    let told = Told {
        announcing: visit.typed("capitalisation/announce-note").await?,
        publishing: visit.typed("capitalisation/publish-note").await?,
    };
    let desk = Desk::lay(&visit, facilitator, db).await?;
    let writes = desk.facilitator.cohort.state.takes_words();
    let title = td_string!(locale, capitalisation.the_note).to_string();
    let proposes = visit.query("start").is_some();
    let state = desk.note.as_ref().map(|note| state_badge(locale, note));
    let body = if writes { writing(&desk, &typed, taken, proposes) } else { ().into_any() };
    let steps = desk.note.as_ref().map(|note| publishing(&desk, note, visit.now(), writes, told));
    let seen = preview(&desk, &asked);
    Ok(view! {
        <Frame visit=visit title=title.clone() group=group place="notebook" form="capitalisation/save-note" wide=true>
            <header class="page-head">
                <p class="back"><a href=paths::capitalisation(&desk.slug())><Icon name="arrow-back"/><span>{td_string!(locale, capitalisation.title)}</span></a></p>
                <h1>{title}</h1>
                <p class="lead">{td_string!(locale, capitalisation.note_lead)}</p>
                {state}
            </header>
            {body}
            {steps}
            {seen}
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

fn writing(desk: &Desk, typed: &Typed, taken: Option<Version>, proposes: bool) -> AnyView {
    let locale = desk.locale;
    let found = desk.note.as_ref().map(|note| cautions(note, &desk.quotable)).unwrap_or_default();
    let held = desk.note.as_ref().map(|note| (note.title.clone(), note.summary.clone(), note.body.clone()));
    let held = taken.map(|taken| (taken.title, taken.summary, taken.body)).or(held);
    let (title, summary, body) =
        held.unwrap_or_else(|| (desk.facilitator.cohort.name.clone(), String::new(), String::new()));
    let unwritten = unwritten(desk, &[&title, &summary, &body]);
    let may_start = body.is_empty() && !typed.is_back() && !proposes;
    let start = may_start.then(|| view! {
        <div class="notice info"><Icon name="lesson"/><div><p>{td_string!(locale, capitalisation.start_why)}</p></div>
            <a class="button small" href=format!("{}?start=1", paths::edit_note(&desk.slug()))><Icon name="edit"/><span>{td_string!(locale, capitalisation.start)}</span></a></div>
    });
    let body = if proposes && body.is_empty() { desk.proposed() } else { body };
    let version = desk.version().to_string();
    let look = td_string!(locale, capitalisation.look).to_string();
    let versions = (desk.version() > 1).then(|| {
        view! { <p><a class="link" href=paths::note_versions(&desk.slug())>{td_string!(locale, capitalisation.versions.title)}</a></p> }
    });
    let fields = typed.clone();
    view! {
        {read_twice(locale, &found)}
        {unwritten}
        {start}
        {other_text(desk, typed)}
        <div class="columns aside">
            <Form typed=typed.clone() action=SaveNote::url() cohort=desk.slug() creates=true>
                <input type="hidden" name="version" value=version/>
                <TextField typed=fields.clone() name="title" label=td_string!(locale, capitalisation.note_title) value=title/>
                <TextArea typed=fields.clone() name="summary" label=td_string!(locale, capitalisation.summary) hint=td_string!(locale, capitalisation.summary_hint) rows=5 value=summary/>
                <TextArea typed=fields.clone() name="body" label=td_string!(locale, capitalisation.body) hint=td_string!(locale, capitalisation.body_hint) rows=24 value=body/>
                <div class="actions">
                    <Submit label=td_string!(locale, capitalisation.save_note)/>
                    <button class="button secondary" formaction=PreviewNote::url()><Icon name="eye"/><span>{look}</span></button>
                </div>
                {versions}
            </Form>
            <div>{quotes(desk)}{figure_list(desk)}</div>
        </div>
    }
    .into_any()
}

/// Signs of the text and of what it quotes that stand on the page and that no file can write.
fn unwritten(desk: &Desk, texts: &[&str]) -> AnyView {
    let locale = desk.locale;
    let ids = texts.iter().flat_map(|text| quoted(text)).collect::<Vec<_>>();
    let quotes = desk.quotable.iter().filter(|said| ids.contains(&said.id)).map(|said| said.text.as_str());
    let all = texts.iter().copied().chain(quotes).collect::<Vec<_>>().join(" ");
    let signs = script::unwritten(&all);
    if signs.is_empty() {
        return ().into_any();
    }
    let signs = signs.iter().take(10).map(char::to_string).collect::<Vec<_>>().join(" ");
    let words = td_string!(locale, capitalisation.unwritten, signs = signs).to_string();
    view! { <div class="notice info"><Icon name="info"/><div><p>{words}</p></div></div> }.into_any()
}

/// An earlier text that the writer wants to go on from.
async fn taken_up(visit: &Visit, facilitator: &Facilitator, db: &mut Reading) -> Result<Option<Version>, AppError> {
    let Some(asked) = visit.query("from").and_then(|text| text.parse().ok()) else { return Ok(None) };
    Ok(Some(versions::with_previous(&mut **db, facilitator, asked).await?.0))
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
                <blockquote lang=said.language.clone() dir="auto"><p>{words::beginning(&said.text)}</p></blockquote>
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

/// What it looks like: what was just typed, else what was saved.
fn preview(desk: &Desk, asked: &Typed) -> AnyView {
    let locale = desk.locale;
    let saved = desk.note.as_ref().map(|note| (note.title.clone(), note.summary.clone(), note.body.clone()));
    let typed = asked.is_back().then(|| (asked.text("title", ""), asked.text("summary", ""), asked.text("body", "")));
    let unsaved = typed.is_some().then(|| {
        view! { <div class="notice wait"><Icon name="warning"/><div><p>{td_string!(locale, capitalisation.not_saved)}</p></div></div> }
    });
    let Some((title, summary, body)) = typed.or(saved) else { return ().into_any() };
    let parts = Parts {
        quotable: desk.quotable.clone(),
        figures: desk.figures.iter().map(|figure| (figure.code, figure.shown)).collect(),
        charts: desk.charts.clone(),
        lessons: desk.lessons.iter().map(|lesson| lesson.told.clone()).collect(),
    };
    let shown = Article { title, summary, body, parts, edition: None };
    view! {
        <section class="section" id="preview"><h2>{td_string!(locale, capitalisation.preview)}</h2>
            {unsaved}{article(locale, &desk.facilitator.cohort, &shown, false)}</section>
    }
    .into_any()
}
