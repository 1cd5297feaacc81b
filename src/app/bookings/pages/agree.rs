//! Places that would be lost by a change of the space, before anybody loses one, and those that are lost.

use super::super::{
    actions::{CHANGES, agreement},
    store::{
        displaced::{self, Lost},
        spaces::Space,
    },
    words as said,
};
use crate::{
    app::{i18n::*, ui::icon::Icon, visit::Visit},
    domain::problem::Problem,
    platform::{
        db::Connection,
        drafts::Draft,
        error::AppError,
        form::{self, flat},
    },
};
use leptos::prelude::*;
use uuid::Uuid;

/// When a change of this space came back because bookings would lose their place: which ones, and the button that agrees.
/// `cohort` is the reader's, whose bookings have names.
pub async fn asked(
    visit: &Visit,
    db: &mut Connection,
    space: &Space,
    cohort: Option<Uuid>,
) -> Result<Option<AnyView>, AppError> {
    for action in CHANGES {
        let typed = visit.typed(action).await?;
        let (Some(draft), Some(Problem::WouldDisplace { bookings })) = (typed.draft(), typed.problem("")) else {
            continue;
        };
        if form::text(&draft.fields, "space") == space.id.to_string() {
            let lost = displaced::these(db, space, cohort, &bookings).await?;
            return Ok(Some(question(visit, space, draft, &bookings, &lost)));
        }
    }
    Ok(None)
}

fn question(visit: &Visit, space: &Space, draft: &Draft, bookings: &[Uuid], lost: &[Lost]) -> AnyView {
    let locale = visit.locale;
    let mut fields = flat(&draft.fields);
    fields.retain(|(name, _)| name != "agreed");
    fields.push(("agreed".to_owned(), agreement(bookings)));
    let fields =
        fields.into_iter().map(|(name, value)| view! { <input type="hidden" name=name value=value/> }).collect_view();
    let back = visit.path.split('?').next().unwrap_or_default().to_owned();
    view! {
        <section class="section agree">
            <h2>{td_string!(locale, bookings.agree.title, count = lost.len())}</h2>
            {rows(locale, space, lost)}
            <p>{td_string!(locale, bookings.agree.what)}</p>
            <div class="actions">
                <form method="post" action=format!("/api/{}", draft.action) novalidate>{fields}
                    <button class="button danger"><Icon name="check"/><span>{td_string!(locale, bookings.agree.go)}</span></button></form>
                <a class="button secondary" href=back><Icon name="undo"/><span>{td_string!(locale, bookings.agree.stay)}</span></a>
            </div>
        </section>
    }
    .into_any()
}

/// The bookings that lost their place here and are not over. Nothing when there are none.
pub fn lost(locale: Locale, space: &Space, lost: &[Lost]) -> Option<AnyView> {
    (!lost.is_empty()).then(|| {
        view! {
            <section class="section">
                <h2>{td_string!(locale, bookings.displaced, count = lost.len())}</h2>
                {rows(locale, space, lost)}
            </section>
        }
        .into_any()
    })
}

/// When, for how many, and who of one's own cohort.
fn rows(locale: Locale, space: &Space, lost: &[Lost]) -> AnyView {
    let rows = lost
        .iter()
        .map(|lost| {
            let moment = said::moment(locale, lost.starts_at, lost.ends_at, space.zone);
            let people = said::places(locale, u32::try_from(lost.people).unwrap_or(0));
            let who = lost.label.clone().unwrap_or_else(|| td_string!(locale, bookings.agree.others).to_string());
            view! {
                <li><div class="row"><Icon name="warning"/>
                    <span class="row-main"><b>{moment}</b><span class="row-note">{format!("{who} · {people}")}</span></span></div></li>
            }
        })
        .collect_view();
    view! { <ul class="rows waiting">{rows}</ul> }.into_any()
}
