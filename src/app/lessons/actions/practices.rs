//! Writing practices: any member of the cohort writes and improves them.

use crate::{
    app::{
        access::Member,
        act::{Act, Go},
        lessons::{
            forms::{PRACTICE, PracticeText},
            policy,
            store::practices as store,
        },
        paths,
        words::Notice,
    },
    domain::{lesson::may_replace, problem::Problem},
    platform::{db::Tx, error::AppError, form::RawForm, idempotency::Once},
};
use leptos::prelude::*;
use uuid::Uuid;

/// Keeps a new practice. Form: `title`, `phase_kind`, `steps`, what it takes, the seven criteria, `superseded_by`.
#[server(endpoint = "lessons/write-practice")]
pub async fn write_practice(#[server(flatten)] form: RawForm) -> Result<(), AppError> {
    let act = Act::of("lessons/write-practice", form);
    act.answer(written(&act).await).await
}

async fn written(act: &Act) -> Result<Go, AppError> {
    let member = act.member().await?;
    member.cohort.takes_words()?;
    let text = PracticeText::parse(act.fields(&PRACTICE[2..])?)?;
    let mut tx = act.begin().await?;
    let once = act.once(&mut tx).await?;
    if let Once::First(id) = once {
        may_be_replaced(&mut tx, &member, id, text.superseded_by).await?;
        store::keep(&mut *tx, &member, id, &text, member.cohort.today(act.now())).await?;
    }
    act.finish(tx, once.id()).await?;
    Ok(Go::to(paths::practice(&member.cohort.slug, once.id())).saying(Notice::PracticeSaved))
}

/// Only a practice of the same cohort replaces one, and none replaces itself by way of others.
async fn may_be_replaced(tx: &mut Tx, member: &Member, practice: Uuid, with: Option<Uuid>) -> Result<(), AppError> {
    let Some(with) = with else { return Ok(()) };
    let all = store::practices(&mut **tx, member).await?;
    if !all.iter().any(|line| line.id == with) {
        return Err(AppError::NotFound);
    }
    let links: Vec<(Uuid, Uuid)> = all.iter().filter_map(|line| Some((line.id, line.superseded_by?))).collect();
    may_replace(&links, practice, with).map_err(|problem| AppError::field("superseded_by", problem))
}

/// Rewrites a practice. Form: `practice`, `version` and the fields of a new one.
#[server(endpoint = "lessons/change-practice")]
pub async fn change_practice(#[server(flatten)] form: RawForm) -> Result<(), AppError> {
    let act = Act::of("lessons/change-practice", form);
    act.answer(changed(&act).await).await
}

async fn changed(act: &Act) -> Result<Go, AppError> {
    let member = act.member().await?;
    member.cohort.takes_words()?;
    let id = act.object("practice")?;
    let mut fields = act.fields(&PRACTICE)?;
    let version = fields.required("version", |text| text.parse::<i64>().map_err(|_| Problem::NotAChoice));
    let text = PracticeText::parse(fields)?;
    let version = version.ok_or(AppError::BadRequest)?;
    let mut tx = act.begin().await?;
    store::practice(&mut *tx, &member, id).await?;
    may_be_replaced(&mut tx, &member, id, text.superseded_by).await?;
    if !store::rewrite(&mut *tx, &member, (id, version), &text, member.cohort.today(act.now())).await? {
        return Err(AppError::field("", Problem::Changed));
    }
    act.finish(tx, id).await?;
    Ok(Go::to(paths::practice(&member.cohort.slug, id)).saying(Notice::PracticeSaved))
}

/// Removes a practice. Form: `practice`.
#[server(endpoint = "lessons/remove-practice")]
pub async fn remove_practice(#[server(flatten)] form: RawForm) -> Result<(), AppError> {
    let act = Act::of("lessons/remove-practice", form);
    act.answer(removed(&act).await).await
}

async fn removed(act: &Act) -> Result<Go, AppError> {
    let member = act.member().await?;
    member.cohort.takes_words()?;
    act.fields(&["practice"])?;
    let id = act.object("practice")?;
    let mut tx = act.begin().await?;
    let practice = store::practice(&mut *tx, &member, id).await?;
    if !policy::may_remove(&member, &practice) {
        return Err(AppError::Forbidden);
    }
    store::remove(&mut *tx, &member, id).await?;
    act.finish(tx, id).await?;
    Ok(Go::to(paths::practices(&member.cohort.slug)).saying(Notice::PracticeRemoved))
}
