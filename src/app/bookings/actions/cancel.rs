//! Giving places back: freely until the deadline of the space, later with a reason.

use super::change::{leave, meant};
use crate::{
    app::{
        access::Member,
        act::{Act, Go},
        bookings::{
            policy, repeat, settling,
            store::{self, Booking, BookingState, changes, series::Dated},
        },
        paths,
        words::Notice,
    },
    domain::{problem::Problem, rebooking::asks_reason, recurrence::Which, text::Title, time::local, week::IsoWeek},
    platform::{db::Tx, error::AppError},
};
use uuid::Uuid;

pub(super) async fn cancelled(act: &Act) -> Result<Go, AppError> {
    let member = act.member().await?;
    // A cohort that has closed may still free what it holds.
    if !member.cohort.state.takes_words() {
        return Err(AppError::field("", Problem::CohortClosed));
    }
    let mut fields = act.fields(&["booking", "reason", "which"])?;
    let (id, which) = (fields.id("booking"), repeat::which(&mut fields));
    let reason = fields.optional("reason", Title::parse).map(String::from);
    let id = fields.finish(|| id)?;
    let mut tx = act.begin().await?;
    let booking = store::booking_kept(&mut tx, &member, id).await?;
    policy::may_cancel(&member, &booking, act.now())?;
    let part = Part::of(act, &mut tx, &member, &booking, which).await?;
    let late = part.late(act, &mut tx, &member, &booking).await?;
    if late && reason.is_none() {
        return Err(AppError::field("reason", Problem::Required));
    }
    // Whoever gives back in time owes no word, and none is kept.
    let reason = reason.filter(|_| late).unwrap_or_default();
    changes::cancel(&mut tx, &member, &part.ids(), &reason, act.now()).await?;
    part.shorten(&mut tx, &member, &booking, which).await?;
    settling::settle(&mut tx, booking.space, act.now()).await?;
    act.finish(tx, id).await?;
    let week = IsoWeek::of(local(booking.start, booking.zone).0);
    let week = paths::bookings_week(&member.cohort.slug, booking.space, &week.to_string());
    let said = if part.dates.len() > 1 { Notice::SeriesCancelled } else { Notice::BookingCancelled };
    Ok(Go::to(week).saying(said))
}

/// What is cancelled with a booking: itself, or several of its series.
struct Part {
    series: Option<Uuid>,
    dates: Vec<Dated>,
}

impl Part {
    async fn of(act: &Act, tx: &mut Tx, member: &Member, booking: &Booking, which: Which) -> Result<Self, AppError> {
        let itself = Dated { id: booking.id, start: booking.start, end: booking.end, state: booking.state };
        let series = store::purposes::more(&mut **tx, member, booking.id).await?.series;
        let Some(id) = series.filter(|_| which != Which::One) else {
            return Ok(Self { series, dates: vec![itself] });
        };
        let all = store::series::dates_of(&mut **tx, member, id).await?;
        let dates = meant(&all, booking, which, act.now()).into_iter().cloned().collect();
        Ok(Self { series, dates })
    }

    fn ids(&self) -> Vec<Uuid> {
        self.dates.iter().map(|dated| dated.id).collect()
    }

    /// Whether one of them is given back after the deadline. Who lost the place, or gave it back before, is asked nothing.
    async fn late(&self, act: &Act, tx: &mut Tx, member: &Member, booking: &Booking) -> Result<bool, AppError> {
        let terms = store::spaces::space(&mut **tx, member, booking.space).await.map(|space| space.terms);
        // A space that the group no longer uses asks nothing.
        let Ok(terms) = terms else { return Ok(false) };
        let held = self.dates.iter().filter(|dated| dated.state == BookingState::Held);
        Ok(held.into_iter().any(|dated| asks_reason(&terms, dated.start, act.now())))
    }

    /// The rule says less from now on.
    async fn shorten(&self, tx: &mut Tx, member: &Member, booking: &Booking, which: Which) -> Result<(), AppError> {
        let Some(series) = self.series else { return Ok(()) };
        let day = local(booking.start, booking.zone).0;
        if which == Which::One {
            return leave(tx, member, series, day).await;
        }
        let first = self.dates.first().map_or(day, |dated| local(dated.start, booking.zone).0);
        let before = store::series::series(&mut **tx, member, series).await?.split(first).0;
        store::series::update_series(tx, member, series, &before).await
    }
}
