//! "À retenir": kind, phase, who may read it, then the words; one question a page, the answers in the address.

use crate::{
    app::{
        access::Member,
        capitalisation::{
            actions::Contribute,
            forms::{LANGUAGES, UNKNOWN_PHASE},
            words,
        },
        i18n::*,
        paths,
        ui::{
            form::{Choice, Choices, Form, Select, Submit, TextArea},
            frame::{Frame, Group},
            icon::Icon,
        },
        visit::{Visit, page},
    },
    domain::capitalisation::{Kind, Scope, SignedAs},
    platform::error::AppError,
};
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use uuid::Uuid;

#[component]
pub fn NewContributionPage() -> impl IntoView {
    page(new)
}

/// One answer to choose: a large row that leads to the next question.
struct Answer {
    href: String,
    icon: &'static str,
    label: String,
    hint: Option<String>,
}

async fn new(visit: Visit) -> Result<AnyView, AppError> {
    let member = visit.member().await?;
    member.cohort.takes_words()?;
    let group = Group::load(&visit, &member).await?;
    let kind = visit.query("kind").and_then(|code| Kind::from_code(&code));
    let phase = visit.query("phase").filter(|phase| is_ours(phase, &group));
    let scope = visit.query("scope").and_then(|code| Scope::from_code(&code));
    match (kind, phase, scope) {
        (None, _, _) => Ok(kinds(visit, &member, group)),
        (Some(kind), None, _) => Ok(phases(visit, &member, group, kind)),
        (Some(kind), Some(phase), None) => Ok(scopes(visit, &member, group, kind, &phase)),
        (Some(kind), Some(phase), Some(scope)) => text(visit, &member, group, kind, phase, scope).await,
    }
}

fn is_ours(phase: &str, group: &Group) -> bool {
    let id = Uuid::parse_str(phase).ok();
    phase == UNKNOWN_PHASE || group.phases.iter().any(|phase| Some(phase.id) == id)
}

fn kinds(visit: Visit, member: &Member, group: Group) -> AnyView {
    let locale = visit.locale;
    let start = paths::new_contribution(&member.cohort.slug);
    let answer = |kind: &Kind| Answer {
        href: paths::with(&start, "kind", kind.code()),
        icon: words::kind_icon(*kind),
        label: words::kind(locale, *kind),
        hint: None,
    };
    let answers = Kind::ALL.iter().map(answer).collect();
    let back = paths::capitalisation(&member.cohort.slug);
    question(visit, group, td_string!(locale, capitalisation.ask_kind).to_string(), back, answers)
}

fn phases(visit: Visit, member: &Member, group: Group, kind: Kind) -> AnyView {
    let locale = visit.locale;
    let back = paths::new_contribution(&member.cohort.slug);
    let here = paths::with(&back, "kind", kind.code());
    let answer =
        |phase: &str, icon, label| Answer { href: paths::with(&here, "phase", phase), icon, label, hint: None };
    let named = group.phases.iter().zip(&group.phase_names);
    let mut answers: Vec<Answer> =
        named.map(|(phase, name)| answer(&phase.id.to_string(), "calendar", name.clone())).collect();
    answers.push(answer(UNKNOWN_PHASE, "question", td_string!(locale, frame.dont_know).to_string()));
    question(visit, group, td_string!(locale, capitalisation.ask_phase).to_string(), back, answers)
}

fn scopes(visit: Visit, member: &Member, group: Group, kind: Kind, phase: &str) -> AnyView {
    let locale = visit.locale;
    let back = paths::with(&paths::new_contribution(&member.cohort.slug), "kind", kind.code());
    let here = paths::with(&back, "phase", phase);
    let answer = |scope: &Scope| Answer {
        href: paths::with(&here, "scope", scope.code()),
        icon: words::scope_icon(*scope),
        label: words::scope(locale, *scope),
        hint: Some(words::scope_hint(locale, *scope)),
    };
    let answers = Scope::ALL.iter().map(answer).collect();
    question(visit, group, td_string!(locale, capitalisation.ask_scope).to_string(), back, answers)
}

fn question(visit: Visit, group: Group, title: String, back: String, answers: Vec<Answer>) -> AnyView {
    let locale = visit.locale;
    let rows = answers
        .into_iter()
        .map(|answer| {
            let hint = answer.hint.map(|hint| view! { <span class="row-note">{hint}</span> });
            view! {
                <li><a class="row" href=answer.href><Icon name=answer.icon/>
                    <span class="row-main"><b>{answer.label}</b>{hint}</span>
                    <span class="row-end"><Icon name="arrow-next"/></span></a></li>
            }
        })
        .collect_view();
    view! {
        <Frame visit=visit title=title.clone() group=group place="notebook">
            <header class="page-head">
                <p class="back"><a href=back><Icon name="arrow-back"/><span>{td_string!(locale, frame.back)}</span></a></p>
                <h1>{title}</h1>
            </header>
            <ul class="rows">{rows}</ul>
        </Frame>
    }
    .into_any()
}

async fn text(
    visit: Visit,
    member: &Member,
    group: Group,
    kind: Kind,
    phase: String,
    scope: Scope,
) -> Result<AnyView, AppError> {
    let locale = visit.locale;
    let typed = visit.typed("capitalisation/contribute").await?;
    let title = words::question(locale, kind);
    let slug = member.cohort.slug.clone();
    let start = paths::with(&paths::new_contribution(&slug), "kind", kind.code());
    let back = paths::with(&start, "phase", &phase);
    let readers = format!("{}{}", td_string!(locale, capitalisation.will_read), words::scope_hint(locale, scope));
    let by_name = Choice::new(SignedAs::Name.code(), td_string!(locale, capitalisation.sign_with_name))
        .hint(td_string!(locale, capitalisation.sign_hint, name = member.name.clone()).to_string());
    let languages = LANGUAGES.map(|(code, name)| (code.to_owned(), name.to_owned())).to_vec();
    Ok(view! {
        <Frame visit=visit title=title.clone() group=group place="notebook" form="capitalisation/contribute">
            <p class="back"><a href=back><Icon name="arrow-back"/><span>{td_string!(locale, frame.back)}</span></a></p>
            <Form typed=typed.clone() action=Contribute::url() cohort=slug creates=true class="question">
                <input type="hidden" name="kind" value=kind.code()/>
                <input type="hidden" name="phase" value=phase/>
                <input type="hidden" name="scope" value=scope.code()/>
                <TextArea typed=typed.clone() name="text" label=title hint=td_string!(locale, capitalisation.text_hint) rows=7 question=true/>
                <p class="hint">{readers}</p>
                <details class="more"><summary>{td_string!(locale, capitalisation.more)}</summary>
                    <Choices typed=typed.clone() many=true name="signed_as" legend=td_string!(locale, capitalisation.signature) options=vec![by_name]/>
                    <Select typed=typed name="language" label=td_string!(locale, capitalisation.language) options=languages value=locale.to_string()/>
                </details>
                <Submit label=td_string!(locale, capitalisation.keep)/>
            </Form>
        </Frame>
    }
    .into_any())
}
