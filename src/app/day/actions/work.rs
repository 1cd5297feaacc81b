//! What the group writes together: the analysis, lessons and the hands raised for them, recommendations.

use super::at;
use crate::{
    app::{
        access::Member,
        act::{Act, Go},
        capitalisation::{
            self,
            forms::{LESSON, Lesson},
        },
        day::{
            forms::{Counted, RECOMMENDATION, ROW, Recommendation, Row, version},
            policy, store,
        },
        words::Notice,
    },
    domain::{problem::Problem, review::Step},
    platform::{db::Tx, error::AppError, form::RawForm, idempotency::Once},
};
use leptos::prelude::*;

/// Keeps a row of the analysis. Form: `criterion`, what went well and why, what did not and why, `not_known`.
#[server(endpoint = "day/analyse")]
pub async fn analyse(#[server(flatten)] form: RawForm) -> Result<(), AppError> {
    let act = Act::of("day/analyse", form);
    act.answer(analysed(&act).await).await
}

async fn analysed(act: &Act) -> Result<Go, AppError> {
    let member = act.member().await?;
    let row = Row::parse(act.fields(&ROW[2..])?)?;
    policy::takes_part(act.state.db.read(), &member).await?;
    let mut tx = act.begin().await?;
    let once = act.once(&mut tx).await?;
    if let Once::First(id) = once {
        store::work::keep_row(&mut tx, &member, id, &row).await?;
    }
    act.finish(tx, once.id()).await?;
    Ok(at(act, &member, Step::Analysis, Notice::Saved))
}

/// Rewrites a row of the analysis. Form: `row`, `version` and the fields of a new one.
#[server(endpoint = "day/change-row")]
pub async fn change_row(#[server(flatten)] form: RawForm) -> Result<(), AppError> {
    let act = Act::of("day/change-row", form);
    act.answer(row_changed(&act).await).await
}

async fn row_changed(act: &Act) -> Result<Go, AppError> {
    let member = act.member().await?;
    let id = act.object("row")?;
    let mut fields = act.fields(&ROW)?;
    let version = version(&mut fields);
    let row = Row::parse(fields)?;
    policy::takes_part(act.state.db.read(), &member).await?;
    let read = (id, version.ok_or(AppError::BadRequest)?);
    let mut tx = act.begin().await?;
    let there = store::work::analysis(&mut *tx, &member).await?.iter().any(|row| row.id == id);
    if !store::work::change_row(&mut tx, &member, read, &row).await? {
        return Err(faster(there));
    }
    act.finish(tx, id).await?;
    Ok(at(act, &member, Step::Analysis, Notice::Saved))
}

/// Somebody else was faster, or it is not there.
fn faster(there: bool) -> AppError {
    if there { AppError::field("", Problem::Changed) } else { AppError::NotFound }
}

/// Removes a row of the analysis. Form: `row`.
#[server(endpoint = "day/remove-row")]
pub async fn remove_row(#[server(flatten)] form: RawForm) -> Result<(), AppError> {
    let act = Act::of("day/remove-row", form);
    act.answer(row_removed(&act).await).await
}

async fn row_removed(act: &Act) -> Result<Go, AppError> {
    let facilitator = policy::leads(act.member().await?)?;
    act.fields(&["row"])?;
    let id = act.object("row")?;
    let mut tx = act.begin().await?;
    store::work::remove_row(&mut tx, &facilitator, id).await?;
    act.finish(tx, id).await?;
    Ok(at(act, &facilitator, Step::Analysis, Notice::Saved))
}

/// Writes a lesson down, as the group says it. Form: the fields of a lesson.
#[server(endpoint = "day/learn")]
pub async fn learn(#[server(flatten)] form: RawForm) -> Result<(), AppError> {
    let act = Act::of("day/learn", form);
    act.answer(learnt(&act).await).await
}

async fn learnt(act: &Act) -> Result<Go, AppError> {
    let facilitator = policy::leads(act.member().await?)?;
    let known: Vec<&str> = LESSON[1..].iter().copied().filter(|name| *name != "superseded_by").collect();
    let lesson = Lesson::parse(act.fields(&known)?)?;
    policy::takes_part(act.state.db.read(), &facilitator).await?;
    let mut tx = act.begin().await?;
    if let Some(phase) = lesson.phase
        && !capitalisation::store::phase_exists(&mut *tx, &facilitator, phase).await?
    {
        return Err(AppError::NotFound);
    }
    let once = act.once(&mut tx).await?;
    if let Once::First(id) = once {
        let today = facilitator.cohort.today(act.now());
        capitalisation::store::keep_lesson(&mut *tx, &facilitator, id, &lesson, today).await?;
    }
    act.finish(tx, once.id()).await?;
    Ok(at(act, &facilitator, Step::Lessons, Notice::LessonSaved))
}

/// Notes the hands raised for a lesson, and the words against it. Form: `lesson`, `in_favour`, `against`, `abstained`, `dissent`.
#[server(endpoint = "day/count-hands")]
pub async fn count_hands(#[server(flatten)] form: RawForm) -> Result<(), AppError> {
    let act = Act::of("day/count-hands", form);
    act.answer(hands_counted(&act).await).await
}

async fn hands_counted(act: &Act) -> Result<Go, AppError> {
    let facilitator = policy::leads(act.member().await?)?;
    let counted = Counted::parse(act)?;
    policy::takes_part(act.state.db.read(), &facilitator).await?;
    let mut tx = act.begin().await?;
    store::work::keep_agreement(&mut tx, &facilitator, &counted).await?;
    store::work::keep_hands(&mut tx, &facilitator, &counted).await?;
    act.finish(tx, counted.lesson).await?;
    Ok(at(act, &facilitator, Step::Agreement, Notice::Saved))
}

/// Keeps a recommendation. Form: `addressee`, `action`, `follower`, `due_on`, `state`.
#[server(endpoint = "day/recommend")]
pub async fn recommend(#[server(flatten)] form: RawForm) -> Result<(), AppError> {
    let act = Act::of("day/recommend", form);
    act.answer(recommended(&act).await).await
}

async fn recommended(act: &Act) -> Result<Go, AppError> {
    let member = act.member().await?;
    let new = Recommendation::parse(act.fields(&RECOMMENDATION[2..])?)?;
    policy::takes_part(act.state.db.read(), &member).await?;
    let mut tx = act.begin().await?;
    followed(&mut tx, &member, &new).await?;
    let once = act.once(&mut tx).await?;
    if let Once::First(id) = once {
        store::work::recommend(&mut tx, &member, id, &new).await?;
    }
    act.finish(tx, once.id()).await?;
    Ok(at(act, &member, Step::Recommendations, Notice::Saved))
}

/// Who looks after it is of the group.
async fn followed(tx: &mut Tx, member: &Member, new: &Recommendation) -> Result<(), AppError> {
    let Some(follower) = new.follower else { return Ok(()) };
    if store::takes_part(&mut **tx, member, follower).await? { Ok(()) } else { Err(AppError::NotFound) }
}

/// Rewrites a recommendation. Form: `recommendation`, `version` and the fields of a new one.
#[server(endpoint = "day/change-recommendation")]
pub async fn change_recommendation(#[server(flatten)] form: RawForm) -> Result<(), AppError> {
    let act = Act::of("day/change-recommendation", form);
    act.answer(recommendation_changed(&act).await).await
}

async fn recommendation_changed(act: &Act) -> Result<Go, AppError> {
    let member = act.member().await?;
    let id = act.object("recommendation")?;
    let mut fields = act.fields(&RECOMMENDATION)?;
    let version = version(&mut fields);
    let new = Recommendation::parse(fields)?;
    policy::takes_part(act.state.db.read(), &member).await?;
    let read = (id, version.ok_or(AppError::BadRequest)?);
    let mut tx = act.begin().await?;
    followed(&mut tx, &member, &new).await?;
    let there = store::work::recommendations(&mut *tx, &member).await?.iter().any(|one| one.id == id);
    if !store::work::change_recommendation(&mut tx, &member, read, &new).await? {
        return Err(faster(there));
    }
    act.finish(tx, id).await?;
    Ok(at(act, &member, Step::Recommendations, Notice::Saved))
}

/// Removes a recommendation. Form: `recommendation`.
#[server(endpoint = "day/remove-recommendation")]
pub async fn remove_recommendation(#[server(flatten)] form: RawForm) -> Result<(), AppError> {
    let act = Act::of("day/remove-recommendation", form);
    act.answer(recommendation_removed(&act).await).await
}

async fn recommendation_removed(act: &Act) -> Result<Go, AppError> {
    let facilitator = policy::leads(act.member().await?)?;
    act.fields(&["recommendation"])?;
    let id = act.object("recommendation")?;
    let mut tx = act.begin().await?;
    store::work::remove_recommendation(&mut tx, &facilitator, id).await?;
    act.finish(tx, id).await?;
    Ok(at(act, &facilitator, Step::Recommendations, Notice::Saved))
}
