//! Rules that the group compares.

use super::{
    super::{
        forms::{self, RULE},
        store::{self, NamedRule},
    },
    in_hand,
};
use crate::{
    app::{
        act::{Act, Go},
        paths,
        words::Notice,
    },
    platform::{error::AppError, form::RawForm, idempotency::Once},
};
use leptos::prelude::*;
use uuid::Uuid;

/// A facilitator adds a rule. Form: `sharing`, `name`, `weight_{key}`, `floor`, `cap`, `losses`.
#[server(endpoint = "sharing/add-rule")]
pub async fn add_rule(#[server(flatten)] form: RawForm) -> Result<(), AppError> {
    let act = Act::of("sharing/add-rule", form);
    act.answer(added(&act).await).await
}

async fn added(act: &Act) -> Result<Go, AppError> {
    let facilitator = act.facilitator().await?;
    let mut tx = act.begin().await?;
    let once = act.once(&mut tx).await?;
    let (sharing, rules) = in_hand(act, &mut tx, &facilitator).await?;
    let others: Vec<&NamedRule> = rules.iter().filter(|rule| rule.id != once.id()).collect();
    let (name, rule) = forms::rule(act.fields(&RULE)?, &others)?;
    if let Once::First(id) = once {
        let rule = NamedRule { id, name: name.into(), rule };
        store::insert_rule(&mut tx, &facilitator, &sharing, &rule).await?;
    }
    act.finish(tx, once.id()).await?;
    Ok(Go::to(paths::sharing(&facilitator.cohort.slug, sharing.id)).saying(Notice::RuleSaved))
}

/// A facilitator changes a rule before the vote. Form: `rule`, then as `sharing/add-rule`.
#[server(endpoint = "sharing/save-rule")]
pub async fn save_rule(#[server(flatten)] form: RawForm) -> Result<(), AppError> {
    let act = Act::of("sharing/save-rule", form);
    act.answer(saved(&act).await).await
}

async fn saved(act: &Act) -> Result<Go, AppError> {
    let facilitator = act.facilitator().await?;
    let mut tx = act.begin().await?;
    let (sharing, rules) = in_hand(act, &mut tx, &facilitator).await?;
    let id = named(act, &rules)?;
    let others: Vec<&NamedRule> = rules.iter().filter(|rule| rule.id != id).collect();
    let (name, rule) = forms::rule(act.fields(&RULE)?, &others)?;
    let rule = NamedRule { id, name: name.into(), rule };
    store::update_rule(&mut tx, &facilitator, &sharing, &rule).await?;
    act.finish(tx, id).await?;
    Ok(Go::to(paths::sharing(&facilitator.cohort.slug, sharing.id)).saying(Notice::RuleSaved))
}

/// A facilitator removes a rule before the vote. Form: `sharing`, `rule`.
#[server(endpoint = "sharing/remove-rule")]
pub async fn remove_rule(#[server(flatten)] form: RawForm) -> Result<(), AppError> {
    let act = Act::of("sharing/remove-rule", form);
    act.answer(removed(&act).await).await
}

async fn removed(act: &Act) -> Result<Go, AppError> {
    let facilitator = act.facilitator().await?;
    act.fields(&["sharing", "rule"])?;
    let mut tx = act.begin().await?;
    let (sharing, rules) = in_hand(act, &mut tx, &facilitator).await?;
    let id = named(act, &rules)?;
    store::delete_rule(&mut tx, &facilitator, &sharing, id).await?;
    act.finish(tx, id).await?;
    Ok(Go::to(paths::sharing(&facilitator.cohort.slug, sharing.id)).saying(Notice::RuleRemoved))
}

/// The rule of the sharing that the form names.
fn named(act: &Act, rules: &[NamedRule]) -> Result<Uuid, AppError> {
    let id = act.object("rule")?;
    rules.iter().find(|rule| rule.id == id).map(|rule| rule.id).ok_or(AppError::NotFound)
}
