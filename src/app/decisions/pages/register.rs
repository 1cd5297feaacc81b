//! The register: what is being voted on, what is proposed, what was decided, and the minutes of meetings.

use super::{
    super::{
        policy,
        store::{self, Decision, Minutes, State, ballots, minutes},
        words as said,
    },
    proposed, row,
};
use crate::{
    app::{
        access::Member,
        i18n::*,
        paths,
        ui::{
            frame::{Frame, Group},
            icon::Icon,
        },
        visit::{Visit, page},
        words,
    },
    domain::vote::Tally,
    platform::error::AppError,
};
use chrono::NaiveDate;
use leptos::prelude::*;
use std::collections::HashMap;
use uuid::Uuid;

#[component]
pub fn RegisterPage() -> impl IntoView {
    page(register)
}

/// All that the cohort decides and decided.
struct Register {
    locale: Locale,
    member: Member,
    today: NaiveDate,
    decisions: Vec<Decision>,
    results: HashMap<Uuid, Tally>,
    minutes: Vec<Minutes>,
}

async fn register(visit: Visit) -> Result<AnyView, AppError> {
    let member = visit.member().await?;
    let group = Group::load(&visit, &member).await?;
    let register = Register::read(&visit, member).await?;
    let locale = visit.locale;
    let (actions, body) = (register.actions(), register.body());
    Ok(view! {
        <Frame visit=visit title=td_string!(locale, decisions.question) group=group place="decisions">
            <header class="page-head">
                <h1>{td_string!(locale, decisions.question)}</h1>
                <p class="lead">{td_string!(locale, decisions.lead)}</p>
                {actions}
            </header>
            {body}
        </Frame>
    }
    .into_any())
}

impl Register {
    async fn read(visit: &Visit, member: Member) -> Result<Self, AppError> {
        let mut db = visit.state.db.read().acquire().await?;
        let today = member.cohort.today(visit.now());
        let decisions = store::decisions(&mut db, &member).await?;
        Ok(Self {
            locale: visit.locale,
            today,
            results: ballots::results(&mut db, &member, &decisions, today).await?,
            minutes: minutes::all(&mut *db, &member).await?,
            decisions,
            member,
        })
    }

    fn slug(&self) -> &str {
        &self.member.cohort.slug
    }

    fn actions(&self) -> Option<AnyView> {
        let locale = self.locale;
        let (propose, write) = (paths::new_decision(self.slug()), paths::new_minutes(self.slug()));
        self.member.cohort.state.takes_plan().then(|| {
            view! {
                <div class="actions">
                    <a class="button" href=propose><Icon name="plus"/><span>{td_string!(locale, decisions.propose)}</span></a>
                    <a class="button secondary" href=write><Icon name="edit"/><span>{td_string!(locale, decisions.minutes.write)}</span></a>
                </div>
            }
            .into_any()
        })
    }

    fn body(&self) -> AnyView {
        let locale = self.locale;
        if self.decisions.is_empty() && self.minutes.is_empty() {
            return view! {
                <div class="empty">
                    <Icon name="meeting" big=true/>
                    <h2>{td_string!(locale, decisions.empty)}</h2>
                    <p>{td_string!(locale, decisions.empty_why)}</p>
                </div>
            }
            .into_any();
        }
        let open = |decision: &&Decision| decision.takes_votes(self.today);
        let waiting = self.rows(self.decisions.iter().filter(open), |decision| self.progress(decision));
        let next = self.decisions.iter().filter(|decision| decision.state == State::Proposed);
        let next = self.rows(next, |decision| proposed(locale, decision, self.today));
        let over = self.decisions.iter().filter(|decision| decision.is_over(self.today));
        let over = self.rows(over, |decision| self.outcome(decision));
        view! {
            {section(td_string!(locale, decisions.open_title).to_string(), waiting)}
            {section(td_string!(locale, decisions.proposed_title).to_string(), next)}
            {section(td_string!(locale, decisions.over_title).to_string(), over)}
            {section(td_string!(locale, decisions.minutes.title).to_string(), self.minutes.iter().map(|one| self.minutes_row(one)).collect())}
        }
        .into_any()
    }

    fn rows<'d>(
        &self,
        decisions: impl Iterator<Item = &'d Decision>,
        note: impl Fn(&Decision) -> String,
    ) -> Vec<AnyView> {
        decisions.map(|decision| row(self.locale, self.slug(), decision, note(decision), self.today)).collect()
    }

    /// Whether the reader has voted, and how many have.
    fn progress(&self, decision: &Decision) -> String {
        let locale = self.locale;
        let mine = match (policy::has_a_vote(&self.member, decision), decision.has_voted) {
            (true, true) => Some(td_string!(locale, decisions.you_voted).to_string()),
            (true, false) => Some(td_string!(locale, decisions.you_may_vote).to_string()),
            (false, _) => None,
        };
        let count = td_string!(locale, decisions.voted, count = decision.voted).to_string();
        let last = decision
            .closes_on
            .map(|day| td_string!(locale, decisions.until, day = words::day_near(locale, day, self.today)).to_string());
        [mine, Some(count), last].into_iter().flatten().collect::<Vec<_>>().join(" · ")
    }

    fn outcome(&self, decision: &Decision) -> String {
        let day = decision.over_on().map(|day| words::day_near(self.locale, day, self.today));
        let result = self.results.get(&decision.id).map(|tally| said::result(self.locale, decision, tally));
        [result, day].into_iter().flatten().collect::<Vec<_>>().join(" · ")
    }

    fn minutes_row(&self, minutes: &Minutes) -> AnyView {
        let day = words::day_near(self.locale, minutes.held_on, self.today);
        view! {
            <li><a class="row" href=paths::minutes(self.slug(), minutes.id)>
                <Icon name="file"/>
                <span class="row-main"><b dir="auto">{minutes.title.clone()}</b><span class="row-note">{day}</span></span>
                <span class="row-end"><Icon name="arrow-next"/></span>
            </a></li>
        }
        .into_any()
    }
}

fn section(title: String, rows: Vec<AnyView>) -> Option<AnyView> {
    (!rows.is_empty())
        .then(|| view! { <section class="section"><h2>{title}</h2><ul class="rows">{rows}</ul></section> }.into_any())
}
