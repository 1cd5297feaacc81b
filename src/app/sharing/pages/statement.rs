//! A member's own statement: every number behind hers, so that she can do the sum again by hand.

use super::{
    super::{
        policy,
        store::{
            self, Sharing,
            advances::{self, Advance},
            corrections::{self, Correction},
        },
        whole::{self, Frozen},
        words as said,
    },
    head, line, pool, total,
};
use crate::{
    app::{
        access::Member,
        i18n::*,
        paths,
        ui::{
            covered::Covered,
            frame::{Frame, Group},
        },
        visit::{Visit, page},
        words,
    },
    domain::{
        money::Cents,
        sharing::{Key, Part, Share},
    },
    platform::error::AppError,
};
use leptos::prelude::*;

#[component]
pub fn StatementPage() -> impl IntoView {
    page(statement)
}

async fn statement(visit: Visit) -> Result<AnyView, AppError> {
    let member = visit.member().await?;
    let mut db = visit.state.db.read().acquire().await?;
    let sharing = store::sharing(&mut *db, &member, visit.id("sharing")?).await?;
    policy::statement(&member, visit.id("member")?)?;
    let frozen = sharing.frozen.as_ref().ok_or(AppError::NotFound)?;
    let share = frozen.share_of(member.person).ok_or(AppError::NotFound)?;
    let part = frozen.parts.iter().find(|part| part.member == member.person).ok_or(AppError::NotFound)?;
    let mut advances = advances::own(&mut *db, &member).await?;
    advances.retain(|advance| advance.sharing == Some(sharing.id));
    let made = corrections::own(&mut *db, &member, sharing.id).await?;
    drop(db);
    let group = Group::load(&visit, &member).await?;
    let (locale, slug) = (visit.locale, member.cohort.slug.clone());
    let title = td_string!(locale, sharing.statement.title, name = sharing.name.clone()).to_string();
    let head = head(locale, &slug, Some(&sharing), title.clone());
    let who = who(locale, &member, &sharing);
    let pool = pool::pool(locale, &slug, &sharing, &frozen.pool);
    let keys = keys(locale, &member, frozen, part, share);
    let sum = sum(locale, share, &advances, &made);
    Ok(view! {
        <Frame visit=visit.clone() title=title group=group place="sharing">
            {head}
            {who}
            <Covered visit=visit>
                <section class="section"><h2>{td_string!(locale, sharing.statement.step_pool)}</h2>{pool}</section>
                {keys}
                {sum}
                <p class="hint">{td_string!(locale, sharing.statement.envelope)}</p>
            </Covered>
        </Frame>
    }
    .into_any())
}

/// For whom, of which days, by which decision.
fn who(locale: Locale, member: &Member, sharing: &Sharing) -> AnyView {
    let decision = sharing.decision.map(|id| view! {
        <p><a class="link" href=paths::decision(&member.cohort.slug, id)>{td_string!(locale, sharing.see_decision)}</a></p>
    });
    let frozen = sharing.frozen_on.map(|day| {
        let day = words::day(locale, day);
        view! { <p>{td_string!(locale, sharing.statement.frozen_on, day = day).to_string()}</p> }
    });
    view! {
        <p class="lead"><b>{member.name.clone()}</b> " · " {member.cohort.brand.clone()} " · " {said::period(locale, sharing)}</p>
        {frozen}
        {decision}
    }
    .into_any()
}

/// The pot of each key, what it counts of her and of all, and her piece.
fn keys(locale: Locale, member: &Member, frozen: &Frozen, part: &Part, share: &Share) -> AnyView {
    let rows = frozen.shared.pots.iter().map(|(key, pot)| {
        let piece = share.pieces.get(key).copied().unwrap_or_default();
        let own = said::count(locale, *key, whole::count(part, *key));
        let all = said::count(locale, *key, whole::counted(&frozen.parts, *key));
        key_row(locale, member, *key, [own, all, pot.french(), piece.french()])
    });
    let rows = rows.collect_view();
    let table = match frozen.shared.pots.is_empty() {
        true => view! { <p>{td_string!(locale, sharing.statement.nothing)}</p> }.into_any(),
        false => view! {
            <p>{td_string!(locale, sharing.statement.keys_rule)}</p>
            <div class="table-scroll" role="region" aria-labelledby="keys-table" tabindex="0">
                <table class="table stack">
                    <caption id="keys-table">{td_string!(locale, sharing.statement.keys)}</caption>
                    <thead><tr>
                        <th scope="col">{td_string!(locale, sharing.statement.key)}</th>
                        <th scope="col" class="num">{td_string!(locale, sharing.statement.own)}</th>
                        <th scope="col" class="num">{td_string!(locale, sharing.statement.group)}</th>
                        <th scope="col" class="num">{td_string!(locale, sharing.statement.pot)}</th>
                        <th scope="col" class="num">{td_string!(locale, sharing.statement.piece)}</th>
                    </tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        }
        .into_any(),
    };
    view! {
        <section class="section">
            <h2 dir="auto">{td_string!(locale, sharing.decided_rule, name = frozen.name.clone()).to_string()}</h2>
            <p>{said::rule(locale, &frozen.rule)}</p>
            {table}
        </section>
    }
    .into_any()
}

/// A key that leads to the reader's own lines, and its four numbers.
fn key_row(locale: Locale, member: &Member, key: Key, numbers: [String; 4]) -> AnyView {
    let slug = &member.cohort.slug;
    let href = match key {
        Key::Production => Some(paths::production(slug)),
        Key::Poles => Some(paths::pole_hours(slug)),
        Key::Presence => Some(paths::attendance(slug)),
        Key::Equal | Key::Sales => None,
    };
    let label = match href {
        Some(href) => view! { <a class="link" href=href>{said::key(locale, key)}</a> }.into_any(),
        None => view! { <span>{said::key(locale, key)}</span> }.into_any(),
    };
    let heads = [
        td_string!(locale, sharing.statement.own).to_string(),
        td_string!(locale, sharing.statement.group).to_string(),
        td_string!(locale, sharing.statement.pot).to_string(),
        td_string!(locale, sharing.statement.piece).to_string(),
    ];
    let cells = heads.into_iter().zip(numbers).map(|(head, number)| {
        view! { <td class="num" data-label=head><bdi>{number}</bdi></td> }
    });
    let cells = cells.collect_view();
    view! { <tr><th scope="row">{label}</th>{cells}</tr> }.into_any()
}

/// From her pieces to what is to be paid.
fn sum(locale: Locale, share: &Share, advances: &[Advance], made: &[Correction]) -> AnyView {
    let words = |text: String| view! { <span dir="auto">{text}</span> }.into_any();
    let pieces: Cents = share.pieces.values().copied().sum();
    let mut lines = vec![line(false, words(td_string!(locale, sharing.statement.pieces).to_string()), pieces)];
    if share.adjusted != Cents(0) {
        lines.push(signed(words(said::held(locale, share.held)), share.adjusted));
    }
    lines.push(total(td_string!(locale, sharing.share).to_string(), share.amount));
    lines.extend(advances.iter().map(|advance| {
        let day = words::day(locale, advance.on_day);
        let label = td_string!(locale, sharing.statement.advance, day = day).to_string();
        line(true, words(label), Cents(advance.amount_cents))
    }));
    lines.extend(made.iter().map(|made| {
        let label = td_string!(locale, sharing.statement.correction, reason = made.reason.clone()).to_string();
        signed(words(label), Cents(made.amount_cents))
    }));
    let due = share.due() + made.iter().map(|made| Cents(made.amount_cents)).sum();
    lines.push(total(td_string!(locale, sharing.due).to_string(), due));
    view! { <section class="section"><h2>{td_string!(locale, sharing.statement.step_sum)}</h2><dl class="sum">{lines}</dl></section> }
        .into_any()
}

/// A line that adds, or takes away when its amount is below zero.
fn signed(label: AnyView, amount: Cents) -> AnyView {
    line(amount.0 < 0, label, Cents(amount.0.saturating_abs()))
}
