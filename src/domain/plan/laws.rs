//! Plans that move: what holds for every plan.

use proptest::prelude::*;
use proptest::sample::select;

use super::policy::overlap;
use super::tests::{day, id, item, phase_of, plan, start};
use super::*;

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
                prop_assert!(old.id == wanted.item || old.dates().days() == new.dates().days());
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

    /// Unless it goes earlier past something that stays, which would come along on the way back.
    #[test]
    fn moving_back_restores((plan, wanted, policy, _) in some_move()) {
        let policy = if policy == Policy::Push { Policy::Keep } else { policy };
        let Ok(there) = preview(&plan, &wanted, policy, start()) else { return Ok(()) };
        let Some(change) = there.changes.first() else { return Ok(()) };
        let resized = change.from.starts_on == change.to.starts_on;
        let edge = |dates: Dates| if resized { dates.ends_on } else { dates.starts_on };
        let (old, new) = (edge(change.from), edge(change.to));
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
                    prop_assert!(overlap(new_a.dates(), new_b.dates()) <= overlap(a.dates(), b.dates()));
                }
            }
        }
    }

    #[test]
    fn push_moves_no_further_than_it_has_to((plan, wanted, _, today) in some_move()) {
        let Ok(preview) = preview(&plan, &wanted, Policy::Push, today) else { return Ok(()) };
        let after = preview.apply(&plan);
        let pushed = |(old, new): &(&Item, &Item)| old.is_phase() && old != new && old.id != wanted.item;
        for (old, new) in pairs(&plan, &after).into_iter().filter(pushed) {
            prop_assert!(new.first > old.first);
            let eve = |day: NaiveDate| day.pred_opt().unwrap();
            let one_less = Dates { starts_on: eve(new.first), ends_on: eve(new.last) };
            let held = pairs(&plan, &after).into_iter().any(|(a, new_a)| {
                a.is_phase() && a != new_a && a.first < old.first
                    && (new_a.first > one_less.starts_on
                        || overlap(new_a.dates(), one_less) > overlap(a.dates(), old.dates()))
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
