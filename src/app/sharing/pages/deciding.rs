//! Putting the rules to the vote, and freezing what was decided.

use super::{
    super::{
        actions::{Freeze, Vote},
        stage::Stage,
        store::{NamedRule, Sharing},
    },
    found, head, in_hand,
};
use crate::{
    app::{
        decisions::{
            forms::Voters,
            store::{self as decisions, Decision, ballots},
        },
        i18n::*,
        money::policy::takes_money,
        sharing::words as said,
        ui::{
            form::{Choice, Choices, DayField, Form, Select, Submit, TextField, Typed},
            frame::{Frame, Group},
        },
        visit::{Visit, page},
    },
    domain::{problem::Problem, vote::Electorate},
    platform::error::AppError,
};
use leptos::{prelude::*, server_fn::ServerFn};

#[component]
pub fn VotePage() -> impl IntoView {
    page(vote)
}

async fn vote(visit: Visit) -> Result<AnyView, AppError> {
    let facilitator = visit.facilitator().await?;
    let mut db = visit.state.db.read().acquire().await?;
    let (sharing, rules) = in_hand(&visit, &mut db, &facilitator).await?;
    if rules.is_empty() {
        return Err(AppError::field("", Problem::MissingFirst));
    }
    let voters = decisions::voters(&mut *db, &facilitator).await?;
    drop(db);
    let group = Group::load(&visit, &facilitator).await?;
    let typed = visit.typed("sharing/vote").await?;
    let (locale, slug, id) = (visit.locale, facilitator.cohort.slug.clone(), sharing.id.to_string());
    let head = head(locale, &slug, Some(&sharing), td_string!(locale, sharing.vote.title).to_string());
    let lines = rules.iter().map(|rule| {
        view! { <li><b dir="auto">{rule.name.clone()}</b> " · " {said::rule(locale, &rule.rule)}</li> }
    });
    let (lines, how) = (lines.collect_view(), how(&typed, voters));
    Ok(view! {
        <Frame visit=visit title=td_string!(locale, sharing.vote.title) group=group place="sharing" form="sharing/vote">
            {head}
            <p class="lead">{td_string!(locale, sharing.vote.lead)}</p>
            <ul>{lines}</ul>
            <Form typed=typed action=Vote::url() cohort=slug creates=true>
                <input type="hidden" name="sharing" value=id/>
                {how}
                <Submit label=td_string!(locale, sharing.vote.open)/>
            </Form>
        </Frame>
    }
    .into_any())
}

fn how(typed: &Typed, voters: Voters) -> AnyView {
    let locale = typed.locale;
    let secrecy = vec![
        Choice::new("secret", td_string!(locale, decisions.secret_vote))
            .icon("lock")
            .hint(td_string!(locale, decisions.secret_vote_hint)),
        Choice::new("open", td_string!(locale, decisions.open_vote))
            .icon("eye")
            .hint(td_string!(locale, decisions.open_vote_hint)),
    ];
    let needed = voters.of(Electorate::Entrepreneurs) / 2 + 1;
    view! {
        <input type="hidden" name="electorate" value=Electorate::Entrepreneurs.code()/>
        <Choices typed=typed.clone() name="secrecy" legend=td_string!(locale, decisions.secrecy) options=secrecy/>
        <TextField typed=typed.clone() name="needed" label=td_string!(locale, decisions.needed) hint=td_string!(locale, decisions.needed_hint)
            value=needed.to_string() inputmode="numeric" class="short" autocomplete="off"/>
        <DayField typed=typed.clone() name="closes_on" legend=td_string!(locale, decisions.last_day) optional=true/>
    }
    .into_any()
}

#[component]
pub fn FreezePage() -> impl IntoView {
    page(freeze)
}

async fn freeze(visit: Visit) -> Result<AnyView, AppError> {
    let facilitator = visit.facilitator().await?;
    let mut db = visit.state.db.read().acquire().await?;
    let (sharing, rules, stage) = found(&visit, &mut db, &facilitator).await?;
    takes_money(&facilitator.cohort)?;
    let today = facilitator.cohort.today(visit.now());
    let mut taken = Vec::new();
    if stage == Stage::Preparing {
        taken = decisions::decisions(&mut db, &facilitator).await?;
        let results = ballots::results(&mut db, &facilitator, &taken, today).await?;
        taken.retain(|decision| results.get(&decision.id).is_some_and(|tally| tally.decides()));
    }
    drop(db);
    let group = Group::load(&visit, &facilitator).await?;
    let typed = visit.typed("sharing/freeze").await?;
    let (locale, slug) = (visit.locale, facilitator.cohort.slug.clone());
    let head = head(locale, &slug, Some(&sharing), td_string!(locale, sharing.freeze.title).to_string());
    let form = match &stage {
        Stage::Frozen => return Err(AppError::field("", Problem::SharingFixed)),
        Stage::Voting => return Err(AppError::field("", Problem::NotDecided)),
        Stage::Decided(id) => {
            let name = rules.iter().find(|rule| rule.id == *id).map(|rule| rule.name.clone()).unwrap_or_default();
            let chosen = td_string!(locale, sharing.freeze.decided, name = name).to_string();
            form(typed, slug, &sharing, view! { <p dir="auto">{chosen}</p> }.into_any())
        }
        Stage::Preparing if taken.is_empty() => {
            view! { <p>{td_string!(locale, sharing.freeze.no_decision)}</p> }.into_any()
        }
        Stage::Preparing => {
            let choices = choices(&typed, &rules, &taken);
            form(typed, slug, &sharing, choices)
        }
    };
    Ok(view! {
        <Frame visit=visit title=td_string!(locale, sharing.freeze.title) group=group place="sharing" form="sharing/freeze">
            {head}
            <p class="lead">{td_string!(locale, sharing.freeze.lead)}</p>
            {form}
        </Frame>
    }
    .into_any())
}

fn form(typed: Typed, slug: String, sharing: &Sharing, inside: AnyView) -> AnyView {
    let (locale, id) = (typed.locale, sharing.id.to_string());
    view! {
        <Form typed=typed action=Freeze::url() cohort=slug>
            <input type="hidden" name="sharing" value=id/>
            {inside}
            <Submit label=td_string!(locale, sharing.freeze.save) icon="lock"/>
        </Form>
    }
    .into_any()
}

/// Which rule, and which decision of the register says so.
fn choices(typed: &Typed, rules: &[NamedRule], taken: &[Decision]) -> AnyView {
    let locale = typed.locale;
    let rules: Vec<Choice> = rules
        .iter()
        .map(|rule| Choice::new(rule.id.to_string(), rule.name.clone()).hint(said::rule(locale, &rule.rule)))
        .collect();
    let taken = taken.iter().map(|decision| (decision.id.to_string(), decision.title.clone())).collect();
    view! {
        <Choices typed=typed.clone() name="rule" legend=td_string!(locale, sharing.freeze.rule) options=rules/>
        <Select typed=typed.clone() name="decision" label=td_string!(locale, sharing.freeze.decision) hint=td_string!(locale, sharing.freeze.decision_hint) options=taken/>
    }
    .into_any()
}
