//! One booking: when, where, for whom, and the way to give the place back.

use super::{
    super::{
        actions::{Cancel, Finish},
        here, policy,
        store::{
            self, Booking, BookingState, door::Presence, exchanges::Exchange, purposes::More, series::Dated,
            spaces::Space, waits::Mine,
        },
        view, words as said,
    },
    change::which,
    exchanges, house,
    made::what_was_made,
    series,
};
use crate::{
    app::{
        access::Member,
        calendar::words as calendar,
        capitalisation::view::kept_about,
        i18n::*,
        paths,
        ui::{
            form::{ButtonForm, Form, Submit, TextField, Typed},
            frame::{Frame, Group},
            icon::Icon,
        },
        visit::{Visit, page},
        words,
    },
    domain::{
        capitalisation::{About, AboutKind},
        rebooking::{asks_reason, free_until, freed_at},
        recurrence::Series,
        time::local,
        week::IsoWeek,
    },
    platform::{db::Connection, error::AppError},
};
use chrono::{DateTime, Utc};
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use uuid::Uuid;

#[component]
pub fn BookingPage() -> impl IntoView {
    page(booking)
}

/// A booking and what hangs on it.
struct Shown {
    booking: Booking,
    machines: Vec<(String, i64)>,
    more: More,
    /// The rule, and the dates that are left.
    series: Option<(Series, Vec<Dated>)>,
    exchanges: Vec<Exchange>,
    /// Nothing, when the group no longer uses it.
    space: Option<Space>,
    cancelling: Typed,
    presence: Presence,
    /// The rules of the house.
    house: Option<AnyView>,
    /// The offer that it is, answered or not.
    offer: Option<Mine>,
    /// What was made of it, asked.
    made: Option<AnyView>,
}

async fn booking(visit: Visit) -> Result<AnyView, AppError> {
    let (member, id) = (visit.member().await?, visit.id("id")?);
    let shown = load(&visit, &member, id).await?;
    let group = Group::load(&visit, &member).await?;
    let kept = kept_about(&visit, &member, About { kind: AboutKind::Booking, id }).await?;
    Ok(shown.view(visit, group, &member, kept))
}

async fn load(visit: &Visit, member: &Member, id: Uuid) -> Result<Shown, AppError> {
    let cancelling = visit.typed("bookings/cancel").await?;
    let mut db = visit.state.db.read().acquire().await?;
    let booking = store::booking(&mut *db, member, id).await?;
    let machines = store::machines_of(&mut *db, &booking).await?;
    let more = store::purposes::more(&mut *db, member, id).await?;
    let series = match more.series {
        Some(id) => {
            let rule = store::series::series(&mut *db, member, id).await?;
            Some((rule, store::series::dates_of(&mut *db, member, id).await?))
        }
        None => None,
    };
    let mut exchanges = store::exchanges::waiting(&mut *db, member, visit.now()).await?;
    exchanges.retain(|exchange| exchange.is_about(id));
    let spaces = store::spaces::spaces(&mut *db, member).await?;
    let space = spaces.into_iter().find(|space| space.id == booking.space);
    let house = match &space {
        // For as long as there is something to come.
        Some(space) if booking.state == BookingState::Held && booking.end > visit.now() => {
            house::section(visit.locale, space, &store::house::rules(&mut *db, space).await?)
        }
        _ => None,
    };
    let presence = store::door::presence(&mut *db, member, &booking).await?;
    let offer = store::waits::offer(&mut *db, member, id).await?;
    let made = made(visit, &mut db, member, id).await?;
    Ok(Shown { booking, machines, more, series, exchanges, space, cancelling, presence, house, offer, made })
}

/// What was made, asked of whose booking is over, while the group notes.
async fn made(visit: &Visit, db: &mut Connection, member: &Member, id: Uuid) -> Result<Option<AnyView>, AppError> {
    if !member.cohort.state.takes_work() {
        return Ok(None);
    }
    let Some(over) = store::made::unnoted_one(&mut *db, member, id, visit.now()).await? else { return Ok(None) };
    let hands = store::made::hands(&mut *db, member, std::slice::from_ref(&over)).await?;
    Ok(Some(what_was_made(visit.locale, &member.cohort.slug, &over, &hands)))
}

impl Shown {
    fn view(mut self, visit: Visit, group: Group, member: &Member, kept: AnyView) -> AnyView {
        let (house, offer, made) = (self.house.take(), self.offer.take(), self.made.take());
        let (locale, now, booking) = (visit.locale, visit.now(), &self.booking);
        let title = said::moment(locale, booking.start, booking.end, booking.zone);
        let week = IsoWeek::of(local(booking.start, booking.zone).0).to_string();
        let back = paths::bookings_week(&member.cohort.slug, booking.space, &week);
        let may = offer.is_none()
            && policy::may_cancel(member, booking, now).is_ok()
            && booking.state != BookingState::Cancelled;
        let (space, state) = (booking.space_name.clone(), booking.state);
        let facts = self.facts(locale, member);
        let badge = if offer.is_some() { ().into_any() } else { badge(locale, state) };
        let offer = offer.map(|offer| offered(locale, &member.cohort.slug, &offer, state, now));
        let waiting = exchanges::waiting(locale, member, &self.exchanges);
        let door = at_the_door(&visit, member, booking, &self.presence).filter(|_| offer.is_none());
        let doing = self.doing(locale, member, now);
        let cancel = may.then(|| self.cancel(locale, &member.cohort.slug, now));
        let event = booking.event.as_ref().map(|(event, _)| of_event(locale, &member.cohort.slug, *event));
        view! {
            <Frame visit=visit title=title.clone() group=group place="workshop">
                <header class="page-head">
                    <p class="back"><a href=back><Icon name="arrow-back"/><span>{space}</span></a></p>
                    <h1>{title}</h1>
                    <p>{badge}</p>
                </header>
                {offer}
                {waiting}
                {made}
                {facts}
                {door}
                {event}
                {house}
                {doing}
                {kept}
                {cancel}
            </Frame>
        }
        .into_any()
    }

    /// The ways to change it, to end it now, to pass it on.
    fn doing(&self, locale: Locale, member: &Member, now: DateTime<Utc>) -> Option<AnyView> {
        let (booking, slug) = (&self.booking, &member.cohort.slug);
        if !member.cohort.state.takes_work() || policy::may_change(member, booking, now).is_err() {
            return None;
        }
        let link = |href: String, icon: &'static str, label: String| {
            view! { <a class="button secondary" href=href><Icon name=icon/><span>{label}</span></a> }
        };
        let change =
            link(paths::change_booking(slug, booking.id), "edit", td_string!(locale, bookings.rebook.go).to_string());
        let pass = policy::may_pass(member, booking, now).is_ok().then(|| {
            link(paths::pass_booking(slug, booking.id), "team", td_string!(locale, bookings.exchange.go).to_string())
        });
        let going = booking.state == BookingState::Held;
        let end = freed_at((booking.start, booking.end), now).filter(|_| going).map(|_| {
            let fields = vec![
                ("cohort", slug.clone()),
                ("booking", booking.id.to_string()),
                ("seen", self.more.version.to_string()),
            ];
            let label = td_string!(locale, bookings.rebook.finish).to_string();
            view! { <ButtonForm action=Finish::url() fields=fields label=label icon="check" class="button"/> }
        });
        Some(view! { <div class="actions">{end}{change}{pass}</div> }.into_any())
    }

    /// Whether a reason is asked is said before the button is there to be touched.
    fn cancel(&self, locale: Locale, slug: &str, now: DateTime<Utc>) -> AnyView {
        let booking = &self.booking;
        let terms = self.space.as_ref().filter(|_| booking.state == BookingState::Held).map(|space| &space.terms);
        let late = terms.is_some_and(|terms| asks_reason(terms, booking.start, now));
        let until = terms.and_then(|terms| free_until(terms, booking.start)).filter(|_| !late);
        let until = until.map(|until| words::instant(locale, until, booking.zone));
        let why = match until {
            _ if late => td_string!(locale, bookings.rebook.late).to_string(),
            Some(until) => td_string!(locale, bookings.rebook.free_until, until = until).to_string(),
            None => td_string!(locale, bookings.cancel_why).to_string(),
        };
        let typed = &self.cancelling;
        let which = self
            .more
            .series
            .is_some()
            .then(|| which(typed, td_string!(locale, bookings.rebook.which_cancel).to_string()));
        let reason = late.then(|| {
            view! { <TextField typed=typed.clone() name="reason" label=td_string!(locale, bookings.rebook.reason)
            hint=td_string!(locale, bookings.rebook.reason_hint) autocomplete="off"/> }
        });
        let (id, cohort) = (booking.id.to_string(), slug.to_owned());
        view! {
            <section class="section" id="cancel"><h2>{td_string!(locale, bookings.not_coming)}</h2><p>{why}</p>
                <Form typed=typed.clone() action=Cancel::url() cohort=cohort id="cancel-form">
                    <input type="hidden" name="booking" value=id/>
                    {reason}
                    {which}
                    <Submit label=td_string!(locale, bookings.cancel_this) icon="cross" class="button danger"/>
                </Form></section>
        }
        .into_any()
    }
}

/// A place that is held for the reader, and the two answers; or that it was.
fn offered(locale: Locale, slug: &str, offer: &Mine, state: BookingState, now: DateTime<Utc>) -> AnyView {
    let until = offer.offer.map(|(_, until)| until).filter(|until| *until > now && state == BookingState::Held);
    let Some(until) = until else {
        return view! { <div class="notice info"><Icon name="info"/><div><p>{td_string!(locale, waiting.is_over)}</p></div></div> }.into_any();
    };
    let until = view::until_words(locale, offer, until, now);
    view! {
        <section class="section"><h2>{td_string!(locale, waiting.offered_title)}</h2>
            <p>{td_string!(locale, waiting.answer_until, time = until).to_string()}</p>
            <div class="actions">{view::answers(locale, slug, offer.id)}</div></section>
    }
    .into_any()
}

fn badge(locale: Locale, state: BookingState) -> AnyView {
    let (class, icon, text) = match state {
        BookingState::Held => ("badge done", "check", td_string!(locale, bookings.held).to_string()),
        BookingState::Cancelled => ("badge", "cross", td_string!(locale, bookings.cancelled).to_string()),
        BookingState::Displaced => ("badge stop", "warning", td_string!(locale, bookings.is_displaced).to_string()),
    };
    view! { <span class=class><Icon name=icon/>{text}</span> }.into_any()
}

impl Shown {
    fn facts(&self, locale: Locale, member: &Member) -> AnyView {
        let (booking, more, slug) = (&self.booking, &self.more, &member.cohort.slug);
        let people = said::places(locale, u32::try_from(booking.people).unwrap_or(0));
        let machines: Vec<String> =
            self.machines.iter().map(|(name, count)| said::machines(locale, name, *count)).collect();
        let fact = |name: String, text: String| view! { <div><dt>{name}</dt><dd dir="auto">{text}</dd></div> };
        let filled = |name: String, text: String| (!text.is_empty()).then(|| fact(name, text));
        let held_by = match (&booking.pole_name, &booking.event) {
            (_, Some((_, title))) => title.clone(),
            (Some(pole), _) => format!("{pole} ({})", booking.person_name),
            _ => booking.person_name.clone(),
        };
        let order =
            more.order.zip(more.order_number).map(|(id, number)| (paths::order(slug, id), said::order(locale, number)));
        let mission = more.mission.zip(more.mission_title.clone()).map(|(id, title)| (paths::mission(slug, id), title));
        let work = order.or(mission).map(|(href, name)| {
            view! { <div><dt>{td_string!(locale, bookings.for_work_fact)}</dt><dd dir="auto"><a class="link" href=href>{name}</a></dd></div> }
        });
        let again = self.series.as_ref().map(|(series, dates)| {
            let list = series::listed(locale, slug, dates, booking.id, booking.zone);
            view! { <div><dt>{td_string!(locale, calendar.event.again)}</dt><dd>{calendar::series(locale, series)}{list}</dd></div> }
        });
        let reason = more.cancel_reason.clone();
        let reason = (!reason.is_empty() && policy::reads_reason(member, booking)).then(|| {
            let by = more.cancelled_by.as_deref().map(|name| words::person(locale, name)).unwrap_or_default();
            fact(td_string!(locale, bookings.rebook.reason_fact).to_string(), format!("{reason} ({by})"))
        });
        view! {
            <dl class="facts">
                {fact(td_string!(locale, bookings.space).to_string(), booking.space_name.clone())}
                {fact(td_string!(locale, bookings.for_whom_fact).to_string(), held_by)}
                {work}
                {fact(td_string!(locale, bookings.people_fact).to_string(), people)}
                {filled(td_string!(locale, bookings.machines_fact).to_string(), machines.join(" · "))}
                {filled(td_string!(locale, bookings.purpose_fact).to_string(), booking.purpose.clone())}
                {again}
                {reason}
            </dl>
        }
        .into_any()
    }
}

/// Whether somebody has come, the one tap that says so, and the code for the tablet at the door.
fn at_the_door(visit: &Visit, member: &Member, booking: &Booking, presence: &Presence) -> Option<AnyView> {
    let (locale, now) = (visit.locale, visit.now());
    if let Some(at) = presence.checked_in_at {
        let time = words::time(locale, local(at, booking.zone).1);
        let text = td_string!(locale, bookings.door.came_at, time = time).to_string();
        return Some(view! { <p><span class="badge done"><Icon name="check"/>{text}</span></p> }.into_any());
    }
    let hers = booking.person == member.person || booking.of_my_pole;
    let missed = presence.missed_at.is_some() || presence.turn.is_missed(presence.grace_minutes, now);
    let why = match (missed, hers) {
        (false, _) => None,
        (true, true) => Some(td_string!(locale, bookings.door.missed_why)),
        (true, false) => Some(td_string!(locale, bookings.door.missed_group)),
    };
    let may = member.cohort.state.takes_work() && policy::may_check_in(member, booking, presence, now).is_ok();
    let label =
        if hers { td_string!(locale, bookings.door.here) } else { td_string!(locale, bookings.door.she_is_here) };
    let button = may.then(|| here::button(&member.cohort.slug, booking.id, label, "button big"));
    let held = booking.state == BookingState::Held && !missed && now < booking.end;
    let code = presence.code(booking.id).filter(|_| hers && held && booking.event.is_none()).map(|code| {
        view! { <p>{td_string!(locale, bookings.door.your_code)} " " <b class="door-code"><bdi>{code.as_str().to_owned()}</bdi></b></p> }
    });
    let any = why.is_some() || button.is_some() || code.is_some();
    any.then(|| {
        view! { <section class="section here"><h2>{td_string!(locale, bookings.door.title)}</h2>{why.map(|why| view! { <p>{why}</p> })}{button}{code}</section> }
            .into_any()
    })
}

/// What an event has booked is changed there.
fn of_event(locale: Locale, slug: &str, event: Uuid) -> AnyView {
    view! {
        <section class="section"><p>{td_string!(locale, bookings.of_event)}</p>
            <p><a class="button secondary" href=paths::event(slug, event)><Icon name="calendar"/><span>{td_string!(locale, bookings.see_event)}</span></a></p></section>
    }
    .into_any()
}
