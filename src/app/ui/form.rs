//! Forms that work without scripts: a label above each answer, each problem beside its field and in a summary on top, and
//! what was typed still there.

mod typed;

pub use typed::Typed;

use super::icon::Icon;
use crate::app::i18n::*;
use chrono::{Datelike, NaiveDate};
use leptos::prelude::*;
use typed::id_of;
use uuid::Uuid;

/// A form that posts to an action. One page has at most one with the id `form`: the one that the language switch keeps.
#[component]
pub fn Form(
    typed: Typed,
    /// Where it posts to: `SomeAction::url()`.
    #[prop(into)]
    action: String,
    /// The slug of the cohort that it is about.
    #[prop(optional, into)]
    cohort: Option<String>,
    /// Whether it makes something: then it carries a key, and a retry makes it once.
    #[prop(optional)]
    creates: bool,
    /// Whether a file goes with it.
    #[prop(optional)]
    files: bool,
    /// More classes: `question` for a page with one question.
    #[prop(optional, into)]
    class: String,
    /// Another one for a second form of the page.
    #[prop(default = "form")]
    id: &'static str,
    children: Children,
) -> impl IntoView {
    let key = creates.then(|| view! { <input type="hidden" name="key" value=Uuid::now_v7().to_string()/> });
    let cohort = cohort.map(|slug| view! { <input type="hidden" name="cohort" value=slug/> });
    view! {
        <form class=format!("form {class}") id=id method="post" action=action enctype=files.then_some("multipart/form-data") novalidate>
            <Summary typed/>
            {key}
            {cohort}
            {children()}
        </form>
    }
}

/// A small form that is one button: leave, withdraw, cancel.
#[component]
pub fn ButtonForm(
    #[prop(into)] action: String,
    /// Hidden fields by name.
    fields: Vec<(&'static str, String)>,
    #[prop(into)] label: String,
    #[prop(into)] icon: String,
    /// `button small secondary` unless told otherwise.
    #[prop(optional, into)]
    class: Option<String>,
) -> impl IntoView {
    let fields =
        fields.into_iter().map(|(name, value)| view! { <input type="hidden" name=name value=value/> }).collect_view();
    let class = class.unwrap_or_else(|| "button small secondary".to_owned());
    view! {
        <form method="post" action=action novalidate>
            {fields}
            <button class=class><Icon name=icon/><span>{label}</span></button>
        </form>
    }
}

/// Every problem on top of the form, each leading to its field.
#[component]
pub fn Summary(typed: Typed) -> impl IntoView {
    let problems = typed.problems();
    let count = problems.len();
    (count > 0).then(|| {
        let lines = problems
            .into_iter()
            .map(|(id, text)| view! { <li><a href=format!("#{id}")>{text}</a></li> })
            .collect_view();
        view! {
            <div class="error-summary" role="alert" tabindex="-1">
                <h2><Icon name="warning"/><span>{td_string!(typed.locale, problems.summary, count = count)}</span></h2>
                <ul>{lines}</ul>
            </div>
        }
    })
}

#[component]
fn Hint(id: String, text: Option<String>) -> impl IntoView {
    text.map(|text| view! { <p class="hint" id=format!("{id}-hint")>{text}</p> })
}

#[component]
fn Error(id: String, text: Option<String>) -> impl IntoView {
    text.map(|text| view! { <p class="error" id=format!("{id}-error")><Icon name="warning"/><span>{text}</span></p> })
}

/// What describes a field, for those who hear the page.
fn described(id: &str, hint: bool, error: bool) -> Option<String> {
    let parts: Vec<String> = [(hint, "hint"), (error, "error")]
        .into_iter()
        .filter(|part| part.0)
        .map(|part| format!("{id}-{}", part.1))
        .collect();
    (!parts.is_empty()).then(|| parts.join(" "))
}

fn field_class(error: &Option<String>) -> &'static str {
    if error.is_some() { "field has-error" } else { "field" }
}

fn labelled(locale: Locale, label: String, optional: bool) -> String {
    if optional { format!("{label} {}", td_string!(locale, frame.optional)) } else { label }
}

/// One line of text.
#[component]
pub fn TextField(
    typed: Typed,
    #[prop(into)] name: String,
    #[prop(into)] label: String,
    #[prop(optional, into)] hint: Option<String>,
    /// What it holds on a first visit.
    #[prop(optional, into)]
    value: String,
    /// `text`, `password` or `tel`.
    #[prop(default = "text")]
    kind: &'static str,
    #[prop(optional)] inputmode: Option<&'static str>,
    #[prop(optional)] autocomplete: Option<&'static str>,
    /// `short` or `medium`.
    #[prop(optional)]
    class: Option<&'static str>,
    #[prop(optional)] optional: bool,
    /// Whether the label is the page's question, its `h1`.
    #[prop(optional)]
    question: bool,
) -> impl IntoView {
    let (id, error) = (id_of(&name), typed.error(&name));
    let shown = if kind == "password" { String::new() } else { typed.text(&name, &value) };
    let label = labelled(typed.locale, label, optional);
    let label = if question { view! { <h1>{label}</h1> }.into_any() } else { label.into_any() };
    view! {
        <div class=field_class(&error)>
            <label for=id.clone()>{label}</label>
            <Hint id=id.clone() text=hint.clone()/>
            <Error id=id.clone() text=error.clone()/>
            <input id=id.clone() name=name type=kind value=shown class=class inputmode=inputmode autocomplete=autocomplete
                aria-describedby=described(&id, hint.is_some(), error.is_some()) aria-invalid=error.is_some().then_some("true")/>
        </div>
    }
}

/// A file from one's own device.
#[component]
pub fn FileField(
    typed: Typed,
    #[prop(into)] name: String,
    #[prop(into)] label: String,
    #[prop(into)] hint: String,
    /// Which files are offered first.
    accept: &'static str,
    /// `user` where a phone should offer to record.
    #[prop(optional)]
    capture: Option<&'static str>,
) -> impl IntoView {
    let (id, error) = (id_of(&name), typed.error(&name));
    view! {
        <div class=field_class(&error)>
            <label for=id.clone()>{label}</label>
            <Hint id=id.clone() text=Some(hint)/>
            <Error id=id.clone() text=error.clone()/>
            <input id=id.clone() name=name type="file" accept=accept capture=capture
                aria-describedby=described(&id, true, error.is_some()) aria-invalid=error.is_some().then_some("true")/>
        </div>
    }
}

/// Several lines of text. The only place where a text area is written: the server prints its content unescaped.
#[component]
pub fn TextArea(
    typed: Typed,
    #[prop(into)] name: String,
    #[prop(into)] label: String,
    #[prop(optional, into)] hint: Option<String>,
    #[prop(optional, into)] value: String,
    #[prop(default = 4)] rows: u32,
    #[prop(optional)] optional: bool,
    #[prop(optional)] question: bool,
) -> impl IntoView {
    let (id, error) = (id_of(&name), typed.error(&name));
    // Browsers drop one line break after the opening tag: this is it.
    let content = format!("\n{}", escaped(&typed.text(&name, &value)));
    let label = labelled(typed.locale, label, optional);
    let label = if question { view! { <h1>{label}</h1> }.into_any() } else { label.into_any() };
    view! {
        <div class=field_class(&error)>
            <label for=id.clone()>{label}</label>
            <Hint id=id.clone() text=hint.clone()/>
            <Error id=id.clone() text=error.clone()/>
            <textarea id=id.clone() name=name rows=rows.to_string() dir="auto" inner_html=content
                aria-describedby=described(&id, hint.is_some(), error.is_some()) aria-invalid=error.is_some().then_some("true")>
            </textarea>
        </div>
    }
}

/// `text` with nothing that a browser takes for markup, where Leptos leaves that to us.
pub(crate) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// One answer among several.
#[derive(Clone, Default)]
pub struct Choice {
    pub value: String,
    pub label: String,
    pub hint: Option<String>,
    pub icon: Option<String>,
}

impl Choice {
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self { value: value.into(), label: label.into(), hint: None, icon: None }
    }

    pub fn icon(self, icon: impl Into<String>) -> Self {
        Self { icon: Some(icon.into()), ..self }
    }

    pub fn hint(self, hint: impl Into<String>) -> Self {
        Self { hint: Some(hint.into()), ..self }
    }
}

/// Answers as large cards: one of them, or with `many` as many as one likes (then `name` ends in `[]`).
#[component]
pub fn Choices(
    typed: Typed,
    #[prop(into)] name: String,
    #[prop(into)] legend: String,
    options: Vec<Choice>,
    /// Ticked on a first visit.
    #[prop(optional)]
    chosen: Vec<String>,
    #[prop(optional)] many: bool,
    #[prop(optional, into)] hint: Option<String>,
    /// Two a row.
    #[prop(optional)]
    two: bool,
    #[prop(optional)] question: bool,
) -> impl IntoView {
    let (id, error) = (id_of(&name), typed.error(&name));
    let class = format!("choices{}{}", if two { " two" } else { "" }, if error.is_some() { " has-error" } else { "" });
    let kind = if many { "checkbox" } else { "radio" };
    let options = options.into_iter().enumerate().map(|(index, option)| {
        let checked = typed.ticked(&name, &option.value, chosen.contains(&option.value));
        let option_id = if index == 0 { id.clone() } else { format!("{id}-{index}") };
        let input_id = option_id.clone();
        view! {
            <label class="choice" for=option_id>
                <input type=kind id=input_id name=name.clone() value=option.value checked=checked/>
                {option.icon.map(|icon| view! { <Icon name=icon/> })}
                <span class="choice-text"><b>{option.label}</b>{option.hint.map(|hint| view! { <span class="hint">{hint}</span> })}</span>
            </label>
        }
    }).collect_view();
    let legend = if question { view! { <h1>{legend}</h1> }.into_any() } else { legend.into_any() };
    view! {
        <fieldset class=class aria-describedby=described(&id, hint.is_some(), error.is_some())>
            <legend>{legend}</legend>
            <Hint id=id.clone() text=hint.clone()/>
            <Error id=id.clone() text=error.clone()/>
            {options}
        </fieldset>
    }
}

/// A list to choose from, for more answers than fit on a page.
#[component]
pub fn Select(
    typed: Typed,
    #[prop(into)] name: String,
    #[prop(into)] label: String,
    /// Value and words.
    options: Vec<(String, String)>,
    #[prop(optional, into)] value: String,
    #[prop(optional, into)] hint: Option<String>,
    #[prop(optional)] optional: bool,
) -> impl IntoView {
    let (id, error) = (id_of(&name), typed.error(&name));
    let chosen = typed.text(&name, &value);
    let options = options
        .into_iter()
        .map(|(value, words)| {
            let selected = value == chosen;
            view! { <option value=value selected=selected>{words}</option> }
        })
        .collect_view();
    view! {
        <div class=field_class(&error)>
            <label for=id.clone()>{labelled(typed.locale, label, optional)}</label>
            <Hint id=id.clone() text=hint.clone()/>
            <Error id=id.clone() text=error.clone()/>
            <select id=id.clone() name=name aria-describedby=described(&id, hint.is_some(), error.is_some())
                aria-invalid=error.is_some().then_some("true")>
                {options}
            </select>
        </div>
    }
}

/// A day in three fields; the month as a number or a name.
#[component]
pub fn DayField(
    typed: Typed,
    #[prop(into)] name: String,
    #[prop(into)] legend: String,
    #[prop(optional)] value: Option<NaiveDate>,
    #[prop(optional)] optional: bool,
    #[prop(optional)] question: bool,
) -> impl IntoView {
    let locale = typed.locale;
    let (id, error) = (id_of(&name), typed.error(&name));
    let start = |part: fn(&NaiveDate) -> String| value.as_ref().map(part).unwrap_or_default();
    let parts = [
        ("day", td_string!(locale, time.day), start(|day| day.day().to_string()), "short"),
        ("month", td_string!(locale, time.month), start(|day| day.month().to_string()), "medium"),
        ("year", td_string!(locale, time.year), start(|day| day.year().to_string()), "short"),
    ];
    let fields = parts.into_iter().enumerate().map(|(index, (part, label, start, class))| {
        let part_name = format!("{name}[{part}]");
        let part_id = if index == 0 { id.clone() } else { id_of(&part_name) };
        let inputmode = (part != "month").then_some("numeric");
        view! {
            <div class="field">
                <label for=part_id.clone()>{label}</label>
                <input class=class id=part_id name=part_name.clone() value=typed.text(&part_name, &start) inputmode=inputmode autocomplete="off"/>
            </div>
        }
    }).collect_view();
    let legend = labelled(locale, legend, optional);
    let legend = if question { view! { <h1>{legend}</h1> }.into_any() } else { legend.into_any() };
    let class = if error.is_some() { "date has-error" } else { "date" };
    view! {
        <fieldset class=class aria-describedby=described(&id, true, error.is_some())>
            <legend>{legend}</legend>
            <Hint id=id.clone() text=Some(td_string!(locale, time.day_hint).to_string())/>
            <Error id=id.clone() text=error.clone()/>
            <div class="date-parts">{fields}</div>
        </fieldset>
    }
}

/// The button that sends the form: its words say what it does.
#[component]
pub fn Submit(
    #[prop(into)] label: String,
    #[prop(default = "check")] icon: &'static str,
    #[prop(default = "button big")] class: &'static str,
) -> impl IntoView {
    view! { <button class=class><Icon name=icon/><span>{label}</span></button> }
}
