//! Rules side by side: a column each, a row for each whose line the reader may see, her own first.

use super::{
    super::{
        policy,
        stage::Stage,
        store::{NamedRule, Sharing},
        whole::{self, Live},
        words as said,
    },
    pool,
};
use crate::{
    app::{access::Member, i18n::*, paths, ui::icon::Icon, words},
    domain::{
        journal::Account,
        money::Cents,
        sharing::{Key, Part, Refused, Shared},
    },
};
use leptos::prelude::*;
use uuid::Uuid;

type Ruled = (NamedRule, Result<Shared, Refused>);

/// The pool, the table of rules, each rule in words, and what is counted of the reader.
pub(super) fn body(locale: Locale, member: &Member, sharing: &Sharing, stage: &Stage, live: &Live) -> AnyView {
    let slug = &member.cohort.slug;
    let pool = pool::pool(locale, slug, sharing, &live.pool);
    let beyond = (live.entered.of(Account::Contribution) > live.pool.contribution).then(|| {
        view! { <div class="notice wait"><Icon name="warning"/><div><p>{td_string!(locale, sharing.pool.beyond)}</p></div></div> }
    });
    let mine = live.part(member.person).map(|part| mine(locale, member, part, &live.parts));
    let rules = match live.rules.is_empty() {
        true => view! {
            <div class="empty"><Icon name="question" big=true/><h3>{td_string!(locale, sharing.no_rules)}</h3><p>{td_string!(locale, sharing.no_rules_why)}</p></div>
        }
        .into_any(),
        false => {
            let (table, cards) = (table(locale, member, sharing, live), cards(locale, member, sharing, stage, live));
            view! { {table} {cards} }.into_any()
        }
    };
    view! {
        <section class="section">
            <h2>{td_string!(locale, sharing.pool.title)}</h2>
            <p>{td_string!(locale, sharing.pool.now)}</p>
            {pool}
            {beyond}
        </section>
        <section class="section"><h2>{td_string!(locale, sharing.side_by_side)}</h2>{rules}</section>
        {mine}
    }
    .into_any()
}

fn table(locale: Locale, member: &Member, sharing: &Sharing, live: &Live) -> AnyView {
    let heads =
        live.rules.iter().map(|(rule, _)| view! { <th scope="col" class="num" dir="auto">{rule.name.clone()}</th> });
    let heads = heads.collect_view();
    let mut seen: Vec<(Uuid, String)> = Vec::new();
    let own = live.people.iter().find(|(person, _)| *person == member.person);
    seen.extend(own.map(|(person, _)| (*person, td_string!(locale, sharing.me).to_string())));
    if policy::sees_lines(member, sharing) {
        let others = live.people.iter().filter(|(person, _)| *person != member.person);
        seen.extend(others.map(|(person, name)| (*person, words::person(locale, name))));
    }
    let rows = seen.into_iter().map(|(person, name)| row(locale, name, person, &live.rules)).collect_view();
    let totals = live.rules.iter().map(|(rule, shared)| {
        let total = shared.as_ref().ok().map(|shared| shared.shares.iter().map(|share| share.amount).sum::<Cents>());
        cell(rule.name.clone(), total)
    });
    let totals = totals.collect_view();
    let sharing_them = live.parts.iter().filter(|part| part.left_out.is_none()).count();
    view! {
        <div class="table-scroll" role="region" aria-labelledby="rules-table" tabindex="0">
            <table class="table stack">
                <caption id="rules-table">{td_string!(locale, sharing.table)}</caption>
                <thead><tr><th scope="col">{td_string!(locale, sharing.who)}</th>{heads}</tr></thead>
                <tbody>{rows}</tbody>
                <tfoot><tr><th scope="row">{td_string!(locale, sharing.all, count = sharing_them).to_string()}</th>{totals}</tr></tfoot>
            </table>
        </div>
    }
    .into_any()
}

fn row(locale: Locale, name: String, person: Uuid, rules: &[Ruled]) -> AnyView {
    let cells = rules.iter().map(|(rule, shared)| match shared {
        Err(_) => cell(rule.name.clone(), None),
        Ok(shared) => match shared.shares.iter().find(|share| share.member == person) {
            Some(share) => cell(rule.name.clone(), Some(share.amount)),
            None => {
                let left_out = td_string!(locale, sharing.left_out).to_string();
                view! { <td class="num" data-label=rule.name.clone()>{left_out}</td> }.into_any()
            }
        },
    });
    let cells = cells.collect_view();
    view! { <tr><th scope="row">{name}</th>{cells}</tr> }.into_any()
}

fn cell(label: String, amount: Option<Cents>) -> AnyView {
    let amount = amount.map_or_else(|| "–".to_owned(), Cents::french);
    view! { <td class="num" data-label=label><bdi>{amount}</bdi></td> }.into_any()
}

/// Each rule in words, what it leaves over, and why it cannot be applied where that is so.
fn cards(locale: Locale, member: &Member, sharing: &Sharing, stage: &Stage, live: &Live) -> AnyView {
    let slug = &member.cohort.slug;
    let changes = policy::prepare(stage).is_ok() && member.role.is_facilitator() && member.cohort.state.takes_plan();
    let card = |(rule, shared): &Ruled| {
        let state = match shared {
            Err(refused) => Some(said::refused(locale, *refused)),
            Ok(shared) if shared.carried != Cents(0) => {
                Some(td_string!(locale, sharing.over, amount = shared.carried.set_apart()).to_string())
            }
            Ok(_) => None,
        };
        let state = state.map(|words| view! { <p class="hint">{words}</p> });
        let chosen = (*stage == Stage::Decided(rule.id)).then(|| {
            view! { <p><span class="badge done"><Icon name="check"/><span>{td_string!(locale, sharing.chosen)}</span></span></p> }
        });
        let edit = changes.then(|| {
            let label = td_string!(locale, sharing.rule.edit, name = rule.name.clone()).to_string();
            view! { <p><a class="link" href=paths::sharing_rule(slug, sharing.id, rule.id)>{label}</a></p> }
        });
        view! { <article class="card"><h3 dir="auto">{rule.name.clone()}</h3><p>{said::rule(locale, &rule.rule)}</p>{state}{chosen}{edit}</article> }
    };
    let cards = live.rules.iter().map(card).collect_view();
    view! { <div class="cards">{cards}</div> }.into_any()
}

/// What each key counts of the reader, next to the group's sum; each leads to her own lines.
fn mine(locale: Locale, member: &Member, part: &Part, parts: &[Part]) -> AnyView {
    let slug = &member.cohort.slug;
    let rows = [Key::Production, Key::Poles, Key::Presence, Key::Sales].map(|key| {
        let href = match key {
            Key::Production => Some(paths::production(slug)),
            Key::Poles => Some(paths::pole_hours(slug)),
            Key::Presence => Some(paths::attendance(slug)),
            _ => None,
        };
        let label = match href {
            Some(href) => view! { <a class="link" href=href>{said::key(locale, key)}</a> }.into_any(),
            None => view! { <span>{said::key(locale, key)}</span> }.into_any(),
        };
        let (own, all) = (said::count(locale, key, whole::count(part, key)), said::count(locale, key, whole::counted(parts, key)));
        view! { <div><dt>{label}</dt><dd><bdi>{td_string!(locale, sharing.of_all, own = own, all = all).to_string()}</bdi></dd></div> }
    });
    let advance = (part.advance.0 > 0).then(|| view! {
        <div><dt><a class="link" href=paths::advances(slug)>{td_string!(locale, sharing.advances.place)}</a></dt><dd><bdi>{part.advance.french()}</bdi></dd></div>
    });
    let left_out = part.left_out.clone().map(|reason| view! {
        <div class="notice info"><Icon name="info"/><div><p dir="auto">{td_string!(locale, sharing.you_left_out, reason = reason).to_string()}</p></div></div>
    });
    view! {
        <section class="section">
            <h2>{td_string!(locale, sharing.counted)}</h2>
            {left_out}
            <dl class="facts">{rows.into_iter().collect_view()}{advance}</dl>
        </section>
    }
    .into_any()
}
