//! Plans that move: examples that people would draw, then what holds for every plan.

use chrono::Days;
use proptest::prelude::*;
use proptest::sample::select;

use super::policy::overlap_days;
use super::*;
use crate::domain::holidays::Holiday;

/// A Monday.
fn start() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 2, 2).unwrap()
}

fn day(n: u64) -> NaiveDate {
    start() + Days::new(n)
}

fn id(n: u128) -> Uuid {
    Uuid::from_u128(n)
}

fn cohort() -> Dates {
    Dates { starts_on: start(), ends_on: day(149) }
}

fn item(n: u128, kind: ItemKind, first: u64, last: u64) -> Item {
    Item { id: id(n), kind, first: day(first), last: day(last), pinned: false, phase: None }
}

fn phase_of(n: u128, kind: PhaseKind, first: u64, last: u64) -> Item {
    item(n, ItemKind::Phase(kind), first, last)
}

fn hanging(n: u128, kind: ItemKind, on: u64, phase: u128) -> Item {
    Item { phase: Some(id(phase)), ..item(n, kind, on, on) }
}

fn pinned(item: Item) -> Item {
    Item { pinned: true, ..item }
}

fn plan(items: impl Into<Vec<Item>>) -> Plan {
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
    let preview = preview(&drawn(), &wanted(1, 27, 46), Policy::Push, start()).unwrap();
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

const PHASES: [PhaseKind; 4] =
    [PhaseKind::Offer, PhaseKind::Learning, PhaseKind::Production, PhaseKind::Capitalisation];

fn some_phase() -> impl Strategy<Value = Item> {
    (select(PHASES.to_vec()), 0..150_u64, 0..40_u64, prop::bool::weighted(0.1)).prop_map(
        |(kind, first, length, pinned)| Item { pinned, ..phase_of(0, kind, first, (first + length).min(149)) },
    )
}

fn some_item() -> impl Strategy<Value = Item> {
    let kinds = [ItemKind::Milestone, ItemKind::Deadline, ItemKind::Event, ItemKind::Mission, ItemKind::Booking];
    let phase = prop::option::of(1..6_u128);
    (select(kinds.to_vec()), 0..150_u64, 0..3_u64, prop::bool::weighted(0.1), phase).prop_map(
        |(kind, first, length, pinned, phase)| {
            let one = item(0, kind, first, (first + length).min(149));
            Item { pinned, phase: phase.map(id), ..one }
        },
    )
}

/// A plan whose ids count from 1, the phases first.
fn some_plan() -> impl Strategy<Value = Plan> {
    let phases = proptest::collection::vec(some_phase(), 1..6);
    let items = proptest::collection::vec(some_item(), 0..20);
    (phases, items).prop_map(|(phases, items)| {
        let all = phases.into_iter().chain(items);
        plan(all.zip(1..).map(|(item, n)| Item { id: id(n), ..item }).collect::<Vec<_>>())
    })
}

/// A move, a longer or shorter item, or both.
fn some_wanted(plan: &Plan) -> impl Strategy<Value = Wanted> + use<> {
    let dates: Vec<(Uuid, Dates)> = plan.items.iter().map(|item| (item.id, item.dates())).collect();
    (select(dates), -30..60_i64, prop_oneof![3 => Just(0_i64), 1 => -5..15_i64], any::<bool>()).prop_map(
        |((item, dates), by, longer, resize)| {
            let by = chrono::Duration::days(by);
            let first = if resize { dates.starts_on } else { dates.starts_on + by };
            let last = if resize { dates.ends_on + by } else { dates.ends_on + by + chrono::Duration::days(longer) };
            Wanted { item, first, last }
        },
    )
}

/// Any plan, a wish, a policy and today (often before everything).
fn some_move() -> impl Strategy<Value = (Plan, Wanted, Policy, NaiveDate)> {
    let today = prop_oneof![2 => Just(0_u64), 1 => 0..150_u64].prop_map(day);
    (some_plan(), select(Policy::ALL), today)
        .prop_flat_map(|(plan, policy, today)| (Just(plan.clone()), some_wanted(&plan), Just(policy), Just(today)))
}

/// The items before and after, two by two.
fn pairs<'a>(before: &'a Plan, after: &'a Plan) -> Vec<(&'a Item, &'a Item)> {
    before.items.iter().zip(&after.items).collect()
}

proptest! {
    #[test]
    fn nothing_leaves_the_days_it_may_take((plan, wanted, policy, today) in some_move()) {
        if let Ok(preview) = preview(&plan, &wanted, policy, today) {
            for item in &preview.apply(&plan).items {
                let allowed = item.allowed(&plan.cohort);
                prop_assert!(allowed.contains(item.first) && allowed.contains(item.last));
                let may_follow = item.kind == ItemKind::Phase(PhaseKind::Capitalisation);
                prop_assert!(may_follow || item.last <= plan.cohort.ends_on);
            }
        }
    }

    #[test]
    fn pinned_past_and_deadlines_stay((plan, wanted, policy, today) in some_move()) {
        if let Ok(preview) = preview(&plan, &wanted, policy, today) {
            for (old, new) in pairs(&plan, &preview.apply(&plan)) {
                let never = old.pinned || old.kind == ItemKind::Deadline;
                prop_assert!(old == new || (!never && (old.id == wanted.item || old.last >= today)));
            }
        }
    }

    #[test]
    fn what_is_asked_is_done((plan, wanted, policy, today) in some_move()) {
        if let Ok(preview) = preview(&plan, &wanted, policy, today) {
            let after = preview.apply(&plan);
            let found = after.items.iter().find(|item| item.id == wanted.item).unwrap();
            prop_assert_eq!((found.first, found.last), (wanted.first, wanted.last));
            prop_assert!(preview.fits(&plan));
            let changed = pairs(&plan, &after).iter().filter(|(old, new)| old != new).count();
            prop_assert_eq!(changed, preview.changes.len());
            prop_assert_eq!(changed, diff(&plan, &after).len());
            prop_assert!(policy != Policy::Alone || changed <= 1);
            for (old, new) in pairs(&plan, &after) {
                prop_assert!(old.id == wanted.item || old.last - old.first == new.last - new.first, "others keep their length");
            }
        }
    }

    #[test]
    fn the_inverse_undoes((plan, wanted, policy, today) in some_move()) {
        if let Ok(preview) = preview(&plan, &wanted, policy, today) {
            prop_assert_eq!(preview.inverse().apply(&preview.apply(&plan)), plan);
            prop_assert_eq!(preview.inverse().inverse().changes, preview.changes);
        }
    }

    /// A move that goes earlier past something that stays cannot be undone so: that thing is in the chain on the way back.
    #[test]
    fn moving_back_restores((plan, wanted, policy, _) in some_move()) {
        let policy = if policy == Policy::Push { Policy::Keep } else { policy };
        let Ok(there) = preview(&plan, &wanted, policy, start()) else { return Ok(()) };
        let Some(change) = there.changes.first() else { return Ok(()) };
        let resized = change.from.starts_on == change.to.starts_on;
        let (old, new) = if resized { (change.from.ends_on, change.to.ends_on) } else { (change.from.starts_on, change.to.starts_on) };
        let passed = plan.items.iter().any(|item| {
            item.id != wanted.item && !item.stays(start()) && new <= item.first && item.first < old
        });
        if policy == Policy::Keep && passed {
            return Ok(());
        }
        let after = there.apply(&plan);
        let back = Wanted { item: wanted.item, first: change.from.starts_on, last: change.from.ends_on };
        prop_assert_eq!(preview(&after, &back, policy, start()).unwrap().apply(&after), plan);
    }

    #[test]
    fn the_chain_stays_in_order((plan, wanted, policy, today) in some_move()) {
        let policy = if policy == Policy::Alone { Policy::Keep } else { policy };
        let Ok(preview) = preview(&plan, &wanted, policy, today) else { return Ok(()) };
        let after = preview.apply(&plan);
        let Some(change) = preview.changes.first() else { return Ok(()) };
        let resized = change.from.starts_on == change.to.starts_on;
        let chain: Vec<_> = pairs(&plan, &after).into_iter().filter(|(old, _)| {
            let follows = match policy {
                Policy::Push => old.is_phase() && old.first > change.from.starts_on,
                _ if resized => old.first >= change.from.ends_on,
                _ => old.first >= change.from.starts_on,
            };
            (old.id == wanted.item && (policy == Policy::Keep || old.is_phase())) || (follows && !old.stays(today))
        }).collect();
        for (a, new_a) in &chain {
            for (b, new_b) in &chain {
                prop_assert!(a.first >= b.first || new_a.first <= new_b.first);
            }
        }
    }

    #[test]
    fn push_lets_no_overlap_grow((plan, wanted, _, today) in some_move()) {
        let Ok(preview) = preview(&plan, &wanted, Policy::Push, today) else { return Ok(()) };
        let Some(change) = preview.changes.first() else { return Ok(()) };
        let after = preview.apply(&plan);
        let phases: Vec<_> = pairs(&plan, &after).into_iter().filter(|(old, _)| old.is_phase()).collect();
        for (a, new_a) in phases.iter().filter(|(old, _)| old.id == wanted.item || old.first > change.from.starts_on) {
            for (b, new_b) in phases.iter().filter(|(old, _)| a.first < old.first && !old.is_past(today)) {
                if plan.items.iter().any(|item| item.id == wanted.item && item.is_phase()) {
                    prop_assert!(overlap_days(new_a.dates(), new_b.dates()) <= overlap_days(a.dates(), b.dates()));
                }
            }
        }
    }

    #[test]
    fn push_moves_no_further_than_it_has_to((plan, wanted, _, today) in some_move()) {
        let Ok(preview) = preview(&plan, &wanted, Policy::Push, today) else { return Ok(()) };
        let after = preview.apply(&plan);
        for (old, new) in pairs(&plan, &after).into_iter().filter(|(old, new)| old.is_phase() && old != new && old.id != wanted.item) {
            prop_assert!(new.first > old.first);
            let one_less = Dates { starts_on: new.first - Days::new(1), ends_on: new.last - Days::new(1) };
            let held = pairs(&plan, &after).into_iter().any(|(a, new_a)| {
                a.is_phase() && a != new_a && a.first < old.first
                    && (new_a.first > one_less.starts_on
                        || overlap_days(new_a.dates(), one_less) > overlap_days(a.dates(), old.dates()))
            });
            prop_assert!(held);
        }
    }

    #[test]
    fn keep_keeps_every_gap((plan, wanted, _, today) in some_move()) {
        let Ok(preview) = preview(&plan, &wanted, Policy::Keep, today) else { return Ok(()) };
        let shifts = preview.changes.iter().skip(1).map(|change| change.to.starts_on - change.from.starts_on);
        prop_assert!(shifts.clone().all(|shift| Some(shift) == shifts.clone().next()));
    }
}
