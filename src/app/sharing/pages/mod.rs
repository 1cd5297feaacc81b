//! The pages of this feature.

mod advances;
mod corrections;
mod deciding;
mod list;
mod one;
mod people;
mod pool;
mod result;
mod rule;
mod settings;
mod simulated;
mod statement;

pub use advances::AdvancesPage;
pub use corrections::CorrectionsPage;
pub use deciding::{FreezePage, VotePage};
pub use list::ListPage;
pub use one::SharingPage;
pub use people::PeoplePage;
pub use rule::{NewRulePage, RulePage};
pub use settings::{EditPage, NewPage};
pub use statement::StatementPage;

use super::{
    policy,
    stage::{self, Stage},
    store::{self, NamedRule, Sharing},
};
use crate::{
    app::{
        access::{Facilitator, Member},
        i18n::*,
        paths,
        ui::icon::Icon,
        visit::Visit,
    },
    domain::money::Cents,
    platform::{db::Connection, error::AppError},
};
use leptos::prelude::*;

/// The way back to the sharings or to one of them, then the page's question or purpose.
fn head(locale: Locale, slug: &str, back: Option<&Sharing>, title: String) -> AnyView {
    let (href, label) = match back {
        Some(sharing) => (paths::sharing(slug, sharing.id), sharing.name.clone()),
        None => (paths::sharings(slug), td_string!(locale, sharing.place).to_string()),
    };
    view! {
        <header class="page-head">
            <p class="back"><a href=href><Icon name="arrow-back"/><span dir="auto">{label}</span></a></p>
            <h1 dir="auto">{title}</h1>
        </header>
    }
    .into_any()
}

/// One line of a sum; what is taken away stands with a minus before it.
fn line(minus: bool, label: AnyView, amount: Cents) -> AnyView {
    view! { <div class=minus.then_some("minus")><dt>{label}</dt><dd><bdi>{amount.french()}</bdi></dd></div> }.into_any()
}

/// What a sum comes to.
fn total(label: String, amount: Cents) -> AnyView {
    view! { <div class="total"><dt>{label}</dt><dd><bdi>{amount.french()}</bdi></dd></div> }.into_any()
}

/// The sharing that the path names, its rules, and how far it is.
async fn found(
    visit: &Visit,
    db: &mut Connection,
    member: &Member,
) -> Result<(Sharing, Vec<NamedRule>, Stage), AppError> {
    let sharing = store::sharing(&mut *db, member, visit.id("sharing")?).await?;
    let rules = store::rules(&mut *db, member, sharing.id).await?;
    let today = member.cohort.today(visit.now());
    let (stage, _) = stage::of(db, member, &sharing, &rules, today).await?;
    Ok((sharing, rules, stage))
}

/// The same for a form that changes it, while it is being prepared.
async fn in_hand(
    visit: &Visit,
    db: &mut Connection,
    facilitator: &Facilitator,
) -> Result<(Sharing, Vec<NamedRule>), AppError> {
    let (sharing, rules, stage) = found(visit, db, facilitator).await?;
    facilitator.cohort.takes_plan()?;
    policy::prepare(&stage)?;
    Ok((sharing, rules))
}
