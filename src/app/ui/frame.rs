//! The frame of every page: quick exit, whose page it is, four places, the strip, who helps, the language.

use super::{
    chart::Patterns,
    form::escaped,
    icon::Icon,
    places::{Places, Tabs, places},
    strip::Strip,
};
use crate::{
    app::{
        access::{Member, Seat},
        cohorts,
        i18n::*,
        paths,
        visit::Visit,
        words::{self, Notice},
    },
    domain::{cohort::State, phase::Phase},
    platform::{db::Executor, error::AppError},
};
use leptos::prelude::*;
use leptos_meta::{Body, Title};
use uuid::Uuid;

/// What the frame shows of a cohort: read once a page, in one statement.
#[derive(Clone)]
pub struct Group {
    pub(super) seat: Seat,
    pub phases: Vec<Phase>,
    pub phase_names: Vec<String>,
}

impl Group {
    /// Reads the phases of the member's cohort.
    pub async fn load(visit: &Visit, member: &Member) -> Result<Self, AppError> {
        Self::read(visit.state.db.read(), member).await
    }

    /// The same, where the page has a connection already.
    pub async fn read(db: impl Executor<'_>, member: &Member) -> Result<Self, AppError> {
        let (phases, phase_names) = cohorts::store::phases(db, member).await?.into_iter().unzip();
        Ok(Self { seat: (**member).clone(), phases, phase_names })
    }

    /// What a phase is called.
    pub fn phase_name(&self, id: Option<Uuid>) -> Option<&str> {
        let index = self.phases.iter().position(|phase| Some(phase.id) == id)?;
        self.phase_names.get(index).map(String::as_str)
    }

    /// The phases to choose from: their ids and names.
    pub fn phase_options(&self) -> impl Iterator<Item = (String, String)> {
        self.phases.iter().zip(&self.phase_names).map(|(phase, name)| (phase.id.to_string(), name.clone()))
    }
}

#[component]
pub fn Frame(
    visit: Visit,
    /// The page's question or purpose, as in its h1.
    #[prop(into)]
    title: String,
    /// The cohort that the page belongs to.
    #[prop(optional, into)]
    group: Option<Group>,
    /// The place or sub-page where this page is: `today`, `plan`, `members` …
    #[prop(default = "")]
    place: &'static str,
    /// The action of the form that the language switch keeps, when the page has one.
    #[prop(optional)]
    form: Option<&'static str>,
    /// Neither places nor rail: signing in, refusals.
    #[prop(optional)]
    bare: bool,
    /// Room for a plan, a week or a large table.
    #[prop(optional)]
    wide: bool,
    children: Children,
) -> AnyView {
    let locale = visit.locale;
    let brand = group.as_ref().map_or(1, |group| group.seat.cohort.brand_colour);
    let class = format!("brand-{brand}{}", if bare { " bare" } else { "" });
    let product = td_string!(locale, product);
    let places = if bare { Vec::new() } else { places(&visit, group.as_ref()) };
    let today = visit.now();
    let strip = group.as_ref().map(|group| {
        let cohort = (*group.seat.cohort).clone();
        let today = cohort.today(today);
        view! { <Strip locale=locale cohort=cohort phases=group.phases.clone() names=group.phase_names.clone() today=today/> }
    });
    let closed = group.as_ref().is_some_and(|group| matches!(group.seat.cohort.state, State::Closed | State::Archived));
    view! {
        <Title text=escaped(&format!("{title} · {product}"))/>
        <Body {..} class=class/>
        {group.is_some().then(|| view! { <Patterns/> })}
        <a class="skip" href="#content">{td_string!(locale, frame.skip)}</a>
        {visit.state.demonstration.then(|| view! { <p class="demo"><Icon name="info"/><span>{td_string!(locale, frame.demo)}</span></p> })}
        <Top visit=visit.clone() group=group.clone()/>
        <Places locale=locale places=&places current=place/>
        <main id="content" tabindex="-1" class=wide.then_some("wide")>
            {strip}
            <Tabs places=&places current=place/>
            <Said visit=visit.clone()/>
            {closed.then(|| view! { <div class="notice info"><Icon name="info"/><div><p>{td_string!(locale, frame.closed_now)}</p></div></div> })}
            {children()}
        </main>
        <Foot visit=visit group=group form=form/>
    }
    .into_any()
}

#[component]
fn Top(visit: Visit, group: Option<Group>) -> impl IntoView {
    let locale = visit.locale;
    let (href, name) = match &group {
        Some(group) => (paths::cohort(&group.seat.cohort.slug), group.seat.cohort.brand.clone()),
        None => (paths::HOME.to_owned(), td_string!(locale, product).to_string()),
    };
    let who = match &visit.visitor.signed {
        Some(signed) => {
            view! { <a class="top-who" href=paths::ME><Icon name="user"/><span>{signed.display_name.clone()}</span></a> }
        }
        None => {
            view! { <a class="top-who" href=paths::SIGN_IN><Icon name="key"/><span>{td_string!(locale, frame.sign_in).to_string()}</span></a> }
        }
    };
    view! {
        <header class="top">
            <Exit locale/>
            <a class="top-brand" href=href><span>{name}</span></a>
            {who}
        </header>
    }
}

#[component]
fn Exit(locale: Locale) -> impl IntoView {
    view! {
        <form class="exit" method="post" action="/exit" novalidate><button><Icon name="door"/><span>{td_string!(locale, frame.exit)}</span></button></form>
    }
}

/// What the address says has happened.
#[component]
fn Said(visit: Visit) -> impl IntoView {
    let locale = visit.locale;
    let seconds = visit.query("seconds").and_then(|text| text.parse().ok()).unwrap_or(60);
    let refused = visit.query("refused").and_then(|code| words::refusal_code(locale, &code, seconds));
    let told = visit.told();
    let told = told
        .into_iter()
        .map(
            |text| view! { <div class="notice stop" role="alert"><Icon name="warning"/><div><p>{text}</p></div></div> },
        )
        .collect_view();
    let done = visit.query("notice").and_then(|code| Notice::from_code(&code)).map(|notice| notice.words(locale));
    view! {
        {refused.map(|text| view! { <div class="notice stop" role="alert"><Icon name="warning"/><div><p>{text}</p></div></div> })}
        {told}
        {done.map(|text| view! { <div class="notice done" role="status"><Icon name="check"/><div><p>{text}</p></div></div> })}
    }
}

#[component]
fn Foot(visit: Visit, group: Option<Group>, form: Option<&'static str>) -> impl IntoView {
    let locale = visit.locale;
    let cohort = group.map(|group| group.seat.cohort).filter(|cohort| !cohort.help_name.is_empty());
    let help = match cohort {
        Some(cohort) => {
            let call = (!cohort.help_phone.is_empty()).then(|| {
                view! { " " <a href=format!("tel:{}", cohort.help_phone.replace(' ', ""))>{cohort.help_phone.clone()}</a> }
            });
            view! { <span>{td_string!(locale, frame.help).to_string()} " " <b>{cohort.help_name.clone()}</b> {call}</span> }.into_any()
        }
        None => view! { <span>{td_string!(locale, frame.help_nobody).to_string()}</span> }.into_any(),
    };
    view! {
        <footer class="foot">
            <p class="help"><Icon name="phone"/>{help}</p>
            <Languages locale=locale form=form/>
            <Exit locale/>
        </footer>
    }
}

/// The switch stands outside the page's form and sends it all the same, so that nothing typed is lost.
#[component]
fn Languages(locale: Locale, form: Option<&'static str>) -> impl IntoView {
    let keep = form.map(|_| "form");
    let action = form.map(|action| format!("/language?form={action}"));
    let buttons = Locale::get_all()
        .iter()
        .map(|&other| {
            let name = td_string!(other, frame.language_name);
            let pressed = (other == locale).then_some("true");
            view! {
                <button name="language" value=other.to_string() lang=other.to_string() aria-pressed=pressed
                    form=keep formaction=action.clone() formmethod=keep.map(|_| "post")>{name}</button>
            }
        })
        .collect_view();
    view! {
        <form class="languages" method="post" action="/language" novalidate aria-label=td_string!(locale, frame.language).to_string()>
            <Icon name="globe"/>
            {buttons}
        </form>
    }
}
