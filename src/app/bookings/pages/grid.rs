//! What the week tells its island, in plain text: what is taken without a name, and one's own bookings by where they change.

use super::super::{
    store::{Own, Taken, outages::Unavailable, spaces::Workshop},
    week::{Day, Week},
    words as said,
};
use crate::{
    app::{
        access::Member,
        i18n::*,
        paths,
        ui::{icon::Icon, islands::Scripts},
        words,
    },
    domain::{
        capacity::Usage,
        dial,
        time::{Fold, bounds},
    },
    islands::WeekGrid,
};
use chrono::{DateTime, Utc};
use leptos::prelude::*;

/// What is held is drawn here, over the table.
pub const DRAWING: &str =
    "<svg id=\"week-pick\" class=\"week-pick none\" aria-hidden=\"true\"><rect rx=\"6\"></rect></svg>";

pub struct Grid<'w> {
    pub locale: Locale,
    pub member: &'w Member,
    pub workshop: &'w Workshop,
    pub week: &'w Week<'w>,
    pub taken: &'w [Taken],
    pub away: &'w Unavailable,
}

impl Grid<'_> {
    /// Whether there is anything left to book in this week.
    fn is_open(&self) -> bool {
        let to_come = |day: &Day<'_>| day.bookable && day.open.iter().any(|open| open.1 > self.week.from);
        self.week.days.iter().any(to_come)
    }

    /// One's own bookings that have not begun.
    fn mine(&self) -> impl Iterator<Item = (&Own, &Taken)> {
        let mine = self.taken.iter().filter_map(|taken| Some((taken.own.as_ref()?, taken)));
        mine.filter(|(own, taken)| own.mine && !own.offered && taken.usage.start >= self.week.from)
    }

    /// The buttons by which keys choose. Where scripts do not run they are not there.
    pub fn tools(&self) -> Option<AnyView> {
        let locale = self.locale;
        let zone = self.workshop.space.zone;
        let moves = self.mine().enumerate().map(|(index, (_, taken))| {
            let what = said::moment(locale, taken.usage.start, taken.usage.end, zone);
            let label = td_string!(locale, bookings.grid.move_own, what = what).to_string();
            view! { <button type="button" class="button small secondary" data-pick=(index + 1).to_string()><Icon name="grip"/><span>{label}</span></button> }
        });
        let moves = moves.collect_view();
        self.is_open().then(|| {
            view! {
                <div class="week-tools" hidden>
                    <p class="hint" id="week-keys">{td_string!(locale, bookings.grid.hint)} " " {td_string!(locale, bookings.grid.keys)}</p>
                    <div class="actions" role="application" aria-label=td_string!(locale, bookings.grid.tools).to_string() aria-describedby="week-keys">
                        <button type="button" class="button small secondary" data-pick="0"><Icon name="plus"/><span>{td_string!(locale, bookings.grid.new_moment)}</span></button>
                        {moves}
                    </div>
                    <p class="week-said" role="status"></p>
                </div>
            }
            .into_any()
        })
    }

    /// The island itself.
    pub fn island(&self) -> Option<AnyView> {
        self.is_open().then(|| {
            let told = [self.words(), self.clocks(), self.days(), self.taken()].join("\n");
            view! { <WeekGrid told=told.trim_end().to_owned()/> <Scripts/> }.into_any()
        })
    }

    fn minutes(&self, at: DateTime<Utc>) -> i64 {
        let monday = self.week.days.first().map(|day| bounds(day.date, self.workshop.space.zone).0);
        (at - monday.unwrap_or(at)).num_minutes()
    }

    /// Where one books, the language of the clock, the times and twins of the rows, what the space has, how long it is cleaned.
    fn clocks(&self) -> String {
        let address = format!("{}/new?space={}", paths::bookings(&self.member.cohort.slug), self.workshop.space.id);
        let rows = &self.week.rows;
        let fold = |fold| match fold {
            None => 0,
            Some(Fold::First) => 1,
            Some(Fold::Second) => 2,
        };
        let place = &self.workshop.place.space;
        let has = std::iter::once(place.people).chain(place.machines.iter().map(|(_, has)| *has));
        let parts = [
            address,
            self.locale.to_string(),
            spaced(rows.iter().map(|row| row.hour * 60)),
            spaced(rows.iter().map(|row| fold(row.fold))),
            spaced(has),
            self.workshop.space.terms.buffer_minutes.to_string(),
        ];
        parts.join("\t")
    }

    fn days(&self) -> String {
        let day = |day: &Day<'_>| {
            let rows = self.week.rows.iter().map(|row| match dial::at(&day.dial, *row) {
                Some((start, _)) => self.minutes(start).to_string(),
                None => "-".to_owned(),
            });
            let open = day.open.iter().filter(|_| day.bookable).flat_map(|open| [open.0, open.1]);
            let open = spaced(open.map(|at| self.minutes(at)));
            let (name, from) = (words::day_without_year(self.locale, day.date), self.minutes(self.week.from));
            format!("{}\t{name}\t{}\t{open}\t{}", day.date, spaced(rows), from.max(0))
        };
        self.week.days.iter().map(day).collect::<Vec<_>>().join("\n")
    }

    /// One's own first, in the order of their buttons.
    fn taken(&self) -> String {
        let change = |own: &Own| paths::change_booking(&self.member.cohort.slug, own.id);
        let mine: Vec<(&Own, &Taken)> = self.mine().collect();
        let is_mine = |taken: &Taken| mine.iter().any(|(_, one)| std::ptr::eq(*one, taken));
        let others =
            self.taken.iter().filter(|taken| !is_mine(taken)).map(|taken| self.line(&taken.usage, taken.free, ""));
        let mine = mine.iter().map(|(own, taken)| self.line(&taken.usage, taken.free, &change(own)));
        let away: Vec<Usage> = self.away.usages().collect();
        let away = away.iter().map(|usage| self.line(usage, usage.end, ""));
        mine.chain(others).chain(away).collect::<Vec<_>>().join("\n")
    }

    /// One's own say when they end, others until when they are in the way.
    fn line(&self, usage: &Usage, free: DateTime<Utc>, address: &str) -> String {
        let machines = self.workshop.place.space.machines.iter().map(|(id, _)| {
            let used = usage.machines.iter().find(|(machine, _)| machine == id);
            used.map_or(0, |(_, count)| *count)
        });
        let end = if address.is_empty() { free } else { usage.end };
        let span = [usage.start, end].map(|at| self.minutes(at).max(0));
        let counts = std::iter::once(usage.people).chain(machines);
        format!("{} {} {}\t{address}", span[0], span[1], spaced(counts))
    }

    fn words(&self) -> String {
        let locale = self.locale;
        let says = td_string!(locale, bookings.grid.says, day = "{day}", from = "{from}", to = "{to}", free = "{free}");
        let fixed = [
            says.to_string(),
            td_string!(locale, bookings.grid.shut).to_string(),
            td_string!(locale, bookings.grid.past).to_string(),
            td_string!(locale, bookings.no_place).to_string(),
            td_string!(locale, bookings.grid.gone).to_string(),
            td_string!(locale, bookings.grid.left, count = "{n}").to_string(),
        ];
        let machines = self.workshop.machines.iter();
        let machines = machines.map(|machine| {
            td_string!(locale, bookings.grid.machine_left, name = machine.name.clone(), count = "{n}").to_string()
        });
        fixed.into_iter().chain(machines).collect::<Vec<_>>().join("\t")
    }
}

fn spaced<T: ToString>(all: impl Iterator<Item = T>) -> String {
    all.map(|one| one.to_string()).collect::<Vec<_>>().join(" ")
}
