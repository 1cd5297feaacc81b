//! The dates of a booking that comes again, before anything is booked: which fit, what is in the way of the others, and
//! what could be done instead. One button books what is chosen.

use super::super::{
    actions::BookSeries,
    forms::Asked,
    repeat::{self, Choice, problem, span},
    store::{self, spaces::Workshop},
    words::{hours, moment},
};
use crate::{
    app::{
        access::Member,
        calendar::words as calendar,
        i18n::*,
        paths,
        ui::{
            form::{Form, Submit, Typed},
            frame::{Frame, Group},
            icon::Icon,
        },
        visit::{Visit, page},
        words,
    },
    domain::{
        capacity::{Need, Usage},
        recurrence::Series,
        series::{Against, Occurrence, Planned, on_clock, plan},
    },
    platform::{
        error::AppError,
        form::{self, RawForm},
    },
};
use chrono::Duration;
use leptos::{prelude::*, server_fn::ServerFn};
use uuid::Uuid;

const FORM: &str = "bookings/book-series";
/// Other moments are looked for some days around each date.
const AROUND: i64 = 5;

#[component]
pub fn SeriesPage() -> impl IntoView {
    page(dates)
}

/// What the page shows.
struct Shown {
    typed: Typed,
    workshop: Workshop,
    asked: Asked,
    series: Series,
    planned: Vec<Planned>,
    /// The form behind it, to be sent again with the choices.
    fields: Vec<(String, String)>,
}

async fn dates(visit: Visit) -> Result<AnyView, AppError> {
    let member = visit.member().await?;
    member.cohort.takes_work()?;
    let back = visit.typed(FORM).await?;
    let typed = if back.is_back() { back } else { visit.typed("bookings/book").await? };
    let found = match typed.draft() {
        Some(draft) => load(&visit, &member, &typed, &draft.fields).await?,
        None => None,
    };
    // A draft lasts a day; after that the form is there, empty.
    let Some(shown) = found else { return Ok(visit.go(&paths::bookings(&member.cohort.slug))) };
    let group = Group::load(&visit, &member).await?;
    Ok(shown.view(visit, group, &member))
}

/// One reading of what is taken, for all dates and all proposals.
async fn load(visit: &Visit, member: &Member, typed: &Typed, raw: &RawForm) -> Result<Option<Shown>, AppError> {
    let asked = Asked::again(raw);
    let Some((series, dates)) = repeat::again(raw, asked.on, &member.cohort.dates) else { return Ok(None) };
    let (Some(space), Some(clock), Some(people)) = (asked.space, asked.from.zip(asked.to), asked.people) else {
        return Ok(None);
    };
    let mut db = visit.state.db.read().acquire().await?;
    let space = store::spaces::space(&mut *db, member, space).await?;
    let workshop = store::spaces::workshop(&mut db, space).await?;
    let at: Vec<Occurrence> = dates.iter().map(|day| on_clock(*day, clock, workshop.space.zone)).collect();
    let need = Need { people, machines: asked.machines.clone() };
    let usages: Vec<Usage> = at.iter().map(|at| Usage::new(at.start, at.end, need.clone())).collect();
    let Some((from, to)) = span(usages.iter()) else { return Ok(None) };
    let around = Duration::days(AROUND);
    let busy = store::busy(&mut db, &workshop.space, from - around, to + around).await?;
    let blocks = store::blocks::during(&mut *db, &workshop.space, (from - around, to + around)).await?;
    let against = Against { place: &workshop.place, blocks: &blocks, cohort: &member.cohort.dates, now: visit.now() };
    let planned = plan(against, &busy, &need, &at);
    Ok(Some(Shown { typed: typed.clone(), fields: again(raw), workshop, asked, series, planned }))
}

/// What was asked for, in the words of the form.
fn again(raw: &RawForm) -> Vec<(String, String)> {
    let plain = ["space", "from", "to", "people", "for", "purpose", "fold"];
    let text = |name: &str| (name.to_owned(), form::text(raw, name).to_owned());
    let machines = form::map(raw, "machines");
    let machines = machines.into_iter().map(|(id, count)| (format!("machines[{id}]"), count.to_owned()));
    let on = Asked::again(raw).on.map(|on| ("on".to_owned(), on.to_string()));
    plain.map(text).into_iter().chain(on).chain(machines).chain(repeat::written(raw)).collect()
}

impl Shown {
    fn view(self, visit: Visit, group: Group, member: &Member) -> AnyView {
        let locale = visit.locale;
        let title = td_string!(locale, bookings.again.title).to_string();
        let free = self.planned.iter().filter(|date| date.obstacle.is_none()).count();
        let clash = self.planned.len() - free;
        let counted = match clash {
            0 => td_string!(locale, bookings.again.all_free, count = free).to_string(),
            _ => td_string!(locale, bookings.again.some_free, free = free, count = clash).to_string(),
        };
        let back = paths::new_booking(&member.cohort.slug, self.workshop.space.id, self.asked.on.unwrap_or_default());
        let rule = calendar::series(locale, &self.series);
        let hidden = self.fields.iter().map(|(name, value)| {
            view! { <input type="hidden" name=name.clone() value=value.clone()/> }
        });
        let hidden = hidden.collect_view();
        let rows = self.planned.iter().map(|date| self.row(locale, date)).collect_view();
        let (typed, slug, name) = (self.typed.clone(), member.cohort.slug.clone(), self.workshop.space.name.clone());
        view! {
            <Frame visit=visit title=title.clone() group=group place="workshop" form=FORM>
                <p class="back"><a href=back><Icon name="arrow-back"/><span>{name}</span></a></p>
                <header class="page-head"><h1>{title}</h1><p class="lead">{counted}</p><p>{rule}</p></header>
                <Form typed=typed action=BookSeries::url() cohort=slug creates=true>
                    {hidden}
                    <ul class="date-choices">{rows}</ul>
                    <Submit label=td_string!(locale, bookings.again.book)/>
                    <p class="hint">{td_string!(locale, bookings.again.all_or_nothing)}</p>
                </Form>
            </Frame>
        }
        .into_any()
    }

    fn row(&self, locale: Locale, date: &Planned) -> AnyView {
        let (zone, at) = (self.workshop.space.zone, date.at);
        let name = repeat::field(at.day);
        let id = format!("dates-{}", at.day);
        let class = if date.obstacle.is_some() { "date-choice clash" } else { "date-choice" };
        let (icon, word) = match date.obstacle {
            None => ("check", td_string!(locale, bookings.again.free).to_string()),
            Some(_) => ("warning", td_string!(locale, bookings.again.no_room).to_string()),
        };
        let why = date.obstacle.as_ref().map(|obstacle| words::problem(locale, &problem(&self.workshop, obstacle)));
        let said = self.typed.error(&name).filter(|said| Some(said) != why.as_ref());
        let described = (why.is_some() || said.is_some() || at.moved).then(|| format!("{id}-why"));
        let moved = at.moved.then(|| td_string!(locale, bookings.again.moved).to_string());
        let options = self.options(locale, date, &name);
        view! {
            <li class=class>
                <label for=id.clone()><b>{words::day_without_year(locale, at.day)}</b>
                    <span class="date-hours">{hours(locale, at.start, at.end, zone)}</span></label>
                <span class="badge"><Icon name=icon/>{word}</span>
                <div class="date-why" id=described.clone()>
                    {why.map(|text| view! { <p>{text}</p> })}
                    {said.map(|text| view! { <p class="error"><Icon name="warning"/><span>{text}</span></p> })}
                    {moved.map(|text| view! { <p>{text}</p> })}
                </div>
                <select id=id name=name aria-describedby=described>{options}</select>
            </li>
        }
        .into_any()
    }

    /// What can be chosen: as asked, or not; else what is near.
    fn options(&self, locale: Locale, date: &Planned, name: &str) -> AnyView {
        let zone = self.workshop.space.zone;
        let skip = (Choice::Skip, td_string!(locale, bookings.again.skip).to_string());
        let mut options = vec![skip];
        match &date.obstacle {
            None => options.insert(0, (Choice::Take, td_string!(locale, bookings.again.take).to_string())),
            Some(_) => {
                let near = date.near.iter().map(|(start, end)| {
                    let when = moment(locale, *start, *end, zone);
                    (Choice::At(*start), td_string!(locale, bookings.again.rather, moment = when).to_string())
                });
                options.extend(near);
                let fewer = date.fewer.map(|people| {
                    (Choice::Fewer(people), td_string!(locale, bookings.again.fewer, count = people).to_string())
                });
                options.extend(fewer);
            }
        }
        let start = options[0].0.code();
        let typed = self.typed.text(name, &start);
        let offered = options.iter().any(|(choice, _)| choice.code() == typed);
        let chosen = if offered { typed } else { start };
        let option = |(choice, label): (Choice, String)| {
            let selected = choice.code() == chosen;
            view! { <option value=choice.code() selected=selected>{label}</option> }
        };
        options.into_iter().map(option).collect_view().into_any()
    }
}

/// The dates of a series that is booked, on the page of one of them.
pub(super) fn listed(
    locale: Locale,
    slug: &str,
    dates: &[store::series::Dated],
    here: Uuid,
    zone: chrono_tz::Tz,
) -> AnyView {
    let row = |dated: &store::series::Dated| {
        let when = moment(locale, dated.start, dated.end, zone);
        let current = (dated.id == here).then_some("true");
        view! { <li><a class="link" href=paths::booking(slug, dated.id) aria-current=current>{when}</a></li> }
    };
    let rows = dates.iter().map(row).collect_view();
    let count = dates.len();
    view! {
        <details class="more"><summary>{td_string!(locale, bookings.again.dates, count = count)}</summary><ul>{rows}</ul></details>
    }
    .into_any()
}
