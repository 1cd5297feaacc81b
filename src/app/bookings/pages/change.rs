//! Changing a booking: the same form as for a new one, filled with what it is.

use super::{
    super::{
        actions::Change,
        forms::{self, Asked},
        policy,
        purpose::Offered,
        store::{
            self, Booking,
            changes::{busy_beside, machines_by_id},
            purposes::More,
            spaces::{Space, Workshop},
        },
        words::moment,
    },
    again::for_field,
    near::{Near, Posting, full},
    new::{asked_fold, fold_field, machine_fields, room, space_field, time_field},
};
use crate::{
    app::{
        access::Member,
        i18n::*,
        paths,
        ui::{
            form::{Choice, Choices, DayField, Form, Submit, TextField, Typed},
            frame::{Frame, Group},
            icon::Icon,
            islands::Scripts,
        },
        visit::{Visit, page},
    },
    domain::{
        capacity::{Machines, Usage},
        day::parse_day,
        recurrence::Which,
        time::{TimeOfDay, bounds},
    },
    platform::{db::Connection, error::AppError},
};
use chrono::NaiveDate;
use leptos::{prelude::*, server_fn::ServerFn};
use uuid::Uuid;

const FORM: &str = "bookings/change";

#[component]
pub fn ChangePage() -> impl IntoView {
    page(change)
}

/// A booking, and what it could become.
struct Shown {
    typed: Typed,
    booking: Booking,
    more: More,
    had: Machines,
    spaces: Vec<Space>,
    /// The one that is asked for.
    workshop: Workshop,
    offered: Offered,
    /// Day, from, to and which of two hours: what it is, or what the address asks for.
    moment: (NaiveDate, TimeOfDay, TimeOfDay, String),
    on: NaiveDate,
    busy: Vec<Usage>,
    refusal: Option<(String, AnyView)>,
}

async fn change(visit: Visit) -> Result<AnyView, AppError> {
    let member = visit.member().await?;
    member.cohort.takes_work()?;
    let id = visit.id("id")?;
    let typed = visit.typed(FORM).await?;
    let group = Group::load(&visit, &member).await?;
    let mut db = visit.state.db.read().acquire().await?;
    let booking = store::booking(&mut *db, &member, id).await?;
    policy::may_change(&member, &booking, visit.now())?;
    let shown = load(&visit, &mut db, &member, typed, booking).await?;
    drop(db);
    Ok(shown.view(visit, group, &member))
}

async fn load(
    visit: &Visit,
    db: &mut Connection,
    member: &Member,
    typed: Typed,
    booking: Booking,
) -> Result<Shown, AppError> {
    let more = store::purposes::more(&mut *db, member, booking.id).await?;
    let had = machines_by_id(db, booking.id).await?;
    let spaces = store::spaces::spaces(&mut *db, member).await?;
    let asked = Uuid::parse_str(&typed.text("space", "")).unwrap_or(booking.space);
    let chosen = spaces.iter().find(|space| space.id == asked).or(spaces.first());
    let space = chosen.cloned().ok_or(AppError::NotFound)?;
    let workshop = store::spaces::workshop(db, space).await?;
    let mut offered = store::purposes::offered(db, member).await?;
    offered.now = Some(more.whom(&booking));
    let refusal = match full(&typed, &workshop) {
        Some(problem) => {
            let near =
                Near { typed: &typed, workshop: &workshop, problem: &problem, posting: posting(&booking, &more) };
            Some(near.refusal(visit, db, member).await?)
        }
        None => None,
    };
    let moment = asked_moment(visit, &booking);
    let on = typed.draft().and_then(|draft| Asked::again(&draft.fields).on).unwrap_or(moment.0);
    let busy = busy_beside(db, &workshop.space, bounds(on, workshop.space.zone), &[booking.id]).await?;
    Ok(Shown { typed, booking, more, had, spaces, workshop, offered, moment, on, busy, refusal })
}

/// When it is, but for what the address names: the week leads here with where a booking was moved to.
fn asked_moment(visit: &Visit, booking: &Booking) -> (NaiveDate, TimeOfDay, TimeOfDay, String) {
    let (on, from, to, fold) = forms::typed(booking.start, booking.end, booking.zone);
    let time = |name: &str| visit.query(name).and_then(|text| TimeOfDay::parse_quarter(&text).ok());
    let day = visit.query("on").and_then(|text| parse_day(&text).ok());
    let fold = asked_fold(visit).or_else(|| day.is_none().then(|| fold.to_owned())).unwrap_or_default();
    (day.unwrap_or(on), time("from").unwrap_or(from), time("to").unwrap_or(to), fold)
}

/// The same change at another moment.
fn posting(booking: &Booking, more: &More) -> Posting {
    let fields = vec![("booking".to_owned(), booking.id.to_string()), ("seen".to_owned(), more.version.to_string())];
    Posting { action: Change::url(), fields, besides: vec![booking.id], creates: false }
}

impl Shown {
    fn view(mut self, visit: Visit, group: Group, member: &Member) -> AnyView {
        let (locale, slug) = (visit.locale, member.cohort.slug.clone());
        let begun = self.booking.start <= visit.now();
        let now = moment(locale, self.booking.start, self.booking.end, self.booking.zone);
        let ask = td_string!(locale, bookings.rebook.title).to_string();
        let (title, refused, head) = match self.refusal.take() {
            Some((said, refused)) => (said, Some(refused), view! { <h2>{ask}</h2> }.into_any()),
            None => {
                let head = view! { <header class="page-head"><h1>{ask.clone()}</h1></header> }.into_any();
                (ask, None, head)
            }
        };
        let back = paths::booking(&slug, self.booking.id);
        let lead = match begun {
            true => td_string!(locale, bookings.rebook.begun, moment = now.clone()).to_string(),
            false => td_string!(locale, bookings.rebook.now, moment = now.clone()).to_string(),
        };
        let (fields, typed) = (self.fields(locale, begun), self.typed);
        view! {
            <Frame visit=visit title=title group=group place="workshop" form=FORM>
                <p class="back"><a href=back><Icon name="arrow-back"/><span>{now}</span></a></p>
                {refused}
                {head}
                <p>{lead}</p>
                <Form typed=typed action=Change::url() cohort=slug>
                    {fields}
                    <Submit label=td_string!(locale, bookings.rebook.save)/>
                </Form>
                <Scripts/>
            </Frame>
        }
        .into_any()
    }

    fn fields(&self, locale: Locale, begun: bool) -> AnyView {
        let (typed, workshop) = (&self.typed, &self.workshop);
        let (on, from, to, fold) = self.moment.clone();
        let which = (self.more.series.is_some() && !begun)
            .then(|| which(typed, td_string!(locale, bookings.rebook.which).to_string()));
        view! {
            <input type="hidden" name="booking" value=self.booking.id.to_string()/>
            <input type="hidden" name="seen" value=self.more.version.to_string()/>
            {space_field(typed, &self.spaces, workshop)}
            <DayField typed=typed.clone() name="on" legend=td_string!(locale, bookings.on).to_string() value=on/>
            <div class="date-parts times">
                {time_field(typed, workshop, "from", td_string!(locale, bookings.from).to_string(), from)}
                {time_field(typed, workshop, "to", td_string!(locale, bookings.to).to_string(), to)}
            </div>
            {room(locale, workshop, &self.busy, self.on)}
            {fold_field(typed, &fold)}
            <TextField typed=typed.clone() name="people" label=td_string!(locale, bookings.people).to_string()
                value=self.booking.people.to_string() inputmode="numeric" class="short"/>
            {machine_fields(typed, workshop, &self.had)}
            {for_field(typed, &self.offered, self.more.whom(&self.booking))}
            <TextField typed=typed.clone() name="purpose" label=td_string!(locale, bookings.purpose).to_string()
                value=self.booking.purpose.clone() optional=true/>
            {which}
        }
        .into_any()
    }
}

/// How much of a series is meant.
pub(super) fn which(typed: &Typed, legend: String) -> AnyView {
    let locale = typed.locale;
    let options = vec![
        Choice::new(Which::One.code(), td_string!(locale, bookings.rebook.one)),
        Choice::new(Which::Following.code(), td_string!(locale, bookings.rebook.following)),
        Choice::new(Which::All.code(), td_string!(locale, bookings.rebook.all)),
    ];
    let chosen = vec![Which::One.code().to_owned()];
    view! { <Choices typed=typed.clone() name="which" legend=legend options=options chosen=chosen/> }.into_any()
}
