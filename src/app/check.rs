//! `cooperade check`: what must hold in any database, each with its figure.

use super::{bookings, production, sales, search, sharing};
use crate::platform::{audit, db::Db, error::AppError};

/// One thing that was checked.
pub struct Finding {
    pub name: &'static str,
    /// What was counted, in words for a terminal.
    pub figure: String,
    pub sound: bool,
}

/// Checks everything; stops only when the database cannot be read.
pub async fn run(db: &Db) -> Result<Vec<Finding>, AppError> {
    Ok(vec![
        integrity(db).await?,
        capacity(db).await?,
        opening(db).await?,
        rooms(db).await?,
        shares(db).await?,
        sold(db).await?,
        sharings(db).await?,
        index(db).await?,
        chain(db).await?,
    ])
}

async fn integrity(db: &Db) -> Result<Finding, AppError> {
    let faults = db.integrity().await?;
    let figure = match faults.first() {
        None => "0 faults".to_owned(),
        Some(first) => format!("{} faults, the first: {first}", faults.len()),
    };
    Ok(Finding { name: "file and foreign keys", figure, sound: faults.is_empty() })
}

async fn capacity(db: &Db) -> Result<Finding, AppError> {
    let mut connection = db.read().acquire().await?;
    let over = bookings::store::counts::overbooked(&mut connection).await?;
    let figure = match over.first() {
        None => "0 moments beyond capacity".to_owned(),
        Some(first) => format!("{} beyond capacity, the first at {} in {}", over.len(), first.at, first.space_name),
    };
    Ok(Finding { name: "bookings", figure, sound: over.is_empty() })
}

/// What is booked since a space last changed begins and ends while it is open.
async fn opening(db: &Db) -> Result<Finding, AppError> {
    let mut connection = db.read().acquire().await?;
    let outside = bookings::store::counts::outside(&mut connection).await?;
    let figure = match outside.first() {
        None => "0 bookings while their space is closed".to_owned(),
        Some((at, space)) => format!("{} while their space is closed, the first at {at} in {space}", outside.len()),
    };
    Ok(Finding { name: "opening hours", figure, sound: outside.is_empty() })
}

/// An event in a space of ours and its booking say the same place and time.
async fn rooms(db: &Db) -> Result<Finding, AppError> {
    let (rooms, apart) = bookings::store::events::apart(db.read()).await?;
    let figure = format!("{rooms} events in a space, {apart} not with their booking");
    Ok(Finding { name: "events and rooms", figure, sound: apart == 0 })
}

/// The minutes of a record belong to its makers: by product and by person they give the same sum, and nobody's is lost.
async fn shares(db: &Db) -> Result<Finding, AppError> {
    let sums = production::store::sums(db.read()).await?;
    let sound = sums.by_product == sums.minutes && sums.by_person == sums.minutes && sums.without_maker == 0;
    let figure = format!(
        "{} minutes in all, {} by product, {} by person; {} records without a maker",
        sums.minutes, sums.by_product, sums.by_person, sums.without_maker
    );
    Ok(Finding { name: "shares add up", figure, sound })
}

/// A sale is what its lines come to, and what the journal has of it; taken back, the journal has nothing left of it.
async fn sold(db: &Db) -> Result<Finding, AppError> {
    let (sales, apart) = sales::store::apart(db.read()).await?;
    let figure = format!("{sales} sales, {apart} not as in the journal");
    Ok(Finding { name: "sales and journal", figure, sound: apart == 0 })
}

/// What a frozen sharing began with and what it pays, with its corrections, is what the journal has, to the cent.
async fn sharings(db: &Db) -> Result<Finding, AppError> {
    let (frozen, apart) = sharing::store::apart(db.read()).await?;
    let figure = format!("{frozen} frozen, {apart} not as the journal says");
    Ok(Finding { name: "sharings and journal", figure, sound: apart == 0 })
}

/// What can be read can be found, and nothing else; `cooperade index` makes the index again.
async fn index(db: &Db) -> Result<Finding, AppError> {
    let standing = search::store::index::standing(db.read()).await?;
    let figure = format!("{} texts, {} to come, {} apart", standing.texts, standing.due, standing.apart);
    // What is to come is apart until the server, which looks now and then, has filled it in.
    Ok(Finding { name: "search", figure, sound: standing.apart <= standing.due })
}

async fn chain(db: &Db) -> Result<Finding, AppError> {
    let (rows, broken) = audit::verify(db.read()).await?;
    let figure = match broken {
        None => format!("{rows} rows in one chain"),
        Some(row) => format!("{rows} rows, broken at {row}"),
    };
    Ok(Finding { name: "audit", figure, sound: broken.is_none() })
}
