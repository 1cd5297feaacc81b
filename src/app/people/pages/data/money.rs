//! What is stored about the reader's part of the money.

use crate::{
    app::{i18n::*, money::words::signed as with_sign, sharing::store::data as store, visit::Visit, words},
    domain::money::Cents,
    platform::{error::AppError, session::Signed},
};

/// What she received before a sharing.
pub async fn advances(visit: &Visit, signed: &Signed) -> Result<Vec<String>, AppError> {
    let locale = visit.locale;
    let own = store::own_advances(visit.state.db.read(), signed).await?;
    let line = |(day, cents): (_, i64)| {
        let (amount, day) = (Cents(cents).set_apart(), words::day(locale, day));
        td_string!(locale, sharing.data.advance, amount = amount, day = day).to_string()
    };
    Ok(own.into_iter().map(line).collect())
}

/// Her shares, what was corrected, and where she was left out.
pub async fn shares(visit: &Visit, signed: &Signed) -> Result<Vec<String>, AppError> {
    let locale = visit.locale;
    let mut db = visit.state.db.read().acquire().await?;
    let mut lines = Vec::new();
    for (name, amount) in store::own_shares(&mut *db, signed).await? {
        lines.push(td_string!(locale, sharing.data.share, name = name, amount = amount.set_apart()).to_string());
    }
    for (name, cents, reason) in store::own_corrections(&mut *db, signed).await? {
        let amount = with_sign(Cents(cents));
        let line = td_string!(locale, sharing.data.correction, name = name, amount = amount, reason = reason);
        lines.push(line.to_string());
    }
    for (name, reason) in store::own_reasons(&mut *db, signed).await? {
        lines.push(td_string!(locale, sharing.data.left_out, name = name, reason = reason).to_string());
    }
    Ok(lines)
}
