//! The SQL of this feature: products, records of work with their makers and traces, totals.

mod products;
mod records;
mod totals;

pub use products::*;
pub use records::*;
pub use totals::*;
