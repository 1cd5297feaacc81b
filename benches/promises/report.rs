//! The figures beside what was promised: printed while they are made, then written to BENCHMARKS.md.

use crate::Load;
use std::{fmt::Write, path::Path, process::Command};

pub struct Machine {
    cpu: String,
    cores: usize,
    memory: String,
    system: String,
    rustc: String,
}

impl Machine {
    pub fn look() -> Self {
        let field = |file: &str, name: &str| {
            let text = std::fs::read_to_string(file).unwrap_or_default();
            let line = text.lines().find(|line| line.starts_with(name)).unwrap_or_default();
            line.split_once(':').map_or("unknown", |(_, value)| value.trim()).to_owned()
        };
        let said = |program: &str, argument: &str| {
            let output = Command::new(program).arg(argument).output().ok();
            output.map_or("unknown".to_owned(), |o| String::from_utf8_lossy(&o.stdout).trim().to_owned())
        };
        let kilobytes: u64 = field("/proc/meminfo", "MemTotal").trim_end_matches(" kB").parse().unwrap_or(0);
        Self {
            cpu: field("/proc/cpuinfo", "model name"),
            cores: std::thread::available_parallelism().map_or(0, Into::into),
            memory: format!("{} GB", kilobytes / 1024 / 1024),
            system: said("uname", "-sr"),
            rustc: said("rustc", "--version"),
        }
    }
}

pub struct Report {
    machine: Machine,
    promises: Vec<[String; 4]>,
    ceilings: Vec<[String; 3]>,
    pages: Vec<[String; 6]>,
}

fn ms(value: f64) -> String {
    format!("{value:.2} ms")
}

impl Report {
    pub fn new(machine: Machine) -> Self {
        Self { machine, promises: Vec::new(), ceilings: Vec::new(), pages: Vec::new() }
    }

    fn promise(&mut self, what: &str, promised: &str, measured: String, kept: bool) {
        let mark = if kept { "reached" } else { "**not reached**" };
        println!("{what:<58} {promised:<22} {measured:<22} {mark}");
        self.promises.push([what.to_owned(), promised.to_owned(), measured, mark.to_owned()]);
    }

    pub fn start(&mut self, load: &Load) {
        let middle = load.percentile(50);
        self.promise("Start to first answer", "under 500 ms", ms(middle), middle < 500.0);
    }

    pub fn memory(&mut self, what: &str, most: f64, measured: Option<f64>) {
        if let Some(mb) = measured {
            self.promise(what, &format!("at most {most:.0} MB"), format!("{mb:.0} MB"), mb <= most);
        }
    }

    pub fn page(&mut self, what: &str, plain: &Load, compressed: &Load, alone: &Load) {
        let (rate, slow) = (plain.rate, plain.percentile(99));
        self.promise(&format!("{what}, 16 connections"), "at least 2,000/s", format!("{rate:.0}/s"), rate >= 2000.0);
        self.promise(&format!("{what}, 16 connections, p99"), "under 30 ms", ms(slow), slow < 30.0);
        self.pages.push([
            what.to_owned(),
            format!("{rate:.0}/s"),
            ms(plain.percentile(50)),
            ms(slow),
            format!("{:.0}/s, p99 {}", compressed.rate, ms(compressed.percentile(99))),
            ms(alone.percentile(50)),
        ]);
    }

    pub fn write(&mut self, what: &str, load: &Load) {
        let middle = load.percentile(50);
        self.promise(&format!("{what}, durable, p50"), "under 6 ms", ms(middle), middle < 6.0);
    }

    /// Writes of several clients at once, at least so many a second.
    pub fn together(&mut self, what: &str, least: f64, load: &Load) {
        self.promise(what, &format!("at least {least:.0}/s"), format!("{:.0}/s", load.rate), load.rate >= least);
    }

    /// Something that is promised to take less than so many milliseconds, half of the time.
    pub fn quick(&mut self, what: &str, most: f64, load: &Load) {
        let middle = load.percentile(50);
        self.promise(&format!("{what}, p50"), &format!("under {most:.0} ms"), ms(middle), middle < most);
    }

    /// Without an island at most 60 KB; with one, `most`.
    pub fn first_load(&mut self, what: &str, bytes: usize, island: bool, most: f64) {
        let most = if island { most } else { 60.0 };
        let kb = bytes as f64 / 1024.0;
        let kind = if island { "with" } else { "without" };
        let what = format!("First load, {what}, {kind} island, compressed");
        self.promise(&what, &format!("at most {most:.0} KB"), format!("{kb:.1} KB"), kb <= most);
    }

    pub fn growth(&mut self, what: &str, cohorts: i64, small: f64, large: f64) {
        self.beside(&format!("{what}, {cohorts} cohorts beside 3"), small, large);
    }

    /// The same page of much beside that of little.
    pub fn beside(&mut self, what: &str, small: f64, large: f64) {
        let times = large / small;
        let measured = format!("{times:.2} × ({} to {})", ms(small), ms(large));
        self.promise(what, "at most 1.2 ×", measured, times <= 1.2);
    }

    pub fn ceiling(&mut self, what: &str, load: &Load) {
        println!("{what:<58} {:>10.0}/s", load.rate);
        self.ceilings.push([
            what.to_owned(),
            format!("{:.0}/s", load.rate),
            format!("p99 {}", ms(load.percentile(99))),
        ]);
    }

    pub fn disk(&mut self, load: &Load) {
        let what = "4 KB appended and synchronised, no program between";
        println!("{what:<58} {:>12}", ms(load.percentile(50)));
        self.ceilings.push([
            what.to_owned(),
            format!("p50 {}", ms(load.percentile(50))),
            format!("p99 {}", ms(load.percentile(99))),
        ]);
    }

    pub fn finish(self, file: &Path) {
        let mut out = String::from(
            "# What was promised, measured\n\n\
             Made by `make bench`. The release program serves the demonstration from one SQLite file (`synchronous=FULL`) on\n\
             loopback to signed-in visitors; the load generator shares its cores, so a server of its own does better.\n\
             Rates are for uncompressed answers, as a proxy on the same machine asks; compressed ones stand beside them.\n\n",
        );
        let Machine { cpu, cores, memory, system, rustc } = &self.machine;
        let today = chrono::Utc::now().date_naive();
        let _ = writeln!(out, "{today}: {cpu}, {cores} cores, {memory}, {system}, {rustc}.\n");
        let kept = self.promises.iter().filter(|row| row[3] == "reached").count();
        let _ = writeln!(out, "{kept} of {} promises are reached.\n", self.promises.len());
        table(&mut out, &["what", "promised", "measured", ""], &self.promises);
        out += "\n## Pages\n\n";
        let head = ["page", "16 connections", "p50", "p99", "compressed", "one connection, p50"];
        table(&mut out, &head, &self.pages);
        out += "\n## What this machine can do at all\n\n16 connections, the same load generator.\n\n";
        table(&mut out, &["what", "", ""], &self.ceilings);
        std::fs::write(file, out).unwrap();
        println!("\n{kept} of {} promises are reached; BENCHMARKS.md is written.", self.promises.len());
    }
}

fn table<const N: usize>(out: &mut String, head: &[&str; N], rows: &[[String; N]]) {
    let _ = writeln!(out, "| {} |\n|{}", head.join(" | "), "---|".repeat(N));
    for row in rows {
        let _ = writeln!(out, "| {} |", row.join(" | "));
    }
}
