//! The note on its way to its readers: one step at a time, and who may do it now.

use super::note::Desk;
use crate::{
    app::{
        capitalisation::{
            actions::{AnnounceNote, PublishNote, WithdrawNote},
            store::note::Note,
            words,
        },
        i18n::*,
        paths,
        ui::{
            form::{ButtonForm, Choice, Choices, Form, Submit, TextArea, Typed},
            icon::Icon,
        },
        words as common,
    },
    domain::{
        capitalisation::{NOTICE, NoteState, Scope, may_publish},
        figures::FEWEST,
        problem::Problem,
    },
};
use chrono::{DateTime, Utc};
use leptos::prelude::*;
use leptos::server_fn::ServerFn;

/// What came back from the two forms.
pub struct Told {
    pub announcing: Typed,
    pub publishing: Typed,
}

/// Where the note stands on its way, and the next step.
pub fn publishing(desk: &Desk, note: &Note, now: DateTime<Utc>, writes: bool, told: Told) -> AnyView {
    let locale = desk.locale;
    let step = if writes { next_step(desk, note, now, told) } else { ().into_any() };
    let withdraw = note.published_at.is_some().then(|| view! {
        <div class="actions">
            <a class="button secondary" href=paths::note(&desk.slug())><Icon name="book"/><span>{td_string!(locale, capitalisation.read_note)}</span></a>
            <a class="button secondary" href=paths::partners(&desk.slug())><Icon name="cohort"/><span>{td_string!(locale, partners.desk.title)}</span></a>
            <ButtonForm action=WithdrawNote::url() fields=vec![("cohort", desk.slug())] label=td_string!(locale, capitalisation.withdraw_note) icon="undo" class="button secondary"/>
        </div>
    });
    view! {
        <section class="section" id="publish"><h2>{td_string!(locale, capitalisation.publish_title)}</h2>
            {step}{withdraw}</section>
    }
    .into_any()
}

fn say(text: String) -> AnyView {
    view! { <p>{text}</p> }.into_any()
}

/// The one step that is possible now, or why there is none.
fn next_step(desk: &Desk, note: &Note, now: DateTime<Utc>, told: Told) -> AnyView {
    let locale = desk.locale;
    if note.summary.is_empty() || note.body.is_empty() {
        return say(td_string!(locale, problems.note_unfinished).to_string());
    }
    match note.state {
        NoteState::Published => say(td_string!(locale, capitalisation.published_change).to_string()),
        NoteState::Announced => view! { {agreed(desk)}{publish(desk, note, now, told.publishing)} }.into_any(),
        _ => announce(desk, note, told.announcing),
    }
}

fn announce(desk: &Desk, note: &Note, typed: Typed) -> AnyView {
    let locale = desk.locale;
    let why = if desk.facilitators > 1 {
        td_string!(locale, capitalisation.announce_two).to_string()
    } else {
        td_string!(locale, capitalisation.announce_one).to_string()
    };
    let readers = [Scope::Partners, Scope::Public].map(|scope| {
        let hint = match scope {
            Scope::Public => td_string!(locale, capitalisation.readers.public_hint).to_string(),
            _ => td_string!(locale, capitalisation.readers.partners_hint).to_string(),
        };
        Choice::new(scope.code(), words::scope(locale, scope)).icon(words::scope_icon(scope)).hint(hint)
    });
    let (version, chosen) = (note.version.to_string(), vec![note.scope.code().to_owned()]);
    view! {
        <p>{why}</p>
        <Form typed=typed.clone() action=AnnounceNote::url() cohort=desk.slug() id="announce">
            <input type="hidden" name="version" value=version/>
            <Choices typed=typed name="scope" legend=td_string!(locale, capitalisation.readers.ask) options=readers.to_vec() chosen=chosen/>
            <Submit label=td_string!(locale, capitalisation.announce) icon="megaphone" class="button"/>
        </Form>
    }
    .into_any()
}

/// How many members agree: a few are not counted.
fn agreed(desk: &Desk) -> AnyView {
    let locale = desk.locale;
    match desk.agreed {
        0 => ().into_any(),
        few if few < FEWEST => say(td_string!(locale, capitalisation.colophon.agreed_few).to_string()),
        agreed => say(td_string!(locale, capitalisation.colophon.agreed, count = agreed).to_string()),
    }
}

fn publish(desk: &Desk, note: &Note, now: DateTime<Utc>, typed: Typed) -> AnyView {
    let locale = desk.locale;
    let by_other = note.announced_by != Some(desk.facilitator.person);
    match may_publish(desk.facilitators, by_other, note.announced_at, now) {
        Ok(()) => publish_now(desk, note, typed),
        Err(Problem::NotBefore { at }) => {
            let zone = desk.facilitator.cohort.time_zone;
            let (hours, time) = (NOTICE.num_hours(), common::instant(locale, at, zone));
            say(td_string!(locale, capitalisation.publish_later, hours = hours, time = time).to_string())
        }
        Err(_) => say(td_string!(locale, capitalisation.publish_other).to_string()),
    }
}

fn publish_now(desk: &Desk, note: &Note, typed: Typed) -> AnyView {
    let locale = desk.locale;
    let why = match note.scope {
        Scope::Public => td_string!(locale, capitalisation.publish_why_public).to_string(),
        _ => td_string!(locale, capitalisation.publish_why).to_string(),
    };
    let correction = (note.editions > 0).then(|| {
        let (label, hint) = (
            td_string!(locale, capitalisation.correction).to_string(),
            td_string!(locale, capitalisation.correction_hint).to_string(),
        );
        view! { <TextArea typed=typed.clone() name="correction" label=label hint=hint rows=3/> }
    });
    let version = note.version.to_string();
    view! {
        <p>{why}</p>
        <Form typed=typed.clone() action=PublishNote::url() cohort=desk.slug() id="publish-now">
            <input type="hidden" name="version" value=version/>
            {correction}
            <Submit label=td_string!(locale, capitalisation.publish) class="button"/>
        </Form>
    }
    .into_any()
}
