//! How much of a space is used, by pôle and by group, beside an equal part: parts of what there is, never a list of who has
//! most. Each member sees her own hours; the hours of others are shown to who may lift their quota, by name.

use super::{
    super::{
        quota,
        store::{self, shares::Use, spaces::Workshop},
    },
    lifting::Lifting,
    week::chosen,
};
use crate::{
    app::{
        access::Member,
        i18n::*,
        paths,
        ui::{
            chart::{BarChart, TableWords},
            form::{Select, Typed},
            frame::{Frame, Group},
            icon::Icon,
        },
        visit::{Visit, page},
        words,
    },
    domain::{
        cohort::Dates,
        fairness::{self, Sum, equal_part, percent},
        minutes::Minutes,
        phase,
    },
    platform::error::AppError,
};
use chrono::{DateTime, Utc};
use leptos::prelude::*;
use std::collections::HashMap;
use uuid::Uuid;

const LIFT: &str = "bookings/lift";

#[component]
pub fn UsePage() -> impl IntoView {
    page(shares)
}

async fn shares(visit: Visit) -> Result<AnyView, AppError> {
    let (member, group, mut db) = visit.enter().await?;
    let spaces = store::spaces::spaces(&mut *db, &member).await?;
    let Some(space) = chosen(&visit, &spaces)?.cloned() else {
        return Ok(visit.go(&paths::bookings(&member.cohort.slug)));
    };
    let workshop = store::spaces::workshop(&mut db, space).await?;
    let period = Period::asked(&visit, &member, &group)?;
    let window = fairness::span(period.dates.starts_on, period.dates.ends_on, workshop.space.zone);
    let uses = store::shares::uses(&mut *db, &member, &workshop.space, window).await?;
    let poles = store::shares::poles(&mut *db, &member).await?;
    let people = store::shares::entrepreneurs(&mut *db, &member).await?;
    let cohorts = store::spaces::cohorts_of(&mut *db, workshop.space.id).await?.len();
    let week = fairness::week_of(visit.now(), workshop.space.zone);
    let this_week = quota::booked(&mut db, &member, &workshop.space, week).await?;
    let lifting = Lifting::load(&visit, &mut db, &member, &workshop).await?;
    drop(db);
    let typed = visit.typed(LIFT).await?;
    let whole = fairness::available(&workshop.place, period.dates.starts_on, period.dates.ends_on);
    let sums = Sums::of(&uses, window, visit.now());
    let shown =
        Shown { locale: visit.locale, member, workshop, period, whole, sums, poles, people, cohorts, this_week };
    Ok(shown.page(visit, group, lifting, typed, &spaces))
}

/// The days that are looked at: those of a phase, or all of the cohort's.
struct Period {
    id: String,
    name: String,
    dates: Dates,
}

impl Period {
    /// The phase that the address names, else the present one.
    fn asked(visit: &Visit, member: &Member, group: &Group) -> Result<Self, AppError> {
        let today = member.cohort.today(visit.now());
        let found = match visit.query("phase") {
            Some(all) if all == "all" => None,
            Some(id) => {
                let id = Uuid::parse_str(&id).map_err(|_| AppError::NotFound)?;
                Some(group.phases.iter().find(|phase| phase.id == id).ok_or(AppError::NotFound)?)
            }
            None => phase::current(&group.phases, today),
        };
        Ok(match found {
            Some(phase) => Self {
                id: phase.id.to_string(),
                name: group.phase_name(Some(phase.id)).unwrap_or_default().to_owned(),
                dates: Dates { starts_on: phase.starts_on, ends_on: phase.ends_on },
            },
            None => Self {
                id: "all".to_owned(),
                name: td_string!(visit.locale, waiting.shares.whole).to_string(),
                dates: member.cohort.dates,
            },
        })
    }
}

/// The uses added up.
#[derive(Default)]
struct Sums {
    by_person: HashMap<Uuid, Sum>,
    by_pole: HashMap<Uuid, Sum>,
    own: Sum,
    events: Sum,
    ours: Sum,
    others: Sum,
}

impl Sums {
    fn of(uses: &[Use], window: (DateTime<Utc>, DateTime<Utc>), now: DateTime<Utc>) -> Self {
        let mut sums = Self::default();
        for one in uses {
            let sum = Sum::of((one.starts_at, one.ends_at), one.people, window, now);
            if !one.ours {
                sums.others += sum;
                continue;
            }
            sums.ours += sum;
            match (one.event, one.pole, one.person) {
                (true, ..) => sums.events += sum,
                (_, Some(pole), _) => *sums.by_pole.entry(pole).or_default() += sum,
                (_, None, Some(person)) => {
                    sums.own += sum;
                    *sums.by_person.entry(person).or_default() += sum;
                }
                _ => {}
            }
        }
        sums
    }
}

struct Shown {
    locale: Locale,
    member: Member,
    workshop: Workshop,
    period: Period,
    /// What the space offers in the period.
    whole: Minutes,
    sums: Sums,
    poles: Vec<(Uuid, String)>,
    people: i64,
    cohorts: usize,
    /// What the reader has booked for herself this week.
    this_week: Minutes,
}

impl Shown {
    fn page(
        self,
        visit: Visit,
        group: Group,
        lifting: Option<Lifting>,
        typed: Typed,
        spaces: &[store::spaces::Space],
    ) -> AnyView {
        let locale = self.locale;
        let title = td_string!(locale, waiting.shares.title, space = self.workshop.space.name.clone()).to_string();
        let back = paths::bookings(&self.member.cohort.slug);
        let choose = self.choose(&group, spaces);
        let (shares, mine) = (self.shares(), self.mine());
        let lifting =
            lifting.map(|lifting| lifting.shown(locale, &self.member, &self.workshop, &self.sums.by_person, typed));
        view! {
            <Frame visit=visit title=title.clone() group=group place="workshop" form=LIFT>
                <header class="page-head">
                    <p class="back"><a href=back><Icon name="arrow-back"/><span>{td_string!(locale, bookings.title)}</span></a></p>
                    <h1>{title}</h1>
                    <p class="lead">{td_string!(locale, waiting.shares.lead)}</p>
                </header>
                {choose}
                {shares}
                {mine}
                {lifting}
            </Frame>
        }
        .into_any()
    }

    /// Another period, another space.
    fn choose(&self, group: &Group, spaces: &[store::spaces::Space]) -> AnyView {
        let locale = self.locale;
        let typed = Typed::nothing(locale);
        let whole = ("all".to_owned(), td_string!(locale, waiting.shares.whole).to_string());
        let phases = std::iter::once(whole).chain(group.phase_options()).collect();
        let options: Vec<_> = spaces.iter().map(|space| (space.id.to_string(), space.name.clone())).collect();
        let (space, chosen) = (self.workshop.space.id.to_string(), self.period.id.clone());
        let spaces = match options.len() {
            1 => view! { <input type="hidden" name="space" value=space/> }.into_any(),
            _ => view! { <Select typed=typed.clone() name="space" label=td_string!(locale, bookings.space).to_string() options=options value=space/> }
                .into_any(),
        };
        view! {
            <form class="form" method="get">
                {spaces}
                <Select typed=typed name="phase" label=td_string!(locale, waiting.shares.period).to_string() options=phases value=chosen/>
                <button class="button secondary"><Icon name="eye"/><span>{td_string!(locale, waiting.shares.see)}</span></button>
            </form>
        }
        .into_any()
    }

    /// The parts of pôles and groups: a sentence, a drawing, a table.
    fn shares(&self) -> AnyView {
        let locale = self.locale;
        let (first, last) = (self.period.dates.starts_on, self.period.dates.ends_on);
        let sentence = td_string!(
            locale,
            waiting.shares.sentence,
            first = words::day_without_year(locale, first),
            last = words::day_without_year(locale, last),
            whole = self.whole.french(),
            percent = percent(self.sums.ours.all(), self.whole)
        )
        .to_string();
        let lines = self.lines();
        let point = |(name, sum): &(String, Sum)| (name.clone(), sum.all().0 as f64, self.part(*sum));
        let data = lines.iter().map(point).collect();
        let words = TableWords {
            open: td_string!(locale, production.see_figures).to_string(),
            labels: td_string!(locale, waiting.shares.who).to_string(),
        };
        let (title, unit) = (self.period.name.clone(), td_string!(locale, waiting.shares.part).to_string());
        view! {
            <section class="section">
                <h2>{td_string!(locale, waiting.shares.parts)}</h2>
                <BarChart id="shares" title=title sentence=sentence unit=unit data=data words=words/>
                {self.table(&lines)}
                <p class="hint">{td_string!(locale, waiting.shares.hour)}</p>
            </section>
        }
        .into_any()
    }

    /// Pôles in their own order, what members book for themselves, events, other groups.
    fn lines(&self) -> Vec<(String, Sum)> {
        let locale = self.locale;
        let pole = |(id, name): &(Uuid, String)| (name.clone(), self.sums.by_pole.get(id).copied().unwrap_or_default());
        let mut lines: Vec<(String, Sum)> = self.poles.iter().map(pole).collect();
        lines.push((td_string!(locale, waiting.shares.own).to_string(), self.sums.own));
        lines.push((td_string!(locale, waiting.shares.events).to_string(), self.sums.events));
        if self.cohorts > 1 {
            lines.push((td_string!(locale, waiting.shares.others).to_string(), self.sums.others));
        }
        lines
    }

    fn table(&self, lines: &[(String, Sum)]) -> AnyView {
        let locale = self.locale;
        let cohorts = i64::try_from(self.cohorts).unwrap_or(1);
        let (ours, poles) = (equal_part(self.whole, cohorts), i64::try_from(self.poles.len()).unwrap_or(1));
        let pole = equal_part(ours, poles);
        let equal = |index: usize| if index < self.poles.len() { pole.french() } else { String::new() };
        let row = |(index, (name, sum)): (usize, &(String, Sum))| self.row(name.clone(), *sum, equal(index));
        let total = self.row(td_string!(locale, waiting.shares.group).to_string(), self.sums.ours, ours.french());
        let caption = td_string!(locale, waiting.shares.parts).to_string();
        view! {
            <div class="table-scroll" role="region" aria-label=caption tabindex="0"><table class="table">
                <thead><tr><th scope="col">{td_string!(locale, waiting.shares.who)}</th>
                    <th scope="col" class="num">{td_string!(locale, waiting.shares.used)}</th>
                    <th scope="col" class="num">{td_string!(locale, waiting.shares.booked)}</th>
                    <th scope="col" class="num">{td_string!(locale, waiting.shares.part)}</th>
                    <th scope="col" class="num">{td_string!(locale, waiting.shares.equal)}</th></tr></thead>
                <tbody>{total}{lines.iter().enumerate().map(row).collect_view()}</tbody>
            </table></div>
        }
        .into_any()
    }

    /// "6 %" of what there is.
    fn part(&self, sum: Sum) -> String {
        td_string!(self.locale, waiting.shares.percent, percent = percent(sum.all(), self.whole)).to_string()
    }

    fn row(&self, name: String, sum: Sum, equal: String) -> AnyView {
        let part = self.part(sum);
        view! {
            <tr><th scope="row">{name}</th><td class="num">{sum.used.french()}</td><td class="num">{sum.booked.french()}</td>
                <td class="num">{part}</td><td class="num">{equal}</td></tr>
        }
        .into_any()
    }

    /// The reader's own hours, an equal part, and what is left of her week.
    fn mine(&self) -> Option<AnyView> {
        if self.member.role.is_facilitator() {
            return None;
        }
        let locale = self.locale;
        let own = self.sums.by_person.get(&self.member.person).copied().unwrap_or_default();
        let part = equal_part(equal_part(self.whole, i64::try_from(self.cohorts).unwrap_or(1)), self.people);
        let (used, booked) = (own.used.french(), own.booked.french());
        let quota = self.workshop.space.terms.quota_minutes.map(Minutes).map(|quota| {
            let left = fairness::left(quota, self.this_week).french();
            view! { <p>{td_string!(locale, waiting.shares.left, left = left, quota = quota.french()).to_string()}</p> }
        });
        Some(
            view! {
                <section class="section"><h2>{td_string!(locale, waiting.shares.mine)}</h2>
                    <p>{td_string!(locale, waiting.shares.mine_used, used = used, booked = booked).to_string()}</p>
                    <p>{td_string!(locale, waiting.shares.mine_equal, part = part.french()).to_string()}</p>
                    {quota}</section>
            }
            .into_any(),
        )
    }
}
