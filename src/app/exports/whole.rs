//! The rows of the files: from the statements of this feature, and from what other features have already added up.

use super::{
    store::{self, learnt},
    table::{Rows, TABLES, Table, Value},
};
use crate::{
    app::{
        access::Facilitator,
        attendance::register::Register,
        cohorts,
        decisions::store::{self as decisions, Decision, ballots},
        poles, sales,
    },
    domain::vote::Tally,
    platform::{db::Connection, error::AppError},
};
use chrono::{DateTime, Utc};

/// A table with its rows.
pub struct Filled {
    pub table: &'static Table,
    pub rows: Rows,
}

/// Every table: as many statements, whatever they hold.
pub async fn read_all(db: &mut Connection, by: &Facilitator, now: DateTime<Utc>) -> Result<Vec<Filled>, AppError> {
    let mut filled = Vec::with_capacity(TABLES.len());
    for table in TABLES {
        filled.push(read(db, by, table, now).await?);
    }
    Ok(filled)
}

/// One table.
pub async fn read(
    db: &mut Connection,
    by: &Facilitator,
    table: &'static Table,
    now: DateTime<Utc>,
) -> Result<Filled, AppError> {
    let rows = match table.code {
        "phases" => store::phases(db, by).await?,
        "events" => events(db, by).await?,
        "attendance" => attendance(db, by, now).await?,
        "poles" => store::poles(db, by).await?,
        "missions" => store::missions(db, by).await?,
        "bookings" => store::bookings(db, by).await?,
        "products" => store::products(db, by).await?,
        "variants" => store::variants(db, by).await?,
        "allergens" => store::allergens(db, by).await?,
        "recipes" => store::recipes(db, by).await?,
        "records" => store::records(db, by).await?,
        "pole_hours" => pole_hours(db, by).await?,
        "materials" => store::materials(db, by).await?,
        "movements" => store::movements(db, by).await?,
        "purchases" => store::purchases(db, by).await?,
        "lots" => store::lots(db, by).await?,
        "sales" => store::sales(db, by).await?,
        "orders" => store::orders(db, by).await?,
        "order_lines" => store::order_lines(db, by).await?,
        "cash_counts" => cash_counts(db, by).await?,
        "journal" => store::journal(db, by).await?,
        "decisions" => decided(db, by, now).await?,
        "lessons" => learnt::lessons(db, by).await?,
        "lesson_answers" => learnt::answers(db, by).await?,
        "practices" => learnt::practices(db, by).await?,
        "practice_criteria" => learnt::criteria(db, by).await?,
        _ => return Err(AppError::NotFound),
    };
    Ok(Filled { table, rows })
}

async fn events(db: &mut Connection, by: &Facilitator) -> Result<Rows, AppError> {
    let events = cohorts::store::events(&mut *db, by).await?;
    let line = |event: cohorts::store::Event| {
        let head = [event.title.into(), event.kind.code().to_owned().into()];
        let when = store::moment(event.starts_at, event.ends_at, by.cohort.time_zone);
        head.into_iter().chain(when).chain([event.place.into()]).collect()
    };
    Ok(events.into_iter().map(line).collect())
}

async fn attendance(db: &mut Connection, by: &Facilitator, now: DateTime<Utc>) -> Result<Rows, AppError> {
    let register = Register::of_cohort(db, by, now).await?;
    let totals = register.by_person();
    let people = register.people.iter().filter_map(|who| Some((who.name.clone(), *totals.get(&who.id)?)));
    let line = |(name, total): (String, crate::domain::attendance::Total)| {
        vec![name.into(), total.present.into(), total.excused.into(), total.absent.into(), total.expected.into()]
    };
    Ok(people.map(line).collect())
}

async fn pole_hours(db: &mut Connection, by: &Facilitator) -> Result<Rows, AppError> {
    let hours = poles::store::hours::by_pole(db, by).await?;
    Ok(hours.into_iter().map(|(name, _, minutes)| vec![name.into(), minutes.0.into()]).collect())
}

async fn cash_counts(db: &mut Connection, by: &Facilitator) -> Result<Rows, AppError> {
    let counts = sales::store::counts::all(db, by).await?;
    let line = |count: sales::store::counts::Count| {
        let (held, expected) = (count.held, count.held.expected());
        let sums = [held.float, held.cash_sales, held.taken_out, expected, count.counted, count.counted - expected];
        let head = [Value::from(count.till.code().to_owned()), count.counted_on.into()];
        head.into_iter().chain(sums.map(|sum| sum.0.into())).collect()
    };
    // As the other tables: the first day first.
    Ok(counts.into_iter().rev().map(line).collect())
}

/// The decisions with what came of those that are over, as their page says it. A vote that goes on has no result for anybody.
async fn decided(db: &mut Connection, by: &Facilitator, now: DateTime<Utc>) -> Result<Rows, AppError> {
    let all = decisions::decisions(db, by).await?;
    let results = ballots::results(db, by, &all, by.cohort.today(now)).await?;
    Ok(all.iter().rev().map(|decision| decision_line(decision, results.get(&decision.id))).collect())
}

fn decision_line(decision: &Decision, tally: Option<&Tally>) -> Vec<Value> {
    let number = |count: usize| Value::from(i64::try_from(count).unwrap_or(i64::MAX));
    let nothing = || Value::Nothing;
    let [yes, no, without, chosen] = match tally {
        Some(Tally::Consent(tally)) => [number(tally.agree), number(tally.objections), nothing(), nothing()],
        Some(Tally::Majority(tally)) => {
            [number(tally.votes_for), number(tally.against), number(tally.abstain), nothing()]
        }
        Some(Tally::Ranking(tally)) => {
            let named = decision.options.iter().filter(|option| tally.winners.contains(&option.id));
            let names: Vec<&str> = named.map(|option| option.title.as_str()).collect();
            [nothing(), nothing(), nothing(), names.join(", ").into()]
        }
        Some(Tally::TooFew { .. }) | None => [nothing(), nothing(), nothing(), nothing()],
    };
    vec![
        decision.title.clone().into(),
        decision.method.code().to_owned().into(),
        decision.secret.into(),
        decision.state.code().to_owned().into(),
        decision.proposed_on.into(),
        decision.closed_on.into(),
        decision.needed.into(),
        decision.voted.into(),
        yes,
        no,
        without,
        chosen,
        decision.outcome.clone().into(),
    ]
}
