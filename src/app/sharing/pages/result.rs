//! What was frozen, line by line: the reader's own, and everybody's for whom it is meant.

use super::super::{
    policy,
    store::{Sharing, corrections::Correction},
    whole::Frozen,
};
use crate::{
    app::{access::Member, i18n::*, paths, ui::icon::Icon, words},
    domain::{money::Cents, sharing::Share},
};
use leptos::prelude::*;
use uuid::Uuid;

/// The table of a frozen sharing, and the way to the reader's statement.
pub(super) fn table(
    locale: Locale,
    member: &Member,
    sharing: &Sharing,
    frozen: &Frozen,
    people: &[(Uuid, String)],
    made: &[Correction],
) -> AnyView {
    let all = policy::sees_lines(member, sharing);
    let mut shares: Vec<&Share> =
        frozen.shared.shares.iter().filter(|share| all || share.member == member.person).collect();
    let name = |id: Uuid| people.iter().find(|(person, _)| *person == id).map(|(_, name)| name.as_str());
    shares.sort_by_key(|share| (share.member != member.person, name(share.member).unwrap_or_default().to_lowercase()));
    // What was corrected is known to its person and to who pays.
    let pays = member.role.is_facilitator();
    let corrected =
        |id: Uuid| made.iter().filter(|line| line.person == id).map(|line| Cents(line.amount_cents)).sum::<Cents>();
    let rows = shares.iter().map(|share| {
        let own = share.member == member.person;
        let title = match own {
            true => td_string!(locale, sharing.me).to_string(),
            false => words::person(locale, name(share.member).unwrap_or_default()),
        };
        let known = own || pays;
        row(locale, title, share, known.then(|| corrected(share.member)))
    });
    let rows = rows.collect_view();
    let foot = foot(locale, frozen, pays.then(|| made.iter().map(|line| Cents(line.amount_cents)).sum()));
    let statement = frozen.share_of(member.person).map(|_| view! {
        <div class="actions"><a class="button" href=paths::statement(&member.cohort.slug, sharing.id, member.person)><Icon name="file"/><span>{td_string!(locale, sharing.statement.open)}</span></a></div>
    });
    let left_out = frozen.parts.iter().any(|part| part.member == member.person && part.left_out.is_some());
    let left_out = left_out.then(|| view! { <p class="hint">{td_string!(locale, sharing.you_were_left_out)}</p> });
    let over = (frozen.shared.carried != Cents(0)).then(|| {
        view! { <p class="hint">{td_string!(locale, sharing.over, amount = frozen.shared.carried.set_apart()).to_string()}</p> }
    });
    view! {
        {statement}
        {left_out}
        <div class="table-scroll" role="region" aria-labelledby="shares-table" tabindex="0">
            <table class="table stack">
                <caption id="shares-table">{td_string!(locale, sharing.shares)}</caption>
                <thead><tr>
                    <th scope="col">{td_string!(locale, sharing.who)}</th>
                    <th scope="col" class="num">{td_string!(locale, sharing.share)}</th>
                    <th scope="col" class="num">{td_string!(locale, sharing.advance)}</th>
                    <th scope="col" class="num">{td_string!(locale, sharing.corrected)}</th>
                    <th scope="col" class="num">{td_string!(locale, sharing.due)}</th>
                </tr></thead>
                <tbody>{rows}</tbody>
                {foot}
            </table>
        </div>
        {over}
    }
    .into_any()
}

fn row(locale: Locale, title: String, share: &Share, corrected: Option<Cents>) -> AnyView {
    let due = corrected.map(|corrected| share.due() + corrected);
    // To others, an advance is no more known than what was corrected.
    let advance = corrected.map(|_| share.advance);
    let cells = cells(locale, [Some(share.amount), advance, corrected, due]);
    view! { <tr><th scope="row">{title}</th>{cells}</tr> }.into_any()
}

fn foot(locale: Locale, frozen: &Frozen, corrected: Option<Cents>) -> AnyView {
    let amount: Cents = frozen.shared.shares.iter().map(|share| share.amount).sum();
    let advance: Cents = frozen.shared.shares.iter().map(|share| share.advance).sum();
    let due = corrected.map(|corrected| frozen.due() + corrected);
    let count = frozen.shared.shares.len();
    let cells = cells(locale, [Some(amount), corrected.map(|_| advance), corrected, due]);
    view! { <tfoot><tr><th scope="row">{td_string!(locale, sharing.all, count = count).to_string()}</th>{cells}</tr></tfoot> }
        .into_any()
}

fn cells(locale: Locale, amounts: [Option<Cents>; 4]) -> Vec<AnyView> {
    let labels = [
        td_string!(locale, sharing.share).to_string(),
        td_string!(locale, sharing.advance).to_string(),
        td_string!(locale, sharing.corrected).to_string(),
        td_string!(locale, sharing.due).to_string(),
    ];
    let cell = |(label, amount): (String, Option<Cents>)| {
        let amount = amount.map_or_else(|| "–".to_owned(), Cents::french);
        view! { <td class="num" data-label=label><bdi>{amount}</bdi></td> }.into_any()
    };
    labels.into_iter().zip(amounts).map(cell).collect()
}
