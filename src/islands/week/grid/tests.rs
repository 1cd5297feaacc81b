//! A week over both changes of the clocks, in minutes.

use super::*;

/// A week of which two days are told, 1 h to 5 h: the second goes over a change of the clocks.
fn grid(clocks: &str, first: &str, second: &str, open: &str, taken: &str) -> Grid {
    let words = "{day} {from}-{to}: {free}\tfermé\tpassé\tcomplet\trien\t{n} places\t{n} surjeteuse";
    let told = format!(
        "{words}\n/new?space=1\ten\t{clocks}\t4 1\t0\n2026-10-24\tsamedi\t{first}\t60 300\t0\n\
         2026-10-25\tdimanche\t{second}\t{open}\t0\n\n\n\n\n{taken}"
    );
    Grid::read(&told).unwrap()
}

fn autumn(taken: &str) -> Grid {
    grid("60 120 120 180 240\t0 1 2 0 0", "60 120 - 180 240", "1500 1560 1620 1680 1740", "1500 1800", taken)
}

fn spring() -> Grid {
    grid("60 120 180 240\t0 0 0 0", "60 120 180 240", "1500 - 1560 1620", "1500 1680", "")
}

fn held(own: Option<usize>, span: Span) -> Held {
    Held { own, grip: Grip::Whole, anchor: span.0, start: (0, 0), span, by_key: true }
}

#[test]
fn the_clock_is_told_over_its_changes() {
    let table = [
        (autumn(""), (1500, 1560), Some("on=2026-10-25&from=01:00&to=02:00")),
        (autumn(""), (1560, 1590), Some("on=2026-10-25&from=02:00&to=02:30&fold=first")),
        // To the end of the first hour: a form cannot say it, but up to the quarter before.
        (autumn(""), (1560, 1620), Some("on=2026-10-25&from=02:00&to=02:45&fold=first")),
        (autumn(""), (1620, 1680), Some("on=2026-10-25&from=02:00&to=03:00&fold=second")),
        (autumn(""), (1500, 1740), Some("on=2026-10-25&from=01:00&to=04:00")),
        (spring(), (1530, 1590), Some("on=2026-10-25&from=01:30&to=03:30")),
        (spring(), (1500, 1560), Some("on=2026-10-25&from=01:00&to=03:00")),
        (spring(), (240, 360), None),
        (autumn(""), (240, 1530), None),
    ];
    for (grid, span, expected) in table {
        let link = grid.link(&held(None, span));
        assert_eq!(link, expected.map(|asked| format!("/new?space=1&{asked}")), "{span:?}");
    }
}

#[test]
fn arrows_move_by_a_quarter_and_by_a_day() {
    let grid = autumn("");
    let step = |span, key, stretch| grid.stepped(&held(None, span), key, stretch);
    assert_eq!(step((60, 120), "ArrowDown", false), Some((75, 135)));
    assert_eq!(step((60, 120), "ArrowUp", false), None, "it stays in the table");
    assert_eq!(step((60, 120), "ArrowDown", true), Some((60, 135)));
    assert_eq!(step((60, 75), "ArrowUp", true), Some((60, 75)), "a quarter at least");
    assert_eq!(step((195, 240), "ArrowRight", false), Some((1695, 1740)), "the same time of the clock");
    assert_eq!(step((1695, 1740), "ArrowLeft", false), Some((195, 240)));
    assert_eq!(step((1635, 1680), "ArrowLeft", false), Some((135, 180)), "of two, the one that there is");
    assert_eq!(step((60, 120), "Tab", false), None);
    let spring = spring();
    assert_eq!(spring.stepped(&held(None, (120, 150)), "ArrowRight", false), Some((1560, 1590)), "the next there is");
}

#[test]
fn what_is_free_is_said_and_what_is_not_cannot_be_asked_for() {
    let grid = autumn("\n60 180 1 0\t/change\n60 120 3 1");
    let (possible, words) = grid.sentence(&held(None, (60, 90)));
    assert_eq!((possible, words.as_str()), (false, "samedi 01:00-01:30: complet 0 places · 0 surjeteuse"));
    let (possible, words) = grid.sentence(&held(None, (120, 150)));
    assert_eq!((possible, words.as_str()), (true, "samedi 02:00-02:30: 3 places · 1 surjeteuse"));
    // One's own booking is not in its own way.
    assert!(grid.sentence(&held(Some(0), (120, 240))).0);
    assert!(!grid.sentence(&held(None, (270, 330))).0, "closed");
    assert_eq!(grid.link(&held(Some(0), (75, 195))).unwrap(), "/change?on=2026-10-24&from=01:15&to=03:15");
}

#[test]
fn a_booking_is_held_by_its_middle_or_its_ends() {
    let grid = autumn("\n60 180 1 0\t/change");
    let taken = |there| grid.taken_at(there);
    assert!(taken(60).grip == Grip::Start && taken(90).grip == Grip::Whole && taken(165).grip == Grip::End);
    assert_eq!(grid.dragged_to(&taken(60), 75), (75, 180));
    assert_eq!(grid.dragged_to(&taken(165), 225), (60, 240));
    assert_eq!(grid.dragged_to(&taken(90), 105), (75, 195));
    assert_eq!(grid.dragged_to(&taken(90), 1530), (1500, 1620), "to another day");
    assert_eq!(grid.dragged_to(&taken(240), 255), (240, 270));
    assert_eq!(grid.dragged_to(&taken(255), 240), (240, 270), "upwards as well");
    assert_eq!(grid.dragged_to(&taken(240), 1755), (240, 270), "a choice stays on its day");
    let first = grid.picked(0).unwrap();
    assert!(first.own.is_none() && first.span == (60, 120));
    assert_eq!(grid.picked(1).map(|held| held.span), Some((60, 180)));
    assert!(grid.picked(2).is_none());
}
