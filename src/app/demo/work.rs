//! From the habits of a workshop to bookings and records. What would not fit is not booked: the rule of the domain says.

use super::{
    build::Scene,
    calendar::{ZONE, time},
    craft::{Chance, person, set},
    rows,
    script::{self, Day, Make, Shift},
};
use crate::domain::capacity::{Closure, Hours, Need, Place, Space, Usage, fits};
use chrono::{Duration, NaiveDate, Weekday};
use uuid::Uuid;

/// About one booking in so many is cancelled on the day before.
const CANCELLED: i64 = 18;

/// A space with what is booked there so far, by every cohort.
pub struct Workshop {
    pub code: &'static str,
    pub id: Uuid,
    name: String,
    place: Place,
    machines: Vec<(&'static str, Uuid)>,
    usages: Vec<Usage>,
}

impl Workshop {
    pub fn of(script: &script::Space, row: &rows::Space) -> Self {
        let hours = |(weekday, from, to): &(i64, i64, i64)| Hours {
            weekday: u8::try_from(weekday - 1).ok().and_then(|day| Weekday::try_from(day).ok()).unwrap_or(Weekday::Mon),
            from: time((u16::try_from(from / 60).unwrap_or(0), u16::try_from(from % 60).unwrap_or(0))),
            to: time((u16::try_from(to / 60).unwrap_or(0), u16::try_from(to % 60).unwrap_or(0))),
        };
        let closure = |closure: &rows::Closure| Closure {
            first: closure.first_on,
            last: closure.last_on,
            reason: closure.reason.clone(),
        };
        let machines = row.machines.iter().map(|machine| (machine.id, count(machine.count))).collect();
        let blocks = row.blocks.iter().map(|(_, block)| block.away().usage);
        let outages = row.outages.iter().map(|(_, outage)| outage.away().usage);
        Self {
            code: script.code,
            name: row.name.clone(),
            id: row.id,
            place: Place {
                space: Space { people: count(row.people), machines, buffer_minutes: count(row.buffer_minutes) },
                special: row.special.clone(),
                hours: row.openings.iter().map(hours).collect(),
                closures: row.closures.iter().map(closure).collect(),
                ..Place::always_shut(ZONE)
            },
            machines: script.machines.iter().zip(&row.machines).map(|(one, row)| (one.code, row.id)).collect(),
            usages: blocks.chain(outages).collect(),
        }
    }

    /// The machines of a shift by id.
    fn machines(&self, wanted: &[(&str, i64)]) -> Vec<(Uuid, i64)> {
        let found = |code: &str| self.machines.iter().find(|(own, _)| *own == code).map(|(_, id)| *id);
        wanted.iter().filter_map(|(code, number)| found(code).map(|id| (id, *number))).collect()
    }

    /// Whether there is room then; a booking that is held takes it.
    fn takes(&mut self, booking: &rows::Booking) -> bool {
        let machines = booking.machines.iter().map(|(id, number)| (*id, count(*number))).collect();
        let need = Need { people: count(booking.people), machines };
        let wanted = Usage::new(booking.starts_at, booking.ends_at, need);
        let open = self.place.is_open(wanted.start, wanted.end).is_ok();
        let taken = open && fits(&self.place.space, &self.usages, &wanted).is_ok();
        if taken && booking.cancelled_at.is_none() {
            self.usages.push(self.place.space.cleaned(wanted));
        }
        taken
    }
}

fn count(number: i64) -> u32 {
    u32::try_from(number).unwrap_or(0)
}

/// Every booking of a cohort and what was made then, in order of time. Events to come in one of its spaces take theirs first.
pub fn work(
    scene: &Scene,
    events: &[rows::Event],
    workshops: &mut [Workshop],
    chance: &mut Chance,
) -> (Vec<rows::Booking>, Vec<rows::Record>) {
    let (mut bookings, mut records) = (rooms(scene, events, workshops), Vec::new());
    for shift in scene.script.shifts {
        let Some(workshop) = workshops.iter_mut().find(|workshop| workshop.code == shift.space) else { continue };
        for (turn, day) in days(scene, shift).into_iter().enumerate() {
            let booking = booking(scene, shift, day, turn, workshop.machines(shift.machines), workshop.id, chance);
            if !workshop.takes(&booking) {
                continue;
            }
            if day < scene.calendar.today && booking.cancelled_at.is_none() {
                records.extend(made(scene, shift, day, turn, booking.id, chance));
            }
            bookings.push(booking);
        }
    }
    bookings.sort_by_key(|booking| booking.starts_at);
    records.sort_by_key(|record| record.created_at);
    (bookings, records)
}

/// What events to come have booked: the whole space, for everybody is there.
fn rooms(scene: &Scene, events: &[rows::Event], workshops: &mut [Workshop]) -> Vec<rows::Booking> {
    let mut booked = Vec::new();
    for event in events.iter().filter(|event| event.starts_at > scene.calendar.now) {
        let ours =
            |workshop: &&mut Workshop| workshop.name == event.place && scene.script.spaces.contains(&workshop.code);
        let Some(workshop) = workshops.iter_mut().find(ours) else { continue };
        let booking = rows::Booking {
            id: scene.id("booking", &format!("{} {}", event.starts_at, event.title)),
            space: workshop.id,
            person: person(scene.script.facilitators[0]),
            pole: None,
            event: Some(event.id),
            mission: None,
            series: None,
            starts_at: event.starts_at,
            ends_at: event.ends_at,
            people: workshop.place.space.people.into(),
            machines: Vec::new(),
            purpose: String::new(),
            created_at: scene.created_at,
            cancelled_at: None,
            checked_in_at: None,
        };
        booked.extend(workshop.takes(&booking).then_some(booking));
    }
    booked
}

/// The days of a shift on which the group works.
fn days(scene: &Scene, shift: &Shift) -> Vec<NaiveDate> {
    let weeks = (shift.weeks.0..=shift.weeks.1).filter(|week| (week - shift.weeks.0) % shift.every == 0);
    let days = weeks.flat_map(|week| shift.days.iter().map(move |weekday| scene.calendar.day(Day(week, *weekday))));
    days.filter(|day| scene.calendar.works_on(*day)).collect()
}

fn booking(
    scene: &Scene,
    shift: &Shift,
    day: NaiveDate,
    turn: usize,
    machines: Vec<(Uuid, i64)>,
    space: Uuid,
    chance: &mut Chance,
) -> rows::Booking {
    let (starts_at, ends_at) = (scene.calendar.at(day, shift.from), scene.calendar.at(day, shift.to));
    let asked_at = starts_at - Duration::hours(40 + chance.below(90)) - Duration::minutes(chance.below(60));
    let created_at = asked_at.min(scene.calendar.now - Duration::minutes(1 + chance.below(500)));
    let left = Some(starts_at - Duration::hours(20)).filter(|at| *at < scene.calendar.now && *at > created_at);
    let cancelled_at = left.filter(|_| chance.below(CANCELLED) == 0);
    // Some before the hour, some after; not by chance, which would change all that comes after.
    let came_at = starts_at + Duration::minutes((starts_at.timestamp() / 3600 + shift.people * 5) % 17 - 6);
    let checked_in_at = Some(came_at).filter(|at| *at <= scene.calendar.now && cancelled_at.is_none());
    let name = format!("{} {starts_at} {}", shift.space, shift.purpose);
    rows::Booking {
        id: scene.id_at(created_at, "booking", &name),
        space,
        person: person(shift.by[turn % shift.by.len()]),
        pole: shift.pole.map(|code| scene.id("pole", code)),
        event: None,
        mission: None,
        series: None,
        starts_at,
        ends_at,
        people: shift.people,
        machines,
        purpose: set(shift.purpose),
        created_at,
        cancelled_at,
        checked_in_at,
    }
}

/// What came out of a shift, written down when it ended.
fn made(
    scene: &Scene,
    shift: &Shift,
    day: NaiveDate,
    turn: usize,
    booking: Uuid,
    chance: &mut Chance,
) -> Vec<rows::Record> {
    let ended = scene.calendar.at(day, shift.to);
    let due: Vec<&Make> = shift.makes.iter().filter(|make| turn.is_multiple_of(make.every)).collect();
    // Nobody is in two places: what is made on one day is made one after the other.
    let each =
        (ended - scene.calendar.at(day, shift.from)).num_minutes() / i64::try_from(due.len()).unwrap_or(1).max(1);
    let made = due.iter().enumerate().map(|(index, make)| {
        let created_at = ended + Duration::minutes(2 + chance.below(35));
        let nth = (turn + index * 3) / make.every;
        let name = format!("{} {created_at} {}", make.product, shift.purpose);
        rows::Record {
            id: scene.id_at(created_at, "record", &name),
            product: scene.id("product", make.product),
            made_on: day,
            quantity: quantity(make, scene.calendar.progress(day), chance) * 1_000,
            booking,
            note: make.notes.get(nth % make.notes.len().max(1)).map(|note| set(note)).unwrap_or_default(),
            makers: makers(make, nth, each, chance),
            created_at,
        }
    });
    made.collect()
}

/// More as the group learns: half by how far it is, half by chance.
fn quantity(make: &Make, progress: i64, chance: &mut Chance) -> i64 {
    let more = make.most - make.least;
    (make.least + more * progress / 200 + chance.below(more / 2 + 1)).min(make.most)
}

/// Other hands each time, each with her own minutes: up to the time there was, in quarters of an hour.
fn makers(make: &Make, nth: usize, minutes: i64, chance: &mut Chance) -> Vec<(Uuid, i64)> {
    let whole = minutes / 15 * 15;
    let hand = |place: usize| make.hands[(nth * make.team + place) % make.hands.len()];
    (0..make.team.min(make.hands.len()))
        .map(|place| (person(hand(place)), (whole - 15 * chance.below(4)).max(30)))
        .collect()
}
