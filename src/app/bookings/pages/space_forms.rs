//! A space as who may change it sees it: each part of it in a form that opens.

use super::{
    super::{
        actions::spaces::{CloseSpace, LinkSpace, PARTS, ReopenSpace, SaveHours, SaveMachine, SaveSpace, UnlinkSpace},
        store::{
            displaced::Lost,
            spaces::{Machine, Workshop},
        },
    },
    agree,
    space::{WEEK, some_day},
    spaces::about_fields,
    special,
};
use crate::{
    app::{
        access::{self, Seat},
        i18n::*,
        ui::{
            form::{ButtonForm, DayField, Form, Submit, TextField, Typed},
            icon::Icon,
        },
        visit::Visit,
        words,
    },
    platform::error::AppError,
};
use chrono::{NaiveDate, Weekday};
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use uuid::Uuid;

/// The forms of whoever may change the space.
pub struct Forms {
    about: Typed,
    machine: Typed,
    hours: Typed,
    closure: Typed,
    special: Typed,
    /// What a change that came back would cost.
    pub agree: Option<AnyView>,
    /// Cohorts that the reader accompanies, and whether each uses the space.
    cohorts: Vec<(Seat, bool)>,
    /// How many cohorts use it.
    users: usize,
    /// Bookings of other cohorts without a place.
    displaced: Vec<Lost>,
}

impl Forms {
    pub async fn load(
        visit: &Visit,
        linked: Vec<Uuid>,
        agree: Option<AnyView>,
        displaced: Vec<Lost>,
    ) -> Result<Self, AppError> {
        let seats = access::seats(visit.state.db.read(), visit.signed()?).await?;
        let mine = seats.into_iter().filter(|seat| seat.role.is_facilitator() && seat.cohort.state.takes_plan());
        Ok(Self {
            about: visit.typed("spaces/save").await?,
            machine: visit.typed("spaces/save-machine").await?,
            hours: visit.typed("spaces/save-hours").await?,
            closure: visit.typed("spaces/close").await?,
            special: visit.typed("spaces/save-day").await?,
            agree,
            users: linked.len(),
            cohorts: mine.map(|seat| (seat.clone(), linked.contains(&seat.cohort.id))).collect(),
            displaced,
        })
    }

    pub fn view(&self, locale: Locale, slug: &str, workshop: &Workshop, today: NaiveDate) -> AnyView {
        view! {
            {agree::lost(locale, &workshop.space, &self.displaced)}
            {part(td_string!(locale, bookings.edit_about).to_string(), self.about.is_back(), self.about_form(locale, slug, workshop))}
            {part(td_string!(locale, bookings.edit_machines).to_string(), self.machine.is_back(), self.machine_forms(locale, slug, workshop))}
            {part(td_string!(locale, bookings.edit_hours).to_string(), self.hours.is_back(), self.hours_form(locale, slug, workshop))}
            {part(td_string!(locale, bookings.edit_closures).to_string(), self.closure.is_back(), self.closures(locale, slug, workshop))}
            {part(td_string!(locale, bookings.special.title).to_string(), self.special.is_back(), special::form(locale, slug, workshop, &self.special, today))}
            {part(td_string!(locale, bookings.edit_cohorts).to_string(), false, self.cohort_forms(locale, slug, workshop))}
        }
        .into_any()
    }

    fn about_form(&self, locale: Locale, slug: &str, workshop: &Workshop) -> AnyView {
        let (typed, slug, id) = (self.about.clone(), slug.to_owned(), space_id(workshop));
        let fields = about_fields(&self.about, Some(&workshop.space), workshop.space.zone);
        view! {
            <p>{td_string!(locale, bookings.shrink_warning)}</p>
            <Form typed=typed action=SaveSpace::url() cohort=slug>
                {id}
                {fields}
                <Submit label=td_string!(locale, frame.save).to_string() class="button"/>
            </Form>
        }
        .into_any()
    }

    /// One small form a machine, and one for another. The one that came back holds what was typed.
    fn machine_forms(&self, locale: Locale, slug: &str, workshop: &Workshop) -> AnyView {
        let typed_for = self.machine.text("machine", "");
        let of = |id: String| match self.machine.is_back() && typed_for == id {
            true => self.machine.clone(),
            false => Typed::nothing(locale),
        };
        let known = workshop
            .machines
            .iter()
            .map(|machine| machine_form(of(machine.id.to_string()), slug, workshop, Some(machine)))
            .collect_view();
        view! { {known}{machine_form(of(String::new()), slug, workshop, None)} }.into_any()
    }

    fn hours_form(&self, locale: Locale, slug: &str, workshop: &Workshop) -> AnyView {
        let days = WEEK.into_iter().map(|weekday| hours_fields(&self.hours, workshop, weekday)).collect_view();
        let (typed, slug, id) = (self.hours.clone(), slug.to_owned(), space_id(workshop));
        view! {
            <p>{td_string!(locale, bookings.hours_hint)}</p>
            <Form typed=typed action=SaveHours::url() cohort=slug id="hours">
                {id}
                {days}
                <Submit label=td_string!(locale, bookings.save_hours).to_string() class="button"/>
            </Form>
        }
        .into_any()
    }

    fn closures(&self, locale: Locale, slug: &str, workshop: &Workshop) -> AnyView {
        let rows = workshop.shut.iter().map(|shut| {
            let days = td_string!(
                locale,
                bookings.closure_days,
                first = words::day(locale, shut.closure.first),
                last = words::day(locale, shut.closure.last)
            )
            .to_string();
            let fields = vec![
                ("cohort", slug.to_owned()),
                ("space", workshop.space.id.to_string()),
                ("closure", shut.id.to_string()),
            ];
            view! {
                <li><div class="row"><Icon name="lock"/><span class="row-main"><b>{shut.closure.reason.clone()}</b><span class="row-note">{days}</span></span>
                    <span class="row-end"><ButtonForm action=ReopenSpace::url() fields=fields label=td_string!(locale, bookings.reopen).to_string() icon="undo"/></span></div></li>
            }
        }).collect_view();
        let (typed, slug, id) = (self.closure.clone(), slug.to_owned(), space_id(workshop));
        view! {
            <ul class="rows">{rows}</ul>
            <Form typed=typed.clone() action=CloseSpace::url() cohort=slug creates=true id="closure">
                {id}
                <TextField typed=typed.clone() name="reason" label=td_string!(locale, bookings.closure_reason).to_string() hint=td_string!(locale, bookings.closure_reason_hint).to_string()/>
                <DayField typed=typed.clone() name="first" legend=td_string!(locale, bookings.closure_first).to_string()/>
                <DayField typed=typed name="last" legend=td_string!(locale, bookings.closure_last).to_string()/>
                <Submit label=td_string!(locale, bookings.add_closure).to_string() icon="lock" class="button"/>
            </Form>
        }
        .into_any()
    }

    fn cohort_forms(&self, locale: Locale, slug: &str, workshop: &Workshop) -> AnyView {
        let rows = self.cohorts.iter().map(|(seat, linked)| {
            let fields = vec![
                ("cohort", slug.to_owned()),
                ("space", workshop.space.id.to_string()),
                ("other", seat.cohort.slug.clone()),
            ];
            let button = match (linked, self.users) {
                (true, 0 | 1) => None,
                (true, _) => Some(view! { <ButtonForm action=UnlinkSpace::url() fields=fields label=td_string!(locale, bookings.unlink).to_string() icon="cross"/> }.into_any()),
                (false, _) => Some(view! { <ButtonForm action=LinkSpace::url() fields=fields label=td_string!(locale, bookings.link).to_string() icon="plus"/> }.into_any()),
            };
            let note = if *linked { td_string!(locale, bookings.uses).to_string() } else { td_string!(locale, bookings.uses_not).to_string() };
            view! {
                <li><div class="row"><Icon name="cohort"/><span class="row-main"><b>{seat.cohort.name.clone()}</b><span class="row-note">{note}</span></span>
                    <span class="row-end">{button}</span></div></li>
            }
        }).collect_view();
        view! { <p>{td_string!(locale, bookings.unlink_warning)}</p><ul class="rows">{rows}</ul> }.into_any()
    }
}

/// A part of the page that opens; open when its form came back.
fn part(title: String, open: bool, content: AnyView) -> AnyView {
    view! { <details class="more" open=open><summary>{title}</summary>{content}</details> }.into_any()
}

fn space_id(workshop: &Workshop) -> AnyView {
    view! { <input type="hidden" name="space" value=workshop.space.id.to_string()/> }.into_any()
}

/// Not the page's `Form`: ids must differ from one machine to the next, so the fields stand here.
fn machine_form(typed: Typed, slug: &str, workshop: &Workshop, machine: Option<&Machine>) -> AnyView {
    let locale = typed.locale;
    let id = machine.map(|machine| machine.id.to_string()).unwrap_or_default();
    let label = match machine {
        Some(_) => td_string!(locale, frame.save).to_string(),
        None => td_string!(locale, bookings.add_machine).to_string(),
    };
    let name = typed.text("name", machine.map(|machine| machine.name.as_str()).unwrap_or_default());
    let count = typed.text("count", &machine.map_or(1, |machine| machine.count).to_string());
    let (name_id, count_id) = (format!("name-{id}"), format!("count-{id}"));
    let key = machine.is_none().then(|| view! { <input type="hidden" name="key" value=Uuid::now_v7().to_string()/> });
    view! {
        <form class="filters" method="post" action=SaveMachine::url() novalidate>
            <input type="hidden" name="cohort" value=slug.to_owned()/>
            {space_id(workshop)}
            {key}
            <input type="hidden" name="machine" value=id/>
            <div class="field"><label for=name_id.clone()>{td_string!(locale, bookings.machine_name)}</label>
                {error(&typed, "name")}<input id=name_id name="name" value=name/></div>
            <div class="field"><label for=count_id.clone()>{td_string!(locale, bookings.machine_count)}</label>
                {error(&typed, "count")}<input id=count_id name="count" class="short" inputmode="numeric" value=count/></div>
            <button class="button secondary"><Icon name="check"/><span>{label}</span></button>
        </form>
    }
    .into_any()
}

fn error(typed: &Typed, name: &str) -> Option<AnyView> {
    typed.error(name).map(|text| view! { <p class="error"><Icon name="warning"/><span>{text}</span></p> }.into_any())
}

/// The hours of a weekday: morning and afternoon, or one stretch.
fn hours_fields(typed: &Typed, workshop: &Workshop, weekday: Weekday) -> AnyView {
    let locale = typed.locale;
    let number = weekday.number_from_monday();
    let mut hours = workshop.place.hours.iter().filter(|hours| hours.weekday == weekday);
    let fields = PARTS.into_iter().map(|(opens, closes)| {
        let start = hours.next();
        let (from, to) = start.map(|hours| (hours.from.to_string(), hours.to.to_string())).unwrap_or_default();
        view! {
            <TextField typed=typed.clone() name=format!("{opens}[{number}]") label=td_string!(locale, bookings.opens).to_string() value=from class="short"/>
            <TextField typed=typed.clone() name=format!("{closes}[{number}]") label=td_string!(locale, bookings.closes).to_string() value=to class="short"/>
        }
    }).collect_view();
    view! {
        <fieldset class="date"><legend>{words::weekday(locale, some_day(weekday))}</legend><div class="date-parts">{fields}</div></fieldset>
    }
    .into_any()
}
