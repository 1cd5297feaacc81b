//! What comes after a booking: nothing to note. What there is to note is a record, which production writes.

use super::super::{policy, store};
use crate::{
    app::{
        act::{Act, Go},
        paths,
        words::Notice,
    },
    platform::{error::AppError, form::RawForm},
};
use leptos::prelude::*;

/// Says that nothing is to be noted of a booking that is over. Form: `booking`.
#[server(endpoint = "bookings/nothing-made")]
pub async fn nothing_made(#[server(flatten)] form: RawForm) -> Result<(), AppError> {
    let act = Act::of("bookings/nothing-made", form);
    act.answer(said(&act).await).await
}

async fn said(act: &Act) -> Result<Go, AppError> {
    let member = act.member().await?;
    member.cohort.takes_work()?;
    act.fields(&["booking"])?;
    let id = act.object("booking")?;
    let mut tx = act.begin().await?;
    let booking = store::booking(&mut *tx, &member, id).await?;
    policy::may_say_what_was_made(&member, &booking, act.now())?;
    store::made::nothing(&mut tx, &member, id).await?;
    act.finish(tx, id).await?;
    Ok(Go::to(paths::cohort(&member.cohort.slug)).saying(Notice::NothingMade))
}
