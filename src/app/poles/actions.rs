//! The writes of this feature.
