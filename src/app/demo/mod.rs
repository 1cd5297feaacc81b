//! The demonstration: invented people in the two cohorts of the source text and in one that runs today.
