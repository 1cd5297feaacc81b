//! Coopérade: one tool for ephemeral cooperatives.
#![recursion_limit = "512"]

#[cfg(feature = "ssr")]
pub mod app;
pub mod domain;
pub mod islands;
#[cfg(feature = "ssr")]
pub mod platform;
