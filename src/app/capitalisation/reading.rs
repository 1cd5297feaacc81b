//! From the database to an article: what readers see, or what they would see if it were published now.

use super::{
    article::{Article, Parts},
    charts, figures,
    store::{
        self,
        note::{self, Note},
    },
};
use crate::{
    app::access::{Member, Reader},
    domain::capitalisation::Scope,
    platform::{db::Connection, error::AppError},
};
use chrono::{DateTime, Utc};

/// The note as a reader sees it: five statements.
pub async fn published(db: &mut Connection, reader: &Reader) -> Result<Article, AppError> {
    let edition = note::edition(&mut *db, reader).await?;
    let parts = Parts {
        quotable: note::quotable(&mut *db, reader).await?,
        figures: note::frozen_figures(&mut *db, &edition).await?,
        charts: note::frozen_charts(&mut *db, &edition).await?,
        lessons: note::frozen_lessons(&mut *db, &edition).await?,
    };
    Ok(Article::published(edition, parts))
}

/// What stands beside the text if it were published now, for the readers that it is meant for.
pub async fn working(
    db: &mut Connection,
    member: &Member,
    readers: Scope,
    now: DateTime<Utc>,
) -> Result<Parts, AppError> {
    let cohort = &member.cohort;
    let facts = figures::of_member(&mut *db, member, now).await?;
    let readers = Reader { cohort: cohort.clone(), scope: readers };
    let quotable = note::quotable(&mut *db, &readers).await?;
    let lessons = store::lessons(&mut *db, member).await?;
    Ok(Parts {
        quotable,
        figures: facts.figures(cohort).iter().map(|figure| (figure.code, figure.shown)).collect(),
        charts: charts::all(&facts, cohort, cohort.today(now)),
        lessons: lessons.into_iter().map(|lesson| lesson.told).collect(),
    })
}

/// The working text as its readers would see it.
pub async fn preview(
    db: &mut Connection,
    member: &Member,
    note: &Note,
    now: DateTime<Utc>,
) -> Result<Article, AppError> {
    Ok(Article::preview(note, working(db, member, note.scope, now).await?))
}
