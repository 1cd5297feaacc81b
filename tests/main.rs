//! Every test that asks the whole program, as a visitor does, on the engine of this build.

mod capitalisation;
mod harness;
mod partners;
mod permissions;
mod platform;
mod process;
