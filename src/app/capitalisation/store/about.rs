//! The SQL of what words can be about.

use crate::{
    app::access::Member,
    domain::capitalisation::{About, AboutKind},
    platform::{db::Executor, error::AppError},
};
use chrono::{DateTime, Utc};

/// Something of the group's, as far as words about it name it: not whose it is.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Thing {
    /// Its own, or its space's.
    pub title: String,
    /// Of an order.
    pub number: Option<i64>,
    pub starts_at: Option<DateTime<Utc>>,
    pub ends_at: Option<DateTime<Utc>>,
    /// Of the space.
    pub time_zone: Option<String>,
}

/// What `about` names, if the member's cohort has it. A place that is offered is its person's only.
pub async fn thing(db: impl Executor<'_>, member: &Member, about: About) -> Result<Option<Thing>, AppError> {
    let sql = match about.kind {
        AboutKind::Event => {
            "select title, null as number, starts_at, ends_at, null as time_zone
             from event where id = $1 and cohort = $2"
        }
        AboutKind::Order => {
            "select '' as title, number, null as starts_at, null as ends_at, null as time_zone
             from customer_order where id = $1 and cohort = $2"
        }
        AboutKind::Booking => {
            "select s.name as title, null as number, b.starts_at, b.ends_at, s.time_zone
             from booking b join space s on s.id = b.space
             where b.id = $1 and b.cohort = $2 and (b.hold_until is null or b.person = $3)"
        }
        AboutKind::Mission => {
            "select title, null as number, null as starts_at, null as ends_at, null as time_zone
             from mission where id = $1 and cohort = $2"
        }
        AboutKind::Decision => {
            "select title, null as number, null as starts_at, null as ends_at, null as time_zone
             from decision where id = $1 and cohort = $2"
        }
    };
    let asked = sqlx::query_as(sql).bind(about.id).bind(member.cohort.id);
    let asked = if about.kind == AboutKind::Booking { asked.bind(member.person) } else { asked };
    Ok(asked.fetch_optional(db).await?)
}
