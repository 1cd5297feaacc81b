//! The figures frozen with a published note, computed from what the story holds, by the definitions of the notes: what
//! only some people made is rounded, and hidden when too few share in it.

use super::rows::Cohort;
use crate::domain::{
    capitalisation::FigureCode,
    figures::{Shown, people, rounded, sum_over_people},
    money::Cents,
    quantity::Quantity,
};
use std::collections::HashMap;
use uuid::Uuid;

/// Every figure of a cohort that is over, as its readers see it.
pub fn of(cohort: &Cohort) -> Vec<(FigureCode, Option<i64>)> {
    FigureCode::ALL.iter().map(|code| (*code, shown(*code, cohort).count())).collect()
}

fn shown(code: FigureCode, cohort: &Cohort) -> Shown {
    use FigureCode::*;
    let seats = |roles: &[&str]| count(cohort.memberships.iter().filter(|seat| roles.contains(&seat.role)));
    match code {
        People => people(seats(&["entrepreneur"])),
        Facilitators => people(seats(&["facilitator"])),
        Partners => people(seats(&["funder", "prescriber", "host", "cae"])),
        Weeks => Shown::Count(cohort.dates.weeks()),
        Poles => Shown::Count(count(cohort.poles.iter())),
        MissionsDone => Shown::Count(rounded(count(cohort.missions.iter().filter(|mission| mission.state == "done")))),
        Events => Shown::Count(count(cohort.events.iter())),
        Trainings => Shown::Count(count(cohort.events.iter().filter(|event| event.kind == "training"))),
        EventHours => {
            Shown::Count(hours(cohort.events.iter().map(|event| (event.ends_at - event.starts_at).num_minutes()).sum()))
        }
        Records => fit(&made(cohort, |_| 1), rounded(count(cohort.records.iter()))),
        Products => Shown::Count(products(cohort)),
        ProductionHours => fit(&minutes(cohort), rounded(hours(minutes(cohort).iter().sum()))),
        Bookings => fit(&booked(cohort), rounded(count(held(cohort)))),
        WorkshopHours => fit(&booked(cohort), rounded(hours(booked(cohort).iter().sum()))),
        OutputValue => fit(&minutes(cohort), rounded(cents(cohort, |product| product.price) / 100) * 100),
        MaterialCost => fit(&minutes(cohort), rounded(cents(cohort, |product| product.material) / 100) * 100),
        Contributions => fit(
            &by_person(cohort.contributions.iter().map(|said| (said.person, 1))),
            rounded(count(cohort.contributions.iter())),
        ),
        Lessons => Shown::Count(count(cohort.lessons.iter())),
    }
}

/// `number`, unless too few people share in it or one of them has most of it.
fn fit(parts: &[i64], number: i64) -> Shown {
    match sum_over_people(parts) {
        Shown::Hidden => Shown::Hidden,
        Shown::Count(_) => Shown::Count(number),
    }
}

fn held(cohort: &Cohort) -> impl Iterator<Item = &super::rows::Booking> {
    cohort.bookings.iter().filter(|booking| booking.cancelled_at.is_none())
}

fn booked(cohort: &Cohort) -> Vec<i64> {
    by_person(held(cohort).map(|booking| (booking.person, (booking.ends_at - booking.starts_at).num_minutes())))
}

fn minutes(cohort: &Cohort) -> Vec<i64> {
    made(cohort, |minutes| minutes)
}

fn made(cohort: &Cohort, part: impl Fn(i64) -> i64 + Copy) -> Vec<i64> {
    by_person(
        cohort.records.iter().flat_map(|record| record.makers.iter().map(move |(who, minutes)| (*who, part(*minutes)))),
    )
}

fn products(cohort: &Cohort) -> i64 {
    count(cohort.products.iter().filter(|product| cohort.records.iter().any(|record| record.product == product.id)))
}

/// What was made of every product, at one of its amounts.
fn cents(cohort: &Cohort, amount: impl Fn(&super::rows::Product) -> i64) -> i64 {
    let quantity =
        |id: Uuid| cohort.records.iter().filter(|record| record.product == id).map(|record| record.quantity).sum();
    cohort.products.iter().map(|product| Cents(amount(product)).times(Quantity(quantity(product.id))).0).sum()
}

fn by_person(parts: impl Iterator<Item = (Uuid, i64)>) -> Vec<i64> {
    let mut sums: HashMap<Uuid, i64> = HashMap::new();
    for (person, part) in parts {
        *sums.entry(person).or_default() += part;
    }
    sums.into_values().collect()
}

fn count(things: impl Iterator) -> i64 {
    i64::try_from(things.count()).unwrap_or(i64::MAX)
}

/// Minutes to the nearest hour.
fn hours(minutes: i64) -> i64 {
    (minutes + 30).div_euclid(60)
}
