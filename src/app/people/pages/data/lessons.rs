//! What is stored about the reader's answers to lessons, the practices that she wrote, what she does afterwards, the notes that she
//! agreed with, and what she said of notes as a partner.

use crate::{
    app::{
        capitalisation::store::versions,
        figures::{store::afterwards::all_own, words::situation},
        i18n::*,
        lessons::{store::data as store, words as said_of},
        partners::store::said as by_partners,
        visit::Visit,
        words,
    },
    domain::{afterwards::Situation, lesson::Answer},
    platform::{error::AppError, session::Signed},
};

/// Her answers for groups, with her words.
pub async fn answers(visit: &Visit, signed: &Signed) -> Result<Vec<String>, AppError> {
    let locale = visit.locale;
    let own = store::own_answers(visit.state.db.read(), signed).await?;
    let line = |own: store::OwnAnswer| {
        let answer = Answer::from_code(&own.answer).map(|answer| said_of::answer(locale, answer)).unwrap_or_default();
        let (day, words) = (words::day(locale, own.answered_on), format!("{} {}", own.words, own.result_words));
        let words = words.trim().to_owned();
        td_string!(locale, lessons.data.answer, day = day, cohort = own.cohort, answer = answer, words = words)
            .to_string()
    };
    Ok(own.into_iter().map(line).collect())
}

/// The practices that she wrote first.
pub async fn practices(visit: &Visit, signed: &Signed) -> Result<Vec<String>, AppError> {
    let locale = visit.locale;
    let own = store::own_practices(visit.state.db.read(), signed).await?;
    let line = |(day, title)| {
        td_string!(locale, lessons.data.practice, day = words::day(locale, day), title = title).to_string()
    };
    Ok(own.into_iter().map(line).collect())
}

/// The notes that she agreed with.
pub async fn notes(visit: &Visit, signed: &Signed) -> Result<Vec<String>, AppError> {
    let locale = visit.locale;
    let own = versions::own(visit.state.db.read(), signed).await?;
    let line = |(cohort, day)| {
        td_string!(locale, people.data.agreed_line, day = words::day(locale, day), cohort = cohort).to_string()
    };
    Ok(own.into_iter().map(line).collect())
}

/// What she said and asked of notes as a partner.
pub async fn said(visit: &Visit, signed: &Signed) -> Result<Vec<String>, AppError> {
    let locale = visit.locale;
    let own = by_partners::own_words(visit.state.db.read(), signed).await?;
    let line = |(cohort, day, text)| {
        let day = words::day(locale, day);
        td_string!(locale, people.data.as_partner_line, day = day, cohort = cohort, text = text).to_string()
    };
    Ok(own.into_iter().map(line).collect())
}

/// What she said that she does once a group has ended.
pub async fn afterwards(visit: &Visit, signed: &Signed) -> Result<Vec<String>, AppError> {
    let locale = visit.locale;
    let own = all_own(visit.state.db.read(), signed).await?;
    let line = |(cohort, _, code, day): (_, String, String, _)| {
        let said = Situation::from_code(&code).map(|said| situation(locale, said)).unwrap_or_default();
        let day = words::day(locale, day);
        td_string!(locale, figures.afterwards.data_line, day = day, cohort = cohort, situation = said).to_string()
    };
    Ok(own.into_iter().map(line).collect())
}
