//! What a space asks of who books it.

/// How long before, how far ahead, how long cleaned, and so on: facilitators set them for each space. `None`: not asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Terms {
    /// A booking begins at least so many minutes after it is made.
    pub lead_minutes: i64,
    /// It begins at most so many days ahead.
    pub horizon_days: Option<i64>,
    /// After each booking its people and machines stay out of use for so many minutes.
    pub buffer_minutes: i64,
    /// From so many minutes before it begins, cancelling asks for a reason.
    pub cancel_minutes: i64,
    /// An offered slot waits so many minutes for an answer.
    pub hold_minutes: i64,
    /// So many minutes after it begins, a booking of who has not checked in is free.
    pub grace_minutes: Option<i64>,
    /// Minutes a week that a person books without a facilitator's word.
    pub quota_minutes: Option<i64>,
    /// Whether the page at the door tells who booked.
    pub names_at_door: bool,
}

impl Default for Terms {
    fn default() -> Self {
        Self {
            lead_minutes: 0,
            horizon_days: None,
            buffer_minutes: 0,
            cancel_minutes: 0,
            hold_minutes: 120,
            grace_minutes: None,
            quota_minutes: None,
            names_at_door: false,
        }
    }
}
