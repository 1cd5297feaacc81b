//! Products, bookings, records.

use crate::{
    app::{
        cohorts::store::series::written,
        demo::rows::{Asked, Booking, Product, Record, Repeats},
    },
    platform::db::{Executor, Tx},
};
use sqlx::Error;
use uuid::Uuid;

pub async fn insert_product(
    db: impl Executor<'_>,
    cohort: Uuid,
    position: i64,
    product: &Product,
) -> Result<(), Error> {
    sqlx::query(
        "insert into product (id, cohort, name, pictogram, unit, price_cents, material_cents, position)
         values ($1, $2, $3, $4, $5, $6, $7, $8)",
    )
    .bind(product.id)
    .bind(cohort)
    .bind(&product.name)
    .bind(product.pictogram)
    .bind(product.unit)
    .bind(product.price)
    .bind(product.material)
    .bind(position)
    .execute(db)
    .await?;
    Ok(())
}

/// A booking with its machines. The database refuses it when it does not fit.
pub async fn insert_booking(tx: &mut Tx, cohort: Uuid, booking: &Booking) -> Result<(), Error> {
    sqlx::query(
        "insert into booking (id, space, cohort, person, pole, starts_at, ends_at, people, purpose, state, created_at,
                              cancelled_at, event, mission, series, checked_in_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)",
    )
    .bind(booking.id)
    .bind(booking.space)
    .bind(cohort)
    .bind(booking.person)
    .bind(booking.pole)
    .bind(booking.starts_at)
    .bind(booking.ends_at)
    .bind(booking.people)
    .bind(&booking.purpose)
    .bind(if booking.cancelled_at.is_some() { "cancelled" } else { "held" })
    .bind(booking.created_at)
    .bind(booking.cancelled_at)
    .bind(booking.event)
    .bind(booking.mission)
    .bind(booking.series)
    .bind(booking.checked_in_at)
    .execute(&mut **tx)
    .await?;
    for (machine, count) in &booking.machines {
        sqlx::query("insert into booking_machine (booking, machine, count) values ($1, $2, $3)")
            .bind(booking.id)
            .bind(machine)
            .bind(count)
            .execute(&mut **tx)
            .await?;
    }
    Ok(())
}

/// The rule of bookings that come again; they follow.
pub async fn insert_repeats(db: impl Executor<'_>, cohort: Uuid, repeats: &Repeats) -> Result<(), Error> {
    sqlx::query(
        "insert into booking_series (id, cohort, space, person, rule, first_on, until_on, skipped, from_minutes,
                                     to_minutes, created_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
    )
    .bind(repeats.id)
    .bind(cohort)
    .bind(repeats.space)
    .bind(repeats.person)
    .bind(repeats.series.to_string())
    .bind(repeats.series.starts_on)
    .bind(repeats.series.until)
    .bind(written(&repeats.series.except))
    .bind(i64::from(repeats.hours.0.minutes()))
    .bind(i64::from(repeats.hours.1.minutes()))
    .bind(repeats.created_at)
    .execute(db)
    .await?;
    Ok(())
}

/// Somebody offers her place: it is as it was made.
pub async fn insert_asked(db: impl Executor<'_>, cohort: Uuid, asked: &Asked) -> Result<(), Error> {
    sqlx::query(
        "insert into exchange (id, cohort, given, given_version, asked_by, asked, created_at) values ($1, $2, $3, 0, $4, $5, $6)",
    )
    .bind(asked.id)
    .bind(cohort)
    .bind(asked.given)
    .bind(asked.asked_by)
    .bind(asked.asked)
    .bind(asked.created_at)
    .execute(db)
    .await?;
    Ok(())
}

/// A record with its makers, the first of whom wrote it.
pub async fn insert_record(tx: &mut Tx, cohort: Uuid, record: &Record) -> Result<(), Error> {
    sqlx::query(
        "insert into record (id, cohort, product, made_on, quantity, booking, note, author, created_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
    )
    .bind(record.id)
    .bind(cohort)
    .bind(record.product)
    .bind(record.made_on)
    .bind(record.quantity)
    .bind(record.booking)
    .bind(&record.note)
    .bind(record.makers.first().map(|(who, _)| *who))
    .bind(record.created_at)
    .execute(&mut **tx)
    .await?;
    for (person, minutes) in &record.makers {
        sqlx::query("insert into record_maker (record, person, minutes) values ($1, $2, $3)")
            .bind(record.id)
            .bind(person)
            .bind(minutes)
            .execute(&mut **tx)
            .await?;
    }
    Ok(())
}
