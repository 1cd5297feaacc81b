//! Who may do what here: pôles belong to who answers for them, missions to who has them or helps.

use super::store::{Mission, Pole};
use crate::{app::access::Member, platform::error::AppError};
use uuid::Uuid;

/// Whether `member` may change the pôle and all its missions: facilitators, its référent, its deputy.
pub fn leads(member: &Member, pole: &Pole) -> bool {
    let answers = [pole.referent, pole.deputy].contains(&Some(member.person));
    member.role.is_facilitator() || answers
}

/// Whether `member` may say where the mission stands: who has it, and who leads its pôle.
pub fn moves(member: &Member, pole: &Pole, mission: &Mission) -> bool {
    leads(member, pole) || mission.is_for(member.person)
}

/// Whether `member` may tell the next what she needs to know: who leads the pôle or is in it (pôle and person in `inside`).
pub fn hands_over(member: &Member, pole: &Pole, inside: &[(Uuid, Uuid)]) -> bool {
    leads(member, pole) || inside.contains(&(pole.id, member.person))
}

/// Refuses who does not lead the pôle.
pub fn lead(member: &Member, pole: &Pole) -> Result<(), AppError> {
    if leads(member, pole) { Ok(()) } else { Err(AppError::Forbidden) }
}

/// Refuses who may not move the mission.
pub fn r#move(member: &Member, pole: &Pole, mission: &Mission) -> Result<(), AppError> {
    if moves(member, pole, mission) { Ok(()) } else { Err(AppError::Forbidden) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        app::access::{Cohort, Seat},
        domain::{
            cohort::{Dates, Role, State},
            mission::MissionState,
        },
    };
    use chrono::NaiveDate;
    use std::sync::Arc;

    fn member(person: u128, role: Role) -> Member {
        let day = NaiveDate::from_ymd_opt(2026, 9, 1).unwrap();
        let cohort = Cohort {
            id: Uuid::nil(),
            slug: "essai".into(),
            name: "Essai".into(),
            brand: "Essai".into(),
            brand_colour: 1,
            template: "textile".into(),
            state: State::Running,
            dates: Dates { starts_on: day, ends_on: day },
            time_zone: chrono_tz::Europe::Paris,
            help_name: String::new(),
            help_phone: String::new(),
        };
        let person = Uuid::from_u128(person);
        Seat { person, name: "Awa".into(), role, cohort: Arc::new(cohort) }.member().unwrap()
    }

    fn pole() -> Pole {
        let (name, purpose) = ("Vente".into(), String::new());
        let (referent, deputy) = (Some(Uuid::from_u128(1)), Some(Uuid::from_u128(2)));
        Pole { id: Uuid::nil(), name, purpose, pictogram: "coins".into(), referent, deputy }
    }

    fn mission(person: Option<u128>) -> Mission {
        let (title, state) = ("Compter".into(), MissionState::ToDo);
        let (person, helpers) = (person.map(Uuid::from_u128), vec![Uuid::from_u128(5)]);
        Mission { id: Uuid::nil(), pole: Uuid::nil(), title, person, helpers, phase: None, due_on: None, state }
    }

    #[test]
    fn facilitator_referent_and_deputy_lead_a_pole() {
        assert!(leads(&member(9, Role::Facilitator), &pole()));
        assert!(leads(&member(1, Role::Entrepreneur), &pole()));
        assert!(leads(&member(2, Role::Entrepreneur), &pole()));
        assert_eq!(lead(&member(3, Role::Entrepreneur), &pole()), Err(AppError::Forbidden));
    }

    #[test]
    fn nobody_leads_a_pole_without_referent_but_facilitators() {
        let orphan = Pole { referent: None, deputy: None, ..pole() };
        assert!(leads(&member(9, Role::Facilitator), &orphan));
        assert!(!leads(&member(1, Role::Entrepreneur), &orphan));
    }

    #[test]
    fn a_mission_is_moved_by_who_has_it_and_who_leads() {
        assert!(moves(&member(3, Role::Entrepreneur), &pole(), &mission(Some(3))));
        assert!(moves(&member(1, Role::Entrepreneur), &pole(), &mission(Some(3))));
        assert_eq!(r#move(&member(4, Role::Entrepreneur), &pole(), &mission(Some(3))), Err(AppError::Forbidden));
        assert!(!moves(&member(4, Role::Entrepreneur), &pole(), &mission(None)));
        assert!(moves(&member(5, Role::Entrepreneur), &pole(), &mission(Some(3))));
    }

    #[test]
    fn late_is_open_and_past_its_day() {
        let day = |n| NaiveDate::from_ymd_opt(2026, 11, n).unwrap();
        let due = Mission { due_on: Some(day(10)), ..mission(None) };
        assert!(!due.is_late(day(10)));
        assert!(due.is_late(day(11)));
        assert!(!Mission { state: MissionState::Done, ..due }.is_late(day(11)));
    }
}
