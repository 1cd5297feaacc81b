//! The SQL of ballots. An open ballot is its voter's and may change until the end. A secret one is nobody's: `decision_voter` says
//! who has voted, `secret_ballot` what was voted, and nothing joins them (the migration says how).

use super::Decision;
use crate::{
    app::access::Member,
    domain::vote::{self, Ballot, Tally},
    platform::{
        db::{Connection, Executor, Tx},
        error::AppError,
    },
};
use chrono::NaiveDate;
use std::collections::HashMap;
use uuid::Uuid;

/// Takes the decision's row until the transaction ends, while one can vote on it; says whether one can.
pub async fn hold(tx: &mut Tx, member: &Member, decision: Uuid, today: NaiveDate) -> Result<bool, sqlx::Error> {
    let held = sqlx::query(
        "update decision set state = state
         where id = $1 and cohort = $2 and state = 'open' and (closes_on is null or closes_on >= $3)",
    )
    .bind(decision)
    .bind(member.cohort.id)
    .bind(today)
    .execute(&mut **tx)
    .await?;
    Ok(held.rows_affected() == 1)
}

/// The member's open ballot, in place of what it was.
pub async fn cast_open(tx: &mut Tx, member: &Member, decision: Uuid, ballot: &Ballot) -> Result<(), sqlx::Error> {
    sqlx::query(
        "insert into decision_ballot (decision, person, ballot) values ($1, $2, $3)
         on conflict (decision, person) do update set ballot = excluded.ballot",
    )
    .bind(decision)
    .bind(member.person)
    .bind(ballot.code())
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// The member's one secret ballot; says whether it was her first.
pub async fn cast_secret(tx: &mut Tx, member: &Member, decision: Uuid, ballot: &Ballot) -> Result<bool, sqlx::Error> {
    let first = sqlx::query("insert into decision_voter (decision, person) values ($1, $2) on conflict do nothing")
        .bind(decision)
        .bind(member.person)
        .execute(&mut **tx)
        .await?
        .rows_affected();
    if first == 1 {
        mix(tx, decision, Some(ballot)).await?;
    }
    Ok(first == 1)
}

/// Writes every secret ballot of the decision anew, `more` among them, so that no row is older than another.
pub async fn mix(tx: &mut Tx, decision: Uuid, more: Option<&Ballot>) -> Result<(), sqlx::Error> {
    let kept: Vec<(String,)> = sqlx::query_as("delete from secret_ballot where decision = $1 returning ballot")
        .bind(decision)
        .fetch_all(&mut **tx)
        .await?;
    let mut ballots: Vec<String> = kept.into_iter().map(|row| row.0).chain(more.map(Ballot::code)).collect();
    ballots.sort_unstable();
    let mut rows: Vec<(Uuid, String)> = ballots.into_iter().map(|ballot| (Uuid::new_v4(), ballot)).collect();
    rows.sort_unstable();
    for (id, ballot) in rows {
        sqlx::query("insert into secret_ballot (id, decision, ballot) values ($1, $2, $3)")
            .bind(id)
            .bind(decision)
            .bind(ballot)
            .execute(&mut **tx)
            .await?;
    }
    Ok(())
}

/// Throws the secret ballots of the decision away uncounted: there were too few of them to stay secret.
pub async fn burn(tx: &mut Tx, decision: Uuid) -> Result<(), sqlx::Error> {
    sqlx::query("delete from secret_ballot where decision = $1").bind(decision).execute(&mut **tx).await?;
    Ok(())
}

/// The member's own open ballot.
pub async fn own(db: impl Executor<'_>, member: &Member, decision: &Decision) -> Result<Option<Ballot>, sqlx::Error> {
    let row: Option<(String,)> =
        sqlx::query_as("select ballot from decision_ballot where decision = $1 and person = $2")
            .bind(decision.id)
            .bind(member.person)
            .fetch_optional(db)
            .await?;
    Ok(row.and_then(|row| Ballot::from_code(decision.method, &row.0)))
}

/// Who voted what in an open vote that is over, by name. Before that, and of a secret one, nobody reads this.
pub async fn signed(
    db: impl Executor<'_>,
    _: &Member,
    decision: &Decision,
    today: NaiveDate,
) -> Result<Vec<(String, Ballot)>, sqlx::Error> {
    if decision.secret || !decision.is_over(today) {
        return Ok(Vec::new());
    }
    let rows: Vec<(String, String)> = sqlx::query_as(
        "select p.display_name, b.ballot from decision_ballot b join person p on p.id = b.person
         where b.decision = $1 order by lower(p.display_name), p.id",
    )
    .bind(decision.id)
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().filter_map(|(name, code)| Some((name, Ballot::from_code(decision.method, &code)?))).collect())
}

/// What came of each of these decisions that is over. The others have no result yet, for nobody.
pub async fn results(
    db: &mut Connection,
    member: &Member,
    decisions: &[Decision],
    today: NaiveDate,
) -> Result<HashMap<Uuid, Tally>, AppError> {
    let rows: Vec<(Uuid, String)> = sqlx::query_as(
        "select d.id, b.ballot from decision d join decision_ballot b on b.decision = d.id
         where d.cohort = $1 and (d.state = 'closed' or d.closes_on < $2)
         union all
         select d.id, s.ballot from decision d join secret_ballot s on s.decision = d.id
         where d.cohort = $1 and (d.state = 'closed' or d.closes_on < $2)",
    )
    .bind(member.cohort.id)
    .bind(today)
    .fetch_all(db)
    .await?;
    let mut cast: HashMap<Uuid, Vec<String>> = HashMap::new();
    for (decision, ballot) in rows {
        cast.entry(decision).or_default().push(ballot);
    }
    let over = decisions.iter().filter(|decision| decision.is_over(today));
    Ok(over.map(|decision| (decision.id, count(decision, cast.get(&decision.id)))).collect())
}

/// What came of one decision, once it is over: for other features, such as the sharing of income.
pub async fn result(
    db: &mut Connection,
    member: &Member,
    decision: &Decision,
    today: NaiveDate,
) -> Result<Option<Tally>, AppError> {
    Ok(results(db, member, std::slice::from_ref(decision), today).await?.remove(&decision.id))
}

fn count(decision: &Decision, codes: Option<&Vec<String>>) -> Tally {
    let (voted, needed) = (usize::try_from(decision.voted), usize::try_from(decision.needed));
    let (voted, needed) = (voted.unwrap_or_default(), needed.unwrap_or_default());
    // Those who voted are counted, not the ballots: too few of them were thrown away.
    if voted < needed {
        return Tally::TooFew { voted, needed };
    }
    let codes = codes.map(Vec::as_slice).unwrap_or_default();
    let ballots: Vec<Ballot> = codes.iter().filter_map(|code| Ballot::from_code(decision.method, code)).collect();
    let options: Vec<Uuid> = decision.options.iter().map(|option| option.id).collect();
    vote::tally(decision.method, &options, &ballots, needed)
}
