//! A rule: what each key weighs, and its limits.

use super::{
    super::{
        actions::{AddRule, RemoveRule, SaveRule},
        words as said,
    },
    head, in_hand,
};
use crate::{
    app::{
        i18n::*,
        ui::{
            form::{ButtonForm, Choice, Choices, Form, Submit, TextField, Typed},
            frame::{Frame, Group},
        },
        visit::{Visit, page},
    },
    domain::{
        money::Cents,
        sharing::{Key, Rule},
    },
    platform::error::AppError,
};
use leptos::{prelude::*, server_fn::ServerFn};

#[component]
pub fn NewRulePage() -> impl IntoView {
    page(new)
}

async fn new(visit: Visit) -> Result<AnyView, AppError> {
    let facilitator = visit.facilitator().await?;
    let mut db = visit.state.db.read().acquire().await?;
    let (sharing, _) = in_hand(&visit, &mut db, &facilitator).await?;
    drop(db);
    let group = Group::load(&visit, &facilitator).await?;
    let typed = visit.typed("sharing/add-rule").await?;
    let (locale, slug, id) = (visit.locale, facilitator.cohort.slug.clone(), sharing.id.to_string());
    let head = head(locale, &slug, Some(&sharing), td_string!(locale, sharing.rule.title_new).to_string());
    let fields = fields(&typed, "", &Rule::default());
    Ok(view! {
        <Frame visit=visit title=td_string!(locale, sharing.rule.title_new) group=group place="sharing" form="sharing/add-rule">
            {head}
            <Form typed=typed action=AddRule::url() cohort=slug creates=true>
                <input type="hidden" name="sharing" value=id/>
                {fields}
                <Submit label=td_string!(locale, sharing.rule.save)/>
            </Form>
        </Frame>
    }
    .into_any())
}

#[component]
pub fn RulePage() -> impl IntoView {
    page(edit)
}

async fn edit(visit: Visit) -> Result<AnyView, AppError> {
    let facilitator = visit.facilitator().await?;
    let mut db = visit.state.db.read().acquire().await?;
    let (sharing, rules) = in_hand(&visit, &mut db, &facilitator).await?;
    drop(db);
    let id = visit.id("rule")?;
    let rule = rules.into_iter().find(|rule| rule.id == id).ok_or(AppError::NotFound)?;
    let group = Group::load(&visit, &facilitator).await?;
    let typed = visit.typed("sharing/save-rule").await?;
    let (locale, slug, id) = (visit.locale, facilitator.cohort.slug.clone(), sharing.id.to_string());
    let head = head(locale, &slug, Some(&sharing), rule.name.clone());
    let fields = fields(&typed, &rule.name, &rule.rule);
    let removed = vec![("cohort", slug.clone()), ("sharing", id.clone()), ("rule", rule.id.to_string())];
    Ok(view! {
        <Frame visit=visit title=rule.name.clone() group=group place="sharing" form="sharing/save-rule">
            {head}
            <Form typed=typed action=SaveRule::url() cohort=slug>
                <input type="hidden" name="sharing" value=id/>
                <input type="hidden" name="rule" value=rule.id.to_string()/>
                {fields}
                <Submit label=td_string!(locale, sharing.rule.save)/>
            </Form>
            <details class="more">
                <summary>{td_string!(locale, sharing.rule.remove_ask)}</summary>
                <ButtonForm action=RemoveRule::url() fields=removed label=td_string!(locale, sharing.rule.remove) icon="trash" class="button danger"/>
            </details>
        </Frame>
    }
    .into_any())
}

fn fields(typed: &Typed, name: &str, rule: &Rule) -> AnyView {
    let locale = typed.locale;
    let weights = Key::ALL.iter().map(|key| {
        let weight = rule.weights.get(key).filter(|weight| **weight > 0).map(u32::to_string).unwrap_or_default();
        view! {
            <TextField typed=typed.clone() name=format!("weight_{}", key.code()) label=said::key(locale, *key)
                value=weight inputmode="numeric" class="short" autocomplete="off" optional=true/>
        }
    });
    let weights = weights.collect_view();
    let typable =
        |amount: Option<Cents>| amount.map(|amount| amount.french().replace(['\u{a0}', '€'], "")).unwrap_or_default();
    let losses = vec![
        Choice::new("no", td_string!(locale, sharing.rule.losses_no)),
        Choice::new("yes", td_string!(locale, sharing.rule.losses_yes)),
    ];
    let chosen = if rule.losses { "yes" } else { "no" }.to_owned();
    view! {
        <TextField typed=typed.clone() name="name" label=td_string!(locale, sharing.rule.name) hint=td_string!(locale, sharing.rule.name_hint)
            value=name.to_owned() autocomplete="off"/>
        <fieldset>
            <legend>{td_string!(locale, sharing.rule.weights)}</legend>
            <p class="hint">{td_string!(locale, sharing.rule.weights_hint)}</p>
            {weights}
        </fieldset>
        <TextField typed=typed.clone() name="floor" label=td_string!(locale, sharing.rule.floor) hint=td_string!(locale, sharing.rule.floor_hint)
            value=typable(rule.floor) inputmode="decimal" class="short" autocomplete="off" optional=true/>
        <TextField typed=typed.clone() name="cap" label=td_string!(locale, sharing.rule.cap) hint=td_string!(locale, sharing.rule.cap_hint)
            value=typable(rule.cap) inputmode="decimal" class="short" autocomplete="off" optional=true/>
        <Choices typed=typed.clone() name="losses" legend=td_string!(locale, sharing.rule.losses) options=losses chosen=vec![chosen]/>
    }
    .into_any()
}
