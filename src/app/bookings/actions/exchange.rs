//! Handing a booking over and swapping two: one asks, the other answers, and nothing happens before she has said yes.

use super::change::leave;
use crate::{
    app::{
        access::Member,
        act::{Act, Go},
        bookings::{
            policy,
            store::{
                self,
                exchanges::{self, Exchange, NewExchange, Place},
            },
        },
        paths,
        poles::store::people,
        words::Notice,
    },
    domain::{problem::Problem, time::local},
    platform::{db::Tx, error::AppError, form::RawForm, idempotency::Once},
};
use leptos::prelude::*;
use std::collections::BTreeSet;
use uuid::Uuid;

/// Asks somebody to take a booking over, or to swap. Form: `booking`, and `person` or `taken` (a booking of somebody else).
#[server(endpoint = "bookings/ask-exchange")]
pub async fn ask_exchange(#[server(flatten)] form: RawForm) -> Result<(), AppError> {
    let act = Act::of("bookings/ask-exchange", form);
    act.answer(asked(&act).await).await
}

/// Answers. Form: `exchange`, `answer` (yes or no).
#[server(endpoint = "bookings/answer-exchange")]
pub async fn answer_exchange(#[server(flatten)] form: RawForm) -> Result<(), AppError> {
    let act = Act::of("bookings/answer-exchange", form);
    act.answer(answered(&act).await).await
}

/// Takes the question back. Form: `exchange`.
#[server(endpoint = "bookings/withdraw-exchange")]
pub async fn withdraw_exchange(#[server(flatten)] form: RawForm) -> Result<(), AppError> {
    let act = Act::of("bookings/withdraw-exchange", form);
    act.answer(withdrawn(&act).await).await
}

async fn asked(act: &Act) -> Result<Go, AppError> {
    let member = act.member().await?;
    member.cohort.takes_work()?;
    let mut fields = act.fields(&["booking", "person", "taken"])?;
    let (booking, person, taken) = (fields.id("booking"), fields.optional_id("person"), fields.optional_id("taken"));
    if person.is_some() == taken.is_some() {
        fields.refuse("person", Problem::Required);
    }
    let booking = fields.finish(|| booking)?;
    let mut tx = act.begin().await?;
    let go = || Go::to(paths::booking(&member.cohort.slug, booking)).saying(Notice::ExchangeAsked);
    let id = match act.once(&mut tx).await? {
        Once::Again(_) => return Ok(go()),
        Once::First(id) => id,
    };
    let given = store::booking(&mut *tx, &member, booking).await?;
    policy::may_pass(&member, &given, act.now())?;
    let given = (booking, store::purposes::more(&mut *tx, &member, booking).await?.version);
    let new = match taken {
        Some(taken) => swap_with(act, &mut tx, &member, (id, given), taken).await?,
        None => NewExchange { id, given, taken: None, asked: person.ok_or(AppError::BadRequest)? },
    };
    let field = if taken.is_some() { "taken" } else { "person" };
    let here = people(&mut *tx, &member).await?;
    if new.asked == member.person || !here.iter().any(|person| person.id == new.asked) {
        return Err(AppError::field(field, Problem::NotAChoice));
    }
    exchanges::ask(&mut tx, &member, new, act.now()).await?;
    act.finish(tx, id).await?;
    Ok(go())
}

async fn swap_with(
    act: &Act,
    tx: &mut Tx,
    member: &Member,
    (id, given): (Uuid, (Uuid, i64)),
    taken: Uuid,
) -> Result<NewExchange, AppError> {
    let other = store::booking(&mut **tx, member, taken).await?;
    policy::can_pass(&other, act.now())?;
    let version = store::purposes::more(&mut **tx, member, taken).await?.version;
    Ok(NewExchange { id, given, taken: Some((taken, version)), asked: other.person })
}

/// The question `id`, when it is asked of the member or by her.
async fn find(act: &Act, tx: &mut Tx, member: &Member, id: Uuid) -> Result<Exchange, AppError> {
    let waiting = exchanges::waiting(&mut **tx, member, act.now()).await?;
    waiting.into_iter().find(|exchange| exchange.id == id).ok_or(AppError::NotFound)
}

async fn answered(act: &Act) -> Result<Go, AppError> {
    let member = act.member().await?;
    let mut fields = act.fields(&["exchange", "answer"])?;
    let yes = fields.choice("answer", |answer| match answer {
        "yes" => Some(true),
        "no" => Some(false),
        _ => None,
    });
    let id = fields.id("exchange");
    let (id, yes) = fields.finish(|| Some((id?, yes?)))?;
    if yes {
        member.cohort.takes_work()?;
    }
    let mut tx = act.begin().await?;
    let exchange = find(act, &mut tx, &member, id).await?;
    if exchange.asked != member.person {
        return Err(AppError::Forbidden);
    }
    exchanges::answer(&mut tx, &member, id, if yes { "accepted" } else { "refused" }, act.now()).await?;
    if yes {
        exchanged(act, &mut tx, &member, &exchange).await?;
    }
    act.finish(tx, id).await?;
    let slug = &member.cohort.slug;
    Ok(match (yes, &exchange.taken) {
        (true, _) => Go::to(paths::booking(slug, exchange.given.booking)).saying(Notice::ExchangeAccepted),
        (false, _) => Go::to(paths::cohort(slug)).saying(Notice::ExchangeRefused),
    })
}

async fn exchanged(act: &Act, tx: &mut Tx, member: &Member, exchange: &Exchange) -> Result<(), AppError> {
    if !exchange.stands {
        return Err(AppError::field("", Problem::ExchangeOver));
    }
    let spaces: BTreeSet<Uuid> = places(exchange).map(|place| place.space).collect();
    for space in spaces {
        store::spaces::lock(tx, space).await?;
    }
    for place in places(exchange) {
        if let Some(series) = place.series {
            leave(tx, member, series, local(place.start, place.zone).0).await?;
        }
    }
    match &exchange.taken {
        Some(taken) => exchanges::swap(tx, member, &exchange.given, taken, act.now()).await,
        None => exchanges::hand_over(tx, member, exchange, act.now()).await,
    }
}

fn places(exchange: &Exchange) -> impl Iterator<Item = &Place> {
    std::iter::once(&exchange.given).chain(&exchange.taken)
}

async fn withdrawn(act: &Act) -> Result<Go, AppError> {
    let member = act.member().await?;
    let mut fields = act.fields(&["exchange"])?;
    let id = fields.id("exchange");
    let id = fields.finish(|| id)?;
    let mut tx = act.begin().await?;
    let exchange = find(act, &mut tx, &member, id).await?;
    if exchange.asked_by != member.person {
        return Err(AppError::Forbidden);
    }
    exchanges::answer(&mut tx, &member, id, "withdrawn", act.now()).await?;
    act.finish(tx, id).await?;
    let booking = paths::booking(&member.cohort.slug, exchange.given.booking);
    Ok(Go::to(booking).saying(Notice::ExchangeWithdrawn))
}
