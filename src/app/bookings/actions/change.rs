//! Changing a booking, or several of its series: one write under the rule of the workshop, for what was seen and not for what
//! somebody has made of it meanwhile.

use crate::{
    app::{
        access::Member,
        act::{Act, Go},
        bookings::{
            forms::{self, Asked, FIELDS, Wanted, moment},
            policy, quota,
            repeat::{self, problem, span},
            settling,
            store::{
                self, Booking, BookingState,
                changes::{self, Rebooking},
                purposes::More,
                series::{Dated, NewSeries},
                spaces::Workshop,
            },
        },
        paths,
        words::Notice,
    },
    domain::{
        capacity::Usage,
        problem::Problem,
        rebooking::{freed_at, gives_back, may_become},
        recurrence::{Series, Which},
        series::{Against, Obstacle, can_move, on_clock, settle},
        time::{TimeOfDay, local},
    },
    platform::{
        db::{Tx, taken_meanwhile},
        error::AppError,
        form::RawForm,
    },
};
use chrono::{DateTime, NaiveDate, Utc};
use leptos::prelude::*;
use std::collections::BTreeSet;
use uuid::Uuid;

/// Changes a booking. Form: that of a booking, with `booking`, `seen` (the version that was looked at), `which` (of a
/// series: one, following, all).
#[server(endpoint = "bookings/change")]
pub async fn change(#[server(flatten)] form: RawForm) -> Result<(), AppError> {
    let act = Act::of("bookings/change", form);
    act.answer(changed(&act).await).await
}

/// Ends a booking that goes on. Form: `booking`, `seen`.
#[server(endpoint = "bookings/finish")]
pub async fn finish(#[server(flatten)] form: RawForm) -> Result<(), AppError> {
    let act = Act::of("bookings/finish", form);
    act.answer(finished(&act).await).await
}

/// What was typed, read.
struct Typed {
    asked: Asked,
    seen: i64,
    which: Which,
    moment: Moment,
}

/// The moment on the clock, and the instants of the one that was looked at.
#[derive(Clone, Copy)]
struct Moment {
    on: NaiveDate,
    hours: (TimeOfDay, TimeOfDay),
    start: DateTime<Utc>,
    end: DateTime<Utc>,
}

async fn changed(act: &Act) -> Result<Go, AppError> {
    let member = act.member().await?;
    member.cohort.takes_work()?;
    let id = act.object("booking")?;
    let (typed, workshop, was) = typed(act, &member, id).await?;
    let mut tx = act.begin().await?;
    let spaces: BTreeSet<Uuid> = [was, workshop.space.id].into();
    for space in &spaces {
        store::spaces::lock(&mut tx, *space).await?;
    }
    let booking = store::booking(&mut *tx, &member, id).await?;
    let more = store::purposes::more(&mut *tx, &member, id).await?;
    policy::may_change(&member, &booking, act.now())?;
    if more.version != typed.seen {
        return Err(AppError::field("", Problem::Changed));
    }
    let workshop = store::spaces::workshop(&mut tx, workshop.space).await?;
    let changing = Changing { act, member: &member, workshop: &workshop, booking: &booking, more: &more };
    changing.write(&mut tx, typed).await?;
    for space in spaces {
        settling::settle(&mut tx, space, act.now()).await?;
    }
    act.finish(tx, id).await?;
    Ok(Go::to(paths::booking(&member.cohort.slug, id)).saying(Notice::BookingChanged))
}

/// The form held against what never changes while it is sent: the space that is asked for, and the one it was in.
async fn typed(act: &Act, member: &Member, id: Uuid) -> Result<(Typed, Workshop, Uuid), AppError> {
    let known: Vec<&str> = FIELDS.into_iter().chain(["booking", "seen", "which"]).collect();
    let mut fields = act.fields(&known)?;
    let asked = Asked::read(&mut fields);
    let which = repeat::which(&mut fields);
    let seen = fields.text("seen").parse().map_err(|_| AppError::BadRequest)?;
    let mut db = act.state.db.read().acquire().await?;
    let booking = store::booking(&mut *db, member, id).await?;
    let Some(space) = asked.space else { return fields.finish(|| None) };
    let space = store::spaces::space(&mut *db, member, space).await?;
    let workshop = store::spaces::workshop(&mut db, space).await?;
    let mut offered = store::purposes::offered(&mut db, member).await?;
    offered.now = Some(store::purposes::more(&mut *db, member, id).await?.whom(&booking));
    asked.check_room(&mut fields, &workshop);
    asked.check_whom(&mut fields, &offered);
    let on_clock = asked.on.zip(asked.from.zip(asked.to));
    let span = on_clock.and_then(|(on, (from, to))| {
        let found = moment(on, from, to, asked.fold, workshop.space.zone);
        found.map_err(|(field, problem)| fields.refuse(field, problem)).ok()
    });
    let typed = fields.finish(|| {
        let ((on, hours), (start, end)) = (on_clock?, span?);
        Some(Typed { asked, seen, which, moment: Moment { on, hours, start, end } })
    })?;
    Ok((typed, workshop, booking.space))
}

/// A change on its way, the places held.
struct Changing<'c> {
    act: &'c Act,
    member: &'c Member,
    workshop: &'c Workshop,
    booking: &'c Booking,
    more: &'c More,
}

/// The bookings that a change is about, with their moments from now on, and the series that they will be of.
struct Part {
    moments: Vec<(Uuid, DateTime<Utc>, DateTime<Utc>)>,
    series: Option<Uuid>,
}

impl Changing<'_> {
    async fn write(&self, tx: &mut Tx, typed: Typed) -> Result<(), AppError> {
        let (seen, at) = (typed.seen, typed.moment);
        let wanted = typed.asked.wanted(self.workshop, (at.start, at.end)).ok_or(AppError::BadRequest)?;
        let part = match (self.more.series, typed.which) {
            (Some(series), which) if which != Which::One => self.others(tx, series, which, at).await?,
            (series, _) => self.alone(tx, series, at).await?,
        };
        self.has_room(tx, &wanted, &part).await?;
        let change =
            Rebooking { wanted: &wanted, series: part.series, moments: &part.moments, seen: (self.booking.id, seen) };
        changes::change(tx, self.member, change).await?.map_err(taken_meanwhile)?;
        match self.more.series {
            Some(series) => store::series::drop_if_empty(tx, self.member, series).await,
            None => Ok(()),
        }
    }

    /// One booking. It is no longer one of its series.
    async fn alone(&self, tx: &mut Tx, series: Option<Uuid>, at: Moment) -> Result<Part, AppError> {
        let was = (self.booking.start, self.booking.end);
        // What has lost its place may begin anew; what is held keeps what has begun.
        may_become(was, (at.start, at.end), self.act.now())
            .map_err(|(field, problem)| AppError::field(field, problem))?;
        if self.booking.start <= self.act.now() && self.workshop.space.id != self.booking.space {
            return Err(AppError::field("space", Problem::BookingBegun));
        }
        if let Some(series) = series {
            leave(tx, self.member, series, local(was.0, self.booking.zone).0).await?;
        }
        Ok(Part { moments: vec![(self.booking.id, at.start, at.end)], series: None })
    }

    /// Several of a series, those that have not begun: each goes as many days as this one, to the same hours on the clock.
    async fn others(&self, tx: &mut Tx, id: Uuid, which: Which, at: Moment) -> Result<Part, AppError> {
        if self.booking.start <= self.act.now() {
            return Err(AppError::field("which", Problem::BookingBegun));
        }
        let series = store::series::series(&mut **tx, self.member, id).await?;
        let (zone, day) = (self.booking.zone, local(self.booking.start, self.booking.zone).0);
        if !can_move(&series, day, at.on) {
            return Err(AppError::field("on", Problem::DayOfSeries));
        }
        let all = store::series::dates_of(&mut **tx, self.member, id).await?;
        let meant = meant(&all, self.booking, which, self.act.now());
        let moment = |dated: &&Dated| {
            if dated.id == self.booking.id {
                return (dated.id, at.start, at.end);
            }
            let there =
                on_clock(series.carried(local(dated.start, zone).0, day, at.on), at.hours, self.workshop.space.zone);
            (dated.id, there.start, there.end)
        };
        let moments = meant.iter().map(moment).collect();
        let first = meant.first().map_or(day, |dated| local(dated.start, zone).0);
        let series = self.follow(tx, id, series, Cut { first, whole: meant.len() == all.len(), from: day, at }).await?;
        Ok(Part { moments, series: Some(series) })
    }

    /// The rule of what changes: the same series when all of it does, else another for what follows.
    async fn follow(&self, tx: &mut Tx, id: Uuid, series: Series, cut: Cut) -> Result<Uuid, AppError> {
        let (before, after) = series.split(cut.first);
        let changed = if cut.whole { series } else { after }.moved(cut.from, cut.at.on);
        let new = NewSeries {
            id: Uuid::now_v7(),
            space: self.workshop.space.id,
            person: self.booking.person,
            series: &changed,
            hours: cut.at.hours,
        };
        let follows = new.id;
        store::series::insert_series(tx, self.member, new, self.act.now()).await?;
        store::series::update_series(tx, self.member, id, &before).await?;
        Ok(follows)
    }

    /// What only gives back has room; anything else is looked at like a new booking, but for what is about to be free.
    async fn has_room(&self, tx: &mut Tx, wanted: &Wanted, part: &Part) -> Result<(), AppError> {
        let usages: Vec<Usage> = part
            .moments
            .iter()
            .map(|(_, start, end)| Usage { start: *start, end: *end, ..wanted.usage.clone() })
            .collect();
        let single = usages.len() == 1;
        if single && self.booking.state == BookingState::Held && self.booking.space == wanted.space {
            let machines = changes::machines_by_id(tx, self.booking.id).await?;
            let people = u32::try_from(self.booking.people).unwrap_or(0);
            let was = Usage { start: self.booking.start, end: self.booking.end, people, machines };
            if gives_back(&was, &wanted.usage) {
                return Ok(());
            }
        }
        let ids: Vec<Uuid> = part.moments.iter().map(|(id, ..)| *id).collect();
        let Some(span) = span(usages.iter()) else { return Ok(()) };
        self.within_quota(tx, wanted, part, &ids).await?;
        let span = (span.0, span.1 + self.workshop.place.space.buffer());
        let busy = changes::busy_beside(tx, &self.workshop.space, span, &ids).await?;
        let blocks = store::blocks::during(&mut **tx, &self.workshop.space, span).await?;
        // What goes on has begun in time, and what begins as it did was booked in time.
        let stays = part.moments.iter().all(|(id, start, _)| *id == self.booking.id && *start == self.booking.start);
        let place = if stays { self.workshop.place.at_any_notice() } else { self.workshop.place.clone() };
        let now = if self.booking.start <= self.act.now() { self.booking.start } else { self.act.now() };
        let against = Against { place: &place, blocks: &blocks, cohort: &self.member.cohort.dates, now };
        let found: Vec<(DateTime<Utc>, Obstacle)> = settle(against, &busy, &usages)
            .into_iter()
            .zip(&usages)
            .filter_map(|(obstacle, usage)| Some((usage.start, obstacle?)))
            .collect();
        match found.first() {
            None => Ok(()),
            Some((_, obstacle)) if single => Err(refusal(self.workshop, obstacle)),
            Some(_) => {
                let days = found.iter().map(|(at, _)| local(*at, self.workshop.space.zone).0).collect();
                Err(AppError::field("from", Problem::NoRoomOn { days }))
            }
        }
    }
}

impl Changing<'_> {
    /// Her own weekly part, when it is her own booking.
    async fn within_quota(&self, tx: &mut Tx, wanted: &Wanted, part: &Part, ids: &[Uuid]) -> Result<(), AppError> {
        if self.booking.person != self.member.person {
            return Ok(());
        }
        let moments: Vec<_> = part.moments.iter().map(|(_, start, end)| (*start, *end)).collect();
        quota::allow(tx, self.member, &self.workshop.space, wanted.whom, &moments, ids).await
    }
}

/// Where a series is cut, and where the day `from` of it goes.
struct Cut {
    first: NaiveDate,
    whole: bool,
    from: NaiveDate,
    at: Moment,
}

/// The bookings of a series that are meant with one of them: never what has begun.
pub(super) fn meant<'d>(all: &'d [Dated], booking: &Booking, which: Which, now: DateTime<Utc>) -> Vec<&'d Dated> {
    let is_meant = |dated: &&Dated| match which {
        Which::One => dated.id == booking.id,
        Which::Following => dated.start >= booking.start && dated.start > now,
        Which::All => dated.start > now,
    };
    all.iter().filter(is_meant).collect()
}

/// A day of which the booking is no longer the series'.
pub(super) async fn leave(tx: &mut Tx, member: &Member, series: Uuid, day: NaiveDate) -> Result<(), AppError> {
    let left = store::series::series(&mut **tx, member, series).await?.without(day);
    store::series::update_series(tx, member, series, &left).await
}

/// What is in the way, at the field that asked for it.
fn refusal(workshop: &Workshop, obstacle: &Obstacle) -> AppError {
    let found = problem(workshop, obstacle);
    match (&found, obstacle) {
        (_, Obstacle::Full(full)) => {
            let (field, problem) = forms::full(workshop, full);
            AppError::field(&field, problem)
        }
        (Problem::OutsideHours { .. } | Problem::InPast, _) => AppError::field("from", found),
        _ => AppError::field("on", found),
    }
}

async fn finished(act: &Act) -> Result<Go, AppError> {
    let member = act.member().await?;
    let mut fields = act.fields(&["booking", "seen"])?;
    let seen = fields.text("seen").parse().map_err(|_| AppError::BadRequest)?;
    let id = fields.id("booking");
    let id = fields.finish(|| id)?;
    let mut tx = act.begin().await?;
    let booking = store::booking_kept(&mut tx, &member, id).await?;
    policy::may_change(&member, &booking, act.now())?;
    let at = freed_at((booking.start, booking.end), act.now()).ok_or(AppError::field("", Problem::InPast))?;
    changes::end_at(&mut tx, &member, (id, seen), at).await?;
    settling::settle(&mut tx, booking.space, act.now()).await?;
    act.finish(tx, id).await?;
    Ok(Go::to(paths::booking(&member.cohort.slug, id)).saying(Notice::BookingFreed))
}
