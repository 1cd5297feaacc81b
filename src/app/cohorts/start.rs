//! What a new cohort begins with: a built-in trade, a template that she kept, or a cohort of hers that there was.

use super::{
    forms::{NewCohort, Origin},
    policy::Creator,
    template_words,
};
use crate::{
    app::{access, act::Act, bookings, templates},
    domain::template::{Carried, Model},
    platform::{db::Connection, error::AppError},
};
use chrono_tz::{Europe::Paris, Tz};
use uuid::Uuid;

/// The clock of a new cohort, until somebody chooses another.
const ZONE: Tz = Paris;

/// Everything that a new cohort is given.
pub struct Start {
    pub model: Model,
    pub zone: Tz,
    /// Rooms that are there already and that it works in.
    pub rooms: Vec<Uuid>,
    /// The cohort whose published lessons it reads.
    pub learns_from: Option<Uuid>,
}

impl Start {
    /// Looks up what the form names. Somebody else's template or cohort is not there.
    pub async fn find(db: &mut Connection, act: &Act, by: Creator, new: &NewCohort) -> Result<Self, AppError> {
        match &new.from {
            Origin::Trade(trade) => Ok(Self::of(template_words::built_in(act.locale, *trade))),
            Origin::Kept(id) => Ok(Self::of(templates::store::template(db, by, *id).await?.model()?)),
            Origin::Cohort { slug, carried } => Self::before(db, act, slug, carried).await,
        }
    }

    fn of(model: Model) -> Self {
        Self { model, zone: ZONE, rooms: Vec::new(), learns_from: None }
    }

    /// What is carried over from a cohort that she accompanies. Its rooms are the same ones, not copies.
    async fn before(db: &mut Connection, act: &Act, slug: &str, carried: &[Carried]) -> Result<Self, AppError> {
        let before = access::seat(&mut *db, act.signed()?, slug).await?.member()?.facilitator()?;
        let mut model = templates::store::whole::model(&mut *db, &before).await?.only(carried);
        model.spaces.clear();
        let rooms = match carried.contains(&Carried::Spaces) {
            true => {
                bookings::store::spaces::spaces(&mut *db, &before).await?.into_iter().map(|space| space.id).collect()
            }
            false => Vec::new(),
        };
        let learns_from = carried.contains(&Carried::Lessons).then_some(before.cohort.id);
        Ok(Self { model, zone: before.cohort.time_zone, rooms, learns_from })
    }
}
