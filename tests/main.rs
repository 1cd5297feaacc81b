//! Every test that asks the whole program, as a visitor does, on the engine of this build.

#![allow(clippy::unwrap_used)]

mod attendance;
mod bookings;
mod calendar;
mod capitalisation;
mod cohorts;
mod decisions;
mod demo;
mod door;
mod exports;
mod fairness;
mod feeds;
mod figures;
mod harness;
mod host_calendar;
mod imports;
mod lessons;
mod made;
mod money;
mod orders;
mod partners;
mod people;
mod permissions;
mod place;
mod planning;
mod platform;
mod pole_life;
mod poles;
mod practices;
mod process;
mod production;
mod races;
mod rebooking;
mod repeating;
mod rooms;
mod sales;
mod search;
mod sharing;
mod spaces;
mod stock;
mod templates;
mod use_files;
mod waiting;
