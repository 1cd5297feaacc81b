//! Who is asked what she does afterwards, and when.

use crate::{
    app::access::Member,
    domain::{
        afterwards::Moment,
        cohort::{Role, State},
    },
};
use chrono::NaiveDate;

/// The question that the member is asked today: of who learnt, whatever became of the group since.
pub fn asked(member: &Member, today: NaiveDate) -> Option<Moment> {
    let asks = member.role == Role::Entrepreneur && member.cohort.state != State::Draft;
    Moment::open(member.cohort.dates, today).filter(|_| asks)
}
