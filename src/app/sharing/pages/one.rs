//! One sharing: what there is, the rules side by side, what the group decided, and what comes next.

use super::{
    super::{
        actions::Remove,
        policy,
        stage::Stage,
        store::{Sharing, corrections},
        whole::{Live, is_over},
        words as said,
    },
    found, head, pool, result, simulated,
};
use crate::{
    app::{
        access::Member,
        i18n::*,
        money::policy::moves,
        paths,
        ui::{covered::Covered, form::ButtonForm, frame::Frame, icon::Icon},
        visit::{Visit, page},
    },
    platform::{db::Connection, error::AppError},
};
use chrono::NaiveDate;
use leptos::{prelude::*, server_fn::ServerFn};

#[component]
pub fn SharingPage() -> impl IntoView {
    page(one)
}

async fn one(visit: Visit) -> Result<AnyView, AppError> {
    let (member, group, mut db) = visit.enter().await?;
    let (sharing, rules, stage) = found(&visit, &mut db, &member).await?;
    let (locale, today) = (visit.locale, member.cohort.today(visit.now()));
    let body = match &sharing.frozen {
        Some(_) => decided(locale, &mut db, &member, &sharing).await?,
        None => {
            let live = Live::load(&mut db, &member, &sharing).await?;
            simulated::body(locale, &member, &sharing, &stage, &live)
        }
    };
    drop(db);
    let slug = member.cohort.slug.clone();
    let head = head(locale, &slug, None, sharing.name.clone());
    let (state, steps) =
        (state(locale, &slug, &sharing, &stage), steps(locale, &member, &sharing, &stage, !rules.is_empty(), today));
    Ok(view! {
        <Frame visit=visit.clone() title=sharing.name.clone() group=group place="sharing" wide=true>
            {head}
            <p class="lead">{said::period(locale, &sharing)}</p>
            {state}
            <Covered visit=visit>{body}</Covered>
            {steps}
        </Frame>
    }
    .into_any())
}

/// What was frozen, for its reader.
async fn decided(locale: Locale, db: &mut Connection, member: &Member, sharing: &Sharing) -> Result<AnyView, AppError> {
    let people = super::super::store::counts::people(&mut *db, member, sharing.period).await?;
    let made = match member.role.is_facilitator() {
        true => corrections::all(&mut *db, &member.clone().facilitator()?, sharing.id).await?,
        false => corrections::own(&mut *db, member, sharing.id).await?,
    };
    let Some(frozen) = &sharing.frozen else { return Err(AppError::Internal) };
    let pool = pool::pool(locale, &member.cohort.slug, sharing, &frozen.pool);
    let result = result::table(locale, member, sharing, frozen, &people, &made);
    let rule = said::rule(locale, &frozen.rule);
    Ok(view! {
        <section class="section"><h2>{td_string!(locale, sharing.pool.title)}</h2>{pool}</section>
        <section class="section">
            <h2 dir="auto">{td_string!(locale, sharing.decided_rule, name = frozen.name.clone()).to_string()}</h2>
            <p>{rule}</p>
            {result}
        </section>
    }
    .into_any())
}

/// How far it is, in a sentence, with the decision that it rests on.
fn state(locale: Locale, slug: &str, sharing: &Sharing, stage: &Stage) -> AnyView {
    let (class, icon, words) = match stage {
        Stage::Preparing => ("notice info", "edit", td_string!(locale, sharing.states.preparing).to_string()),
        Stage::Voting => ("notice wait", "clock", td_string!(locale, sharing.states.voting).to_string()),
        Stage::Decided(_) => ("notice done", "check", td_string!(locale, sharing.states.decided).to_string()),
        Stage::Frozen => ("notice done", "lock", td_string!(locale, sharing.states.frozen).to_string()),
    };
    let decision = sharing.decision.map(|id| {
        view! {
            <p><a class="link" href=paths::decision(slug, id)>{td_string!(locale, sharing.see_decision)}</a></p>
        }
    });
    view! { <div class=class><Icon name=icon/><div><p>{words}</p>{decision}</div></div> }.into_any()
}

/// What comes next, for who may do it.
fn steps(
    locale: Locale,
    member: &Member,
    sharing: &Sharing,
    stage: &Stage,
    has_rules: bool,
    today: NaiveDate,
) -> Option<AnyView> {
    let (slug, id) = (&member.cohort.slug, sharing.id);
    let step = |name: &str, icon: &'static str, label: String, class: &'static str| {
        let href = paths::sharing_step(slug, id, name);
        view! { <a class=class href=href><Icon name=icon/><span>{label}</span></a> }.into_any()
    };
    let second = "button secondary";
    let pays = moves(&member.cohort);
    let freeze = || step("freeze", "lock", td_string!(locale, sharing.freeze.place).to_string(), "button");
    let mut links = Vec::new();
    match stage {
        _ if !member.role.is_facilitator() => return None,
        Stage::Preparing if member.cohort.state.takes_plan() => {
            let add = if has_rules { second } else { "button" };
            links.push(step("rules/new", "plus", td_string!(locale, sharing.rule.add).to_string(), add));
            if has_rules {
                links.push(step("vote", "megaphone", td_string!(locale, sharing.vote.place).to_string(), "button"));
            }
            links.push(step("edit", "edit", td_string!(locale, sharing.settings.place).to_string(), second));
            links.push(step("people", "team", td_string!(locale, sharing.people.place).to_string(), second));
            if has_rules && pays && is_over(sharing, today) {
                links.push(step("freeze", "lock", td_string!(locale, sharing.freeze.place_other).to_string(), second));
            }
        }
        Stage::Decided(_) if pays && is_over(sharing, today) => links.push(freeze()),
        Stage::Frozen if pays => {
            links.push(step("corrections", "edit", td_string!(locale, sharing.corrections.place).to_string(), second));
        }
        _ => {}
    }
    let wait = (matches!(stage, Stage::Decided(_)) && !is_over(sharing, today))
        .then(|| view! { <p class="hint">{td_string!(locale, sharing.freeze.later)}</p> });
    let removes = policy::prepare(stage).is_ok() && member.cohort.state.takes_plan();
    let remove = removes.then(|| {
        let fields = vec![("cohort", slug.clone()), ("sharing", id.to_string())];
        view! {
            <details class="more">
                <summary>{td_string!(locale, sharing.remove_ask)}</summary>
                <ButtonForm action=Remove::url() fields=fields label=td_string!(locale, sharing.remove) icon="trash" class="button danger"/>
            </details>
        }
    });
    Some(view! { {wait} <div class="actions">{links}</div> {remove} }.into_any())
}
