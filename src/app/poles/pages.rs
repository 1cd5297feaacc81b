//! The pages of this feature. Each reads the cohort's pôles, people and missions once and groups them in memory.

mod board;
mod edit;
mod hours;
mod mission;
mod missions;
mod pole;
mod skills;
mod turns;

pub use board::PolesPage;
pub use edit::{EditPolePage, NewPolePage};
pub use hours::{HoursLinePage, HoursPage};
pub use mission::{MissionPage, NewMissionPage};
pub use missions::MissionsPage;
pub use pole::PolePage;
pub use skills::{MySkillsPage, SkillsPage};
pub use turns::TurnsPage;

use super::{
    store::{self, Mission, Person, Pole},
    words::state as state_name,
};
use crate::{
    app::{access::Member, i18n::*, paths, ui::icon::Icon, visit::Visit, words},
    domain::mission::MissionState,
    platform::error::AppError,
};
use chrono::NaiveDate;
use leptos::prelude::*;
use uuid::Uuid;

/// The cohort's pôles, who is in them and what there is to do.
struct Board {
    locale: Locale,
    member: Member,
    today: NaiveDate,
    poles: Vec<Pole>,
    people: Vec<Person>,
    inside: Vec<(Uuid, Uuid)>,
    missions: Vec<Mission>,
}

impl Board {
    async fn read(visit: &Visit) -> Result<Self, AppError> {
        let member = visit.member().await?;
        let mut db = visit.state.db.read().acquire().await?;
        Ok(Self {
            locale: visit.locale,
            today: member.cohort.today(visit.now()),
            poles: store::poles(&mut *db, &member).await?,
            people: store::people(&mut *db, &member).await?,
            inside: store::memberships(&mut *db, &member).await?,
            missions: store::missions(&mut db, &member).await?,
            member,
        })
    }

    fn slug(&self) -> &str {
        &self.member.cohort.slug
    }

    /// The pôle `id`, or the page is not there.
    fn pole(&self, id: Uuid) -> Result<&Pole, AppError> {
        self.poles.iter().find(|pole| pole.id == id).ok_or(AppError::NotFound)
    }

    fn person(&self, id: Option<Uuid>) -> Option<&Person> {
        self.people.iter().find(|person| Some(person.id) == id)
    }

    /// Who has the mission, then who helps, by name.
    fn hands(&self, mission: &Mission) -> Vec<String> {
        let helpers = mission.helpers.iter().map(|id| Some(*id));
        let all = std::iter::once(mission.person).chain(helpers);
        all.filter_map(|id| self.person(id)).map(|person| person.name.clone()).collect()
    }

    /// The people of a pôle: who answers for it, then the others by name.
    fn inside(&self, pole: &Pole) -> Vec<&Person> {
        let mut people: Vec<_> =
            self.people.iter().filter(|person| self.inside.contains(&(pole.id, person.id))).collect();
        people.sort_by_key(|person| match Some(person.id) {
            id if id == pole.referent => 0,
            id if id == pole.deputy => 1,
            _ => 2,
        });
        people
    }

    fn is_inside(&self, pole: Uuid) -> bool {
        self.inside.contains(&(pole, self.member.person))
    }

    /// One line a mission: how it stands, what, who and until when.
    fn mission_row(&self, mission: &Mission, with_pole: bool) -> AnyView {
        let locale = self.locale;
        let hands = self.hands(mission);
        let who = if hands.is_empty() { td_string!(locale, poles.nobody_yet).to_string() } else { hands.join(", ") };
        let due = mission.due_on.map(|day| {
            let day = words::day_near(locale, day, self.today);
            td_string!(locale, poles.due, day = day).to_string()
        });
        let pole = self.poles.iter().find(|pole| with_pole && pole.id == mission.pole).map(|pole| pole.name.clone());
        let note: Vec<String> = [pole.or(Some(who)), due].into_iter().flatten().collect();
        view! {
            <li><a class="row" href=paths::mission(self.slug(), mission.id)>
                {badge(locale, mission, self.today)}
                <span class="row-main"><b>{mission.title.clone()}</b><span class="row-note">{note.join(" · ")}</span></span>
                <span class="row-end"><Icon name="arrow-next"/></span>
            </a></li>
        }
        .into_any()
    }
}

/// How a mission stands. A day that has passed is said, nobody is blamed.
fn badge(locale: Locale, mission: &Mission, today: NaiveDate) -> AnyView {
    let (class, icon) = match mission.state {
        _ if mission.is_late(today) => ("badge wait", "clock"),
        MissionState::ToDo => ("badge wait", "clock"),
        MissionState::Doing => ("badge info", "tools"),
        MissionState::Blocked => ("badge stop", "lock"),
        MissionState::Done => ("badge done", "check"),
    };
    let word = match mission.is_late(today) {
        true => td_string!(locale, poles.late).to_string(),
        false => state_name(locale, mission.state),
    };
    view! { <span class=class><Icon name=icon/><span>{word}</span></span> }.into_any()
}

/// The people of a pôle; who answers for it stands in bold, with a word.
fn people_list(locale: Locale, pole: &Pole, people: &[&Person]) -> AnyView {
    let items = people
        .iter()
        .map(|person| {
            let name = person.name.clone();
            if pole.referent == Some(person.id) {
                view! { <li><b>{name}</b> " " <small>{td_string!(locale, poles.is_referent)}</small></li> }.into_any()
            } else if pole.deputy == Some(person.id) {
                view! { <li><b>{name}</b> " " <small>{td_string!(locale, poles.is_deputy)}</small></li> }.into_any()
            } else {
                view! { <li>{name}</li> }.into_any()
            }
        })
        .collect_view();
    view! { <ul class="people">{items}</ul> }.into_any()
}

/// What the pôle lacks, one line each.
fn missing(locale: Locale, pole: &Pole, people: &[&Person]) -> AnyView {
    let mut lacks = Vec::new();
    if people.is_empty() {
        lacks.push(td_string!(locale, poles.no_people).to_string());
    } else {
        if pole.referent.is_none() {
            lacks.push(td_string!(locale, poles.no_referent).to_string());
        }
        if pole.deputy.is_none() {
            lacks.push(td_string!(locale, poles.no_deputy).to_string());
        }
    }
    lacks
        .into_iter()
        .map(|text| view! { <p class="missing"><Icon name="warning"/><span>{text}</span></p> })
        .collect_view()
        .into_any()
}
