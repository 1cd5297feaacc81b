//! The week drawn: a table of hours and days, and the same as rows for a phone. Hundreds of cells, so they are written
//! straight into two strings.

use super::super::{
    forms,
    store::{Own, spaces::Workshop},
    week::{Cell, Day, Room, Week},
    words as said,
};
use crate::{
    app::{access::Member, i18n::*, paths, ui::markup::Markup, words},
    domain::{
        dial::{self, Hour},
        time::local,
    },
};
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use uuid::Uuid;

/// The two drawings.
pub struct Drawn {
    pub table: String,
    pub days: String,
}

/// Draws a week for a member.
pub fn draw(locale: Locale, member: &Member, workshop: &Workshop, week: &Week<'_>, now: DateTime<Utc>) -> Drawn {
    let pen = Pen::new(locale, member, workshop, week.from, local(now, workshop.space.zone).0);
    Drawn { table: pen.table(week), days: pen.days(week) }
}

/// What every cell needs, worded once.
struct Pen<'w> {
    locale: Locale,
    slug: &'w str,
    workshop: &'w Workshop,
    from: DateTime<Utc>,
    today: NaiveDate,
    shut: String,
    full: String,
    busy: String,
    partly: String,
    you: String,
    offered: String,
    book: String,
    /// "0 place", "1 place", … to all.
    places: Vec<String>,
    /// By machine: "sans surjeteuse", "1 surjeteuse", "2 × surjeteuse", … to all.
    machines: Vec<Vec<String>>,
}

impl<'w> Pen<'w> {
    fn new(locale: Locale, member: &'w Member, workshop: &'w Workshop, from: DateTime<Utc>, today: NaiveDate) -> Self {
        let place = &workshop.place.space;
        let machines = workshop.machines.iter().zip(&place.machines).map(|(machine, (_, has))| {
            let some = (1..=*has).map(|count| said::machines(locale, &machine.name, count.into()));
            std::iter::once(said::without(locale, machine)).chain(some).collect()
        });
        Self {
            locale,
            slug: &member.cohort.slug,
            workshop,
            from,
            today,
            shut: td_string!(locale, bookings.shut).to_string(),
            full: td_string!(locale, bookings.full).to_string(),
            busy: td_string!(locale, bookings.times.busy).to_string(),
            partly: td_string!(locale, bookings.partly).to_string(),
            you: td_string!(locale, bookings.you).to_string(),
            offered: td_string!(locale, waiting.offered).to_string(),
            book: td_string!(locale, bookings.book).to_string(),
            places: (0..=place.people).map(|count| said::places(locale, count)).collect(),
            machines: machines.collect(),
        }
    }

    fn places(&self, count: u32) -> &str {
        self.places.get(count as usize).map(String::as_str).unwrap_or_default()
    }

    fn machine(&self, index: usize, count: u32) -> &str {
        self.machines.get(index).and_then(|words| words.get(count as usize)).map(String::as_str).unwrap_or_default()
    }

    fn table(&self, week: &Week<'_>) -> String {
        let mut out = Markup::with_capacity(24 * 1024);
        out.raw("<table class=\"table week-table\"><thead><tr><td></td>");
        for day in &week.days {
            self.heading(&mut out, day);
        }
        out.raw("</tr></thead><tbody>");
        for row in &week.rows {
            out.raw("<tr><th scope=\"row\">").raw(&said::dial(self.locale, *row)).raw("</th>");
            for day in &week.days {
                match dial::at(&day.dial, *row) {
                    Some(hour) => self.cell(&mut out, day, hour),
                    None => self.no_hour(&mut out, *row),
                }
            }
            out.raw("</tr>");
        }
        out.raw("</tbody></table>");
        out.finish()
    }

    fn heading(&self, out: &mut Markup, day: &Day<'_>) {
        let class = if day.date == self.today { " class=\"today\"" } else { "" };
        out.raw("<th scope=\"col\"").raw(class).raw(">").raw(&words::weekday_short(self.locale, day.date));
        if let Some(reason) = day.closed {
            out.raw("<br><small>").text(reason).raw("</small>");
        }
        out.raw("</th>");
    }

    fn cell(&self, out: &mut Markup, day: &Day<'_>, hour: (DateTime<Utc>, DateTime<Utc>)) {
        let cell = day.cell(hour, self.from);
        let event = day.own_in(hour).find_map(|own| Some((own, own.event?)));
        if let (Some((own, event)), Cell::Full | Cell::Past) = (event, &cell) {
            return self.event(out, &cell, own, event);
        }
        if let Some(mine) = day.own_in(hour).find(|own| own.mine) {
            return self.mine(out, &cell, mine);
        }
        let names = |out: &mut Markup| self.names(out, day, hour);
        match cell {
            Cell::Shut => drop(out.raw("<td class=\"shut\">").raw(&self.shut)),
            Cell::Past => names(out.raw("<td>")),
            Cell::Full => {
                out.raw("<td class=\"full\">").icon("lock");
                self.why_full(out, day, hour);
                names(out);
            }
            Cell::Partly(span) => {
                out.raw("<td class=\"few\">");
                self.linked(out, day, span, |out| {
                    out.raw("<b>").raw(&self.partly).raw("</b>");
                    names(out);
                });
            }
            Cell::Free(room) => {
                out.raw(if self.is_few(&room) { "<td class=\"few\">" } else { "<td class=\"free\">" });
                self.linked(out, day, room.span, |out| {
                    out.raw("<b>").raw(self.places(room.people)).raw("</b>");
                    self.scarce(out, &room);
                    names(out);
                });
            }
        }
        out.raw("</td>");
    }

    /// The clocks skip it, or it comes twice on another day of the week only.
    fn no_hour(&self, out: &mut Markup, row: Hour) {
        out.raw("<td class=\"shut\">");
        if row.fold.is_none() {
            out.raw(td_string!(self.locale, bookings.sheet.no_hour));
        }
        out.raw("</td>");
    }

    /// "complet", or that its host has it, and for what.
    fn why_full(&self, out: &mut Markup, day: &Day<'_>, span: (DateTime<Utc>, DateTime<Utc>)) {
        match day.block_in(span) {
            None => drop(out.raw(&self.full)),
            Some(reason) => drop(out.raw(&self.busy).raw("<small dir=\"auto\">").text(reason).raw("</small>")),
        }
    }

    fn mine(&self, out: &mut Markup, cell: &Cell<'_>, own: &Own) {
        out.raw("<td class=\"mine\"><a href=\"")
            .value(paths::booking(self.slug, own.id))
            .raw("\"><b>")
            .icon(if own.offered { "clock" } else { "user" });
        out.raw(if own.offered { &self.offered } else { &self.you }).raw("</b>");
        match cell {
            Cell::Free(room) => drop(out.raw("<span>").raw(self.places(room.people)).raw("</span>")),
            Cell::Full => drop(out.raw("<span>").raw(&self.full).raw("</span>")),
            _ => {}
        }
        out.raw("</a></td>");
    }

    /// Where the group meets, and nothing else is free.
    fn event(&self, out: &mut Markup, cell: &Cell<'_>, own: &Own, event: Uuid) {
        out.raw("<td class=\"event\"><a href=\"").value(paths::event(self.slug, event)).raw("\"><b>").icon("calendar");
        out.text(&own.label).raw("</b>");
        if let Cell::Full = cell {
            out.raw("<span>").raw(&self.full).raw("</span>");
        }
        out.raw("</a></td>");
    }

    /// The way to book a moment, where there is one.
    fn linked(
        &self,
        out: &mut Markup,
        day: &Day<'_>,
        span: (DateTime<Utc>, DateTime<Utc>),
        inside: impl FnOnce(&mut Markup),
    ) {
        if !day.bookable {
            return inside(out);
        }
        out.raw("<a href=\"").text(&self.href(day.date, span)).raw("\">");
        inside(out);
        out.raw("</a>");
    }

    /// The form for a free moment, filled in: all of it, or its first two hours.
    fn href(&self, day: NaiveDate, (start, end): (DateTime<Utc>, DateTime<Utc>)) -> String {
        let end = end.min(start + TimeDelta::hours(2));
        let (_, from, to, fold) = forms::typed(start, end, self.workshop.space.zone);
        let path = paths::book_moment(self.slug, self.workshop.space.id, day, from, to);
        if fold.is_empty() { path } else { paths::with(&path, "fold", fold) }
    }

    /// One place in three or fewer, or a machine that is out.
    fn is_few(&self, room: &Room<'_>) -> bool {
        let place = &self.workshop.place.space;
        let out = |(index, (_, has)): (usize, &(_, u32))| *has > 0 && room.machine(index) == 0;
        room.people * 3 <= place.people || place.machines.iter().enumerate().any(out)
    }

    /// Machines that are out, or of which one is left of several; of the others there are enough.
    fn scarce(&self, out: &mut Markup, room: &Room<'_>) {
        for (index, (_, has)) in self.workshop.place.space.machines.iter().enumerate() {
            let left = room.machine(index);
            if left < *has && left <= 1 {
                out.raw("<span>").text(self.machine(index, left)).raw("</span>");
            }
        }
    }

    /// Who of one's own cohort is there.
    fn names(&self, out: &mut Markup, day: &Day<'_>, hour: (DateTime<Utc>, DateTime<Utc>)) {
        for (index, own) in day.own_in(hour).enumerate() {
            out.raw(if index == 0 { "<small>" } else { ", " });
            if own.event.is_some() {
                out.icon("calendar");
            }
            out.text(self.label(own));
        }
        if day.own_in(hour).next().is_some() {
            out.raw("</small>");
        }
    }

    /// Who is there; of a place that is only offered, nobody yet.
    fn label<'o>(&'o self, own: &'o Own) -> &'o str {
        match (own.offered, own.mine) {
            (true, _) => &self.offered,
            (_, true) => &self.you,
            _ => &own.label,
        }
    }

    fn days(&self, week: &Week<'_>) -> String {
        let mut out = Markup::with_capacity(16 * 1024);
        for day in week.days.iter() {
            self.day(&mut out, day);
        }
        out.finish()
    }

    fn day(&self, out: &mut Markup, day: &Day<'_>) {
        let locale = self.locale;
        let class = match (day.date == self.today, day.open.is_empty()) {
            (_, true) => "day closed",
            (true, _) => "day today",
            _ => "day",
        };
        out.raw("<section class=\"")
            .raw(class)
            .raw("\"><h2>")
            .raw(&words::day_without_year(locale, day.date))
            .raw("</h2>");
        let mine: Vec<_> = day.own.iter().filter(|(own, _)| own.mine || own.event.is_some()).collect();
        let rows = day.rows(self.from);
        if let Some(reason) = day.closed {
            out.raw("<p>").text(&td_string!(locale, bookings.closed_for, reason = reason).to_string()).raw("</p>");
        } else if day.open.is_empty() {
            out.raw("<p>").raw(td_string!(locale, bookings.not_open)).raw("</p>");
        } else if rows.is_empty() && mine.is_empty() {
            out.raw("<p>").raw(td_string!(locale, bookings.past)).raw("</p>");
        }
        if !(rows.is_empty() && mine.is_empty()) {
            out.raw("<ul class=\"rows slots\">");
            for (own, span) in mine {
                self.my_row(out, own, *span);
            }
            for (span, room) in rows {
                self.row(out, day, span, room.as_ref());
            }
            out.raw("</ul>");
        }
        out.raw("</section>");
    }

    /// One's own booking, or what the group has booked for an event.
    fn my_row(&self, out: &mut Markup, own: &Own, (start, end): (DateTime<Utc>, DateTime<Utc>)) {
        let (class, href, icon, label) = match own.event {
            Some(event) => ("event", paths::event(self.slug, event), "calendar", own.label.as_str()),
            None if own.offered => ("mine", paths::booking(self.slug, own.id), "clock", self.offered.as_str()),
            None => ("mine", paths::booking(self.slug, own.id), "user", self.you.as_str()),
        };
        out.raw("<li><a class=\"row slot ").raw(class).raw("\" href=\"").value(href).raw("\"><b class=\"slot-time\">");
        out.raw(&said::hours(self.locale, start, end, self.workshop.space.zone))
            .raw("</b><span class=\"row-main\">")
            .icon(icon);
        out.raw(" <b>")
            .text(label)
            .raw("</b></span><span class=\"row-end\">")
            .icon("arrow-next")
            .raw("</span></a></li>");
    }

    fn row(&self, out: &mut Markup, day: &Day<'_>, span: (DateTime<Utc>, DateTime<Utc>), room: Option<&Room<'_>>) {
        let class = if room.is_some() { "row slot" } else { "row slot full" };
        out.raw("<li><div class=\"").raw(class).raw("\"><b class=\"slot-time\">");
        out.raw(&said::hours(self.locale, span.0, span.1, self.workshop.space.zone))
            .raw("</b><span class=\"row-main\">");
        match room {
            None => {
                out.icon("lock").raw(" ");
                self.why_full(out, day, span);
            }
            Some(room) => self.room(out, room),
        }
        let mut others = day.own_in(span).filter(|own| !own.mine && own.event.is_none()).peekable();
        if others.peek().is_some() {
            out.raw("<span class=\"row-note\">");
            for (index, own) in others.enumerate() {
                out.raw(if index == 0 { "" } else { ", " }).text(self.label(own));
            }
            out.raw("</span>");
        }
        out.raw("</span>");
        if room.is_some() && day.bookable {
            let time = words::time(self.locale, local(span.0, self.workshop.space.zone).1);
            out.raw("<span class=\"row-end\"><a class=\"button small\" href=\"")
                .text(&self.href(day.date, span))
                .raw("\">");
            out.raw(&self.book).raw(" <span class=\"visually-hidden\">").raw(&time).raw("</span></a></span>");
        }
        out.raw("</div></li>");
    }

    /// "2 places · sans surjeteuse": the places, and the machines of which some are in use.
    fn room(&self, out: &mut Markup, room: &Room<'_>) {
        out.raw("<b>").raw(self.places(room.people)).raw("</b>");
        for (index, (_, has)) in self.workshop.place.space.machines.iter().enumerate() {
            let left = room.machine(index);
            if left < *has {
                out.raw(" · ").text(self.machine(index, left));
            }
        }
    }
}
