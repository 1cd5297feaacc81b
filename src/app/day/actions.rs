//! The writes of the day. Here what whoever leads it does; `told` and `heaps` are about what people say, `work` about what the
//! group writes together.

mod heaps;
mod told;
mod work;

pub use heaps::{PutTogether, TakeApart, put_together, take_apart};
pub use told::{
    ChooseStory, Correct, Say, TakeBack, TellMoment, TellStory, choose_story, correct, say, take_back, tell_moment,
    tell_story,
};
pub use work::{
    Analyse, ChangeRecommendation, ChangeRow, CountHands, Learn, Recommend, RemoveRecommendation, RemoveRow, analyse,
    change_recommendation, change_row, count_hands, learn, recommend, remove_recommendation, remove_row,
};

use super::{card::Card, forms, policy, store};
use crate::{
    app::{
        access::Member,
        act::{Act, Go},
        paths,
        words::Notice,
    },
    domain::{problem::Problem, review::Step},
    platform::{error::AppError, form::RawForm},
};
use leptos::prelude::*;

/// Where one goes on once something was written: on the wall or on the phone that follows, or at the step.
fn at(act: &Act, member: &Member, step: Step, notice: Notice) -> Go {
    let slug = &member.cohort.slug;
    let follows = ["mine", "room"].map(|page| paths::day_page(slug, page)).into_iter().find(|page| act.stood_on(page));
    Go::to(follows.unwrap_or_else(|| paths::day_step(slug, step.code()))).saying(notice)
}

/// Plans the day. Form: `held_on`, `place`, `led_by`, `from_outside`, `languages`, a number for each kind of guest.
#[server(endpoint = "day/plan")]
pub async fn plan_day(#[server(flatten)] form: RawForm) -> Result<(), AppError> {
    let act = Act::of("day/plan", form);
    act.answer(planned(&act).await).await
}

async fn planned(act: &Act) -> Result<Go, AppError> {
    let facilitator = policy::leads(act.member().await?)?;
    let plan = forms::Plan::parse(act)?;
    let first = facilitator.cohort.dates.starts_on;
    if plan.held_on < first {
        return Err(AppError::field("held_on", Problem::DayBefore { first }));
    }
    let mut tx = act.begin().await?;
    store::keep_day(&mut tx, &facilitator, &plan).await?;
    store::forget_guests(&mut tx, &facilitator).await?;
    for (role, people) in &plan.guests {
        store::keep_guests(&mut tx, &facilitator, *role, *people).await?;
    }
    act.finish(tx, facilitator.cohort.id).await?;
    Ok(Go::to(paths::day(&facilitator.cohort.slug)).saying(Notice::DayPlanned))
}

/// Writes the card of the cohort. Form: its eleven lines, `version`.
#[server(endpoint = "day/card")]
pub async fn write_card(#[server(flatten)] form: RawForm) -> Result<(), AppError> {
    let act = Act::of("day/card", form);
    act.answer(card_written(&act).await).await
}

async fn card_written(act: &Act) -> Result<Go, AppError> {
    let facilitator = policy::leads(act.member().await?)?;
    let card = Card::parse(act)?;
    let mut tx = act.begin().await?;
    if !store::facts::keep_card(&mut tx, &facilitator, &card).await? {
        return Err(AppError::field("", Problem::Changed));
    }
    act.finish(tx, facilitator.cohort.id).await?;
    Ok(Go::to(paths::day(&facilitator.cohort.slug)).saying(Notice::Saved))
}

/// Shows everybody another step. Form: `step`.
#[server(endpoint = "day/show")]
pub async fn show_step(#[server(flatten)] form: RawForm) -> Result<(), AppError> {
    let act = Act::of("day/show", form);
    act.answer(shown(&act).await).await
}

async fn shown(act: &Act) -> Result<Go, AppError> {
    let facilitator = policy::leads(act.member().await?)?;
    let step = forms::step(act)?;
    let mut tx = act.begin().await?;
    store::show(&mut tx, &facilitator, step).await?;
    act.finish(tx, facilitator.cohort.id).await?;
    Ok(at(act, &facilitator, step, Notice::StepShown))
}

/// Notes that somebody is there, agrees to the rules, or is not there. Form: `person`, `presence`.
#[server(endpoint = "day/presence")]
pub async fn note_presence(#[server(flatten)] form: RawForm) -> Result<(), AppError> {
    let act = Act::of("day/presence", form);
    act.answer(noted(&act).await).await
}

async fn noted(act: &Act) -> Result<Go, AppError> {
    let member = act.member().await?;
    let (person, presence) = forms::presence(act)?;
    policy::takes_part(act.state.db.read(), &member).await?;
    policy::may_note_presence(&member, person)?;
    let mut tx = act.begin().await?;
    if !store::takes_part(&mut *tx, &member, person).await? {
        return Err(AppError::NotFound);
    }
    match presence {
        Some(at) => store::note_presence(&mut tx, &member, person, at).await?,
        None => store::forget_presence(&mut tx, &member, person).await?,
    }
    act.finish(tx, member.cohort.id).await?;
    Ok(at(act, &member, Step::Rules, Notice::Saved))
}
