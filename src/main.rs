//! The command line: serve, demo, invite, check, index, backup, restore.

use clap::{Parser, Subcommand, ValueEnum};
use cooperade::{
    app::{self, check, demo, people, search},
    domain::cohort::Role,
    platform::{
        Platform,
        clock::Clock,
        config::{Database, Serve},
        db::{self, Db},
        error::AppError,
        password::Hasher,
        serve, telemetry,
        token::Token,
    },
};
use std::{path::PathBuf, process::ExitCode};
use uuid::Uuid;

/// A page is some thousand small strings: the system's allocator took a sixth of the time that it needs.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// One tool for ephemeral cooperatives: plan, produce, book the workshop, share what was learnt.
#[derive(Parser)]
#[command(version, about)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Serve the program
    Serve(Serve),
    /// Fill an empty database with the demonstration
    Demo {
        #[command(flatten)]
        database: Database,
        /// Print what was made as JSON
        #[arg(long)]
        json: bool,
    },
    /// Print a one-time link for the first account
    Invite {
        #[command(flatten)]
        database: Database,
        /// What the person will be: a facilitator may create cohorts
        #[arg(long, value_enum, default_value_t = Invited::Facilitator)]
        role: Invited,
        /// The address that the link begins with
        #[arg(long, env = "COOPERADE_PUBLIC_URL", default_value = "http://127.0.0.1:3000")]
        public_url: String,
    },
    /// Check a database: the file, what refers to what, no overbooking, sums, the audit
    Check(Database),
    /// Make the index of searches again, from the texts as they are
    Index(Database),
    /// Write a clean copy of a database while it is used
    Backup {
        #[command(flatten)]
        database: Database,
        /// The file to write
        #[arg(long)]
        to: PathBuf,
    },
    /// Put a copy in the place of a database that is not used
    Restore {
        #[command(flatten)]
        database: Database,
        /// The file to read
        #[arg(long)]
        from: PathBuf,
    },
}

#[derive(Clone, Copy, ValueEnum)]
enum Invited {
    Facilitator,
}

type Done = Result<ExitCode, Box<dyn std::error::Error>>;

#[tokio::main]
async fn main() -> ExitCode {
    let done = match Cli::parse().command {
        Command::Serve(settings) => run(settings).await,
        Command::Demo { database, json } => fill(&database.database, json).await,
        Command::Invite { database, role: Invited::Facilitator, public_url } => {
            invite(&database.database, &public_url).await
        }
        Command::Check(database) => examine(&database.database).await,
        Command::Index(database) => index(&database.database).await,
        Command::Backup { database, to } => backup(&database.database, &to).await,
        Command::Restore { database, from } => restore(&database.database, &from).await,
    };
    done.unwrap_or_else(|error| {
        eprintln!("cooperade: {error}");
        ExitCode::FAILURE
    })
}

async fn run(settings: Serve) -> Done {
    telemetry::start(&settings.log);
    let _claim = db::claim(&settings.database)?;
    let listener = tokio::net::TcpListener::bind(settings.addr).await?;
    let state = Platform::start(settings, Clock::default()).await?;
    if state.demonstration && !state.settings.addr.ip().is_loopback() && !state.settings.allow_demo {
        return Err("this is a demonstration, its passwords are known: --allow-demo serves it all the same".into());
    }
    println!("{}", state.settings.base_url());
    let (router, chores) = (app::router(state.clone()), app::chores::run(state.clone()));
    serve::serve(listener, router, state, chores, serve::asked_to_stop()).await;
    Ok(ExitCode::SUCCESS)
}

async fn fill(database: &str, json: bool) -> Done {
    let db = Db::open(database).await?;
    let filled = demo::fill(&db, Clock::default().now(), &Hasher::new()).await.map_err(|error| match error {
        AppError::Forbidden => "somebody is in this database: the demonstration needs an empty one".into(),
        other => Box::<dyn std::error::Error>::from(other),
    })?;
    db.close().await;
    if json {
        println!("{}", serde_json::to_string(&filled)?);
        return Ok(ExitCode::SUCCESS);
    }
    for cohort in &filled.cohorts {
        println!("/cohorts/{:<28} {}", cohort.slug, cohort.name);
    }
    for login in &filled.logins {
        println!("{:<12} {}  {:<12} {}", login.login, login.password, login.role, login.cohort);
    }
    Ok(ExitCode::SUCCESS)
}

async fn invite(database: &str, public_url: &str) -> Done {
    let db = Db::open(database).await?;
    let token = Token::random();
    let invitation = people::store::NewInvitation {
        id: Uuid::now_v7(),
        token_hash: token.hash(),
        cohort: None,
        role: Role::Facilitator,
        made_by: None,
        made_at: Clock::default().now(),
    };
    let mut tx = db.begin().await?;
    people::store::insert_invitation(&mut *tx, &invitation).await?;
    tx.commit().await?;
    db.close().await;
    println!("{}{}", public_url.trim_end_matches('/'), app::paths::join(token.text()));
    Ok(ExitCode::SUCCESS)
}

async fn examine(database: &str) -> Done {
    let db = Db::open(database).await?;
    let findings = check::run(&db).await?;
    db.close().await;
    for finding in &findings {
        println!("{} {:<24} {}", if finding.sound { "ok  " } else { "FAIL" }, finding.name, finding.figure);
    }
    let sound = findings.iter().all(|finding| finding.sound);
    Ok(if sound { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

async fn index(database: &str) -> Done {
    let db = Db::open(database).await?;
    let texts = search::index::again(&db).await?;
    db.close().await;
    println!("{texts} texts can be found");
    Ok(ExitCode::SUCCESS)
}

async fn backup(database: &str, to: &std::path::Path) -> Done {
    let db = Db::open(database).await?;
    db.backup(to).await?;
    db.close().await;
    println!("{}", to.display());
    Ok(ExitCode::SUCCESS)
}

async fn restore(database: &str, from: &std::path::Path) -> Done {
    let before = db::restore(from, database).await?;
    println!("{database} is now {}; what was there, if anything, is {}", from.display(), before.display());
    Ok(ExitCode::SUCCESS)
}
