//! What is stored about the reader's part in the assembly and in pôles.

use crate::{
    app::decisions::store::Choice,
    app::{decisions::words as said, i18n::*, people::store, poles, visit::Visit, words},
    domain::{
        minutes::Minutes,
        skill::Level,
        vote::{Ballot, Method},
    },
    platform::{error::AppError, session::Signed},
};
use chrono_tz::Europe::Paris;

/// The hours that she gave to pôles.
pub async fn hours(visit: &Visit, signed: &Signed) -> Result<Vec<String>, AppError> {
    let locale = visit.locale;
    let own = store::own_pole_hours(visit.state.db.read(), signed).await?;
    let line = |(pole, day, minutes, note): (String, _, i64, String)| {
        let (day, long) = (words::day(locale, day), Minutes(minutes).french());
        let line = td_string!(locale, people.data.pole_hours_line, pole = pole, day = day, long = long).to_string();
        format!("{line} {note}").trim_end().to_owned()
    };
    Ok(own.into_iter().map(line).collect())
}

/// What she said that she knows.
pub async fn skills(visit: &Visit, signed: &Signed) -> Result<Vec<String>, AppError> {
    let locale = visit.locale;
    let own = store::own_skills(visit.state.db.read(), signed).await?;
    let line = |(skill, level): (String, String)| {
        let level = Level::from_code(&level).map(|level| poles::words::level(locale, level)).unwrap_or_default();
        td_string!(locale, people.data.skill_line, skill = skill, level = level).to_string()
    };
    Ok(own.into_iter().map(line).collect())
}

/// What she wrote for the group: questions, minutes, handover notes; and the templates that she keeps.
pub async fn written(visit: &Visit, signed: &Signed) -> Result<Vec<String>, AppError> {
    let locale = visit.locale;
    let mut db = visit.state.db.read().acquire().await?;
    let mut lines = Vec::new();
    for (title, day) in store::own_proposals(&mut *db, signed).await? {
        lines.push(td_string!(locale, people.data.proposal, title = title, day = words::day(locale, day)).to_string());
    }
    for (title, day) in store::own_minutes(&mut *db, signed).await? {
        lines.push(
            td_string!(locale, people.data.own_minutes, title = title, day = words::day(locale, day)).to_string(),
        );
    }
    for (pole, text) in store::own_handovers(&mut *db, signed).await? {
        lines.push(td_string!(locale, people.data.handover, pole = pole, text = text).to_string());
    }
    for (name, at) in store::own_templates(&mut *db, signed).await? {
        let day = words::day(locale, at.with_timezone(&Paris).date_naive());
        lines.push(td_string!(locale, templates.data, name = name, day = day).to_string());
    }
    Ok(lines)
}

/// Her votes. What she voted in secret is not known here either.
pub async fn votes(visit: &Visit, signed: &Signed) -> Result<Vec<String>, AppError> {
    let locale = visit.locale;
    let mut db = visit.state.db.read().acquire().await?;
    let own = store::own_votes(&mut *db, signed).await?;
    let options: Vec<Choice> =
        store::own_options(&mut *db, signed).await?.into_iter().map(|(id, title)| Choice { id, title }).collect();
    let line = |vote: store::OwnVote| {
        let ballot = vote.ballot.and_then(|code| Ballot::from_code(Method::from_code(&vote.method)?, &code));
        match ballot {
            Some(ballot) => {
                let ballot = said::ballot(locale, &ballot, &options);
                td_string!(locale, people.data.vote_open, title = vote.title, vote = ballot).to_string()
            }
            None => td_string!(locale, people.data.vote_secret, title = vote.title).to_string(),
        }
    };
    Ok(own.into_iter().map(line).collect())
}

/// When she is planned to answer for a pôle.
pub async fn turns(visit: &Visit, signed: &Signed) -> Result<Vec<String>, AppError> {
    let own = store::own_turns(visit.state.db.read(), signed).await?;
    let line = |(pole, phase)| td_string!(visit.locale, people.data.turn, pole = pole, phase = phase).to_string();
    Ok(own.into_iter().map(line).collect())
}

/// The missions with which she helps.
pub async fn helps(visit: &Visit, signed: &Signed) -> Result<Vec<String>, AppError> {
    let own = store::own_helps(visit.state.db.read(), signed).await?;
    Ok(own.into_iter().map(|(title,)| td_string!(visit.locale, people.data.helps, title = title).to_string()).collect())
}
