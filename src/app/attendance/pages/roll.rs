//! The roll: who is here, in one form for one half-day. Everybody by one button, then the exceptions.

use super::{back, chosen};
use crate::{
    app::{
        access::Facilitator,
        attendance::{
            actions::{Clear, Note},
            register::{Learner, Moment, Register},
            store::{self, Trace},
            words as said,
        },
        cohorts,
        i18n::*,
        paths,
        ui::{
            form::{ButtonForm, Choice, Choices, Form, Submit, Typed},
            frame::{Frame, Group},
            icon::Icon,
        },
        visit::{Visit, page},
        words,
    },
    domain::attendance::{Presence, SignedBy},
    platform::error::AppError,
};
use leptos::prelude::*;
use leptos::server_fn::ServerFn;

#[component]
pub fn RollPage() -> impl IntoView {
    page(roll)
}

/// What the page shows, read once.
struct Roll {
    locale: Locale,
    by: Facilitator,
    register: Register,
    moment: Moment,
    typed: Typed,
}

async fn roll(visit: Visit) -> Result<AnyView, AppError> {
    let (locale, by) = (visit.locale, visit.facilitator().await?);
    let group = Group::load(&visit, &by).await?;
    let typed = visit.typed("attendance/note").await?;
    let mut db = visit.state.db.read().acquire().await?;
    let event = cohorts::store::event(&mut *db, &by, visit.id("event")?).await?;
    let register = Register::of_event(&mut db, &by, event, visit.now()).await?;
    let moment = chosen(&visit, &register)?;
    let traces = store::traces(&mut *db, &by, moment.event.id, moment.half_day).await?;
    drop(db);
    let today = by.cohort.today(visit.now());
    let roll = Roll { locale, by, register, moment, typed };
    let body = match (roll.moment.half_day.may_sign(today).is_err(), roll.by.cohort.state.takes_plan()) {
        (true, _) => roll.too_early(),
        (_, false) => roll.list(),
        (_, true) => roll.form(roll.moment.half_day.day == today),
    };
    let title = td_string!(locale, attendance.roll.title).to_string();
    let (head, traces) = (roll.head(title.clone()), roll.traces(traces));
    Ok(view! {
        <Frame visit title=title group=group place="attendance" form="attendance/note">
            {head}
            {body}
            {traces}
        </Frame>
    }
    .into_any())
}

impl Roll {
    fn slug(&self) -> &str {
        &self.by.cohort.slug
    }

    fn head(&self, title: String) -> AnyView {
        let event = &self.moment.event;
        let zone = self.by.cohort.time_zone;
        let when = said::long(self.locale, self.moment.half_day);
        let hours = match self.moment.minutes {
            0 => td_string!(self.locale, attendance.roll.not_in_event).to_string(),
            _ => said::hours(self.locale, &self.moment, zone),
        };
        view! {
            <header class="page-head">
                {back(paths::event(self.slug(), event.id), event.title.clone())}
                <h1>{title}</h1>
                <p class="lead">{format!("{when} · {hours}")}</p>
            </header>
            {self.halves()}
        }
        .into_any()
    }

    /// One link for each half-day, when there are several.
    fn halves(&self) -> Option<AnyView> {
        let moments = &self.register.moments;
        let link = |moment: &Moment| {
            let here = (moment.half_day == self.moment.half_day).then_some("page");
            let href = paths::half_day(self.slug(), moment.event.id, moment.half_day);
            view! { <li><a href=href aria-current=here>{said::short(self.locale, moment.half_day)}</a></li> }
        };
        let label = td_string!(self.locale, attendance.roll.halves);
        (moments.len() > 1).then(|| {
            view! { <nav class="halves" aria-label=label><ul>{moments.iter().map(link).collect_view()}</ul></nav> }
                .into_any()
        })
    }

    fn too_early(&self) -> AnyView {
        let sheet = paths::event_sheet(self.slug(), self.moment.event.id);
        view! {
            <div class="notice wait"><Icon name="clock"/><div><p>{td_string!(self.locale, attendance.roll.too_early)}</p></div></div>
            <div class="actions"><a class="button secondary" href=sheet><Icon name="print"/><span>{td_string!(self.locale, attendance.sheet.go)}</span></a></div>
        }
        .into_any()
    }

    /// Those of whom something can be said, whoever belonged to the cohort on that day first.
    fn people(&self) -> Vec<(&Learner, bool)> {
        let day = self.moment.half_day.day;
        let there = |who: &&Learner| self.register.presence(&self.moment, who).is_some();
        let expected = self.register.people.iter().filter(there).map(|who| (who, who.belonged_on(day)));
        let later = self.register.people.iter().filter(|who| !there(who) && who.belongs()).map(|who| (who, false));
        expected.chain(later).collect()
    }

    /// The archive is read, not written.
    fn list(&self) -> AnyView {
        let rows = self.register.people.iter().filter_map(|who| {
            let badge = super::presence_badge(self.locale, self.register.presence(&self.moment, who)?);
            Some(view! { <li><div class="row"><Icon name="user"/><span class="row-main"><b>{words::person(self.locale, &who.name)}</b></span><span class="row-end">{badge}</span></div></li> })
        });
        view! { <ul class="rows">{rows.collect_view()}</ul> }.into_any()
    }

    fn form(&self, today: bool) -> AnyView {
        let locale = self.locale;
        let people = self.people();
        if people.is_empty() {
            return view! {
                <div class="empty"><Icon name="team" big=true/><h2>{td_string!(locale, attendance.roll.empty)}</h2>
                    <p>{td_string!(locale, attendance.roll.empty_why)}</p>
                    <a class="button" href=paths::invite(self.slug())><Icon name="plus"/><span>{td_string!(locale, people.members.invite)}</span></a></div>
            }
            .into_any();
        }
        let (event, half) = (self.moment.event.id, self.moment.half_day);
        let rows = people.into_iter().map(|(who, expected)| self.row(who, expected)).collect_view();
        let (everybody, how) = (self.everybody(), self.how());
        let code = today.then(|| view! {
            <a class="button secondary" href=paths::day_code(self.slug(), event, half)><Icon name="phone"/><span>{td_string!(locale, attendance.code.go)}</span></a>
        });
        let links = view! {
            <div class="actions">
                {code}
                <a class="button quiet" href=paths::event_sheet(self.slug(), event)><Icon name="print"/><span>{td_string!(locale, attendance.sheet.go)}</span></a>
            </div>
        };
        view! {
            <Form typed=self.typed.clone() action=Note::url() cohort=self.slug().to_owned() class="roll">
                <input type="hidden" name="event" value=event.to_string()/>
                <input type="hidden" name="half" value=half.to_string()/>
                {everybody}
                {links}
                {rows}
                {how}
                <Submit label=td_string!(locale, attendance.roll.save)/>
            </Form>
            {self.clear()}
        }
        .into_any()
    }

    /// The button for everybody who is not noted yet; its words tell when some are.
    fn everybody(&self) -> Option<AnyView> {
        let locale = self.locale;
        let day = self.moment.half_day.day;
        let noted = |who: &&Learner| self.register.mark(&self.moment, who.id).is_some();
        let (done, left): (Vec<_>, Vec<_>) =
            self.register.people.iter().filter(|who| who.belonged_on(day)).partition(noted);
        let label = match done.len() {
            0 => td_string!(locale, attendance.roll.everybody).to_string(),
            _ => td_string!(locale, attendance.roll.the_others, count = left.len()).to_string(),
        };
        (!left.is_empty()).then(|| view! {
            <div class="roll-all">
                <button class="button big" name="everybody" value="yes"><Icon name="check"/><span>{label}</span></button>
                <p class="hint">{td_string!(locale, attendance.roll.then)}</p>
            </div>
        }.into_any())
    }

    fn row(&self, who: &Learner, expected: bool) -> AnyView {
        let locale = self.locale;
        let mark = self.register.mark(&self.moment, who.id);
        let name = format!("presence[{}]", who.id);
        let now = mark.map(|(presence, _)| presence.code()).unwrap_or_default();
        let typed = self.typed.text(&name, now);
        let error = self.typed.error(&name);
        let options = [
            (Presence::Present, td_string!(locale, attendance.roll.here)),
            (Presence::Absent, td_string!(locale, attendance.roll.away)),
            (Presence::Excused, td_string!(locale, attendance.roll.excused)),
        ];
        let id = format!("presence-{}", who.id);
        let options = options.into_iter().enumerate().map(|(index, (presence, label))| {
            let id = if index == 0 { id.clone() } else { format!("{id}-{index}") };
            let (label_for, checked) = (id.clone(), typed == presence.code());
            let class = format!("roll-choice {}", presence.code());
            view! {
                <label class=class for=label_for><input type="radio" id=id name=name.clone() value=presence.code() checked=checked/><span>{label}</span></label>
            }
        }).collect_view();
        let seen = mark.map(|(presence, _)| {
            view! { <input type="hidden" name=format!("seen[{}]", who.id) value=presence.code()/> }
        });
        let signed =
            mark.filter(|(presence, signed_by)| *presence == Presence::Present && *signed_by != SignedBy::Facilitator);
        let note = match (signed, expected) {
            (Some((_, signed_by)), _) => Some(said::signed_by(locale, signed_by)),
            (None, false) => Some(td_string!(locale, attendance.roll.not_expected).to_string()),
            _ => None,
        };
        view! {
            <fieldset class="roll-row">
                <legend>{words::person(locale, &who.name)}{note.map(|note| view! { " " <small>{note}</small> })}</legend>
                {error.map(|error| view! { <p class="error"><Icon name="warning"/><span>{error}</span></p> })}
                {seen}
                <div class="roll-choices">{options}</div>
            </fieldset>
        }
        .into_any()
    }

    fn how(&self) -> AnyView {
        let locale = self.locale;
        let options = vec![
            Choice::new(SignedBy::Facilitator.code(), td_string!(locale, attendance.roll.by_hand)).icon("edit"),
            Choice::new(SignedBy::Paper.code(), td_string!(locale, attendance.roll.on_paper)).icon("file"),
        ];
        let chosen = vec![SignedBy::Facilitator.code().to_owned()];
        view! {
            <Choices typed=self.typed.clone() name="signed_by" legend=td_string!(locale, attendance.roll.how) options=options chosen=chosen two=true/>
        }
        .into_any()
    }

    fn clear(&self) -> Option<AnyView> {
        let fields = vec![
            ("cohort", self.slug().to_owned()),
            ("event", self.moment.event.id.to_string()),
            ("half", self.moment.half_day.to_string()),
        ];
        self.register.is_taken(&self.moment).then(|| view! {
            <section class="section">
                <ButtonForm action=Clear::url() fields=fields label=td_string!(self.locale, attendance.roll.clear) icon="undo" class="button quiet"/>
            </section>
        }.into_any())
    }

    fn traces(&self, traces: Vec<Trace>) -> Option<AnyView> {
        let (locale, zone) = (self.locale, self.by.cohort.time_zone);
        let line = |trace: &Trace| {
            let text = td_string!(
                locale,
                attendance.roll.trace,
                name = words::person(locale, &trace.name),
                before = said::presence(locale, trace.before),
                by = words::person(locale, &trace.by),
                when = words::instant(locale, trace.at, zone)
            );
            view! { <li>{text.to_string()}</li> }
        };
        (!traces.is_empty()).then(|| view! {
            <section class="section"><h2>{td_string!(locale, attendance.roll.traces)}</h2><ul>{traces.iter().map(line).collect_view()}</ul></section>
        }.into_any())
    }
}
