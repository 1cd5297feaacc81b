//! A file is chosen on the page, and shown there row by row before anything is written.

use super::{
    actions::{AddProducts, AddSales, ReadProducts, ReadSales},
    table::{self, Line, Outcome},
    waiting::{self, PRODUCTS, Preview, SALES},
};
use crate::{
    app::{
        access::Facilitator,
        i18n::*,
        paths,
        ui::{
            form::{FileField, Form, Submit, Typed},
            frame::{Frame, Group},
            icon::Icon,
        },
        visit::{Visit, page},
        words,
    },
    platform::error::AppError,
};
use leptos::{prelude::*, server_fn::ServerFn};

#[component]
pub fn ProductsPage() -> impl IntoView {
    page(products)
}

#[component]
pub fn SalesPage() -> impl IntoView {
    page(sales)
}

/// What differs between the two.
struct Side {
    place: &'static str,
    read: &'static str,
    title: String,
    lead: String,
    back: (String, String),
    sample: String,
    /// Where the file is sent to be read, and where its rows are taken over.
    posts: (&'static str, &'static str),
    open: bool,
    note: Option<String>,
    again: String,
}

async fn products(visit: Visit) -> Result<AnyView, AppError> {
    let by = visit.facilitator().await?;
    let (locale, slug) = (visit.locale, by.cohort.slug.clone());
    let side = Side {
        place: "production",
        read: PRODUCTS,
        title: td_string!(locale, imports.products.title).to_string(),
        lead: td_string!(locale, imports.products.lead).to_string(),
        back: (paths::products(&slug), td_string!(locale, production.products).to_string()),
        sample: paths::import_sample(&paths::import_products(&slug)),
        posts: (ReadProducts::url(), AddProducts::url()),
        open: by.cohort.state.takes_plan(),
        note: None,
        again: paths::import_products(&slug),
    };
    let shown = match waiting_text(&visit, &by, &side).await? {
        Some((id, text)) => {
            let mut db = visit.state.db.read().acquire().await?;
            Some(preview(locale, &by, &side, id, waiting::products(&mut db, &by, locale, &text).await?))
        }
        None => None,
    };
    show(visit, by, side, shown).await
}

async fn sales(visit: Visit) -> Result<AnyView, AppError> {
    let by = visit.facilitator().await?;
    let (locale, slug) = (visit.locale, by.cohort.slug.clone());
    let side = Side {
        place: "sales",
        read: SALES,
        title: td_string!(locale, imports.sales.title).to_string(),
        lead: td_string!(locale, imports.sales.lead).to_string(),
        back: (paths::sales(&slug), td_string!(locale, sales.title).to_string()),
        sample: paths::import_sample(&paths::import_sales(&slug)),
        posts: (ReadSales::url(), AddSales::url()),
        open: by.cohort.state.takes_work(),
        note: Some(td_string!(locale, imports.sales.note).to_string()),
        again: paths::import_sales(&slug),
    };
    let shown = match waiting_text(&visit, &by, &side).await? {
        Some((id, text)) => {
            let mut db = visit.state.db.read().acquire().await?;
            Some(preview(locale, &by, &side, id, waiting::sales(&mut db, &by, locale, &text, visit.now()).await?))
        }
        None => None,
    };
    show(visit, by, side, shown).await
}

/// The file that the address names, when it still waits.
async fn waiting_text(visit: &Visit, by: &Facilitator, side: &Side) -> Result<Option<(String, String)>, AppError> {
    let Some(id) = visit.query("file").filter(|_| side.open) else { return Ok(None) };
    let mut db = visit.state.db.read().acquire().await?;
    let text = waiting::text(&mut db, by, side.read, &id).await?;
    Ok(text.map(|text| (id, text)))
}

async fn show(visit: Visit, by: Facilitator, side: Side, shown: Option<AnyView>) -> Result<AnyView, AppError> {
    let locale = visit.locale;
    let group = Group::load(&visit, &by).await?;
    let typed = visit.typed(side.read).await?;
    let gone = (visit.query("file").is_some() && side.open && shown.is_none()).then(|| {
        view! { <div class="notice stop" role="alert"><Icon name="warning"/><div><p>{td_string!(locale, problems.file_gone)}</p></div></div> }
    });
    let title = match shown {
        Some(_) => td_string!(locale, imports.check).to_string(),
        None => side.title.clone(),
    };
    let lead = shown.is_none().then(|| view! { <p class="lead">{side.lead.clone()}</p> });
    let (back, place) = (side.back.clone(), side.place);
    let body = match shown {
        Some(preview) => preview,
        None if side.open => choose(typed, &by, &side),
        None => {
            view! { <p class="notice info"><Icon name="lock"/><span>{td_string!(locale, problems.cohort_closed)}</span></p> }.into_any()
        }
    };
    Ok(view! {
        <Frame visit=visit title=title.clone() group=group place=place wide=true>
            <header class="page-head">
                <p class="back"><a href=back.0><Icon name="arrow-back"/><span>{back.1}</span></a></p>
                <h1>{title}</h1>
                {lead}
            </header>
            {gone}
            {body}
        </Frame>
    }
    .into_any())
}

/// The form, with what a file has to look like.
fn choose(typed: Typed, by: &Facilitator, side: &Side) -> AnyView {
    let (locale, action) = (typed.locale, side.posts.0);
    view! {
        <p>{td_string!(locale, imports.how)}</p>
        <p><a class="button small secondary" href=side.sample.clone() download><Icon name="download"/><span>{td_string!(locale, imports.sample_go)}</span></a></p>
        <Form typed=typed.clone() action=action cohort=by.cohort.slug.clone() files=true>
            <FileField typed=typed name="file" label=td_string!(locale, imports.file) hint=td_string!(locale, imports.file_hint)
                accept="text/csv,.csv,.txt,text/plain"/>
            <Submit label=td_string!(locale, imports.read_go) icon="arrow-next"/>
        </Form>
    }
    .into_any()
}

/// What the file says, what would be written, and the button.
fn preview<T>(locale: Locale, by: &Facilitator, side: &Side, id: String, preview: Preview<T>) -> AnyView {
    let [new, known, wrong] = preview.counts();
    let ignored = (!preview.ignored.is_empty()).then(|| {
        let names = preview.ignored.join(", ");
        view! { <p class="hint">{td_string!(locale, imports.ignored, names = names).to_string()}</p> }
    });
    let mend = (wrong > 0).then(|| {
        view! { <div class="notice wait"><Icon name="info"/><div><p>{td_string!(locale, imports.mend)}</p></div></div> }
    });
    let (action, note) = (side.posts.1, side.note.clone());
    let go = (new > 0).then(|| {
        view! {
            <Form typed=Typed::nothing(locale) action=action cohort=by.cohort.slug.clone() creates=true>
                <input type="hidden" name="file" value=id/>
                {note.map(|note| view! { <p>{note}</p> })}
                <Submit label=td_string!(locale, imports.add_go, count = new).to_string() icon="check"/>
            </Form>
        }
    });
    let none = (new == 0).then(|| {
        view! { <div class="notice info"><Icon name="info"/><div><p>{td_string!(locale, imports.nothing_new)}</p></div></div> }
    });
    let again = side.again.clone();
    view! {
        <p><b>{td_string!(locale, imports.counts, new = new, known = known, wrong = wrong).to_string()}</b></p>
        {ignored}
        {mend}
        {none}
        {go}
        <p><a class="link" href=again>{td_string!(locale, imports.again)}</a></p>
        {rows(locale, &preview)}
    }
    .into_any()
}

fn rows<T>(locale: Locale, preview: &Preview<T>) -> AnyView {
    let head =
        preview.codes.iter().map(|code| view! { <th scope="col">{table::label(locale, code)}</th> }).collect_view();
    let rows = preview.lines.iter().map(|line| row(locale, line)).collect_view();
    view! {
        <div class="table-scroll" role="region" aria-labelledby="rows" tabindex="0"><table class="table">
            <caption id="rows">{td_string!(locale, imports.rows)}</caption>
            <thead><tr><th scope="col">{td_string!(locale, imports.line)}</th><th scope="col">{td_string!(locale, imports.state)}</th>{head}</tr></thead>
            <tbody>{rows}</tbody>
        </table></div>
    }
    .into_any()
}

fn row<T>(locale: Locale, line: &Line<T>) -> AnyView {
    let badge = |class: &'static str, icon: &'static str, word: String| {
        view! { <span class=class><Icon name=icon/><span>{word}</span></span> }.into_any()
    };
    let state = match &line.outcome {
        Outcome::New(_) => badge("badge done", "plus", td_string!(locale, imports.states.new).to_string()),
        Outcome::Known => badge("badge info", "check", td_string!(locale, imports.states.known).to_string()),
        Outcome::Wrong(wrong) => {
            let said = wrong.iter().map(|wrong| view! { <li>{said(locale, wrong)}</li> }).collect_view();
            let word = badge("badge stop", "warning", td_string!(locale, imports.states.wrong).to_string());
            view! { {word}<ul>{said}</ul> }.into_any()
        }
    };
    let cells = line.cells.iter().map(|cell| view! { <td dir="auto">{cell.clone()}</td> }).collect_view();
    view! { <tr><th scope="row" class="num">{line.number.to_string()}</th><td>{state}</td>{cells}</tr> }.into_any()
}

/// "Prix : Écrivez un montant."
fn said(locale: Locale, wrong: &table::Wrong) -> String {
    let why = words::problem(locale, &wrong.problem);
    match wrong.column {
        Some(code) => td_string!(locale, imports.wrong, column = table::label(locale, code), why = why).to_string(),
        None => why,
    }
}
