//! What every page of the day begins with: who is there, the day, and the part that is read again when others have said something.

use crate::{
    app::{
        access::Member,
        day::store::{self, Day},
        i18n::*,
        paths,
        ui::{
            form::{Select, Typed},
            frame::Group,
            icon::Icon,
            islands::Scripts,
        },
        visit::Visit,
    },
    domain::review::Step,
    islands::Follow,
    platform::{db::Reading, error::AppError},
};
use leptos::prelude::*;

/// Somebody at the table.
pub struct Table {
    pub visit: Visit,
    pub locale: Locale,
    pub member: Member,
    pub group: Group,
    pub day: Day,
    /// As it was before anything was read: what comes later moves it.
    pub pulse: i64,
}

impl Table {
    /// Who looks, and the day: four statements. A day that is not planned yet is not there.
    pub async fn open(visit: &Visit) -> Result<(Self, Reading), AppError> {
        let (member, group, mut db) = visit.enter().await?;
        let pulse = visit.state.pulses.of(member.cohort.id);
        let day = store::day(&mut *db, &member).await?.ok_or(AppError::NotFound)?;
        Ok((Self { visit: visit.clone(), locale: visit.locale, member, group, day, pulse }, db))
    }

    pub fn slug(&self) -> &str {
        &self.member.cohort.slug
    }

    /// Whether something can still be said.
    pub fn writes(&self) -> bool {
        self.member.cohort.state.takes_words()
    }

    /// Whether the reader leads, and can still write.
    pub fn leads(&self) -> bool {
        self.member.role.is_facilitator() && self.writes()
    }

    /// The address of this page that gives its moving part only.
    fn part(&self) -> String {
        paths::with(&self.visit.path, "part", "list")
    }

    /// Whether only the moving part is asked for.
    pub fn is_part(&self) -> bool {
        self.visit.query("part").is_some()
    }

    /// The part that is read again. Boxes that are ticked in it stay so; whatever one types in stands outside of it.
    pub fn fresh(&self, step: Step, list: AnyView) -> AnyView {
        let since = paths::day_page(self.slug(), "since");
        view! {
            <div id="fresh" data-since=since data-list=self.part() data-version=self.pulse.to_string() data-step=step.code()>{list}</div>
        }
        .into_any()
    }

    /// What follows the others, and what does the same by hand.
    pub fn follow(&self) -> AnyView {
        let locale = self.locale;
        let here = paths::with(&self.visit.path, "again", "yes");
        view! {
            <div id="moved" class="notice info" role="status" hidden><Icon name="info"/><div><p>{td_string!(locale, day.moved)}</p></div>
                <a class="button small" href=paths::day_page(self.slug(), "mine")><Icon name="arrow-next"/><span>{td_string!(locale, day.go_there)}</span></a></div>
            <div class="actions"><a class="button secondary" href=here><Icon name="undo"/><span>{td_string!(locale, day.see_new)}</span></a></div>
            <Follow/>
            <Scripts/>
        }
        .into_any()
    }

    /// Who says it: the reader, or somebody for whom she types.
    pub fn speaker(&self, typed: &Typed, people: &[store::Person]) -> AnyView {
        let locale = self.locale;
        let me = (String::new(), td_string!(locale, day.speaker_me).to_string());
        let others = people.iter().filter(|one| one.id != self.member.person);
        let options = std::iter::once(me).chain(others.map(|one| (one.id.to_string(), one.name.clone()))).collect();
        view! {
            <Select typed=typed.clone() name="speaker" label=td_string!(locale, day.speaker) hint=td_string!(locale, day.speaker_hint) options=options/>
        }
        .into_any()
    }

    /// A form field that says which of the cohort's phases it is about.
    pub fn phases(&self) -> Vec<(String, String)> {
        let unknown = (String::new(), td_string!(self.locale, frame.dont_know).to_string());
        std::iter::once(unknown).chain(self.group.phase_options()).collect()
    }
}
