//! A host's calendar between its reading and the button: a draft of whoever sent it, for a day. What it means is worked out
//! anew each time, because people go on booking meanwhile.

use super::{
    host::{self, Calendar},
    store::{
        displaced,
        imported::{self, Ahead},
        spaces::Space,
    },
};
use crate::platform::{
    db::{Connection, Executor},
    drafts,
    error::AppError,
    form,
};
use chrono::{DateTime, Utc};
use std::collections::BTreeSet;
use uuid::Uuid;

/// What reads a calendar: the name under which its draft waits.
pub const READ: &str = "spaces/read-calendar";
/// The fields of its form.
pub const FIELDS: [&str; 4] = ["space", "file", "reason", "titles"];

/// What was sent: the file, what to say of its moments, and whether their titles may be shown.
#[derive(Clone, Debug)]
pub struct Sent {
    text: String,
    reason: String,
    titles: bool,
}

/// One moment to be taken, with the bookings that lie in it.
#[derive(Clone, Debug)]
pub struct Moment {
    pub start: DateTime<Utc>,
    pub end: DateTime<Utc>,
    pub uid: String,
    pub reason: String,
    pub hits: usize,
}

/// What a file would change.
#[derive(Clone, Debug)]
pub struct Incoming {
    pub calendar: Calendar,
    pub moments: Vec<Moment>,
    /// The bookings and the unanswered offers in these moments.
    pub gone: Vec<Uuid>,
    /// The bookings among them, that lose their place.
    pub lost: Vec<Uuid>,
    /// So many blocks of files before are replaced or called off.
    pub replaced: usize,
    /// What files before brought and this one does not name any more: how many blocks, under which names.
    pub elsewhere: usize,
    pub elsewhere_names: BTreeSet<String>,
}

/// The file that waits under `id`: hers, sent for this space.
pub async fn waiting(
    db: impl Executor<'_>,
    person: Uuid,
    space: &Space,
    id: &str,
) -> Result<Option<Sent>, sqlx::Error> {
    let draft = drafts::find(db, id, Some(person)).await?;
    let hers = draft.filter(|draft| draft.action == READ && form::text(&draft.fields, "space") == space.id.to_string());
    Ok(hers.map(|draft| Sent {
        text: form::text(&draft.fields, "file").to_owned(),
        reason: form::text(&draft.fields, "reason").trim().to_owned(),
        titles: form::list(&draft.fields, "titles").contains(&"yes"),
    }))
}

/// What the file says, worked out beside the threads that answer others.
pub async fn read(text: String, space: &Space, now: DateTime<Utc>) -> Result<Calendar, AppError> {
    let zone = space.zone;
    let read = tokio::task::spawn_blocking(move || host::read(&text, zone, now)).await;
    read.map_err(|_| AppError::Internal)?.map_err(|problem| AppError::field("file", problem))
}

impl Incoming {
    /// Beside what there is: three statements.
    pub async fn of(
        db: &mut Connection,
        space: &Space,
        sent: &Sent,
        calendar: Calendar,
        now: DateTime<Utc>,
    ) -> Result<Self, AppError> {
        let ahead = imported::ahead(&mut *db, space, now).await?;
        let names = imported::names(&mut *db, space, now).await?;
        let (mut moments, mut gone) = (Vec::with_capacity(calendar.blocked.len()), BTreeSet::new());
        for one in &calendar.blocked {
            let hit = |(_, starts, frees): &&Ahead| *starts < one.end && *frees > one.start;
            let in_it: Vec<Uuid> = ahead.iter().filter(hit).map(|(id, ..)| *id).collect();
            let (hits, reason) = (in_it.len(), sent.reason_of(&one.title));
            gone.extend(in_it);
            moments.push(Moment { start: one.start, end: one.end, uid: one.uid.clone(), reason, hits });
        }
        let replaced = names.iter().filter(|name| calendar.uids.contains(*name)).count();
        let elsewhere = names.len() - replaced;
        let elsewhere_names = names.into_iter().filter(|name| !calendar.uids.contains(name)).collect();
        let gone: Vec<Uuid> = gone.into_iter().collect();
        let lost = displaced::firm(db, &gone).await?;
        Ok(Self { calendar, moments, gone, lost, replaced, elsewhere, elsewhere_names })
    }

    /// Whether there is anything to do.
    pub fn is_empty(&self) -> bool {
        self.moments.is_empty() && self.replaced == 0 && self.elsewhere == 0
    }
}

impl Sent {
    /// The text of the file.
    pub fn text(&self) -> String {
        self.text.clone()
    }

    /// What is said of a moment: its title, where titles may be shown and it has one.
    fn reason_of(&self, title: &str) -> String {
        if self.titles && !title.is_empty() { title.to_owned() } else { self.reason.clone() }
    }
}
