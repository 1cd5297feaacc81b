use super::*;
use chrono_tz::Europe::Paris;

fn now() -> DateTime<Utc> {
    "2026-10-01T00:00:00Z".parse().unwrap()
}

fn file(inside: &str) -> String {
    format!("BEGIN:VCALENDAR\nVERSION:2.0\n{}\nEND:VCALENDAR\n", inside.trim()).replace('\n', "\r\n")
}

/// One entry with these lines beside its name and title.
fn event(lines: &str) -> String {
    file(&format!("BEGIN:VEVENT\nUID:a@host\nSUMMARY:Service\n{}\nEND:VEVENT", lines.trim()))
}

fn spans(text: &str) -> Vec<String> {
    let read = read(text, Paris, now()).unwrap();
    assert_eq!(read.wrong, [], "{text}");
    read.blocked.iter().map(said).collect()
}

fn said(one: &Blocked) -> String {
    format!("{} {}", one.start.format("%m-%d %H:%M"), one.end.format("%m-%d %H:%M"))
}

fn faults(text: &str) -> Vec<(usize, Fault)> {
    read(text, Paris, now()).unwrap().wrong.into_iter().map(|wrong| (wrong.line, wrong.fault)).collect()
}

#[test]
fn every_way_to_say_when() {
    for (lines, wanted) in [
        ("DTSTART:20261124T090000Z\nDTEND:20261124T110000Z", "11-24 09:00 11-24 11:00"),
        (
            "DTSTART;TZID=Europe/Paris:20261124T090000\nDTEND;TZID=Europe/Paris:20261124T110000",
            "11-24 08:00 11-24 10:00",
        ),
        ("DTSTART;TZID=\"Romance Standard Time\":20261124T090000\nDURATION:PT2H", "11-24 08:00 11-24 10:00"),
        ("DTSTART;TZID=/example.org/20200101/Europe/London:20261124T090000\nDURATION:PT2H", "11-24 09:00 11-24 11:00"),
        // Without a clock it is the space's.
        ("DTSTART:20261124T090000\nDURATION:P1DT30M", "11-24 08:00 11-25 08:30"),
        ("DTSTART;VALUE=DATE:20261124", "11-23 23:00 11-24 23:00"),
        ("DTSTART;VALUE=DATE:20261124\nDTEND;VALUE=DATE:20261124", "11-23 23:00 11-24 23:00"),
        ("DTSTART;VALUE=DATE:20261124\nDTEND;VALUE=DATE:20261126", "11-23 23:00 11-25 23:00"),
        // A line goes on in the next one.
        ("DTSTART;TZID=Europe/\n Paris:20261124T09\n\t0000\nDURATION:PT1H", "11-24 08:00 11-24 09:00"),
        // Days of 25 and of 23 hours, the hour that happens twice and the one that does not exist.
        ("DTSTART;VALUE=DATE:20261025", "10-24 22:00 10-25 23:00"),
        ("DTSTART;VALUE=DATE:20270328", "03-27 23:00 03-28 22:00"),
        ("DTSTART;TZID=Europe/Paris:20261025T023000\nDURATION:PT1H", "10-25 00:30 10-25 01:30"),
        ("DTSTART;TZID=Europe/Paris:20270328T023000\nDURATION:PT1H", "03-28 01:30 03-28 02:30"),
        ("DTSTART;TZID=Europe/Paris:20261024T200000\nDURATION:P1D", "10-24 18:00 10-25 19:00"),
        ("DTSTART;TZID=Europe/Paris:20261024T200000\nDURATION:PT24H", "10-24 18:00 10-25 18:00"),
        // Begun and not over.
        ("DTSTART:20260901T000000Z\nDTEND:20261101T000000Z", "09-01 00:00 11-01 00:00"),
    ] {
        assert_eq!(spans(&event(lines)), [wanted], "{lines}");
    }
    for over in ["DTSTART:20260901T090000Z\nDURATION:PT1H", "DTSTART:20271002T090000Z\nDURATION:PT1H"] {
        assert!(spans(&event(over)).is_empty(), "over, or more than a year ahead");
    }
}

#[test]
fn what_comes_again_keeps_its_clock() {
    let evening = "DTSTART;TZID=Europe/Paris:20261019T180000\nDTEND;TZID=Europe/Paris:20261019T230000\n";
    for (rule, wanted) in [
        ("RRULE:FREQ=WEEKLY;COUNT=3", vec!["10-19 16:00", "10-26 17:00", "11-02 17:00"]),
        ("RRULE:FREQ=WEEKLY;UNTIL=20261026T170000Z", vec!["10-19 16:00", "10-26 17:00"]),
        ("RRULE:FREQ=WEEKLY;UNTIL=20261026T165959Z", vec!["10-19 16:00"]),
        ("RRULE:FREQ=WEEKLY;UNTIL=20261102", vec!["10-19 16:00", "10-26 17:00", "11-02 17:00"]),
        (
            "RRULE:FREQ=WEEKLY;BYDAY=MO,WE;INTERVAL=2;COUNT=4",
            vec!["10-19 16:00", "10-21 16:00", "11-02 17:00", "11-04 17:00"],
        ),
        ("RRULE:FREQ=MONTHLY;BYDAY=-1FR;COUNT=2", vec!["10-19 16:00", "10-30 17:00", "11-27 17:00"]),
        ("RRULE:FREQ=WEEKLY;COUNT=3\nEXDATE;TZID=Europe/Paris:20261026T180000", vec!["10-19 16:00", "11-02 17:00"]),
        ("RRULE:FREQ=WEEKLY;COUNT=3\nEXDATE:20261019T160000Z,20261026T170000Z", vec!["11-02 17:00"]),
        ("RRULE:FREQ=WEEKLY;COUNT=3\nEXDATE;VALUE=DATE:20261026", vec!["10-19 16:00", "11-02 17:00"]),
        ("RDATE;TZID=Europe/Paris:20261225T120000", vec!["10-19 16:00", "12-25 11:00"]),
    ] {
        let found: Vec<String> =
            spans(&event(&format!("{evening}{rule}"))).iter().map(|span| span[..11].to_owned()).collect();
        assert_eq!(found, wanted, "{rule}");
    }
    let days = "DTSTART;VALUE=DATE:20201024\nRRULE:FREQ=DAILY";
    let found = spans(&event(days));
    assert_eq!(found.len(), 366, "from years ago, for a year ahead: {}", found.len());
    assert!(
        found.contains(&"10-24 22:00 10-25 23:00".to_owned()) && found.contains(&"03-27 23:00 03-28 22:00".to_owned())
    );
    let years_ago =
        "DTSTART;TZID=Europe/Paris:20110103T180000\nDURATION:PT5H\nRRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH";
    assert_eq!(spans(&event(years_ago)).len(), 52);
}

#[test]
fn one_of_a_series_is_moved_or_called_off() {
    let series = "BEGIN:VEVENT\nUID:a\nSUMMARY:Service\nDTSTART;TZID=Europe/Paris:20261102T180000\nDURATION:PT1H\nRRULE:FREQ=WEEKLY;COUNT=4\nEND:VEVENT\n";
    let moved = "BEGIN:VEVENT\nUID:a\nSUMMARY:Plus tard\nRECURRENCE-ID;TZID=Europe/Paris:20261109T180000\n\
                 DTSTART;TZID=Europe/Paris:20261110T190000\nDURATION:PT2H\nEND:VEVENT\n";
    let off = "BEGIN:VEVENT\nUID:a\nRECURRENCE-ID:20261116T170000Z\nSTATUS:CANCELLED\nDTSTART:20261116T170000Z\nDURATION:PT1H\nEND:VEVENT\n";
    let found = spans(&file(&format!("{moved}{series}{off}")));
    assert_eq!(found, ["11-02 17:00 11-02 18:00", "11-10 18:00 11-10 20:00", "11-23 17:00 11-23 18:00"]);
    let newer = series.replace("SUMMARY", "SEQUENCE:3\nSTATUS:CANCELLED\nSUMMARY");
    let read = read(&file(&format!("{newer}{series}")), Paris, now()).unwrap();
    assert!(read.blocked.is_empty() && read.uids.contains("a"), "called off, and known so that it goes");
    assert!(spans(&file(&format!("METHOD:CANCEL\n{series}"))).is_empty());
    assert!(spans(&file(&series.replace("SUMMARY", "TRANSP:TRANSPARENT\nSUMMARY"))).is_empty(), "noted, not taken");
    let private = super::read(&file(&series.replace("SUMMARY", "CLASS:PRIVATE\nSUMMARY")), Paris, now()).unwrap();
    assert!(private.blocked.iter().all(|one| one.title.is_empty()));
}

/// As Outlook describes the clock of Paris, under a name of its own.
const DESCRIBED: &str = "BEGIN:VTIMEZONE\nTZID:Bureau\nBEGIN:STANDARD\nDTSTART:16010101T030000\nTZOFFSETFROM:+0200\nTZOFFSETTO:+0100\n\
    RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=10\nEND:STANDARD\nBEGIN:DAYLIGHT\nDTSTART:16010101T020000\nTZOFFSETFROM:+0100\n\
    TZOFFSETTO:+0200\nRRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=3\nEND:DAYLIGHT\nEND:VTIMEZONE\n";

#[test]
fn a_clock_that_the_file_describes_is_that_of_its_place() {
    for (at, length, rule) in [
        ("20261019T180000", "PT5H", "RRULE:FREQ=WEEKLY;COUNT=30\n"),
        ("20261025T023000", "PT1H", ""),
        ("20261025T030000", "PT1H", ""),
        ("20270328T023000", "PT1H", ""),
        ("20270328T030000", "P1D", ""),
        ("20261024T120000", "P1D", "RRULE:FREQ=DAILY;UNTIL=20261026T110000Z\n"),
    ] {
        let entry =
            |zone: &str| format!("BEGIN:VEVENT\nUID:a\nDTSTART;TZID={zone}:{at}\nDURATION:{length}\n{rule}END:VEVENT");
        let by_file = spans(&file(&format!("{DESCRIBED}{}", entry("Bureau"))));
        assert_eq!(by_file, spans(&file(&entry("Europe/Paris"))), "{at} {rule}");
        assert!(!by_file.is_empty());
    }
    let named = DESCRIBED.replace("TZID:Bureau", "TZID:Bureau\nX-LIC-LOCATION:Europe/London");
    let entry = "BEGIN:VEVENT\nUID:a\nDTSTART;TZID=Bureau:20261124T090000\nDURATION:PT1H\nEND:VEVENT";
    assert_eq!(spans(&file(&format!("{named}{entry}"))), ["11-24 09:00 11-24 10:00"]);
}

#[test]
fn what_cannot_be_read_is_told_by_its_line() {
    let date = |text: &str| Fault::Date(text.to_owned());
    for (lines, line, fault) in [
        ("DTSTART;TZID=Lune/Mer:20261124T090000\nDURATION:PT1H", 6, Fault::Zone("Lune/Mer".into())),
        ("DTSTART:20261124T110000Z\nDTEND:20261124T090000Z", 7, Fault::EndBeforeStart),
        ("DTSTART:20261124T110000Z\nDURATION:-PT1H", 7, Fault::EndBeforeStart),
        ("DTSTART:20261124T110000Z", 3, Fault::EndBeforeStart),
        ("DTSTART:20261324T110000Z\nDURATION:PT1H", 6, date("20261324T110000Z")),
        ("DTSTART:demain\nDURATION:PT1H", 6, date("demain")),
        ("DTSTART:20261124T110000Z\nDURATION:1 heure", 7, Fault::Length("1 heure".into())),
        ("DURATION:PT1H", 3, Fault::NoStart),
        ("DTSTART:20261124T110000Z\nDURATION:PT1H\nRRULE:FREQ=SECONDLY", 8, Fault::TooOften),
        ("DTSTART:20261124T110000Z\nDURATION:PT1H\nRRULE:FREQ=HOURLY;COUNT=3", 8, Fault::TooOften),
        (
            "DTSTART:20261124T110000Z\nDURATION:PT1H\nRRULE:FREQ=DAILY;BYHOUR=1,2,3,4,5;BYMINUTE=1,2,3,4,5",
            8,
            Fault::TooOften,
        ),
        ("DTSTART:20261124T110000Z\nDURATION:PT1H\nRRULE:FREQ=SOMETIMES", 8, Fault::Rule),
        ("DTSTART:20261124T110000Z\nDURATION:PT1H\nRRULE:FREQ=DAILY;INTERVAL=0", 8, Fault::Rule),
        ("DTSTART:20261124T110000Z\nDURATION:PT1H\nRRULE:FREQ=DAILY;COUNT=1000000", 8, Fault::Rule),
        ("DTSTART:20261124T110000Z\nDURATION:PT1H\nRRULE:toujours", 8, Fault::Rule),
    ] {
        assert_eq!(faults(&event(lines)), [(line, fault)], "{lines}");
    }
    // The other entries of the file are read, and of an entry the other lines.
    let text = file(
        "BEGIN:VEVENT\nUID:a\nDTSTART:non\nEND:VEVENT\nBEGIN:VEVENT\nUID:b\nune ligne\nDTSTART:20261124T110000Z\nDURATION:PT1H\nEND:VEVENT",
    );
    let both = read(&text, Paris, now()).unwrap();
    assert_eq!((both.blocked.len(), both.wrong.len()), (1, 2));
    let cut = &event("DTSTART:20261124T110000Z\nDURATION:PT1H")[..80];
    assert!(faults(cut).iter().any(|(_, fault)| *fault == Fault::Cut));
    for (text, problem) in [
        ("", Problem::NoFile),
        ("nom;prix\nSac;12", Problem::NotACalendar),
        ("BEGIN:VCARD\r\nFN:Rosa\r\nEND:VCARD\r\n", Problem::NotACalendar),
        ("PK\u{3}\u{4}", Problem::NotACalendar),
        (&"x".repeat(LARGEST + 1), Problem::FileTooLarge { kilobytes: LARGEST / 1024 }),
    ] {
        assert_eq!(read(text, Paris, now()).unwrap_err(), problem);
    }
}

/// Generous, for an unoptimised build on a busy machine; a second at most in a release.
fn soon(text: &str) -> Calendar {
    let began = std::time::Instant::now();
    let read = read(text, Paris, now()).unwrap();
    assert!(began.elapsed().as_secs() < 20, "{:?}", began.elapsed());
    assert!(read.blocked.len() <= MOST);
    read
}

#[test]
fn the_work_is_bounded_whatever_the_file_says() {
    let entry = |n: usize, rule: &str| {
        format!("BEGIN:VEVENT\nUID:{n}\nDTSTART:19700101T0{}0000Z\nDURATION:PT1H\n{rule}\nEND:VEVENT\n", n % 10)
    };
    let many = |count: usize, rule: &str| file(&(0..count).map(|n| entry(n, rule)).collect::<String>());
    let forever = soon(&many(8, "RRULE:FREQ=DAILY"));
    assert!(forever.more && forever.wrong.is_empty() && forever.blocked.len() == MOST, "{}", forever.blocked.len());
    let whole =
        soon(&many(5_000, "RRULE:FREQ=DAILY;BYHOUR=0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23"));
    assert!(whole.more && whole.wrong.iter().any(|wrong| wrong.fault == Fault::TooMuch));
    let never = soon(&many(5_000, "RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30"));
    assert!(never.blocked.is_empty() && never.wrong.iter().any(|wrong| wrong.fault == Fault::TooMuch));
    soon(&many(5_000, "RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"));
    soon(&many(2_000, "RRULE:FREQ=DAILY;COUNT=60000"));
    soon(&many(3_000, "RRULE:FREQ=MONTHLY;INTERVAL=60000"));
    let secondly = soon(&many(5_000, "RRULE:FREQ=SECONDLY"));
    assert_eq!(secondly.wrong.len(), 5_000);
    // Nested without end, and as many lines as fit.
    assert!(!soon(&file(&"BEGIN:X\n".repeat(90_000))).wrong.is_empty());
    soon(&file(&"BEGIN:VEVENT\nEND:VEVENT\n".repeat(35_000)));
    let dates = vec!["20261124T110000Z"; 50_000].join(",");
    soon(&event(&format!("DTSTART:20261124T110000Z\nDURATION:PT1H\nRRULE:FREQ=DAILY\nEXDATE:{dates}")));
}
