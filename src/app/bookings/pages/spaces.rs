//! The spaces that one's cohorts use, and the form for another.

use super::super::{
    actions::spaces::CreateSpace,
    store::{self, spaces::Space},
    words as said,
};
use crate::{
    app::{
        access::{self, Seat},
        i18n::*,
        paths,
        ui::{
            form::{Form, Select, Submit, TextArea, TextField, Typed},
            frame::{Frame, Group},
            icon::Icon,
        },
        visit::{Visit, page},
    },
    platform::error::AppError,
};
use chrono_tz::Tz;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;

#[component]
pub fn SpacesPage() -> impl IntoView {
    page(spaces)
}

async fn spaces(visit: Visit) -> Result<AnyView, AppError> {
    let spaces = store::spaces::spaces_of(visit.state.db.read(), visit.signed()?).await?;
    let seats = access::seats(visit.state.db.read(), visit.signed()?).await?;
    let makes = seats.iter().any(may_make);
    let group = group_of(&visit, seats).await?;
    let locale = visit.locale;
    let new = makes.then(|| view! {
        <a class="button" href=paths::NEW_SPACE><Icon name="plus"/><span>{td_string!(locale, bookings.new_space)}</span></a>
    });
    let list = match spaces.is_empty() {
        true => view! {
            <div class="empty"><Icon name="workshop" big=true/>
                <h2>{td_string!(locale, bookings.empty)}</h2><p>{td_string!(locale, bookings.empty_why)}</p></div>
        }
        .into_any(),
        false => {
            view! { <ul class="rows">{spaces.iter().map(|space| row(locale, space)).collect_view()}</ul> }.into_any()
        }
    };
    let title = td_string!(locale, bookings.spaces_title).to_string();
    let content = view! {
        <header class="page-head"><h1>{title.clone()}</h1><div class="actions">{new}</div></header>
        {list}
    };
    Ok(framed(visit, title, group, None, content.into_any()))
}

/// Makes a space: a facilitator, for a cohort in preparation or running.
fn may_make(seat: &Seat) -> bool {
    seat.role.is_facilitator() && seat.cohort.state.takes_missions()
}

/// The first cohort of which one is a member gives the page its frame.
async fn group_of(visit: &Visit, seats: Vec<Seat>) -> Result<Option<Group>, AppError> {
    match seats.into_iter().find(|seat| seat.role.is_member()) {
        Some(seat) => Ok(Some(Group::load(visit, &seat.member()?).await?)),
        None => Ok(None),
    }
}

/// The frame of pages about spaces, which belong to no cohort.
pub fn framed(
    visit: Visit,
    title: String,
    group: Option<Group>,
    form: Option<&'static str>,
    content: AnyView,
) -> AnyView {
    match (group, form) {
        (Some(group), Some(form)) => {
            view! { <Frame visit title group=group place="workshop" form=form>{content}</Frame> }
        }
        (Some(group), None) => view! { <Frame visit title group=group place="workshop">{content}</Frame> },
        (None, Some(form)) => view! { <Frame visit title form=form>{content}</Frame> },
        (None, None) => view! { <Frame visit title>{content}</Frame> },
    }
    .into_any()
}

fn row(locale: Locale, space: &Space) -> AnyView {
    let people = said::places(locale, u32::try_from(space.people).unwrap_or(0));
    view! {
        <li><a class="row" href=paths::space(space.id)><Icon name="place"/>
            <span class="row-main"><b>{space.name.clone()}</b><span class="row-note">{people}</span></span>
            <span class="row-end"><Icon name="arrow-next"/></span></a></li>
    }
    .into_any()
}

#[component]
pub fn NewSpacePage() -> impl IntoView {
    page(new_space)
}

async fn new_space(visit: Visit) -> Result<AnyView, AppError> {
    let seats = access::seats(visit.state.db.read(), visit.signed()?).await?;
    let options: Vec<(String, String)> = seats
        .iter()
        .filter(|seat| may_make(seat))
        .map(|seat| (seat.cohort.slug.clone(), seat.cohort.name.clone()))
        .collect();
    let Some((first, _)) = options.first().cloned() else {
        return Err(if seats.iter().any(|seat| seat.role.is_member()) {
            AppError::Forbidden
        } else {
            AppError::NotFound
        });
    };
    let asked = visit.query("cohort").filter(|slug| options.iter().any(|(known, _)| known == slug)).unwrap_or(first);
    let zone =
        seats.iter().find(|seat| seat.cohort.slug == asked).map_or(Tz::Europe__Paris, |seat| seat.cohort.time_zone);
    let typed = visit.typed("spaces/create").await?;
    let group = group_of(&visit, seats).await?;
    let locale = visit.locale;
    let title = td_string!(locale, bookings.new_space_title).to_string();
    let cohort = match options.len() {
        1 => view! { <input type="hidden" name="cohort" value=asked/> }.into_any(),
        _ => view! { <Select typed=typed.clone() name="cohort" label=td_string!(locale, bookings.for_cohort).to_string() options=options value=asked/> }
            .into_any(),
    };
    let content = view! {
        <header class="page-head"><p class="back"><a href=paths::SPACES><Icon name="arrow-back"/><span>{td_string!(locale, bookings.spaces_title)}</span></a></p>
            <h1>{title.clone()}</h1><p class="lead">{td_string!(locale, bookings.new_space_lead)}</p></header>
        <Form typed=typed.clone() action=CreateSpace::url() creates=true>
            {cohort}
            {about_fields(&typed, None, zone)}
            <Submit label=td_string!(locale, bookings.create_space).to_string()/>
        </Form>
    };
    Ok(framed(visit, title, group, Some("spaces/create"), content.into_any()))
}

/// Name, details, places and clock of a space.
pub fn about_fields(typed: &Typed, space: Option<&Space>, zone: Tz) -> AnyView {
    let locale = typed.locale;
    let name = space.map(|space| space.name.clone()).unwrap_or_default();
    let details = space.map(|space| space.details.clone()).unwrap_or_default();
    let people = space.map_or_else(|| "4".to_owned(), |space| space.people.to_string());
    view! {
        <TextField typed=typed.clone() name="name" label=td_string!(locale, bookings.space_name).to_string() value=name/>
        <TextField typed=typed.clone() name="people" label=td_string!(locale, bookings.space_people).to_string()
            hint=td_string!(locale, bookings.space_people_hint).to_string() value=people inputmode="numeric" class="short"/>
        <TextArea typed=typed.clone() name="details" label=td_string!(locale, bookings.space_details).to_string()
            hint=td_string!(locale, bookings.space_details_hint).to_string() value=details optional=true/>
        <Select typed=typed.clone() name="time_zone" label=td_string!(locale, bookings.space_zone).to_string() options=zones(zone) value=zone.name()/>
    }
    .into_any()
}

/// The zones in which people of such cohorts are; the space's own is always among them.
fn zones(own: Tz) -> Vec<(String, String)> {
    const USUAL: [Tz; 14] = [
        Tz::Europe__Paris,
        Tz::Europe__Brussels,
        Tz::Europe__Luxembourg,
        Tz::Europe__Zurich,
        Tz::Europe__London,
        Tz::Europe__Madrid,
        Tz::Europe__Rome,
        Tz::Europe__Athens,
        Tz::Indian__Reunion,
        Tz::Indian__Mayotte,
        Tz::America__Martinique,
        Tz::America__Cayenne,
        Tz::Pacific__Noumea,
        Tz::America__Toronto,
    ];
    let other = (!USUAL.contains(&own)).then_some(own);
    other.into_iter().chain(USUAL).map(|zone| (zone.name().to_owned(), zone.name().replace('_', " "))).collect()
}
