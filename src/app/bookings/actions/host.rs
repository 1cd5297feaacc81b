//! The writes of a host's calendar: a file that waits to be looked at, and the moments that are taken from it.

use super::{
    super::{
        incoming::{self, FIELDS, Incoming, READ},
        store::{
            self,
            blocks::{self, Blocked},
            imported,
            spaces::Space,
        },
    },
    displacing::displace,
    times::taken_by,
};
use crate::{
    app::{
        act::{Act, Go},
        paths,
        words::Notice,
    },
    domain::{capacity::Block, problem::Problem, text::Title},
    platform::{
        db::Tx,
        error::AppError,
        form::{self, RawForm},
        idempotency::Once,
    },
};
use leptos::prelude::*;
use uuid::Uuid;

/// Reads a host's calendar and shows what it would take. Form: `space`, `file`, `reason`, `titles[]` (yes).
#[server(endpoint = "spaces/read-calendar")]
pub async fn read_calendar(#[server(flatten)] form: RawForm) -> Result<(), AppError> {
    let act = Act::of(READ, form);
    act.answer(calendar_read(&act).await).await
}

async fn calendar_read(act: &Act) -> Result<Go, AppError> {
    let space = taken_by(act).await?;
    let mut fields = act.fields(&FIELDS)?;
    let reason = fields.required("reason", Title::parse);
    let read = incoming::read(form::text(&act.form, "file").to_owned(), &space, act.now()).await;
    match &read {
        Err(AppError::Fields { problems }) => {
            problems.iter().for_each(|found| fields.refuse(&found.field, found.problem.clone()));
        }
        Err(error) => return Err(error.clone()),
        Ok(_) => {}
    }
    fields.finish(|| reason)?;
    let file = act.lay_aside().await?;
    Ok(Go::to(paths::with(&paths::space_import(space.id), "file", &file)))
}

/// Takes the moments of a calendar that was shown. Form: `space`, `file`, the draft that it waits in, `whole[]` (yes: what files
/// before brought and this one does not name goes too), `agreed` (to which bookings lose their place).
#[server(endpoint = "spaces/take-calendar")]
pub async fn take_calendar(#[server(flatten)] form: RawForm) -> Result<(), AppError> {
    let act = Act::of("spaces/take-calendar", form);
    act.answer(calendar_taken(&act).await).await
}

async fn calendar_taken(act: &Act) -> Result<Go, AppError> {
    let space = taken_by(act).await?;
    act.fields(&["space", "file", "whole", "agreed"])?;
    let whole = form::list(&act.form, "whole").contains(&"yes");
    let (person, file) = (act.signed()?.person, form::text(&act.form, "file"));
    let sent = incoming::waiting(act.state.db.read(), person, &space, file).await?;
    let sent = sent.ok_or_else(|| AppError::field("", Problem::FileGone))?;
    // Before anybody waits for the writer.
    let calendar = incoming::read(sent.text(), &space, act.now()).await?;
    let mut tx = act.begin().await?;
    let once = act.once(&mut tx).await?;
    let mut notice = Notice::CalendarTaken;
    if let Once::First(_) = once {
        store::spaces::lock(&mut tx, space.id).await?;
        let incoming = Incoming::of(&mut tx, &space, &sent, calendar, act.now()).await?;
        if !incoming.lost.is_empty() {
            notice = Notice::CalendarTakenDisplaced;
        }
        take(act, &mut tx, &space, incoming, whole).await?;
    }
    act.finish(tx, space.id).await?;
    Ok(Go::to(paths::space_times(space.id)).saying(notice))
}

/// What files before brought goes, bookings make room, and the moments are taken: in this order, because the database refuses a
/// block in which somebody still has a place.
async fn take(act: &Act, tx: &mut Tx, space: &Space, incoming: Incoming, whole: bool) -> Result<(), AppError> {
    let now = act.now();
    imported::forget(tx, space, &incoming.calendar.uids, now).await?;
    if whole {
        imported::forget(tx, space, &incoming.elsewhere_names, now).await?;
    }
    displace(act, tx, space, &incoming.gone).await?;
    let block = |one: incoming::Moment| Blocked {
        id: Uuid::now_v7(),
        uid: one.uid,
        block: Block { start: one.start, end: one.end, since: now, reason: one.reason },
    };
    let blocks: Vec<Blocked> = incoming.moments.into_iter().map(block).collect();
    Ok(blocks::insert_all(tx, space, &blocks).await?)
}
