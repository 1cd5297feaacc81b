//! The group's money: a journal that only grows. Every feature in which money moves enters it through [`store`], in the
//! transaction in which it moves.

pub mod store;
