//! Days with what is on them: a table whose cells become a list on a phone, or a list everywhere.

use crate::{
    app::{
        access::Member,
        calendar::{
            store::{Booked, Due},
            words as said,
        },
        cohorts::{store::Event, template_words},
        i18n::*,
        paths,
        planning::{said as plan_said, store::Deadline},
        ui::icon::Icon,
        words,
    },
    domain::{
        cohort::Dates,
        holidays::{DayOff, Zone},
        phase::Phase,
        time::{self, TimeOfDay},
    },
};
use chrono::{Datelike, NaiveDate};
use leptos::prelude::*;

/// One thing on a day.
#[derive(Clone)]
struct Entry {
    /// Nothing lasts the whole day and comes first.
    time: Option<(TimeOfDay, TimeOfDay)>,
    icon: &'static str,
    text: String,
    note: String,
    href: String,
    mine: bool,
}

/// A day and what is on it, in order.
pub(super) struct Day {
    pub day: NaiveDate,
    off: Option<DayOff>,
    entries: Vec<Entry>,
}

/// What days are filled from.
pub(super) struct Source<'a> {
    pub locale: Locale,
    pub member: &'a Member,
    pub zone: Option<Zone>,
    pub phases: Vec<(Phase, String)>,
    pub events: Vec<Event>,
    /// Milestones, and limits that others have set.
    pub deadlines: Vec<Deadline>,
    pub due: Vec<Due>,
    pub booked: Vec<Booked>,
    pub today: NaiveDate,
}

impl Source<'_> {
    pub fn days(&self, shown: &Dates) -> Vec<Day> {
        let mut days: Vec<Day> = shown
            .starts_on
            .iter_days()
            .take_while(|day| *day <= shown.ends_on)
            .map(|day| Day { day, off: DayOff::of(day, self.zone), entries: Vec::new() })
            .collect();
        let all =
            self.phase_entries().chain(self.deadline_entries()).chain(self.due_entries()).chain(self.event_entries());
        let all = all.chain(self.booked_entries());
        for (on, entry) in all {
            let place = usize::try_from((on - shown.starts_on).num_days()).ok();
            if let Some(day) = place.and_then(|place| days.get_mut(place)) {
                day.entries.push(entry);
            }
        }
        for day in &mut days {
            day.entries.sort_by_key(|entry| entry.time);
        }
        days
    }

    fn phase_entries(&self) -> impl Iterator<Item = (NaiveDate, Entry)> {
        let (locale, href) = (self.locale, paths::plan(&self.member.cohort.slug));
        self.phases.iter().flat_map(move |(phase, name)| {
            let begins = td_string!(locale, calendar.phase_begins, name = name.clone()).to_string();
            let ends = td_string!(locale, calendar.phase_ends, name = name.clone()).to_string();
            [(phase.starts_on, begins), (phase.ends_on, ends)].map(|(on, text)| {
                let (note, href) = (String::new(), href.clone());
                (on, Entry { time: None, icon: "plan", text, note, href, mine: false })
            })
        })
    }

    fn due_entries(&self) -> impl Iterator<Item = (NaiveDate, Entry)> {
        self.due.iter().map(|mission| {
            let text = td_string!(self.locale, calendar.due, title = mission.title.clone()).to_string();
            let href = paths::mission(&self.member.cohort.slug, mission.id);
            let entry = Entry { time: None, icon: "flag", text, note: String::new(), href, mine: mission.mine };
            (mission.due_on, entry)
        })
    }

    fn deadline_entries(&self) -> impl Iterator<Item = (NaiveDate, Entry)> {
        let href = paths::plan(&self.member.cohort.slug);
        self.deadlines.iter().map(move |deadline| {
            let (text, href) = (deadline.title.clone(), href.clone());
            let note = plan_said::deadline(self.locale, deadline.kind);
            (deadline.falls_on, Entry { time: None, icon: "deadline", text, note, href, mine: false })
        })
    }

    fn event_entries(&self) -> impl Iterator<Item = (NaiveDate, Entry)> {
        self.events.iter().map(|event| {
            let (on, from, to) = time::hours(event.starts_at, event.ends_at, self.member.cohort.time_zone);
            let icon = template_words::event_icon(event.kind);
            let (text, note) = (event.title.clone(), event.place.clone());
            let href = paths::event(&self.member.cohort.slug, event.id);
            (on, Entry { time: Some((from, to)), icon, text, note, href, mine: false })
        })
    }

    fn booked_entries(&self) -> impl Iterator<Item = (NaiveDate, Entry)> {
        self.booked.iter().map(|booking| {
            let (on, from, to) = time::hours(booking.starts_at, booking.ends_at, booking.zone);
            let text = td_string!(self.locale, calendar.booked, space = booking.space.clone()).to_string();
            let href = paths::booking(&self.member.cohort.slug, booking.id);
            (on, Entry { time: Some((from, to)), icon: "workshop", text, note: String::new(), href, mine: true })
        })
    }

    /// The table: a row a week. On a phone its days become a list without the empty ones.
    pub fn table(&self, days: &[Day], caption: String, month: Option<u32>) -> AnyView {
        let locale = self.locale;
        let names = days.iter().take(7).map(|day| view! { <th scope="col">{words::weekday(locale, day.day)}</th> });
        let weeks = days.chunks(7).map(|week| {
            let cells = week.iter().map(|day| self.cell(day, month)).collect_view();
            view! { <tr>{cells}</tr> }
        });
        view! {
            <div class="table-scroll cal-scroll"><table class="cal">
                <caption class="visually-hidden">{caption}</caption>
                <thead><tr>{names.collect_view()}</tr></thead>
                <tbody>{weeks.collect_view()}</tbody>
            </table></div>
        }
        .into_any()
    }

    fn cell(&self, day: &Day, month: Option<u32>) -> AnyView {
        let locale = self.locale;
        let other = month.is_some_and(|month| month != day.day.month());
        let today = day.day == self.today;
        let mut class = String::from("cal-day");
        for (on, name) in [(other, " other"), (today, " today"), (day.off.is_some(), " off"), (day.is_bare(), " bare")]
        {
            class.push_str(if on { name } else { "" });
        }
        view! {
            <td class=class>
                <p class="cal-date">
                    <span class="cal-number" aria-hidden="true">{day.day.day()}</span>
                    <span class="cal-name">{words::day_without_year(locale, day.day)}</span>
                    {today.then(|| view! { <span class="cal-now">{td_string!(locale, time.today)}</span> })}
                </p>
                {self.day_off(day)}
                {self.entries(day, month.is_some())}
            </td>
        }
        .into_any()
    }

    fn day_off(&self, day: &Day) -> Option<AnyView> {
        let words = match day.off? {
            DayOff::Public(_) => said::day_off(self.locale, day.off?),
            DayOff::School(_, zone) => {
                td_string!(self.locale, calendar.school_short, zone = said::zone(zone)).to_string()
            }
        };
        Some(view! { <p class="cal-off">{words}</p> }.into_any())
    }

    /// In the narrow cells of a month a beginning has to do.
    fn entries(&self, day: &Day, starts_only: bool) -> Option<AnyView> {
        let entry = |entry: &Entry| {
            let time = entry.time.map(|(from, to)| match starts_only {
                true => words::time(self.locale, from),
                false => words::span(self.locale, from, to),
            });
            let mine =
                entry.mine.then(|| view! { <span class="cal-mine">{td_string!(self.locale, calendar.mine)}</span> });
            view! {
                <li><a class="cal-entry" href=entry.href.clone()><Icon name=entry.icon/>
                    <span>{time.map(|time| view! { <span class="cal-time">{time}</span> })}<b dir="auto">{entry.text.clone()}</b>{mine}</span>
                </a></li>
            }
        };
        (!day.entries.is_empty())
            .then(|| view! { <ul class="cal-entries">{day.entries.iter().map(entry).collect_view()}</ul> }.into_any())
    }

    /// The list: `every` day, or those with something only.
    pub fn list(&self, days: &[Day], every: bool) -> AnyView {
        let locale = self.locale;
        let shown = days.iter().filter(|day| every || !day.is_bare()).map(|day| {
            let class = if day.day == self.today { "cal-item today" } else { "cal-item" };
            let today = (day.day == self.today).then(|| format!(" · {}", td_string!(locale, time.today)));
            let off = day.off.map(|off| view! { <p class="cal-off">{said::day_off(locale, off)}</p> });
            let nothing =
                day.entries.is_empty().then(|| view! { <p class="hint">{td_string!(locale, calendar.nothing)}</p> });
            view! {
                <li class=class>
                    <h2>{words::day_without_year(locale, day.day)}{today}</h2>
                    {off}
                    {nothing}
                    <ul class="rows">{day.entries.iter().map(|entry| self.row(entry)).collect_view()}</ul>
                </li>
            }
        });
        view! { <ol class="cal-list">{shown.collect_view()}</ol> }.into_any()
    }

    fn row(&self, entry: &Entry) -> AnyView {
        let time = entry.time.map(|(from, to)| words::span(self.locale, from, to));
        let mine = entry.mine.then(|| td_string!(self.locale, calendar.mine).to_string());
        let note: Vec<_> =
            time.into_iter().chain(Some(entry.note.clone()).filter(|note| !note.is_empty())).chain(mine).collect();
        view! {
            <li><a class="row" href=entry.href.clone()><Icon name=entry.icon/>
                <span class="row-main"><b dir="auto">{entry.text.clone()}</b><span class="row-note">{note.join(" · ")}</span></span>
                <span class="row-end"><Icon name="arrow-next"/></span>
            </a></li>
        }
        .into_any()
    }
}

impl Day {
    /// Nothing to say: neither an entry nor a public holiday.
    pub fn is_bare(&self) -> bool {
        self.entries.is_empty() && !matches!(self.off, Some(DayOff::Public(_)))
    }
}
