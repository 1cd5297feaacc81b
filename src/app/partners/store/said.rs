//! The SQL of remarks, of reports to funders, and of what they ask.

use crate::{
    app::access::{Facilitator, Partner},
    domain::report::{self, Standing},
    platform::{db::Executor, session::Signed},
};
use chrono::NaiveDate;
use uuid::Uuid;

/// Something that a partner said of a note.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Remark {
    pub id: Uuid,
    pub name: String,
    pub text: String,
    pub said_on: NaiveDate,
    pub answer: String,
}

/// A question of a funder, and its answer, empty until there is one.
#[derive(Clone, Debug)]
pub struct Question {
    pub id: Uuid,
    pub question: String,
    pub asked_on: NaiveDate,
    pub answer: String,
}

/// A note that was submitted to a funder.
#[derive(Clone, Debug)]
pub struct Report {
    pub id: Uuid,
    pub edition: i64,
    pub funder: String,
    pub submitted_on: NaiveDate,
    pub accepted_on: Option<NaiveDate>,
    pub questions: Vec<Question>,
}

impl Report {
    /// Where it stands.
    pub fn standing(&self) -> Standing {
        report::standing(self.accepted_on, self.questions.iter().map(|question| question.answer.as_str()))
    }
}

#[derive(sqlx::FromRow)]
struct ReportRow {
    id: Uuid,
    edition: i64,
    funder: String,
    submitted_on: NaiveDate,
    accepted_on: Option<NaiveDate>,
    question_id: Option<Uuid>,
    question: Option<String>,
    asked_on: Option<NaiveDate>,
    answer: Option<String>,
}

/// Rows of one report follow each other.
fn gathered(rows: Vec<ReportRow>) -> Vec<Report> {
    let mut reports: Vec<Report> = Vec::new();
    for row in rows {
        if reports.last().is_none_or(|last| last.id != row.id) {
            reports.push(Report {
                id: row.id,
                edition: row.edition,
                funder: row.funder,
                submitted_on: row.submitted_on,
                accepted_on: row.accepted_on,
                questions: Vec::new(),
            });
        }
        let asked = row.question_id.zip(row.question).zip(row.asked_on);
        if let (Some(((id, question), asked_on)), Some(last)) = (asked, reports.last_mut()) {
            last.questions.push(Question { id, question, asked_on, answer: row.answer.unwrap_or_default() });
        }
    }
    reports
}

macro_rules! reports {
    ($condition:literal) => {
        concat!(
            "select r.id, r.edition, p.display_name as funder, r.submitted_on, r.accepted_on,
                    q.id as question_id, q.question, q.asked_on, q.answer
             from report r join person p on p.id = r.funder left join report_question q on q.report = r.id
             where r.cohort = $1 ",
            $condition,
            " order by r.submitted_on desc, r.id, q.asked_on, q.id"
        )
    };
}

/// Every report of the cohort, the latest first.
pub async fn reports(db: impl Executor<'_>, facilitator: &Facilitator) -> Result<Vec<Report>, sqlx::Error> {
    Ok(gathered(sqlx::query_as(reports!("")).bind(facilitator.cohort.id).fetch_all(db).await?))
}

/// What was submitted to the partner herself.
pub async fn own_reports(db: impl Executor<'_>, partner: &Partner) -> Result<Vec<Report>, sqlx::Error> {
    let rows = sqlx::query_as(reports!("and r.funder = $2")).bind(partner.cohort.id).bind(partner.person);
    Ok(gathered(rows.fetch_all(db).await?))
}

/// The funders of the cohort to whom the present edition was not submitted yet: id and name.
pub async fn funders(db: impl Executor<'_>, facilitator: &Facilitator) -> Result<Vec<(Uuid, String)>, sqlx::Error> {
    sqlx::query_as(
        "select p.id, p.display_name from membership m join person p on p.id = m.person
         where m.cohort = $1 and m.role = 'funder' and m.until_on is null
           and not exists (select 1 from report r where r.cohort = m.cohort and r.funder = m.person
                and r.edition = (select max(e.edition) from note n join published_note e on e.note = n.id where n.cohort = $1))
         order by p.display_name, p.id",
    )
    .bind(facilitator.cohort.id)
    .fetch_all(db)
    .await
}

/// Submits the edition that readers see to a funder of the cohort. Whether there are both, and it was not done before.
pub async fn submit(
    db: impl Executor<'_>,
    facilitator: &Facilitator,
    id: Uuid,
    funder: Uuid,
    on: NaiveDate,
) -> Result<bool, sqlx::Error> {
    let done = sqlx::query(
        "insert into report (id, cohort, edition, funder, submitted_by, submitted_on)
         select $1, n.cohort, max(e.edition), m.person, $4, $5
         from note n join published_note e on e.note = n.id
         join membership m on m.cohort = n.cohort and m.person = $3 and m.role = 'funder' and m.until_on is null
         where n.cohort = $2 and n.published_at is not null
         group by n.cohort, m.person
         on conflict do nothing",
    )
    .bind(id)
    .bind(facilitator.cohort.id)
    .bind(funder)
    .bind(facilitator.person)
    .bind(on)
    .execute(db)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Asks about a report that was submitted to the partner and is not accepted. Whether there is one.
pub async fn ask(
    db: impl Executor<'_>,
    partner: &Partner,
    id: Uuid,
    (report, question): (Uuid, &str),
    on: NaiveDate,
) -> Result<bool, sqlx::Error> {
    let done = sqlx::query(
        "insert into report_question (id, report, question, asked_on)
         select $1, r.id, $3, $4 from report r
         where r.id = $2 and r.cohort = $5 and r.funder = $6 and r.accepted_on is null",
    )
    .bind(id)
    .bind(report)
    .bind(question)
    .bind(on)
    .bind(partner.cohort.id)
    .bind(partner.person)
    .execute(db)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Answers a question, in place of an earlier answer, as long as the report is not accepted. Whether there is one.
pub async fn answer_question(
    db: impl Executor<'_>,
    facilitator: &Facilitator,
    (question, answer): (Uuid, &str),
    on: NaiveDate,
) -> Result<bool, sqlx::Error> {
    let done = sqlx::query(
        "update report_question set answer = $1, answered_by = $2, answered_on = $3
         where id = $4 and report in (select id from report where cohort = $5 and accepted_on is null)",
    )
    .bind(answer)
    .bind(facilitator.person)
    .bind(on)
    .bind(question)
    .bind(facilitator.cohort.id)
    .execute(db)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Accepts a report that was submitted to the partner, once. Whether there is one.
pub async fn accept(
    db: impl Executor<'_>,
    partner: &Partner,
    report: Uuid,
    on: NaiveDate,
) -> Result<bool, sqlx::Error> {
    let done = sqlx::query(
        "update report set accepted_on = coalesce(accepted_on, $1) where id = $2 and cohort = $3 and funder = $4",
    )
    .bind(on)
    .bind(report)
    .bind(partner.cohort.id)
    .bind(partner.person)
    .execute(db)
    .await?;
    Ok(done.rows_affected() == 1)
}

macro_rules! remarks {
    ($condition:literal) => {
        concat!(
            "select r.id, p.display_name as name, r.text, r.said_on, r.answer
             from remark r join person p on p.id = r.person where r.cohort = $1 and r.text <> '' ",
            $condition,
            " order by r.said_on desc, r.id desc"
        )
    };
}

/// Every remark on the cohort's note, the latest first.
pub async fn remarks(db: impl Executor<'_>, facilitator: &Facilitator) -> Result<Vec<Remark>, sqlx::Error> {
    sqlx::query_as(remarks!("")).bind(facilitator.cohort.id).fetch_all(db).await
}

/// The partner's own remarks.
pub async fn own_remarks(db: impl Executor<'_>, partner: &Partner) -> Result<Vec<Remark>, sqlx::Error> {
    sqlx::query_as(remarks!("and r.person = $2")).bind(partner.cohort.id).bind(partner.person).fetch_all(db).await
}

/// Keeps a remark on the edition that the partner reads. Whether there is one.
pub async fn remark(
    db: impl Executor<'_>,
    partner: &Partner,
    id: Uuid,
    text: &str,
    on: NaiveDate,
) -> Result<bool, sqlx::Error> {
    let done = sqlx::query(
        "insert into remark (id, cohort, edition, person, text, said_on)
         select $1, n.cohort, max(e.edition), $3, $4, $5 from note n join published_note e on e.note = n.id
         where n.cohort = $2 and n.published_at is not null group by n.cohort",
    )
    .bind(id)
    .bind(partner.cohort.id)
    .bind(partner.person)
    .bind(text)
    .bind(on)
    .execute(db)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Answers a remark, in place of an earlier answer. Whether there is one.
pub async fn answer_remark(
    db: impl Executor<'_>,
    facilitator: &Facilitator,
    (remark, answer): (Uuid, &str),
    on: NaiveDate,
) -> Result<bool, sqlx::Error> {
    let done = sqlx::query(
        "update remark set answer = $1, answered_by = $2, answered_on = $3 where id = $4 and cohort = $5 and text <> ''",
    )
    .bind(answer)
    .bind(facilitator.person)
    .bind(on)
    .bind(remark)
    .bind(facilitator.cohort.id)
    .execute(db)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Takes the partner's remark back, with its answer. Whether it was hers.
pub async fn take_back(db: impl Executor<'_>, partner: &Partner, remark: Uuid) -> Result<bool, sqlx::Error> {
    let done = sqlx::query("update remark set text = '', answer = '' where id = $1 and cohort = $2 and person = $3")
        .bind(remark)
        .bind(partner.cohort.id)
        .bind(partner.person)
        .execute(db)
        .await?;
    Ok(done.rows_affected() == 1)
}

/// What somebody said and asked as a partner: cohort, day, words.
pub async fn own_words(
    db: impl Executor<'_>,
    signed: &Signed,
) -> Result<Vec<(String, NaiveDate, String)>, sqlx::Error> {
    sqlx::query_as(
        "select c.name, r.said_on as day, r.text from remark r join cohort c on c.id = r.cohort
         where r.person = $1 and r.text <> ''
         union all
         select c.name, q.asked_on, q.question from report r join report_question q on q.report = r.id
         join cohort c on c.id = r.cohort where r.funder = $1 and q.question <> ''
         order by day desc, 1",
    )
    .bind(signed.person)
    .fetch_all(db)
    .await
}
