//! The SQL of this feature: materials with what is left of them, movements, purchases, lots.

mod lots;
mod materials;
mod movements;
mod purchases;

pub use lots::*;
pub use materials::*;
pub use movements::*;
pub use purchases::*;
