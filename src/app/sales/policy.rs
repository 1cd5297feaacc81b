//! Who may take a sale back: who sold and who accompanies, on the day on which it was entered.

use super::store::Sale;
use crate::{app::access::Member, domain::problem::Problem, platform::error::AppError};
use chrono::{DateTime, NaiveDate, Utc};

/// Whether the sale was entered on this day of the cohort.
fn entered_on(member: &Member, sale: &Sale, today: NaiveDate) -> bool {
    member.cohort.today(sale.sold_at) == today
}

/// Whether `member` may take the sale back now. Another member's sale is not there for her: the store says so.
pub fn takes_back(member: &Member, sale: &Sale, now: DateTime<Utc>) -> bool {
    entered_on(member, sale, member.cohort.today(now)) && sale.taken_back_at.is_none()
}

/// Refuses what is taken back already, and what is of another day.
pub fn take_back(member: &Member, sale: &Sale, now: DateTime<Utc>) -> Result<(), AppError> {
    if takes_back(member, sale, now) {
        return Ok(());
    }
    let problem = if sale.taken_back_at.is_some() { Problem::Changed } else { Problem::InPast };
    Err(AppError::field("", problem))
}
