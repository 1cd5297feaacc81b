//! The command line: serve, demo, invite, check, backup, restore.

use clap::{Parser, Subcommand};
use cooperade::{
    app,
    platform::{Platform, clock::Clock, config, serve, telemetry},
};
use std::process::ExitCode;

#[derive(Parser)]
#[command(version, about)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Serve the program
    Serve(config::Serve),
}

#[tokio::main]
async fn main() -> ExitCode {
    let done = match Cli::parse().command {
        Command::Serve(settings) => run(settings).await,
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

type Done = Result<(), Box<dyn std::error::Error>>;

async fn run(settings: config::Serve) -> Done {
    telemetry::start(&settings.log);
    let listener = tokio::net::TcpListener::bind(settings.addr).await?;
    let state = Platform::start(settings, Clock::default()).await?;
    println!("{}", state.settings.base_url());
    serve::serve(listener, app::router(state.clone()), state, serve::asked_to_stop()).await;
    Ok(())
}
