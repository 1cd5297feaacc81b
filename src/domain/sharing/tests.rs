use super::*;
use proptest::prelude::*;

fn member(number: u128) -> Uuid {
    Uuid::from_u128(number)
}

fn part(number: u128, counts: &[(Key, i64)]) -> Part {
    Part { member: member(number), counts: counts.iter().copied().collect(), left_out: None, advance: Cents(0) }
}

fn rule(weights: &[(Key, u32)]) -> Rule {
    Rule { weights: weights.iter().copied().collect(), ..Rule::default() }
}

fn amounts(shared: &Shared) -> Vec<i64> {
    shared.shares.iter().map(|share| share.amount.0).collect()
}

#[test]
fn equally_among_three() {
    let parts = [part(3, &[]), part(1, &[]), part(2, &[])];
    let shared = share(Cents(100_000), &parts, &rule(&[(Key::Equal, 1)])).unwrap();
    assert_eq!(amounts(&shared), [33_334, 33_333, 33_333]);
    assert_eq!(shared.shares[0].member, member(1));
}

/// Cowansville 2021 (lavoixdelest.ca): 556 h of contracts and 463 h of management, 45 % of all. With the hours of both counted
/// alike, who ran the cooperative gets that part.
#[test]
fn management_is_work_as_in_cowansville() {
    let parts = [part(1, &[(Key::Production, 556 * 60)]), part(2, &[(Key::Poles, 463 * 60)])];
    let rule = rule(&[(Key::Production, 556), (Key::Poles, 463)]);
    let shared = share(Cents(410_000), &parts, &rule).unwrap();
    let managed = shared.shares[1].amount.0;
    assert_eq!((managed * 100 + 205_000) / 410_000, 45);
    assert_eq!(amounts(&shared), [223_710, 186_290]);
}

/// Scopyleft's equaliser, ((MS + RT) * NM / NMT) - CS * NM: wages and result together by months of presence, less the wages
/// already paid, so that a month costs the same whoever lived it.
#[test]
fn the_equaliser_is_presence_less_advances() {
    let (wages, result) = (Cents(1_200_000), Cents(300_000));
    let paid = [Cents(800_000), Cents(400_000)];
    let mut parts = [part(1, &[(Key::Presence, 12)]), part(2, &[(Key::Presence, 8)])];
    for (part, paid) in parts.iter_mut().zip(paid) {
        part.advance = paid;
    }
    let shared = share(wages + result, &parts, &rule(&[(Key::Presence, 1)])).unwrap();
    assert_eq!(shared.shares[0].due(), Cents(100_000));
    assert_eq!(shared.shares[1].due(), Cents(200_000));
}

#[test]
fn half_hours_half_equal_is_explained_by_its_pieces() {
    let parts = [part(1, &[(Key::Production, 600)]), part(2, &[(Key::Production, 1200)]), part(3, &[])];
    let shared = share(Cents(90_000), &parts, &rule(&[(Key::Equal, 50), (Key::Production, 50)])).unwrap();
    assert_eq!(shared.pots, BTreeMap::from([(Key::Equal, Cents(45_000)), (Key::Production, Cents(45_000))]));
    assert_eq!(amounts(&shared), [30_000, 45_000, 15_000]);
    assert_eq!(
        shared.shares[0].pieces,
        BTreeMap::from([(Key::Equal, Cents(15_000)), (Key::Production, Cents(15_000))])
    );
}

#[test]
fn floor_and_cap_are_kept_and_the_rest_is_shared_again() {
    let parts = [
        part(1, &[(Key::Production, 100)]),
        part(2, &[(Key::Production, 100)]),
        part(3, &[(Key::Production, 800)]),
        part(4, &[]),
    ];
    let rule = Rule { floor: Some(Cents(5_000)), cap: Some(Cents(60_000)), ..rule(&[(Key::Production, 1)]) };
    let shared = share(Cents(100_000), &parts, &rule).unwrap();
    assert_eq!(amounts(&shared), [17_500, 17_500, 60_000, 5_000]);
    assert_eq!(shared.shares[2].held, Some(Held::Cap));
    assert_eq!((shared.shares[3].held, shared.shares[3].adjusted), (Some(Held::Floor), Cents(5_000)));
    let low = Rule { cap: Some(Cents(10_000)), ..rule.clone() };
    let shared = share(Cents(100_000), &parts, &low).unwrap();
    assert_eq!((amounts(&shared).iter().sum::<i64>(), shared.carried), (40_000, Cents(60_000)), "what the cap left");
}

#[test]
fn what_cannot_be_shared_says_why() {
    let parts = [part(1, &[]), part(2, &[])];
    let refused = |pool: i64, parts: &[Part], rule: &Rule| share(Cents(pool), parts, rule).unwrap_err();
    assert_eq!(refused(100, &parts, &rule(&[])), Refused::NoKey);
    assert_eq!(refused(100, &parts, &rule(&[(Key::Sales, 1)])), Refused::NothingCounted(Key::Sales));
    let equal = rule(&[(Key::Equal, 1)]);
    let out: Vec<Part> =
        parts.iter().map(|part| Part { left_out: Some("partie en mars".to_owned()), ..part.clone() }).collect();
    assert_eq!(refused(100, &out, &equal), Refused::Nobody);
    let floor = Rule { floor: Some(Cents(60)), ..equal.clone() };
    assert_eq!(refused(100, &parts, &floor), Refused::FloorsAbovePool { floors: Cents(120) });
    let cap = Rule { cap: Some(Cents(50)), ..floor };
    assert_eq!(refused(1000, &parts, &cap), Refused::CapBelowFloor);
}

#[test]
fn a_loss_is_shared_only_if_the_group_said_so() {
    let parts = [part(1, &[]), part(2, &[])];
    let equal = rule(&[(Key::Equal, 1)]);
    let shared = share(Cents(-101), &parts, &equal).unwrap();
    assert_eq!((amounts(&shared), shared.carried), (vec![0, 0], Cents(-101)));
    let shared = share(Cents(-101), &parts, &Rule { losses: true, ..equal }).unwrap();
    assert_eq!((amounts(&shared), shared.carried), (vec![-51, -50], Cents(0)));
}

prop_compose! {
    fn group()(counts in prop::collection::vec(prop::array::uniform4(0_i64..5_000_000), 1..21)) -> Vec<Part> {
        let keys = [Key::Production, Key::Poles, Key::Presence, Key::Sales];
        let counts = counts.into_iter().map(|counts| keys.into_iter().zip(counts).collect::<Vec<_>>());
        (1..).zip(counts).map(|(number, counts)| part(number, &counts)).collect()
    }
}

prop_compose! {
    fn any_rule()(
        weights in prop::array::uniform5(0_u32..10_000),
        floor in prop::option::of(0_i64..200_000),
        cap in prop::option::of(1_000_i64..1_000_000),
        losses: bool,
    ) -> Rule {
        let weights = Key::ALL.iter().copied().zip(weights).collect();
        Rule { weights, floor: floor.map(Cents), cap: cap.map(Cents), losses }
    }
}

proptest! {
    #[test]
    fn the_shares_add_up_exactly(pool in -10_000_000_i64..10_000_000, parts in group(), rule in any_rule()) {
        if let Ok(shared) = share(Cents(pool), &parts, &rule) {
            prop_assert_eq!(amounts(&shared).iter().sum::<i64>() + shared.carried.0, pool);
            for share in &shared.shares {
                let pieces: Cents = share.pieces.values().copied().sum();
                prop_assert_eq!(pieces + share.adjusted, share.amount, "each statement adds up too");
            }
            let capped = shared.shares.iter().all(|share| share.held == Some(Held::Cap));
            prop_assert!(pool <= 0 || shared.carried == Cents(0) || capped, "only caps leave something over");
        }
    }

    #[test]
    fn the_order_of_members_changes_nothing(pool in 1_i64..10_000_000, parts in group(), rule in any_rule()) {
        let mut turned = parts.clone();
        turned.reverse();
        prop_assert_eq!(share(Cents(pool), &parts, &rule), share(Cents(pool), &turned, &rule));
    }

    #[test]
    fn scaling_all_weights_changes_nothing(
        pool in 1_i64..10_000_000, parts in group(), rule in any_rule(), by in 2_u32..400,
    ) {
        let scaled = Rule { weights: rule.weights.iter().map(|(key, weight)| (*key, weight * by)).collect(), ..rule.clone() };
        prop_assert_eq!(share(Cents(pool), &parts, &rule), share(Cents(pool), &parts, &scaled));
    }

    #[test]
    fn nobody_is_below_the_floor_or_above_the_cap(pool in 1_i64..10_000_000, parts in group(), rule in any_rule()) {
        let floors = rule.floor.unwrap_or_default().0 * i64::try_from(parts.len()).unwrap();
        match share(Cents(pool), &parts, &rule) {
            Ok(shared) => for share in &shared.shares {
                prop_assert!(rule.floor.is_none_or(|floor| share.amount >= floor));
                prop_assert!(rule.cap.is_none_or(|cap| share.amount <= cap));
            },
            Err(Refused::FloorsAbovePool { .. }) => prop_assert!(floors > pool),
            Err(_) => {}
        }
    }

    #[test]
    fn who_counts_for_more_gets_no_less(pool in 1_i64..10_000_000, parts in group(), rule in any_rule()) {
        let Ok(shared) = share(Cents(pool), &parts, &rule) else { return Ok(()) };
        for (a, first) in parts.iter().enumerate() {
            for (b, second) in parts.iter().enumerate() {
                let more = first.counts.iter().all(|(key, count)| *count >= second.counts[key]);
                // Each pot may round by a cent.
                let slack = 2 * Key::ALL.len() as i64;
                prop_assert!(!more || shared.shares[a].amount.0 + slack >= shared.shares[b].amount.0);
            }
        }
    }
}
