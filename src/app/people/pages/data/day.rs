//! The days of looking back at which the reader was, and what she looks after since.

use crate::{
    app::{day::store::data as store, i18n::*, visit::Visit, words},
    platform::{error::AppError, session::Signed},
};

/// Her days, then the recommendations that she looks after.
pub async fn days(visit: &Visit, signed: &Signed) -> Result<Vec<String>, AppError> {
    let locale = visit.locale;
    let there = store::own_days(visit.state.db.read(), signed).await?;
    let follows = store::own_recommendations(visit.state.db.read(), signed).await?;
    let day = |(cohort, on, presence): (String, _, String)| {
        let on = words::day(locale, on);
        match presence.as_str() {
            "agreed" => td_string!(locale, day.data.agreed, day = on, cohort = cohort).to_string(),
            _ => td_string!(locale, day.data.there, day = on, cohort = cohort).to_string(),
        }
    };
    let follow = |(cohort, action): (String, String)| {
        td_string!(locale, day.data.follows, cohort = cohort, action = action).to_string()
    };
    Ok(there.into_iter().map(day).chain(follows.into_iter().map(follow)).collect())
}
