//! What the reader said, with what goes with it.

use crate::{
    app::{
        capitalisation::{store::media::Media, words as said},
        i18n::*,
        people::store::{self, OwnWords},
        visit::Visit,
        words,
    },
    domain::capitalisation::{Medium, Scope},
    platform::{error::AppError, session::Signed},
};

pub(super) async fn said(visit: &Visit, signed: &Signed) -> Result<Vec<String>, AppError> {
    let own = store::own_contributions(visit.state.db.read(), signed).await?;
    Ok(own.into_iter().map(|own| line(visit.locale, own)).collect())
}

fn line(locale: Locale, own: OwnWords) -> String {
    let scope = match Scope::from_code(&own.scope) {
        Some(Scope::Public) => td_string!(locale, people.data.scope_public).to_string(),
        Some(Scope::Partners) => td_string!(locale, people.data.scope_partners).to_string(),
        Some(Scope::Cohort) => td_string!(locale, people.data.scope_cohort).to_string(),
        _ => td_string!(locale, giving.scope_room).to_string(),
    };
    let day = words::day(locale, own.said_on);
    if own.withdrawn {
        let text = td_string!(locale, people.data.withdrawn).to_string();
        return td_string!(locale, people.data.contribution, day = day, scope = scope, text = text).to_string();
    }
    let media = own.bytes.zip(Medium::from_code(&own.medium)).map(|(bytes, medium)| {
        let media = Media { content_type: String::new(), bytes, seconds: own.seconds, alt: String::new() };
        let (medium, size) = (said::medium(locale, medium), said::size(locale, &media));
        td_string!(locale, giving.data_media, medium = medium, size = size).to_string()
    });
    let signed = Some(own.pseudonym)
        .filter(|name| !name.is_empty())
        .map(|name| td_string!(locale, giving.data_pseudonym, name = name).to_string());
    let parts = [Some(own.text), media, own.alt, signed].into_iter().flatten().filter(|part| !part.is_empty());
    let text = parts.collect::<Vec<_>>().join(" ");
    td_string!(locale, people.data.contribution, day = day, scope = scope, text = text).to_string()
}
