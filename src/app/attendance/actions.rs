//! The writes of this feature. None makes a second record when it is sent twice: a half-day has one row a person, one code.

use super::{
    forms::{self, ROLL, RollForm, about},
    policy,
    register::{Learner, learners},
    store,
};
use crate::{
    app::{
        access::Member,
        act::{Act, Go},
        paths,
        words::Notice,
    },
    domain::{
        attendance::{DayCode, HalfDay, Presence, half_days},
        problem::Problem,
        time,
    },
    platform::{db::Tx, error::AppError, form::RawForm, throttle, token::random_bytes},
};
use leptos::prelude::*;
use uuid::Uuid;

/// A facilitator notes who is there. Form: `event`, `half`, `presence[{person}]`, `seen[{person}]`, `signed_by`, `everybody`.
#[server(endpoint = "attendance/note")]
pub async fn note(#[server(flatten)] form: RawForm) -> Result<(), AppError> {
    let act = Act::of("attendance/note", form);
    act.answer(noted(&act).await).await
}

async fn noted(act: &Act) -> Result<Go, AppError> {
    let by = act.facilitator().await?;
    by.cohort.takes_plan()?;
    let fields = act.fields(&ROLL)?;
    let (event, half_day) = about(&act.form)?;
    let mut tx = act.begin().await?;
    hold(&mut tx, &by, event, half_day).await?;
    half_day.may_sign(by.cohort.today(act.now())).map_err(|problem| AppError::field("", problem))?;
    let people = learners(store::stays(&mut *tx, &by).await?);
    let mut marks = store::event_marks(&mut *tx, &by, event).await?;
    marks.retain(|mark| mark.half_day == half_day);
    let ids = |some: &dyn Fn(&Learner) -> bool| people.iter().filter(|who| some(who)).map(|who| who.id).collect();
    let all: Vec<Uuid> = ids(&|_| true);
    let expected: Vec<Uuid> = ids(&|who| who.belonged_on(half_day.day));
    let changes = policy::changes(&marks, &expected, &RollForm::read(fields, &all)?)?;
    store::insert_traces(&mut tx, &by, event, half_day, &changes, act.now()).await?;
    store::put_marks(&mut tx, &by, event, half_day, &changes, act.now()).await?;
    act.finish(tx, event).await?;
    Ok(Go::to(paths::half_day(&by.cohort.slug, event, half_day)).saying(Notice::AttendanceSaved))
}

/// Takes the event and makes sure that it has this half-day.
async fn hold(tx: &mut Tx, member: &Member, event: Uuid, half_day: HalfDay) -> Result<(), AppError> {
    let (starts, ends) = store::hold(tx, member, event).await?;
    let has = half_days(starts, ends, member.cohort.time_zone).iter().any(|part| part.half_day == half_day);
    if has { Ok(()) } else { Err(AppError::NotFound) }
}

/// A facilitator takes back all that is noted for a half-day. Form: `event`, `half`.
#[server(endpoint = "attendance/clear")]
pub async fn clear(#[server(flatten)] form: RawForm) -> Result<(), AppError> {
    let act = Act::of("attendance/clear", form);
    act.answer(cleared(&act).await).await
}

async fn cleared(act: &Act) -> Result<Go, AppError> {
    let by = act.facilitator().await?;
    by.cohort.takes_plan()?;
    act.fields(&["event", "half"])?;
    let (event, half_day) = about(&act.form)?;
    let mut tx = act.begin().await?;
    // A half-day that the event no longer has can be cleared too.
    store::hold(&mut tx, &by, event).await?;
    let mut marks = store::event_marks(&mut *tx, &by, event).await?;
    marks.retain(|mark| mark.half_day == half_day);
    let changes: Vec<_> = marks.iter().map(policy::taken_back).collect();
    store::insert_traces(&mut tx, &by, event, half_day, &changes, act.now()).await?;
    store::clear(&mut tx, &by, event, half_day).await?;
    act.finish(tx, event).await?;
    Ok(Go::to(paths::half_day(&by.cohort.slug, event, half_day)).saying(Notice::AttendanceCleared))
}

/// A facilitator shows a code, or another one. Form: `event`, `half`, `again`.
#[server(endpoint = "attendance/show-code")]
pub async fn show_code(#[server(flatten)] form: RawForm) -> Result<(), AppError> {
    let act = Act::of("attendance/show-code", form);
    act.answer(code_shown(&act).await).await
}

async fn code_shown(act: &Act) -> Result<Go, AppError> {
    let by = act.facilitator().await?;
    by.cohort.takes_plan()?;
    let again = act.fields(&["event", "half", "again"])?.text("again") == "yes";
    let (event, half_day) = about(&act.form)?;
    let today = by.cohort.today(act.now());
    let mut tx = act.begin().await?;
    hold(&mut tx, &by, event, half_day).await?;
    half_day.may_sign(today).map_err(|problem| AppError::field("", problem))?;
    if half_day.day < today {
        return Err(AppError::field("", Problem::InPast));
    }
    if again {
        store::delete_code(&mut tx, &by, event, half_day).await?;
    }
    let code = unused(&store::codes_in_use(&mut tx, &by, act.now()).await?);
    let (_, tonight) = time::bounds(half_day.day, by.cohort.time_zone);
    store::insert_code(&mut tx, &by, event, half_day, &code, tonight).await?;
    act.finish(tx, event).await?;
    Ok(Go::to(paths::day_code(&by.cohort.slug, event, half_day)))
}

/// A random code that is none of `used`.
fn unused(used: &[String]) -> DayCode {
    loop {
        let code = DayCode::of(u64::from_le_bytes(random_bytes()));
        if used.iter().all(|other| other != code.as_str()) {
            return code;
        }
    }
}

/// A member signs with the code of the day. Form: `code`.
#[server(endpoint = "attendance/sign")]
pub async fn sign(#[server(flatten)] form: RawForm) -> Result<(), AppError> {
    let act = Act::of("attendance/sign", form);
    act.answer(signed(&act).await).await
}

async fn signed(act: &Act) -> Result<Go, AppError> {
    let member = policy::signs(act.member().await?)?;
    member.cohort.takes_plan()?;
    let code = forms::code(act.fields(&["code"])?)?;
    // Counted before it is looked up, so that guessing stays slow; what is no code at all is no guess.
    throttle::code(&act.state.db, member.person, act.now()).await?;
    let mut tx = act.begin().await?;
    let found = store::find_code(&mut *tx, &member, &code, act.now()).await?;
    let (event, half_day) = found.ok_or_else(|| AppError::field("code", Problem::WrongCode))?;
    if half_day > HalfDay::of(act.now(), member.cohort.time_zone) {
        return Err(AppError::field("code", Problem::CodeTooEarly));
    }
    if let Some(Presence::Absent | Presence::Excused) =
        store::sign(&mut tx, &member, event, half_day, act.now()).await?
    {
        return Err(AppError::field("code", Problem::NotedOtherwise));
    }
    act.finish(tx, event).await?;
    Ok(Go::to(paths::attendance(&member.cohort.slug)).saying(Notice::PresenceSigned))
}
