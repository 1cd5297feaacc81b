//! Writes calendars that other programs read: RFC 5545, and the few properties beyond it that they look at.

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;

/// The most octets of a line, its end not counted.
const LINE: usize = 75;

/// A calendar with what is in it. `prodid` names the program that writes it, `zone` the clock to show it on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Calendar {
    pub name: String,
    pub prodid: String,
    pub zone: Tz,
    pub entries: Vec<Entry>,
}

/// One entry. `uid` stays the same for ever, `sequence` grows with every change, `stamp` is when it last changed. An
/// empty place or description is left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    pub uid: String,
    pub stamp: DateTime<Utc>,
    pub when: When,
    pub summary: String,
    pub location: String,
    pub description: String,
    pub sequence: u32,
    pub cancelled: bool,
}

/// When an entry is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// From an instant to another, excluded.
    Instants { starts: DateTime<Utc>, ends: DateTime<Utc> },
    /// From a day to another, included.
    Days { first: NaiveDate, last: NaiveDate },
}

impl Calendar {
    /// The text of the file, to be served as `text/calendar; charset=utf-8`. Readers are asked to come back each hour.
    pub fn write(&self) -> String {
        let mut lines = Lines::default();
        lines.raw("BEGIN:VCALENDAR");
        lines.raw("VERSION:2.0");
        lines.text("PRODID", &self.prodid);
        lines.raw("CALSCALE:GREGORIAN");
        lines.raw("METHOD:PUBLISH");
        lines.text("X-WR-CALNAME", &self.name);
        lines.text("X-WR-TIMEZONE", self.zone.name());
        lines.raw("REFRESH-INTERVAL;VALUE=DURATION:PT1H");
        lines.raw("X-PUBLISHED-TTL:PT1H");
        self.entries.iter().for_each(|entry| entry.write(&mut lines));
        lines.raw("END:VCALENDAR");
        lines.0
    }
}

impl Entry {
    fn write(&self, lines: &mut Lines) {
        lines.raw("BEGIN:VEVENT");
        lines.text("UID", &self.uid);
        lines.raw(&format!("DTSTAMP:{}", instant(self.stamp)));
        self.when.write(lines);
        lines.text("SUMMARY", &self.summary);
        lines.text_unless_empty("LOCATION", &self.location);
        lines.text_unless_empty("DESCRIPTION", &self.description);
        lines.raw(&format!("SEQUENCE:{}", self.sequence));
        lines.raw(if self.cancelled { "STATUS:CANCELLED" } else { "STATUS:CONFIRMED" });
        lines.raw("END:VEVENT");
    }
}

impl When {
    fn write(self, lines: &mut Lines) {
        match self {
            When::Instants { starts, ends } => {
                lines.raw(&format!("DTSTART:{}", instant(starts)));
                lines.raw(&format!("DTEND:{}", instant(ends)));
            }
            When::Days { first, last } => {
                // The standard's end is excluded.
                let end = last.max(first).succ_opt().unwrap_or(last);
                lines.raw(&format!("DTSTART;VALUE=DATE:{}", day(first)));
                lines.raw(&format!("DTEND;VALUE=DATE:{}", day(end)));
            }
        }
    }
}

fn instant(at: DateTime<Utc>) -> String {
    at.format("%Y%m%dT%H%M%SZ").to_string()
}

fn day(day: NaiveDate) -> String {
    day.format("%Y%m%d").to_string()
}

/// A text with one kind of line end and no other control character: what [`escape`] writes and readers get back.
pub fn clean(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace(['\r', '\u{85}', '\u{2028}', '\u{2029}'], "\n");
    text.chars().filter(|c| *c == '\n' || !c.is_control()).collect()
}

/// A cleaned text as the value of a property: nothing in it can end the line.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in clean(text).chars() {
        match c {
            '\\' | ';' | ',' => escaped.extend(['\\', c]),
            '\n' => escaped.push_str("\\n"),
            c => escaped.push(c),
        }
    }
    escaped
}

/// Lines so far, each ended by CRLF.
#[derive(Default)]
struct Lines(String);

impl Lines {
    fn text(&mut self, property: &str, text: &str) {
        self.raw(&format!("{property}:{}", escape(text)));
    }

    fn text_unless_empty(&mut self, property: &str, text: &str) {
        if !text.trim().is_empty() {
            self.text(property, text);
        }
    }

    /// One line, folded: what goes on begins with a space, which counts, and no character is cut.
    fn raw(&mut self, line: &str) {
        let mut octets = 0;
        for c in line.chars() {
            if octets + c.len_utf8() > LINE {
                self.0.push_str("\r\n ");
                octets = 1;
            }
            self.0.push(c);
            octets += c.len_utf8();
        }
        self.0.push_str("\r\n");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::time::{TimeOfDay, instant as at_clock};
    use chrono_tz::Europe::Paris;
    use proptest::prelude::*;

    fn ymd(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).unwrap()
    }

    fn on_clock(day: NaiveDate, hour: u16) -> DateTime<Utc> {
        at_clock(day, TimeOfDay::new(hour, 0).unwrap(), Paris).unwrap()
    }

    fn entry(when: When) -> Entry {
        Entry {
            uid: "1@cooperade".to_owned(),
            stamp: "2026-01-02T03:04:05Z".parse().unwrap(),
            when,
            summary: "Couture".to_owned(),
            location: String::new(),
            description: String::new(),
            sequence: 0,
            cancelled: false,
        }
    }

    fn calendar(entries: Vec<Entry>) -> String {
        let (name, prodid) = ("Atelier".to_owned(), "-//Coopérade//FR".to_owned());
        Calendar { name, prodid, zone: Paris, entries }.write()
    }

    fn unfolded(text: &str) -> Vec<String> {
        text.replace("\r\n ", "").split_terminator("\r\n").map(str::to_owned).collect()
    }

    fn value(text: &str, property: &str) -> Option<String> {
        let escaped = unfolded(text).into_iter().find_map(|line| line.strip_prefix(property).map(str::to_owned))?;
        let (mut value, mut chars) = (String::new(), escaped.chars());
        while let Some(c) = chars.next() {
            match c {
                '\\' => value.extend(chars.next().map(|c| if c == 'n' { '\n' } else { c })),
                c => value.push(c),
            }
        }
        Some(value)
    }

    #[test]
    fn writes_a_calendar() {
        let days = When::Days { first: ymd(2026, 12, 31), last: ymd(2026, 12, 31) };
        let mut cancelled = entry(days);
        (cancelled.cancelled, cancelled.sequence) = (true, 3);
        cancelled.location = "Atelier ; 2, rue du Bac".to_owned();
        cancelled.description = "a\r\nb\tc\\".to_owned();
        let expected = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Coopérade//FR\r\nCALSCALE:GREGORIAN\r\n\
            METHOD:PUBLISH\r\nX-WR-CALNAME:Atelier\r\nX-WR-TIMEZONE:Europe/Paris\r\n\
            REFRESH-INTERVAL;VALUE=DURATION:PT1H\r\nX-PUBLISHED-TTL:PT1H\r\n\
            BEGIN:VEVENT\r\nUID:1@cooperade\r\nDTSTAMP:20260102T030405Z\r\n\
            DTSTART;VALUE=DATE:20261231\r\nDTEND;VALUE=DATE:20270101\r\nSUMMARY:Couture\r\n\
            LOCATION:Atelier \\; 2\\, rue du Bac\r\nDESCRIPTION:a\\nbc\\\\\r\n\
            SEQUENCE:3\r\nSTATUS:CANCELLED\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
        assert_eq!(calendar(vec![cancelled]), expected);
    }

    #[test]
    fn is_right_when_clocks_change() {
        for (day, starts, ends) in [
            (ymd(2026, 3, 28), "20260328T080000Z", "20260328T110000Z"),
            (ymd(2026, 3, 29), "20260329T070000Z", "20260329T100000Z"),
            (ymd(2026, 10, 24), "20261024T070000Z", "20261024T100000Z"),
            (ymd(2026, 10, 25), "20261025T080000Z", "20261025T110000Z"),
        ] {
            let text = calendar(vec![entry(When::Instants { starts: on_clock(day, 9), ends: on_clock(day, 12) })]);
            assert_eq!(value(&text, "DTSTART:").as_deref(), Some(starts));
            assert_eq!(value(&text, "DTEND:").as_deref(), Some(ends));
        }
        let (first, last) = (on_clock(ymd(2026, 3, 29), 0), on_clock(ymd(2026, 3, 30), 0));
        let text = calendar(vec![entry(When::Instants { starts: first, ends: last })]);
        assert_eq!(value(&text, "DTSTART:").as_deref(), Some("20260328T230000Z"));
        assert_eq!(value(&text, "DTEND:").as_deref(), Some("20260329T220000Z"));
    }

    proptest! {
        #[test]
        fn lines_are_short_and_texts_come_back(
            summary in "[\\PC\r\n\t,;:\\\\]{0,120}",
            description in any::<String>(),
            name in "(END:VEVENT|\r\n|\n|é|👩‍🍳|\u{2028}|\u{85}| ){0,60}",
        ) {
            let mut entry = entry(When::Days { first: ymd(2026, 1, 1), last: ymd(2026, 1, 1) });
            (entry.summary, entry.description) = (summary.clone(), description.clone());
            let calendar = Calendar { name: name.clone(), prodid: "p".to_owned(), zone: Paris, entries: vec![entry] };
            let text = calendar.write();
            for line in text.split_terminator("\r\n") {
                prop_assert!(line.len() <= LINE && !line.is_empty());
                prop_assert!(!line.contains(char::is_control));
            }
            prop_assert_eq!(value(&text, "SUMMARY:"), Some(clean(&summary)));
            prop_assert_eq!(value(&text, "X-WR-CALNAME:"), Some(clean(&name)));
            let described = Some(clean(&description)).filter(|_| !description.trim().is_empty());
            prop_assert_eq!(value(&text, "DESCRIPTION:"), described);
        }

        #[test]
        fn no_text_adds_a_property(
            text in "([\r\n]|BEGIN:VEVENT|X-A:|\u{2028}|\u{2029}|\u{85}|\u{b}|\u{c}| |,){0,40}",
        ) {
            let mut entry = entry(When::Days { first: ymd(2026, 1, 1), last: ymd(2026, 1, 1) });
            (entry.uid, entry.summary, entry.location) = (text.clone(), text.clone(), format!("x{text}"));
            let written = Calendar { name: text.clone(), prodid: text, zone: Paris, entries: vec![entry] }.write();
            let names: Vec<String> =
                unfolded(&written).iter().map(|line| line.split([':', ';']).next().unwrap().to_owned()).collect();
            prop_assert_eq!(names, [
                "BEGIN", "VERSION", "PRODID", "CALSCALE", "METHOD", "X-WR-CALNAME", "X-WR-TIMEZONE", "REFRESH-INTERVAL",
                "X-PUBLISHED-TTL", "BEGIN", "UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "LOCATION", "SEQUENCE",
                "STATUS", "END", "END",
            ]);
        }
    }
}
