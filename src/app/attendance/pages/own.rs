//! A member's own presences: nobody else's are on this page.

use super::presence_badge;
use crate::{
    app::{
        access::Member,
        attendance::{register::Register, words as said},
        i18n::*,
        paths,
        ui::{
            frame::{Frame, Group},
            icon::Icon,
        },
        visit::Visit,
    },
    domain::{attendance::Presence, minutes::Minutes},
    platform::error::AppError,
};
use leptos::prelude::*;

pub(super) async fn own(visit: Visit, member: Member) -> Result<AnyView, AppError> {
    let locale = visit.locale;
    let group = Group::load(&visit, &member).await?;
    let mut db = visit.state.db.read().acquire().await?;
    let register = Register::of_member(&mut db, &member, visit.now()).await?;
    drop(db);
    let slug = &member.cohort.slug;
    let sign = member.cohort.state.takes_plan().then(|| view! {
        <a class="button" href=paths::sign(slug)><Icon name="edit"/><span>{td_string!(locale, attendance.sign.open)}</span></a>
    });
    let title = td_string!(locale, attendance.own.title).to_string();
    let (total, list) = (total(locale, &register), list(locale, &register));
    let certificate = view! {
        <a class="button secondary" href=paths::certificate(slug)><Icon name="file"/><span>{td_string!(locale, attendance.certificate.go)}</span></a>
    };
    Ok(view! {
        <Frame visit title=title.clone() group=group place="attendance">
            <header class="page-head">
                <h1>{title}</h1>
                <p class="lead">{total}</p>
                <div class="actions">{sign}{certificate}</div>
            </header>
            {list}
        </Frame>
    }
    .into_any())
}

fn total(locale: Locale, register: &Register) -> String {
    let total = register.by_person().into_values().next().unwrap_or_default();
    let (present, expected) = (Minutes(total.present).french(), Minutes(total.expected).french());
    match total.expected {
        0 => td_string!(locale, attendance.own.nothing).to_string(),
        _ => td_string!(locale, attendance.own.total, present = present, expected = expected).to_string(),
    }
}

/// What is noted of her, the last one first.
fn list(locale: Locale, register: &Register) -> AnyView {
    let mut lines: Vec<_> = register.lines().collect();
    if lines.is_empty() {
        return view! {
            <div class="empty"><Icon name="calendar" big=true/><h2>{td_string!(locale, attendance.own.empty)}</h2>
                <p>{td_string!(locale, attendance.own.empty_why)}</p></div>
        }
        .into_any();
    }
    lines.reverse();
    let rows = lines.into_iter().map(|(moment, who, presence)| {
        let time = Minutes(moment.minutes).french();
        let signed = register.mark(moment, who.id).filter(|_| presence == Presence::Present);
        let how = signed.map(|(_, by)| said::signed_by(locale, by));
        let note = [Some(said::long(locale, moment.half_day)), Some(time), how];
        let note = note.into_iter().flatten().collect::<Vec<_>>().join(" · ");
        view! {
            <li><div class="row"><Icon name="calendar"/>
                <span class="row-main"><b>{moment.event.title.clone()}</b><span class="row-note">{note}</span></span>
                <span class="row-end">{presence_badge(locale, presence)}</span></div></li>
        }
    });
    view! { <ul class="rows">{rows.collect_view()}</ul> }.into_any()
}
