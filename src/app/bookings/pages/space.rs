//! A space: what it has and when it is open. Facilitators of its cohorts change it here, members read, hosts see when it is
//! used and by nobody's name.

use super::{
    super::{
        actions::spaces::{CloseSpace, LinkSpace, PARTS, ReopenSpace, SaveHours, SaveMachine, SaveSpace, UnlinkSpace},
        policy::{Sight, sight},
        store::{
            self,
            displaced::Lost,
            house::House,
            spaces::{Machine, Workshop},
        },
        words as said,
    },
    agree, house,
    list::Displaced,
    spaces::{about_fields, framed},
    special,
};
use crate::{
    app::{
        access::{self, Member, Seat},
        i18n::*,
        paths,
        ui::{
            form::{ButtonForm, DayField, Form, Submit, TextField, Typed},
            frame::Group,
            icon::Icon,
        },
        visit::{Visit, page},
        words,
    },
    domain::{
        capacity::Hours,
        day,
        time::{bounds, local},
        week::IsoWeek,
    },
    platform::error::AppError,
};
use chrono::{DateTime, Days, NaiveDate, Utc, Weekday};
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use uuid::Uuid;

#[component]
pub fn SpacePage() -> impl IntoView {
    page(space)
}

async fn space(visit: Visit) -> Result<AnyView, AppError> {
    let (sight, space) = sight(&visit, visit.id("id")?).await?;
    let mut db = visit.state.db.read().acquire().await?;
    let workshop = store::spaces::workshop(&mut db, space).await?;
    match sight {
        Sight::Sees => {
            let zone = workshop.space.zone;
            let today = local(visit.now(), zone).0;
            let (from, to) = (bounds(today, zone).0, bounds(today + Days::new(13), zone).1);
            let booked = store::displaced::booked(&mut *db, &workshop.space, from, to).await?;
            let house = store::house::rules(&mut *db, &workshop.space).await?;
            drop(db);
            let locale = visit.locale;
            let (ways, follow) = (special::ways(locale, &workshop, false), follow(locale, &workshop));
            let content = view! { {about(locale, &workshop, &house, today)} <div class="actions">{ways}{follow}{takes_care(locale, &workshop)}</div> {busy_times(locale, &workshop, &booked)} };
            let title = workshop.space.name.clone();
            Ok(framed(visit, title, None, None, content.into_any()))
        }
        Sight::Reads(member) => {
            drop(db);
            read(visit, member, workshop, None).await
        }
        Sight::Edits(facilitator) => {
            let cohort = Some(facilitator.cohort.id);
            let mut displaced = store::displaced::here(&mut *db, &workshop.space, cohort, visit.now()).await?;
            displaced.retain(|lost| lost.label.is_none());
            let agree = agree::asked(&visit, &mut db, &workshop.space, cohort).await?;
            let linked = store::spaces::cohorts_of(&mut *db, workshop.space.id).await?;
            drop(db);
            let forms = Forms::load(&visit, linked, agree, displaced).await?;
            read(visit, (*facilitator).clone(), workshop, Some(forms)).await
        }
    }
}

async fn read(visit: Visit, member: Member, workshop: Workshop, mut forms: Option<Forms>) -> Result<AnyView, AppError> {
    let locale = visit.locale;
    let group = Group::load(&visit, &member).await?;
    let mut own = store::displaced(visit.state.db.read(), &member, visit.now()).await?;
    own.retain(|booking| booking.space == workshop.space.id);
    let slug = member.cohort.slug.clone();
    let week = format!("{}?space={}", paths::bookings(&slug), workshop.space.id);
    let house = store::house::rules(visit.state.db.read(), &workshop.space).await?;
    let today = local(visit.now(), workshop.space.zone).0;
    let ways = special::ways(locale, &workshop, forms.is_some());
    let follow = forms.is_some().then(|| view! { {follow(locale, &workshop)}{takes_care(locale, &workshop)} });
    let agree = forms.as_mut().and_then(|forms| forms.agree.take());
    let edits = forms.as_ref().map(|forms| forms.view(locale, &slug, &workshop, today));
    let sheet = paths::week_sheet(workshop.space.id, IsoWeek::of(today));
    let door = forms.is_some().then(|| {
        view! { <a class="button secondary" href=paths::space_door(workshop.space.id)><Icon name="door"/><span>{td_string!(locale, bookings.door.manage)}</span></a> }
    });
    let content = view! {
        {about(locale, &workshop, &house, today)}
        {agree}
        <div class="actions"><a class="button" href=week><Icon name="calendar"/><span>{td_string!(locale, bookings.see_week)}</span></a>{ways}{follow}
            <a class="button secondary" href=sheet><Icon name="print"/><span>{td_string!(locale, bookings.sheet.print)}</span></a>{door}</div>
        <Displaced locale slug=slug bookings=own/>
        {edits}
    };
    let form = forms.is_some().then_some("spaces/save");
    Ok(framed(visit, workshop.space.name.clone(), Some(group), form, content.into_any()))
}

/// The way to a calendar of when the space is taken, for who may publish it.
fn follow(locale: Locale, workshop: &Workshop) -> AnyView {
    let (href, space) = (paths::space_calendar(workshop.space.id), workshop.space.name.clone());
    view! { <a class="button secondary" href=href><Icon name="link"/><span>{td_string!(locale, calendar.feed.of_space, space = space)}</span></a> }
        .into_any()
}

/// The ways to a host's calendar and to how the space was used, for who answers for its time.
fn takes_care(locale: Locale, workshop: &Workshop) -> AnyView {
    let id = workshop.space.id;
    view! {
        <a class="button secondary" href=paths::space_import(id)><Icon name="calendar"/><span>{td_string!(locale, bookings.import.link)}</span></a>
        <a class="button secondary" href=paths::space_report(id, super::super::usage::USUAL)><Icon name="figures"/><span>{td_string!(locale, bookings.report.link)}</span></a>
    }
    .into_any()
}

/// What everybody reads: places, machines, hours, closures.
fn about(locale: Locale, workshop: &Workshop, house: &House, today: NaiveDate) -> AnyView {
    let space = &workshop.space;
    let details = (!space.details.is_empty())
        .then(|| space.details.split('\n').map(|line| view! { <p dir="auto">{line.to_owned()}</p> }).collect_view());
    let fact = |name: String, text: String| view! { <div><dt>{name}</dt><dd>{text}</dd></div> };
    let machines: Vec<String> = workshop
        .machines
        .iter()
        .filter(|machine| machine.count > 0)
        .map(|machine| said::machines(locale, &machine.name, machine.count))
        .collect();
    let machines = (!machines.is_empty())
        .then(|| fact(td_string!(locale, bookings.machines_fact).to_string(), machines.join(" · ")));
    let people = said::places(locale, u32::try_from(space.people).unwrap_or(0));
    view! {
        <header class="page-head"><p class="back"><a href=paths::SPACES><Icon name="arrow-back"/><span>{td_string!(locale, bookings.spaces_title)}</span></a></p>
            <h1>{space.name.clone()}</h1></header>
        {details}
        <dl class="facts">{fact(td_string!(locale, bookings.people_fact).to_string(), people)}{machines}</dl>
        <section class="section"><h2>{td_string!(locale, bookings.hours)}</h2><dl class="facts">{open_days(locale, &workshop.place.hours)}{special::facts(locale, workshop, today)}</dl></section>
        {house::section(locale, space, house)}
    }
    .into_any()
}

/// A Monday, to name weekdays by.
fn some_day(weekday: Weekday) -> NaiveDate {
    let monday = day::parse_day("2026-11-23").unwrap_or_default();
    monday + Days::new(weekday.num_days_from_monday().into())
}

const WEEK: [Weekday; 7] =
    [Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu, Weekday::Fri, Weekday::Sat, Weekday::Sun];

fn open_days(locale: Locale, hours: &[Hours]) -> impl IntoView + use<> {
    WEEK.into_iter()
        .map(|weekday| {
            let spans: Vec<String> = hours
                .iter()
                .filter(|hours| hours.weekday == weekday)
                .map(|hours| words::span(locale, hours.from, hours.to))
                .collect();
            let text = if spans.is_empty() { td_string!(locale, bookings.shut).to_string() } else { spans.join(", ") };
            view! { <div><dt>{words::weekday(locale, some_day(weekday))}</dt><dd>{text}</dd></div> }
        })
        .collect_view()
}

/// When the space is used in the next two weeks: times and how many, no names.
fn busy_times(locale: Locale, workshop: &Workshop, busy: &[(DateTime<Utc>, DateTime<Utc>, i64)]) -> AnyView {
    let rows = busy
        .iter()
        .map(|(start, end, people)| {
            let moment = said::moment(locale, *start, *end, workshop.space.zone);
            let people = said::places(locale, u32::try_from(*people).unwrap_or(0));
            view! { <li><div class="row"><Icon name="clock"/><span class="row-main"><b>{moment}</b><span class="row-note">{people}</span></span></div></li> }
        })
        .collect_view();
    let none = busy.is_empty().then(|| view! { <p>{td_string!(locale, bookings.busy_none)}</p> });
    view! { <section class="section"><h2>{td_string!(locale, bookings.busy)}</h2>{none}<ul class="rows">{rows}</ul></section> }
        .into_any()
}

/// The forms of whoever may change the space.
struct Forms {
    about: Typed,
    machine: Typed,
    hours: Typed,
    closure: Typed,
    special: Typed,
    /// What a change that came back would cost.
    agree: Option<AnyView>,
    /// Cohorts that the reader accompanies, and whether each uses the space.
    cohorts: Vec<(Seat, bool)>,
    /// How many cohorts use it.
    users: usize,
    /// Bookings of other cohorts without a place.
    displaced: Vec<Lost>,
}

impl Forms {
    async fn load(
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

    fn view(&self, locale: Locale, slug: &str, workshop: &Workshop, today: NaiveDate) -> AnyView {
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
