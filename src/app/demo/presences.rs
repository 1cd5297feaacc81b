//! Who came: nearly everybody, nearly always. What is over today or goes on is left for a visitor to note.

use super::{
    build::Scene,
    calendar::ZONE,
    craft::{Chance, person},
    rows::{Event, Membership, Presence},
};
use crate::domain::{
    attendance::{self, HalfDay, SignedBy, Stretch, half_days},
    cohort::Role,
    template::EventKind,
};
use chrono::Duration;
use uuid::Uuid;

/// What was noted at the events of a cohort before today.
pub fn presences(scene: &Scene, events: &[Event], memberships: &[Membership]) -> Vec<Presence> {
    let mut chance = Chance::of(&format!("presences {}", scene.script.slug));
    let mut noted = Vec::new();
    for event in events {
        let how = how(event);
        let parts = half_days(event.starts_at, event.ends_at, ZONE);
        for part in parts.into_iter().filter(|part| part.half_day.day < scene.calendar.today) {
            let people = memberships.iter().filter(|seat| learnt_on(seat, part.half_day));
            noted.extend(people.map(|seat| presence(scene, event, &part, seat.person, how, &mut chance)));
        }
    }
    noted
}

fn learnt_on(seat: &Membership, at: HalfDay) -> bool {
    seat.role == Role::Entrepreneur.code()
        && seat.from_on <= at.day
        && seat.until_on.is_none_or(|until| at.day <= until)
}

/// Trainings are signed on paper, meetings with the code; elsewhere a facilitator notes.
fn how(event: &Event) -> SignedBy {
    match EventKind::from_code(event.kind) {
        Some(EventKind::Training) => SignedBy::Paper,
        Some(EventKind::Meeting) => SignedBy::Code,
        _ => SignedBy::Facilitator,
    }
}

fn presence(scene: &Scene, event: &Event, part: &Stretch, who: Uuid, how: SignedBy, chance: &mut Chance) -> Presence {
    let presence = match chance.below(20) {
        0 => attendance::Presence::Absent,
        1 | 2 => attendance::Presence::Excused,
        _ => attendance::Presence::Present,
    };
    let signed_by = if presence == attendance::Presence::Present { how } else { SignedBy::Facilitator };
    let marked_by = if signed_by == SignedBy::Code { who } else { person(scene.script.facilitators[0]) };
    let half_day = part.half_day;
    let marked_at = part.from + Duration::minutes(5 + chance.below(15));
    Presence { event: event.id, half_day, person: who, presence, signed_by, marked_by, marked_at }
}
