//! What a space asks of who books it, and its house rules: for its facilitators.

use super::{
    super::{
        actions::{
            rules::{AddSpacePhoto, RemoveSpacePhoto, SaveRules},
            terms::SaveTerms,
        },
        policy::{Sight, sight},
        store::{self, house::House, spaces::Space},
    },
    agree, house,
    spaces::framed,
};
use crate::{
    app::{
        i18n::*,
        paths,
        ui::{
            form::{ButtonForm, Choice, Choices, FileField, Form, Select, Submit, TextArea, TextField, Typed},
            frame::Group,
            icon::Icon,
        },
        visit::{Visit, page},
    },
    domain::{capacity::Terms, minutes::Minutes},
    platform::error::AppError,
};
use leptos::prelude::*;
use leptos::server_fn::ServerFn;

/// How long before, in minutes: what most places ask.
const BEFORE: [i64; 9] = [0, 30, 60, 120, 240, 720, 1_440, 2_880, 10_080];
/// How long an offered slot waits.
const WAITS: [i64; 7] = [15, 30, 60, 120, 240, 720, 1_440];

#[component]
pub fn TermsPage() -> impl IntoView {
    page(terms)
}

async fn terms(visit: Visit) -> Result<AnyView, AppError> {
    let (sight, space) = sight(&visit, visit.id("id")?).await?;
    let Sight::Edits(facilitator) = sight else { return Err(AppError::Forbidden) };
    let (locale, cohort) = (visit.locale, Some(facilitator.cohort.id));
    let mut db = visit.state.db.read().acquire().await?;
    let asked = agree::asked(&visit, &mut db, &space, cohort).await?;
    let lost = store::displaced::here(&mut *db, &space, cohort, visit.now()).await?;
    let rules = store::house::rules(&mut *db, &space).await?;
    drop(db);
    let typed = visit.typed("spaces/save-terms").await?;
    let (words, photo) = (visit.typed("spaces/save-rules").await?, visit.typed("spaces/add-photo").await?);
    let group = Group::load(&visit, &facilitator).await?;
    let slug = facilitator.cohort.slug.as_str();
    let title = format!("{} · {}", td_string!(locale, bookings.terms.title), space.name);
    let content = view! {
        <header class="page-head"><p class="back"><a href=paths::space(space.id)><Icon name="arrow-back"/><span>{space.name.clone()}</span></a></p>
            <h1>{td_string!(locale, bookings.terms.title)}</h1><p class="lead">{td_string!(locale, bookings.terms.lead)}</p></header>
        {asked}
        {agree::lost(locale, &space, &lost)}
        {terms_form(typed, slug, &space)}
        <section class="section"><h2>{td_string!(locale, bookings.house.title)}</h2>
            {rules_form(words, slug, &space, &rules)}
            {photo_form(photo, slug, &space, &rules)}</section>
    };
    Ok(framed(visit, title, Some(group), Some("spaces/save-terms"), content.into_any()))
}

fn terms_form(typed: Typed, slug: &str, space: &Space) -> AnyView {
    let (locale, terms) = (typed.locale, &space.terms);
    let text = |number: Option<i64>| number.map(|number| number.to_string()).unwrap_or_default();
    let names = vec![
        Choice::new("no", td_string!(locale, bookings.terms.names_no)).icon("lock"),
        Choice::new("yes", td_string!(locale, bookings.terms.names_yes)).icon("user"),
    ];
    let (id, slug) = (space.id.to_string(), slug.to_owned());
    let (before, until) = (times(locale, &BEFORE, terms.lead_minutes), times(locale, &BEFORE, terms.cancel_minutes));
    let waits = times(locale, &WAITS, terms.hold_minutes);
    let terms = terms.clone();
    let chosen = vec![if terms.names_at_door { "yes".to_owned() } else { "no".to_owned() }];
    view! {
        <Form typed=typed.clone() action=SaveTerms::url() cohort=slug>
            <input type="hidden" name="space" value=id/>
            <Select typed=typed.clone() name="lead" label=td_string!(locale, bookings.terms.before).to_string()
                options=before value=terms.lead_minutes.to_string()/>
            <TextField typed=typed.clone() name="horizon" label=td_string!(locale, bookings.terms.horizon).to_string()
                hint=td_string!(locale, bookings.terms.horizon_hint).to_string() value=text(terms.horizon_days) inputmode="numeric" class="short"/>
            <TextField typed=typed.clone() name="buffer" label=td_string!(locale, bookings.terms.buffer).to_string()
                hint=td_string!(locale, bookings.terms.buffer_hint).to_string() value=text(Some(terms.buffer_minutes)) inputmode="numeric" class="short"/>
            <Select typed=typed.clone() name="cancel" label=td_string!(locale, bookings.terms.cancel).to_string()
                hint=td_string!(locale, bookings.terms.cancel_hint).to_string()
                options=until value=terms.cancel_minutes.to_string()/>
            <Select typed=typed.clone() name="hold" label=td_string!(locale, bookings.terms.hold).to_string()
                hint=td_string!(locale, bookings.terms.hold_hint).to_string()
                options=waits value=terms.hold_minutes.to_string()/>
            <TextField typed=typed.clone() name="grace" label=td_string!(locale, bookings.terms.grace).to_string()
                hint=td_string!(locale, bookings.terms.grace_hint).to_string() value=text(terms.grace_minutes) inputmode="numeric" class="short"/>
            <TextField typed=typed.clone() name="quota" label=td_string!(locale, bookings.terms.quota).to_string()
                hint=td_string!(locale, bookings.terms.quota_hint).to_string() value=quota(&terms) class="short"/>
            <Choices typed=typed.clone() name="names" legend=td_string!(locale, bookings.terms.names).to_string() options=names chosen=chosen two=true/>
            <Submit label=td_string!(locale, bookings.terms.save).to_string()/>
        </Form>
    }
    .into_any()
}

/// Whole hours as a number, others as "7 h 30".
fn quota(terms: &Terms) -> String {
    match terms.quota_minutes {
        None => String::new(),
        Some(minutes) if minutes % 60 == 0 => (minutes / 60).to_string(),
        Some(minutes) => Minutes(minutes).french(),
    }
}

/// Times to choose from, in words; the one that is set is always among them.
fn times(locale: Locale, usual: &[i64], set: i64) -> Vec<(String, String)> {
    let mut minutes = usual.to_vec();
    if !minutes.contains(&set) {
        minutes.push(set);
    }
    minutes.sort_unstable();
    minutes.into_iter().map(|minutes| (minutes.to_string(), how_long(locale, minutes))).collect()
}

fn how_long(locale: Locale, minutes: i64) -> String {
    match minutes {
        0 => td_string!(locale, bookings.terms.at_once).to_string(),
        _ if minutes % 1_440 == 0 => td_string!(locale, bookings.terms.days, count = minutes / 1_440).to_string(),
        _ => Minutes(minutes).french(),
    }
}

fn rules_form(typed: Typed, slug: &str, space: &Space, rules: &House) -> AnyView {
    let locale = typed.locale;
    let (id, slug, text) = (space.id.to_string(), slug.to_owned(), rules.text.clone());
    view! {
        <Form typed=typed.clone() action=SaveRules::url() cohort=slug id="rules">
            <input type="hidden" name="space" value=id/>
            <TextArea typed=typed name="text" label=td_string!(locale, bookings.house.text).to_string()
                hint=td_string!(locale, bookings.house.hint).to_string() value=text optional=true/>
            <Submit label=td_string!(locale, bookings.house.save).to_string() class="button"/>
        </Form>
    }
    .into_any()
}

fn photo_form(typed: Typed, slug: &str, space: &Space, rules: &House) -> AnyView {
    let locale = typed.locale;
    let has_one = rules.picture.is_some();
    let label = if has_one {
        td_string!(locale, stock.photo.replace).to_string()
    } else {
        td_string!(locale, stock.photo.add).to_string()
    };
    let picture = House { text: String::new(), picture: rules.picture };
    let remove = has_one.then(|| {
        let fields = vec![("cohort", slug.to_owned()), ("space", space.id.to_string())];
        view! { <ButtonForm action=RemoveSpacePhoto::url() fields=fields label=td_string!(locale, stock.photo.remove) icon="cross"/> }
    });
    let (id, slug, picture) = (space.id.to_string(), slug.to_owned(), house::rules(locale, space, &picture));
    view! {
        {picture}
        <Form typed=typed.clone() action=AddSpacePhoto::url() cohort=slug creates=true files=true id="photo-form">
            <input type="hidden" name="space" value=id/>
            <FileField typed=typed name="photo" label=td_string!(locale, stock.photo.file) hint=td_string!(locale, bookings.house.photo_hint) accept="image/jpeg,image/png,image/webp"/>
            <Submit label=label icon="plus" class="button secondary"/>
        </Form>
        {remove}
    }
    .into_any()
}
