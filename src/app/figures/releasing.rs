//! Releasing: what leaves a group is worked out when a month is over, written down, and never again. It does not matter who
//! does it or when; a process that dies in between loses nothing.

use super::store::{self, Looked, afterwards};
use crate::{
    app::capitalisation::{
        figures::{Facts, Released, SERIES},
        store::figures::{Of, facts},
    },
    domain::{
        afterwards::{Moment, Situation},
        capitalisation::FigureCode,
        cohort::Dates,
        figures::list,
        release::{Part, complete, months, periods},
    },
    platform::{State, db::Tx, error::AppError},
};
use chrono::{DateTime, NaiveDate, Utc};

/// Releases what is due of every cohort, each in a transaction of its own: what the ticking task does.
pub async fn settle_all(state: &State) -> Result<(), AppError> {
    let now = state.clock.now();
    for looked in store::looked(state.db.read()).await?.into_iter().filter(|looked| is_due(looked, now)) {
        let mut tx = state.db.begin().await?;
        settle(&mut tx, looked, now).await?;
        tx.commit().await?;
    }
    Ok(())
}

fn today(looked: &Looked, now: DateTime<Utc>) -> NaiveDate {
    now.with_timezone(&looked.zone).date_naive()
}

fn is_due(looked: &Looked, now: DateTime<Utc>) -> bool {
    upto(looked, now).is_some_and(|day| looked.until.is_none_or(|until| until < day))
}

/// The last day of all that is over now: of a month, then of each question.
fn upto(looked: &Looked, now: DateTime<Utc>) -> Option<NaiveDate> {
    let today = today(looked, now);
    let asked = Moment::ALL.iter().filter(|moment| moment.is_over(looked.dates, today));
    let asked = asked.map(|moment| moment.days(looked.dates).ends_on);
    complete(looked.dates, today).last().map(|month| month.ends_on).into_iter().chain(asked).max()
}

/// Releases what is due of one cohort.
pub async fn settle(tx: &mut Tx, looked: Looked, now: DateTime<Utc>) -> Result<(), AppError> {
    let looked = Looked { until: store::hold(tx, looked.cohort).await?, ..looked };
    let Some(upto) = upto(&looked, now).filter(|_| is_due(&looked, now)) else { return Ok(()) };
    let facts = facts(tx, Of::Cohort(looked.cohort), now).await?.remove(&looked.cohort).unwrap_or_default();
    let sums: Vec<Released> = SERIES.iter().flat_map(|code| due(&facts, *code, &looked, now)).collect();
    store::release(tx, looked.cohort, &sums).await?;
    for moment in Moment::ALL.iter().filter(|moment| moment.is_over(looked.dates, today(&looked, now))) {
        let said = afterwards::counts(tx, looked.cohort, *moment).await?;
        store::release(tx, looked.cohort, &answers(*moment, looked.dates, &said)).await?;
    }
    Ok(store::look_until(tx, looked.cohort, upto).await?)
}

/// The periods of one series that may be released now, each with its sum.
fn due(facts: &Facts, code: FigureCode, looked: &Looked, now: DateTime<Utc>) -> Vec<Released> {
    let before = facts.released_until(code);
    let over = complete(looked.dates, today(looked, now));
    let is_all = over.len() == months(looked.dates).len();
    let Some(last) = over.last().map(|month| month.ends_on) else { return Vec::new() };
    let open: Vec<Dates> = over.into_iter().filter(|month| before.is_none_or(|day| month.starts_on > day)).collect();
    let mut parts = facts.parts(code, looked.zone);
    // What lies in a month that is not over waits; what comes late for one that was released is not in it any more.
    parts.retain(|part| before.is_none_or(|day| part.on > day) && (is_all || part.on <= last));
    let found = periods(&open, &parts);
    let ends = found.iter().map(|period| period.ends_on).collect::<Vec<_>>();
    let sum = |(index, period): (usize, Dates)| {
        let from = index.checked_sub(1).and_then(|index| ends.get(index).copied());
        let is_last = is_all && period.ends_on == last;
        let within = |part: &&Part| from.is_none_or(|day| part.on > day) && (is_last || part.on <= period.ends_on);
        let value = parts.iter().filter(within).map(|part| part.amount).sum();
        Released { code: code.code().to_owned(), period, value: Some(value) }
    };
    found.into_iter().enumerate().map(sum).collect()
}

/// What people said at one moment: how many in all, and each situation, with what is small hidden.
fn answers(moment: Moment, dates: Dates, said: &[(String, i64)]) -> Vec<Released> {
    let count = |situation: &Situation| said.iter().find(|(code, _)| code == situation.code()).map_or(0, |one| one.1);
    let counts: Vec<i64> = Situation::ALL.iter().map(count).collect();
    let (cells, total) = list(&counts);
    let period = moment.days(dates);
    let figure = FigureCode::of_moment(moment).code();
    let of = |(situation, shown): (&Situation, _)| (format!("{figure}.{}", situation.code()), shown);
    let cells = Situation::ALL.iter().zip(cells).map(of).chain([(figure.to_owned(), total)]);
    cells.map(|(code, shown)| Released { code, period, value: shown.count() }).collect()
}
