//! What a record may refer to: products, people and bookings of its own cohort. What is elsewhere is not there.

use super::{
    forms::Entry,
    store::{self, Before, Record},
};
use crate::{
    app::access::Member,
    domain::{minutes::Minutes, problem::Problem, quantity::Quantity},
    platform::{db::Tx, error::AppError},
};
use std::collections::BTreeMap;
use uuid::Uuid;

/// A record as it stands, with its makers.
pub struct Standing {
    pub record: Record,
    pub makers: Vec<(Uuid, Minutes)>,
}

/// What a phone kept is sent for the person who noted it, `by`, and for nobody who signed in there since.
pub fn own_words(member: &Member, by: &str) -> Result<(), AppError> {
    if by.is_empty() || by == member.person.to_string() { Ok(()) } else { Err(AppError::Forbidden) }
}

/// Checks an entry against the cohort and gives each maker her time. `before` is what a correction starts from: what
/// was right then may stay.
pub async fn fits(
    tx: &mut Tx,
    member: &Member,
    entry: &Entry,
    before: Option<&Standing>,
) -> Result<Vec<(Uuid, Minutes)>, AppError> {
    let product = store::product(&mut **tx, member, entry.product).await?.ok_or(AppError::NotFound)?;
    if product.archived && before.is_none_or(|before| before.record.product != product.id) {
        return Err(AppError::field("product", Problem::NotAChoice));
    }
    let people = store::people(&mut **tx, member).await?;
    let known = |id: &Uuid| {
        people.iter().any(|person| person.id == *id)
            || before.is_some_and(|before| before.makers.iter().any(|(maker, _)| maker == id))
    };
    if !entry.makers.iter().all(known) {
        return Err(AppError::NotFound);
    }
    booking_fits(tx, member, entry, before).await?;
    Ok(entry.makers.iter().map(|person| (*person, entry.spent.of(*person))).collect())
}

/// A booking is one that the author or a maker made for this cohort, or that is for a pôle of who notes, and that holds.
async fn booking_fits(tx: &mut Tx, member: &Member, entry: &Entry, before: Option<&Standing>) -> Result<(), AppError> {
    let Some(booking) = entry.booking.filter(|id| before.is_none_or(|before| before.record.booking != Some(*id)))
    else {
        return Ok(());
    };
    let (booker, of_her_pole) = store::booker(&mut **tx, member, booking).await?.ok_or(AppError::NotFound)?;
    let author = before.map_or(member.person, |before| before.record.author);
    let theirs = of_her_pole || booker == author || booker == member.person || entry.makers.contains(&booker);
    if theirs { Ok(()) } else { Err(AppError::field("booking", Problem::NotAChoice)) }
}

impl Standing {
    /// The record `id` of the member: she wrote it or made it. Somebody else's is not there.
    pub async fn load(tx: &mut Tx, member: &Member, id: Uuid) -> Result<Self, AppError> {
        let record = store::record(&mut **tx, member, id).await?.ok_or(AppError::NotFound)?;
        let makers = store::makers(&mut **tx, member, id).await?;
        Ok(Self { record, makers: makers.into_iter().map(|maker| (maker.person, Minutes(maker.minutes))).collect() })
    }

    /// What the trace keeps: ids, days and numbers, never the words of the note, so that a person can be erased.
    pub fn trace(&self) -> Before {
        Before {
            product: self.record.product,
            made_on: self.record.made_on,
            quantity: Quantity(self.record.quantity),
            booking: self.record.booking,
            makers: self.makers.clone(),
        }
    }

    /// Whether the entry would change anything.
    pub fn differs(&self, entry: &Entry, makers: &[(Uuid, Minutes)]) -> bool {
        let sorted = |makers: &[(Uuid, Minutes)]| makers.iter().copied().collect::<BTreeMap<_, _>>();
        let record = &self.record;
        (record.product, record.made_on, record.quantity, record.booking)
            != (entry.product, entry.made_on, entry.quantity.0, entry.booking)
            || record.note != entry.note.as_str()
            || sorted(&self.makers) != sorted(makers)
    }
}
