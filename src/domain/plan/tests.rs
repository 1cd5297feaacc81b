//! Plans that move: examples that people would draw.

use chrono::Days;

use super::*;
use crate::domain::holidays::Holiday;

/// A Monday.
pub(super) fn start() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 2, 2).unwrap()
}

pub(super) fn day(n: u64) -> NaiveDate {
    start() + Days::new(n)
}

pub(super) fn id(n: u128) -> Uuid {
    Uuid::from_u128(n)
}

fn cohort() -> Dates {
    Dates { starts_on: start(), ends_on: day(149) }
}

pub(super) fn item(n: u128, kind: ItemKind, first: u64, last: u64) -> Item {
    Item { id: id(n), kind, first: day(first), last: day(last), pinned: false, phase: None }
}

pub(super) fn phase_of(n: u128, kind: PhaseKind, first: u64, last: u64) -> Item {
    item(n, ItemKind::Phase(kind), first, last)
}

fn hanging(n: u128, kind: ItemKind, on: u64, phase: u128) -> Item {
    Item { phase: Some(id(phase)), ..item(n, kind, on, on) }
}

fn pinned(item: Item) -> Item {
    Item { pinned: true, ..item }
}

pub(super) fn plan(items: impl Into<Vec<Item>>) -> Plan {
    Plan { cohort: cohort(), items: items.into() }
}

fn wanted(n: u128, first: u64, last: u64) -> Wanted {
    Wanted { item: id(n), first: day(first), last: day(last) }
}

fn moved(plan: &Plan, wanted: Wanted, policy: Policy) -> Vec<(u128, u64, u64)> {
    let number = |day: NaiveDate| (day - start()).num_days() as u64;
    let preview = preview(plan, &wanted, policy, start()).unwrap();
    preview.changes.iter().map(|c| (c.item.as_u128(), number(c.to.starts_on), number(c.to.ends_on))).collect()
}

fn refused(plan: &Plan, wanted: Wanted, policy: Policy) -> (u128, Why) {
    let refused = preview(plan, &wanted, policy, start()).unwrap_err();
    (refused.item.as_u128(), refused.why)
}

fn reasons(plan: &Plan, wanted: Wanted, policy: Policy) -> Vec<(u128, Reason)> {
    let preview = preview(plan, &wanted, policy, start()).unwrap();
    preview.warnings.iter().map(|warning| (warning.item.as_u128(), warning.reason)).collect()
}

/// Offer, then production that overlaps it by five days, sales within production, and a closing after a gap.
fn drawn() -> Plan {
    plan([
        phase_of(1, PhaseKind::Offer, 10, 29),
        phase_of(2, PhaseKind::Production, 25, 80),
        phase_of(3, PhaseKind::Sales, 40, 60),
        phase_of(4, PhaseKind::Closing, 90, 99),
        hanging(5, ItemKind::Event, 12, 1),
        hanging(6, ItemKind::Mission, 50, 3),
        item(7, ItemKind::Booking, 30, 30),
    ])
}

#[test]
fn push_moves_only_what_has_to_make_room() {
    // Five days of overlap stay five; sales lie within production and are not in its way.
    let expected = [(1, 17, 36), (5, 19, 19), (2, 32, 87)];
    assert_eq!(moved(&drawn(), wanted(1, 17, 36), Policy::Push), expected);
    // The gap before the closing is used up, then the closing is pushed by the rest.
    // Sales did not overlap the offer, and still do not.
    let expected = [(1, 27, 46), (5, 29, 29), (2, 42, 97), (3, 47, 67), (6, 57, 57), (4, 98, 107)];
    assert_eq!(moved(&drawn(), wanted(1, 27, 46), Policy::Push), expected);
    // Earlier: nothing is pulled along.
    assert_eq!(moved(&drawn(), wanted(1, 5, 24), Policy::Push), [(1, 5, 24), (5, 7, 7)]);
    // Longer: what hangs on it stays.
    assert_eq!(moved(&drawn(), wanted(1, 10, 30), Policy::Push), [(1, 10, 30), (2, 26, 81)]);
    assert_eq!(moved(&drawn(), wanted(7, 31, 31), Policy::Push), [(7, 31, 31)]);
}

#[test]
fn keep_moves_all_that_follows() {
    let expected = [(2, 27, 82), (7, 32, 32), (3, 42, 62), (6, 52, 52), (4, 92, 101)];
    assert_eq!(moved(&drawn(), wanted(2, 27, 82), Policy::Keep), expected);
    assert_eq!(moved(&drawn(), wanted(2, 25, 83), Policy::Keep), [(2, 25, 83), (4, 93, 102)]);
    assert_eq!(moved(&drawn(), wanted(3, 38, 60), Policy::Keep), [(3, 38, 60), (6, 48, 48), (4, 88, 97)]);
    assert_eq!(moved(&drawn(), wanted(2, 27, 82), Policy::Alone), [(2, 27, 82)]);
    assert_eq!(moved(&drawn(), wanted(2, 25, 80), Policy::Keep), []);
}

#[test]
fn what_cannot_move_says_why() {
    let mut plan = drawn();
    plan.items.push(item(8, ItemKind::Deadline, 20, 20));
    plan.items.push(pinned(item(9, ItemKind::Event, 21, 21)));
    let outside = |allowed| Why::Outside { allowed };
    for policy in Policy::ALL.iter().copied() {
        assert_eq!(refused(&plan, wanted(77, 1, 1), policy), (77, Why::Unknown));
        assert_eq!(refused(&plan, wanted(8, 1, 1), policy), (8, Why::Deadline));
        assert_eq!(refused(&plan, wanted(9, 1, 1), policy), (9, Why::Pinned));
        assert_eq!(refused(&plan, wanted(1, 2, 1), policy), (1, Why::EndBeforeStart));
        assert_eq!(refused(&plan, wanted(1, 149, 150), policy), (1, outside(cohort())));
    }
    assert_eq!(refused(&plan, wanted(1, 70, 89), Policy::Keep), (4, outside(cohort())));
    plan.items[1].pinned = true;
    assert_eq!(refused(&plan, wanted(1, 11, 30), Policy::Push), (2, Why::InTheWay));
    assert_eq!(moved(&plan, wanted(1, 11, 29), Policy::Push), [(1, 11, 29)]);
}

#[test]
fn only_the_capitalisation_follows_the_end() {
    let plan = plan([
        phase_of(1, PhaseKind::Capitalisation, 155, 155),
        Item { phase: Some(id(1)), ..item(2, ItemKind::CapitalisationDay, 155, 155) },
        phase_of(3, PhaseKind::Closing, 140, 145),
        item(4, ItemKind::Event, 149, 149),
    ]);
    assert_eq!(moved(&plan, wanted(1, 160, 160), Policy::Push), [(1, 160, 160), (2, 160, 160)]);
    assert_eq!(refused(&plan, wanted(3, 141, 146), Policy::Keep).0, 4);
    let two_months = cohort().ends_on.checked_add_months(chrono::Months::new(2)).unwrap();
    let allowed = Dates { ends_on: two_months, ..cohort() };
    assert_eq!(refused(&plan, wanted(2, 230, 230), Policy::Alone), (2, Why::Outside { allowed }));
}

#[test]
fn what_is_over_stays() {
    let plan = drawn();
    let today = day(35);
    let preview = |wanted, policy| preview(&plan, &wanted, policy, today).unwrap();
    let touched: Vec<_> = preview(wanted(1, 9, 28), Policy::Keep).changes.iter().map(|c| c.item.as_u128()).collect();
    assert_eq!(touched, [1, 2, 3, 6, 4]);
    let back = preview(wanted(3, 30, 50), Policy::Alone);
    assert_eq!(back.warnings, [Warning { item: id(3), reason: Reason::InPast },]);
}

#[test]
fn warns_of_what_the_move_brings() {
    let plan = plan([
        phase_of(1, PhaseKind::Learning, 40, 70),
        hanging(2, ItemKind::Event, 60, 1),
        item(3, ItemKind::Deadline, 62, 62),
        pinned(hanging(4, ItemKind::Event, 45, 1)),
        item(5, ItemKind::Mission, 50, 61),
    ]);
    let easter = Reason::PublicHoliday { day: day(63), holiday: Holiday::EasterMonday };
    let crossed = Reason::DeadlineCrossed { deadline: id(3), on: day(62) };
    assert_eq!(reasons(&plan, wanted(2, 63, 63), Policy::Alone), [(2, easter), (2, crossed)]);
    assert_eq!(reasons(&plan, wanted(2, 61, 61), Policy::Alone), [(2, Reason::Weekend { day: day(61) })]);
    let pinned = Reason::OverlapsPinned { pinned: id(4) };
    assert_eq!(reasons(&plan, wanted(2, 44, 45), Policy::Alone), [(2, pinned)]);
    let outside = Reason::OutsidePhase { phase: id(1) };
    assert_eq!(reasons(&plan, wanted(2, 71, 71), Policy::Alone), [(2, crossed), (2, outside)]);
    assert_eq!(reasons(&plan, wanted(1, 46, 70), Policy::Alone), [(4, outside)]);
    assert_eq!(reasons(&plan, wanted(5, 44, 63), Policy::Alone), [(5, easter), (5, crossed)]);
    assert_eq!(reasons(&plan, wanted(5, 43, 60), Policy::Alone), []);
}

#[test]
fn versions_are_compared() {
    let before = drawn();
    let mut after = preview(&before, &wanted(4, 91, 100), Policy::Alone, start()).unwrap().apply(&before);
    let removed = after.items.remove(0);
    let added = item(9, ItemKind::Milestone, 3, 3);
    after.items.insert(0, added.clone());
    let (old, new) = (before.items[3].clone(), after.items[3].clone());
    let expected = [
        Difference::Added { item: added },
        Difference::Removed { item: removed },
        Difference::Changed { before: old, after: new },
    ];
    assert_eq!(diff(&before, &after), expected);
    assert_eq!(diff(&before, &before), []);
}

#[test]
fn is_stored_as_json() {
    let preview = preview(&drawn(), &wanted(5, 63, 63), Policy::Alone, start()).unwrap();
    assert_eq!(preview.warnings.len(), 2);
    let json = serde_json::to_string(&preview).unwrap();
    assert_eq!(serde_json::from_str::<Preview>(&json).unwrap(), preview);
    let plan = drawn();
    let json = serde_json::to_string(&plan).unwrap();
    assert!(json.contains("{\"phase\":\"offer\"}") && json.contains("\"booking\""), "{json}");
    assert_eq!(serde_json::from_str::<Plan>(&json).unwrap(), plan);
}

#[test]
fn an_undo_knows_when_it_comes_too_late() {
    let before = drawn();
    let preview = preview(&before, &wanted(1, 17, 36), Policy::Push, start()).unwrap();
    let mut after = preview.apply(&before);
    assert!(preview.fits(&before) && preview.inverse().fits(&after));
    after.items[1].first = day(1);
    assert!(!preview.inverse().fits(&after));
}
