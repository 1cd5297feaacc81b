//! The SQL of what bookings are for: the open orders and missions of a cohort, and the bookings of one.

use crate::{
    app::{
        access::Member,
        bookings::{
            purpose::{For, Offered, OpenMission, OpenOrder},
            store::Booking,
        },
    },
    platform::{
        db::{Connection, Executor},
        error::AppError,
    },
};
use chrono::{DateTime, Utc};
use uuid::Uuid;

/// What the member may book for: her pôles, and what the group has still to do, her own missions first. Three statements.
pub async fn offered(db: &mut Connection, member: &Member) -> Result<Offered, AppError> {
    let poles = super::poles(&mut *db, member).await?;
    let orders: Vec<OpenOrder> = sqlx::query_as(
        "select id, number, customer from customer_order
         where cohort = $1 and state in ('quote', 'confirmed', 'in_production') order by number desc",
    )
    .bind(member.cohort.id)
    .fetch_all(&mut *db)
    .await?;
    let missions: Vec<OpenMission> = sqlx::query_as(
        "select m.id, m.title, p.name as pole from mission m join pole p on p.id = m.pole
         where m.cohort = $1 and m.state <> 'done'
         order by case when m.person = $2 then 0 else 1 end, p.position, m.created_at, m.id",
    )
    .bind(member.cohort.id)
    .bind(member.person)
    .fetch_all(db)
    .await?;
    Ok(Offered { poles, orders, missions, now: None })
}

/// The same as far as it takes to know whether `whom` is one of them: for herself she may always book.
pub async fn offered_for(db: &mut Connection, member: &Member, whom: Option<For>) -> Result<Offered, AppError> {
    match whom {
        None | Some(For::Me) => Ok(Offered::default()),
        Some(_) => offered(db, member).await,
    }
}

/// What one reads of a booking besides when and where.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct More {
    pub order: Option<Uuid>,
    pub order_number: Option<i64>,
    pub mission: Option<Uuid>,
    pub mission_title: Option<String>,
    pub series: Option<Uuid>,
    pub cancel_reason: String,
    pub cancelled_by: Option<String>,
    /// It grows with every change.
    pub version: i64,
}

impl More {
    pub fn whom(&self, booking: &Booking) -> For {
        For::of(booking.pole, self.order, self.mission)
    }
}

/// The rest of a booking that was looked up for the member.
pub async fn more(db: impl Executor<'_>, member: &Member, booking: Uuid) -> Result<More, AppError> {
    let row: Option<More> = sqlx::query_as(
        "select b.customer_order as \"order\", o.number as order_number, b.mission, m.title as mission_title, b.series,
                b.cancel_reason, p.display_name as cancelled_by, b.version
         from booking b left join customer_order o on o.id = b.customer_order left join mission m on m.id = b.mission
         left join person p on p.id = b.cancelled_by
         where b.id = $1 and b.cohort = $2",
    )
    .bind(booking)
    .bind(member.cohort.id)
    .fetch_optional(db)
    .await?;
    row.ok_or(AppError::NotFound)
}

/// A booking of an order or a mission.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Line {
    pub id: Uuid,
    pub space: String,
    pub time_zone: String,
    pub starts_at: DateTime<Utc>,
    pub ends_at: DateTime<Utc>,
    pub person: String,
}

/// The bookings that are for an order or a mission of the member's cohort, the last one first.
pub async fn bookings_for(db: impl Executor<'_>, member: &Member, whom: For) -> Result<Vec<Line>, AppError> {
    let rows = sqlx::query_as(
        "select b.id, s.name as space, s.time_zone, b.starts_at, b.ends_at, p.display_name as person
         from booking b join space s on s.id = b.space join person p on p.id = b.person
         where b.cohort = $1 and (b.customer_order = $2 or b.mission = $3) and b.state <> 'cancelled'
         order by b.starts_at desc, b.id limit 30",
    );
    Ok(rows.bind(member.cohort.id).bind(whom.order()).bind(whom.mission()).fetch_all(db).await?)
}
