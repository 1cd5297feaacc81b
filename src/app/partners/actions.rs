//! The writes of this feature: what partners say of a note, and what they are answered.

use super::store::said;
use crate::{
    app::{
        access::{Facilitator, Partner},
        act::{Act, Go},
        paths,
        words::Notice,
    },
    domain::text::Long,
    platform::{error::AppError, form::RawForm, idempotency::Once},
};
use chrono::NaiveDate;
use leptos::prelude::*;
use uuid::Uuid;

/// Keeps a partner's remark on the note that she reads. Form: `text`.
#[server(endpoint = "partners/remark")]
pub async fn remark(#[server(flatten)] form: RawForm) -> Result<(), AppError> {
    let act = Act::of("partners/remark", form);
    act.answer(remarked(&act).await).await
}

async fn remarked(act: &Act) -> Result<Go, AppError> {
    let partner = act.seat().await?.partner()?;
    let mut fields = act.fields(&["text"])?;
    let text = fields.required("text", Long::some);
    let text = fields.finish(|| text)?;
    let mut tx = act.begin().await?;
    let once = act.once(&mut tx).await?;
    if let Once::First(id) = once {
        found(said::remark(&mut *tx, &partner, id, text.as_str(), today(act, &partner)).await?)?;
    }
    act.finish(tx, once.id()).await?;
    Ok(to_note(&partner).saying(Notice::RemarkKept))
}

fn today(act: &Act, partner: &Partner) -> NaiveDate {
    partner.cohort.today(act.now())
}

fn to_note(partner: &Partner) -> Go {
    Go::to(paths::note(&partner.cohort.slug))
}

fn to_partners(facilitator: &Facilitator) -> Go {
    Go::to(paths::partners(&facilitator.cohort.slug))
}

/// What is somebody else's is not there.
fn found(is_there: bool) -> Result<(), AppError> {
    if is_there { Ok(()) } else { Err(AppError::NotFound) }
}

/// Takes one's own remark back. Form: `remark`.
#[server(endpoint = "partners/withdraw-remark")]
pub async fn withdraw_remark(#[server(flatten)] form: RawForm) -> Result<(), AppError> {
    let act = Act::of("partners/withdraw-remark", form);
    act.answer(remark_withdrawn(&act).await).await
}

async fn remark_withdrawn(act: &Act) -> Result<Go, AppError> {
    let partner = act.seat().await?.partner()?;
    act.fields(&["remark"])?;
    let id = act.object("remark")?;
    let mut tx = act.begin().await?;
    found(said::take_back(&mut *tx, &partner, id).await?)?;
    act.finish(tx, id).await?;
    Ok(to_note(&partner).saying(Notice::RemarkWithdrawn))
}

/// What a facilitator answers to one row: the field that names it, and `answer`.
fn answer(act: &Act, about: &'static str) -> Result<(Uuid, Long), AppError> {
    let mut fields = act.fields(&[about, "answer"])?;
    let text = fields.required("answer", Long::some);
    let text = fields.finish(|| text)?;
    Ok((act.object(about)?, text))
}

/// Answers a remark. Form: `remark`, `answer`.
#[server(endpoint = "partners/answer-remark")]
pub async fn answer_remark(#[server(flatten)] form: RawForm) -> Result<(), AppError> {
    let act = Act::of("partners/answer-remark", form);
    act.answer(remark_answered(&act).await).await
}

async fn remark_answered(act: &Act) -> Result<Go, AppError> {
    let facilitator = act.facilitator().await?;
    let (id, text) = answer(act, "remark")?;
    let today = facilitator.cohort.today(act.now());
    let mut tx = act.begin().await?;
    found(said::answer_remark(&mut *tx, &facilitator, (id, text.as_str()), today).await?)?;
    act.finish(tx, id).await?;
    Ok(to_partners(&facilitator).saying(Notice::AnswerKept))
}

/// Submits the published note to a funder. Form: `funder`.
#[server(endpoint = "partners/submit-report")]
pub async fn submit_report(#[server(flatten)] form: RawForm) -> Result<(), AppError> {
    let act = Act::of("partners/submit-report", form);
    act.answer(report_submitted(&act).await).await
}

async fn report_submitted(act: &Act) -> Result<Go, AppError> {
    let facilitator = act.facilitator().await?;
    act.fields(&["funder"])?;
    let funder = act.object("funder")?;
    let today = facilitator.cohort.today(act.now());
    let mut tx = act.begin().await?;
    let once = act.once(&mut tx).await?;
    if let Once::First(id) = once {
        found(said::submit(&mut *tx, &facilitator, id, funder, today).await?)?;
    }
    act.finish(tx, once.id()).await?;
    Ok(to_partners(&facilitator).saying(Notice::ReportSubmitted))
}

/// A funder asks about a report. Form: `report`, `question`.
#[server(endpoint = "partners/ask")]
pub async fn ask(#[server(flatten)] form: RawForm) -> Result<(), AppError> {
    let act = Act::of("partners/ask", form);
    act.answer(asked(&act).await).await
}

async fn asked(act: &Act) -> Result<Go, AppError> {
    let partner = act.seat().await?.partner()?;
    let mut fields = act.fields(&["report", "question"])?;
    let question = fields.required("question", Long::some);
    let question = fields.finish(|| question)?;
    let report = act.object("report")?;
    let mut tx = act.begin().await?;
    let once = act.once(&mut tx).await?;
    if let Once::First(id) = once {
        found(said::ask(&mut *tx, &partner, id, (report, question.as_str()), today(act, &partner)).await?)?;
    }
    act.finish(tx, once.id()).await?;
    Ok(to_note(&partner).saying(Notice::QuestionSent))
}

/// Answers a funder's question. Form: `question`, `answer`.
#[server(endpoint = "partners/answer-question")]
pub async fn answer_question(#[server(flatten)] form: RawForm) -> Result<(), AppError> {
    let act = Act::of("partners/answer-question", form);
    act.answer(question_answered(&act).await).await
}

async fn question_answered(act: &Act) -> Result<Go, AppError> {
    let facilitator = act.facilitator().await?;
    let (id, text) = answer(act, "question")?;
    let today = facilitator.cohort.today(act.now());
    let mut tx = act.begin().await?;
    found(said::answer_question(&mut *tx, &facilitator, (id, text.as_str()), today).await?)?;
    act.finish(tx, id).await?;
    Ok(to_partners(&facilitator).saying(Notice::AnswerKept))
}

/// A funder accepts a report. Form: `report`.
#[server(endpoint = "partners/accept-report")]
pub async fn accept_report(#[server(flatten)] form: RawForm) -> Result<(), AppError> {
    let act = Act::of("partners/accept-report", form);
    act.answer(report_accepted(&act).await).await
}

async fn report_accepted(act: &Act) -> Result<Go, AppError> {
    let partner = act.seat().await?.partner()?;
    act.fields(&["report"])?;
    let report = act.object("report")?;
    let mut tx = act.begin().await?;
    found(said::accept(&mut *tx, &partner, report, today(act, &partner)).await?)?;
    act.finish(tx, report).await?;
    Ok(to_note(&partner).saying(Notice::ReportAccepted))
}
