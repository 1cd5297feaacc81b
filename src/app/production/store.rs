//! The SQL of this feature.
