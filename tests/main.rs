//! Every test that asks the whole program, as a visitor does, on the engine of this build.

mod cohorts;
mod bookings;
mod demo;
mod harness;
mod people;
mod capitalisation;
mod partners;
mod permissions;
mod platform;
mod poles;
mod process;
mod production;
mod races;
