//! Erasing somebody: what names her and what she wrote goes, what was made and counted stays. Each statement removes one kind
//! of thing; together they are one transaction, and afterwards the log of writes is emptied (`Db::forget`).

use crate::platform::{
    db::{Executor, Tx},
    session::Signed,
    throttle,
};
use chrono::{DateTime, NaiveDate, Utc};
use uuid::Uuid;

/// A running cohort that would be left without a facilitator, if there is one.
pub async fn left_alone_by(tx: &mut Tx, signed: &Signed) -> Result<Option<Uuid>, sqlx::Error> {
    // Takes the cohorts' rows first, so that two who go at once are counted in turn.
    sqlx::query(
        "update cohort set state = state where id in (select cohort from membership
            where person = $1 and role = 'facilitator' and until_on is null)",
    )
    .bind(signed.person)
    .execute(&mut **tx)
    .await?;
    let alone: Option<(Uuid,)> = sqlx::query_as(
        "select c.id from cohort c join membership m on m.cohort = c.id
         where m.person = $1 and m.role = 'facilitator' and m.until_on is null and c.state = 'running'
           and not exists (select 1 from membership o
               where o.cohort = c.id and o.person <> $1 and o.role = 'facilitator' and o.until_on is null)
         limit 1",
    )
    .bind(signed.person)
    .fetch_optional(&mut **tx)
    .await?;
    Ok(alone.map(|row| row.0))
}

/// Takes away everything by which somebody gets in.
pub async fn erase_account(tx: &mut Tx, signed: &Signed, today: NaiveDate) -> Result<(), sqlx::Error> {
    for tried in [signed.login.clone(), throttle::code_of(signed.person)] {
        let subject = throttle::subject(&tried);
        sqlx::query("delete from throttle where subject = $1").bind(subject).execute(&mut **tx).await?;
    }
    let by_person = [
        "delete from session where person = $1",
        "delete from draft where person = $1",
        "delete from used_key where person = $1",
        "delete from password_reset where person = $1",
        "delete from feed where person = $1",
        "delete from template where person = $1",
        "delete from mail where booking in (select id from booking where person = $1)",
        "delete from mail_address where person = $1",
    ];
    for statement in by_person {
        sqlx::query(statement).bind(signed.person).execute(&mut **tx).await?;
    }
    sqlx::query(
        "update person set login = null, display_name = '', password_hash = null, language = 'fr',
            may_create_cohorts = $1, erased_on = $2 where id = $3",
    )
    .bind(false)
    .bind(today)
    .bind(signed.person)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Ends every membership, and with them what she answered for and what she had planned.
pub async fn erase_places(
    tx: &mut Tx,
    signed: &Signed,
    today: NaiveDate,
    now: DateTime<Utc>,
) -> Result<(), sqlx::Error> {
    sqlx::query("update membership set until_on = $1 where person = $2 and until_on is null")
        .bind(today)
        .bind(signed.person)
        .execute(&mut **tx)
        .await?;
    let by_person = [
        "update pole set referent = null where referent = $1",
        "update pole set deputy = null where deputy = $1",
        "delete from pole_member where person = $1",
        "update mission set person = null where person = $1",
        "delete from mission_helper where person = $1",
        "delete from pole_turn where person = $1",
        "delete from skill_line where person = $1",
        "update order_task set person = null where person = $1",
        "delete from wait where person = $1",
        "delete from quota_lift where person = $1",
        "delete from note_agreed where person = $1",
        // That somebody was there stays counted; what she agreed to was hers.
        "update review_presence set presence = 'present' where person = $1",
        "update recommendation set follower = null where follower = $1",
        "delete from afterwards where person = $1",
    ];
    for statement in by_person {
        sqlx::query(statement).bind(signed.person).execute(&mut **tx).await?;
    }
    sqlx::query(
        "update booking set state = 'cancelled', cancelled_at = $1
         where person = $2 and event is null and starts_at > $1 and state <> 'cancelled'",
    )
    .bind(now)
    .bind(signed.person)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Empties every text that she wrote about herself or her work. Quantities, minutes and counts stay.
pub async fn erase_texts(tx: &mut Tx, signed: &Signed, today: NaiveDate) -> Result<(), sqlx::Error> {
    sqlx::query(
        "update contribution set text = '', pseudonym = '', signed_as = 'role', typed_by = null, withdrawn_on = coalesce(withdrawn_on, $1)
         where person = $2",
    )
    .bind(today)
    .bind(signed.person)
    .execute(&mut **tx)
    .await?;
    let by_person = [
        // What she typed stays its speaker's.
        "update contribution set typed_by = null where typed_by = $1",
        "update record set note = '' where author = $1",
        "update record_trace set before = '{}' where person = $1
            or record in (select id from record where author = $1)
            or record in (select record from record_maker where person = $1)",
        "update booking set purpose = '', checked_in_at = null, missed_at = null where person = $1",
        // What she wrote of a place that she has given to somebody else since.
        "update booking set purpose = '' where id in
            (select given from exchange where asked_by = $1 and taken is null and state = 'accepted')",
        "update booking set cancel_reason = '' where person = $1 or cancelled_by = $1",
        "delete from exchange where asked_by = $1 or asked = $1",
        "update quota_lift set reason = '' where by_person = $1",
        // What the group answered stays counted; lessons and practices are the group's, and name nobody any more.
        "update lesson_answer set words = '' where answered_by = $1",
        "update lesson_answer set result_words = '' where result_by = $1",
        // That a note was submitted and accepted stays; what she said and asked as a partner goes.
        "update remark set text = '', answer = '' where person = $1",
        "update report_question set question = '' where report in (select id from report where funder = $1)",
        "delete from attendance_trace where person = $1",
        "update sale set note = '' where seller = $1",
        "update cash_count set note = '' where counted_by = $1",
        "update cash_count_trace set note = '' where counted_by = $1",
        "update pole_hours set note = '' where person = $1",
        "delete from pole_handover where written_by = $1",
        // Amounts stay under an id that is nobody's; why somebody got more, less or nothing goes.
        "update sharing_left_out set reason = '' where person = $1",
        "update sharing_correction set reason = '' where person = $1",
        // What the group votes or voted on is the group's; what nobody has voted on yet is hers.
        "delete from decision where proposed_by = $1 and state = 'proposed'",
    ];
    for statement in by_person {
        sqlx::query(statement).bind(signed.person).execute(&mut **tx).await?;
    }
    Ok(())
}

/// How many rows of the audit are hers, while there is still somebody who can ask.
pub async fn audit_rows(db: impl Executor<'_>, signed: &Signed) -> Result<i64, sqlx::Error> {
    let (rows,): (i64,) =
        sqlx::query_as("select count(*) from audit a join audit_name n on n.audit_id = a.actor where n.person = $1")
            .bind(signed.person)
            .fetch_one(db)
            .await?;
    Ok(rows)
}
