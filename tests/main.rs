//! Every test that asks the whole program, as a visitor does, on the engine of this build.

mod demo;
mod harness;
mod permissions;
mod platform;
mod process;
mod production;
