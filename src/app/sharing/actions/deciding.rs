//! Putting rules to the vote, and freezing the one that the group has chosen.

use super::{
    super::{
        stage::Stage,
        store::{self, NamedRule, Sharing, advances},
        whole::{Live, is_over},
        words as said,
    },
    held, in_hand,
};
use crate::{
    app::{
        access::Facilitator,
        act::{Act, Go},
        decisions::{
            forms::{PROPOSAL, Proposal},
            store::{self as decisions, ballots},
        },
        i18n::*,
        money::{self, policy::takes_money},
        paths,
        words::Notice,
    },
    domain::{problem::Problem, vote::Method},
    platform::{
        db::Tx,
        error::AppError,
        form::{Fields, RawForm},
        idempotency::Once,
    },
};
use leptos::prelude::*;
use uuid::Uuid;

/// A facilitator puts the rules to the vote. Form: `sharing`, `secrecy`, `electorate`, `needed`, `closes_on`.
#[server(endpoint = "sharing/vote")]
pub async fn vote(#[server(flatten)] form: RawForm) -> Result<(), AppError> {
    let act = Act::of("sharing/vote", form);
    act.answer(put_to_vote(&act).await).await
}

/// The fields of putting to the vote.
const VOTE: [&str; 5] = ["sharing", "secrecy", "electorate", "needed", "closes_on"];

async fn put_to_vote(act: &Act) -> Result<Go, AppError> {
    let facilitator = act.facilitator().await?;
    act.fields(&VOTE)?;
    let mut tx = act.begin().await?;
    let once = act.once(&mut tx).await?;
    if let Once::First(id) = once {
        let (sharing, rules) = in_hand(act, &mut tx, &facilitator).await?;
        let today = facilitator.cohort.today(act.now());
        let voters = decisions::voters(&mut *tx, &facilitator).await?;
        let asked = question(act, &sharing, &rules)?;
        let proposal = Proposal::read(Fields::read(&asked, &PROPOSAL)?, voters, today)?;
        decisions::insert_proposal(&mut tx, &facilitator, id, &proposal, today).await?;
        // At once: from now on neither the question nor the rules change.
        decisions::open(&mut tx, &facilitator, id).await?;
        store::set_decision(&mut tx, &facilitator, sharing.id, id).await?;
    }
    act.finish(tx, once.id()).await?;
    Ok(Go::to(paths::decision(&facilitator.cohort.slug, once.id())).saying(Notice::SharingVote))
}

/// The proposal as its own form would say it: one rule is for or against, several are ranked by their names.
fn question(act: &Act, sharing: &Sharing, rules: &[NamedRule]) -> Result<RawForm, AppError> {
    let Some(first) = rules.first() else { return Err(AppError::field("", Problem::MissingFirst)) };
    let (locale, name) = (act.locale, sharing.name.clone());
    let several = rules.len() > 1;
    let title = match several {
        true => td_string!(locale, sharing.vote.which_rule, name = name).to_string(),
        false => td_string!(locale, sharing.vote.this_rule, name = name, rule = first.name.clone()).to_string(),
    };
    let names: Vec<&str> = rules.iter().map(|rule| rule.name.as_str()).collect();
    let method = if several { Method::Ranking } else { Method::Majority };
    let mut asked: RawForm = act.form.clone();
    asked.remove("sharing");
    let said = [
        ("title", title),
        ("details", said::question(locale, sharing, rules)),
        ("method", method.code().to_owned()),
        ("options", if several { names.join("\n") } else { String::new() }),
    ];
    asked.extend(said.map(|(name, text)| (name.to_owned(), text.into())));
    Ok(asked)
}

/// A facilitator freezes the rule that the group has chosen. Form: `sharing`, and where the vote was held in another way
/// `rule` and the `decision` of the register.
#[server(endpoint = "sharing/freeze")]
pub async fn freeze(#[server(flatten)] form: RawForm) -> Result<(), AppError> {
    let act = Act::of("sharing/freeze", form);
    act.answer(frozen(&act).await).await
}

async fn frozen(act: &Act) -> Result<Go, AppError> {
    let facilitator = act.facilitator().await?;
    act.fields(&["sharing", "rule", "decision"])?;
    let mut tx = act.begin().await?;
    let (sharing, _, stage) = held(act, &mut tx, &facilitator).await?;
    takes_money(&facilitator.cohort)?;
    let today = facilitator.cohort.today(act.now());
    let (rule, decision) = chosen(act, &mut tx, &facilitator, &sharing, &stage).await?;
    if !is_over(&sharing, today) {
        return Err(AppError::field("", Problem::PeriodNotOver { last: sharing.period.ends_on }));
    }
    let live = Live::load(&mut tx, &facilitator, &sharing).await?;
    let (rule, shared) = live.rule(rule).ok_or(AppError::NotFound)?;
    let shared = shared.as_ref().map_err(|_| AppError::field("", Problem::CannotShare))?;
    let frozen = live.frozen(&sharing, rule, shared);
    let people: Vec<Uuid> = frozen.shared.shares.iter().map(|share| share.member).collect();
    advances::settle(&mut tx, &facilitator, sharing.id, &people, sharing.period.ends_on).await?;
    let what = td_string!(act.locale, sharing.entry, name = sharing.name.clone()).to_string();
    let entries = frozen.entries(&sharing, &live.entered, &what);
    money::store::enter(&mut tx, &facilitator, &entries, act.now()).await?;
    store::freeze(&mut tx, &facilitator, &sharing, decision, &frozen, today).await?;
    act.finish(tx, sharing.id).await?;
    Ok(Go::to(paths::sharing(&facilitator.cohort.slug, sharing.id)).saying(Notice::SharingFrozen))
}

/// The rule that the group has chosen, and the decision that says so.
async fn chosen(
    act: &Act,
    tx: &mut Tx,
    facilitator: &Facilitator,
    sharing: &Sharing,
    stage: &Stage,
) -> Result<(Uuid, Uuid), AppError> {
    if *stage == Stage::Frozen {
        return Err(AppError::field("", Problem::SharingFixed));
    }
    // A period is shared once: another sharing may have taken its days meanwhile.
    let shared = store::shared(&mut **tx, facilitator).await?;
    if let Some(other) = shared.iter().find(|other| super::policy::overlap(**other, sharing.period)) {
        let (first, last) = (other.starts_on, other.ends_on);
        return Err(AppError::field("", Problem::Shared { first, last }));
    }
    match (stage, sharing.decision) {
        (Stage::Decided(rule), Some(decision)) => Ok((*rule, decision)),
        (Stage::Preparing, _) => {
            let (rule, decision) = (act.object("rule")?, act.object("decision")?);
            let today = facilitator.cohort.today(act.now());
            let found = decisions::decision(tx, facilitator, decision).await?;
            match ballots::result(tx, facilitator, &found, today).await? {
                Some(tally) if tally.decides() => Ok((rule, decision)),
                _ => Err(AppError::field("", Problem::NotDecided)),
            }
        }
        _ => Err(AppError::field("", Problem::NotDecided)),
    }
}
