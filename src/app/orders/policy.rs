//! Who may do what with an order: any member reads it and works on it, who took it and who accompanies commit the group.

use super::store::Order;
use crate::{
    app::access::Member,
    domain::{
        order::{Hand, OrderState},
        problem::Problem,
    },
    platform::error::AppError,
};

/// As whom `member` asks.
pub fn hand(member: &Member, order: &Order) -> Hand {
    match member.role.is_facilitator() {
        true => Hand::Facilitator,
        false if order.taken_by == member.person => Hand::Taker,
        false => Hand::Member,
    }
}

/// Whether she may change what is ordered, by whom and for when.
pub fn changes(member: &Member, order: &Order) -> bool {
    order.state.may_change() && hand(member, order) != Hand::Member
}

/// Refuses a change of what is delivered, paid or cancelled, and of who neither took it nor accompanies.
pub fn change(member: &Member, order: &Order) -> Result<(), AppError> {
    answer(member, order)?;
    if order.state.may_change() { Ok(()) } else { Err(AppError::field("", Problem::StateNotNext)) }
}

/// Refuses a step that is not next, and one that is not hers.
pub fn step(member: &Member, order: &Order, next: OrderState) -> Result<(), AppError> {
    if !order.state.may_become(next) {
        return Err(AppError::field("", Problem::StateNotNext));
    }
    if order.state.may_step(next, hand(member, order)) { Ok(()) } else { Err(AppError::Forbidden) }
}

/// Refuses to forget a customer to whom something is still due.
pub fn forget(member: &Member, order: &Order) -> Result<(), AppError> {
    answer(member, order)?;
    if order.state.is_over() { Ok(()) } else { Err(AppError::field("", Problem::StateNotNext)) }
}

fn answer(member: &Member, order: &Order) -> Result<(), AppError> {
    if hand(member, order) == Hand::Member { Err(AppError::Forbidden) } else { Ok(()) }
}
