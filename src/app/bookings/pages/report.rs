//! What a space served for: hours open, booked and used, by month, cohort, pôle and phase; beside them, for who accompanies, what
//! was made there. A room and its groups are counted, never a person.

use super::{
    super::{
        policy::Reading,
        store::{
            self,
            usage::{Output, Stay},
        },
        usage::{self, CHOICES, Open, Sum},
    },
    spaces::framed,
};
use crate::{
    app::{
        access::Facilitator,
        i18n::*,
        paths,
        production::said,
        ui::{
            chart::{BarChart, Patterns, TableWords},
            frame::Group,
            icon::Icon,
        },
        visit::{Visit, page},
        words,
    },
    domain::{capacity::Place, cohort::Dates, minutes::Minutes, quantity::Quantity, time::local},
    platform::error::AppError,
};
use chrono::{DateTime, Datelike, NaiveDate, Utc};
use leptos::prelude::*;
use std::collections::BTreeMap;

/// What fewer people made is not told apart: it would be told of them.
const FEWEST: i64 = 3;

#[component]
pub fn ReportPage() -> impl IntoView {
    page(report)
}

/// Everything that the page adds up.
struct Report {
    locale: Locale,
    reading: Reading,
    months: u32,
    dates: Dates,
    now: DateTime<Utc>,
    place: Place,
    stays: Vec<Stay>,
    outputs: Vec<Output>,
    group: Option<Group>,
}

async fn report(visit: Visit) -> Result<AnyView, AppError> {
    let reading = Reading::of(&visit.state.db, visit.signed()?, visit.id("id")?).await?;
    // A funder takes the file of her cohorts away; this page is of the whole room.
    if !reading.others {
        return Err(AppError::NotFound);
    }
    let group = match &reading.facilitator {
        Some(facilitator) => Some(Group::load(&visit, facilitator).await?),
        None => None,
    };
    let report = Report::load(&visit, reading, group.clone()).await?;
    let title = td_string!(report.locale, bookings.report.title, space = report.reading.space.name.clone()).to_string();
    Ok(framed(visit, title.clone(), group, None, report.view(title)))
}

impl Report {
    async fn load(visit: &Visit, reading: Reading, group: Option<Group>) -> Result<Self, AppError> {
        let (now, zone) = (visit.now(), reading.space.zone);
        let months = usage::months(visit.query("months").as_deref());
        let mut dates = usage::period(months, now, zone);
        let (from, to) = usage::instants(dates, zone);
        let mut db = visit.state.db.read().acquire().await?;
        let stays = store::usage::stays(&mut *db, &reading.space, from, to).await?;
        let place = store::spaces::workshop(&mut db, reading.space.clone()).await?.place;
        // What came before the first booking was another time.
        if let Some(first) = stays.first() {
            dates.starts_on = usage::first_of(local(first.starts_at, zone).0).max(dates.starts_on);
        }
        let outputs = match &reading.facilitator {
            Some(by) => store::usage::outputs(&mut *db, by, &reading.space, dates).await?,
            None => Vec::new(),
        };
        Ok(Self { locale: visit.locale, reading, months, dates, now, place, stays, outputs, group })
    }

    fn view(&self, title: String) -> AnyView {
        let (locale, id) = (self.locale, self.reading.space.id);
        let choices = CHOICES.map(|months| {
            let label = td_string!(locale, bookings.report.months, count = months).to_string();
            let current = (months == self.months).then_some("page");
            view! { <a class="button small secondary" href=paths::space_report(id, months) aria-current=current>{label}</a> }
        });
        let body = match self.stays.is_empty() {
            true => self.empty(),
            false => view! { {self.chart()}{self.months_table()}{self.cohorts()}{self.of_cohort()}{self.files()}{self.rules()} }.into_any(),
        };
        view! {
            <header class="page-head"><p class="back"><a href=paths::space(id)><Icon name="arrow-back"/><span>{self.reading.space.name.clone()}</span></a></p>
                <h1>{title}</h1></header>
            <nav class="actions" aria-label=td_string!(locale, bookings.report.period)>{choices.collect_view()}</nav>
            {body}
        }
        .into_any()
    }

    fn empty(&self) -> AnyView {
        let locale = self.locale;
        let href = paths::space(self.reading.space.id);
        view! {
            <div class="empty"><Icon name="figures" big=true/><h2>{td_string!(locale, bookings.report.empty)}</h2>
                <p>{td_string!(locale, bookings.report.empty_why)}</p>
                <a class="button" href=href><Icon name="place"/><span>{td_string!(locale, bookings.about_space)}</span></a></div>
        }
        .into_any()
    }

    /// Each month with its opening, what is booked in it, and what of that is over.
    fn by_month(&self) -> Vec<(NaiveDate, Open, Sum, Sum)> {
        let zone = self.reading.space.zone;
        let mut months: BTreeMap<NaiveDate, Vec<&Stay>> = BTreeMap::new();
        let firsts =
            self.dates.starts_on.iter_days().take_while(|day| *day <= self.dates.ends_on).filter(|day| day.day() == 1);
        firsts.for_each(|first| drop(months.insert(first, Vec::new())));
        for stay in &self.stays {
            months.entry(usage::first_of(local(stay.starts_at, zone).0)).or_default().push(stay);
        }
        let line = |(first, stays): (NaiveDate, Vec<&Stay>)| {
            let open = Open::between(&self.place, usage::month(first));
            let over = usage::sum(stays.iter().copied().filter(|stay| stay.ends_at <= self.now));
            (first, open, usage::sum(stays.into_iter()), over)
        };
        months.into_iter().map(line).collect()
    }

    fn month_name(&self, first: NaiveDate) -> String {
        format!("{} {}", words::month(self.locale, first), first.year())
    }

    fn chart(&self) -> AnyView {
        let locale = self.locale;
        let months = self.by_month();
        let (mut used, mut open) = (Sum::default(), Open::default());
        for (_, of_month, _, over) in &months {
            used = usage::all(&[&used, over]);
            open.place_minutes += of_month.place_minutes;
        }
        let share = open.share(&used).unwrap_or_default();
        let sentence = td_string!(
            locale,
            bookings.report.sentence,
            count = used.bookings,
            hours = hours(used.minutes),
            person_hours = hours(used.person_minutes),
            share = (share + 50) / 100
        )
        .to_string();
        let point = |(first, _, _, over): &(NaiveDate, Open, Sum, Sum)| {
            (self.month_name(*first), over.person_minutes as f64, hours(over.person_minutes))
        };
        let words = TableWords {
            open: td_string!(locale, production.see_figures).to_string(),
            labels: td_string!(locale, time.month).to_string(),
        };
        let (title, unit) = (
            td_string!(locale, bookings.report.chart).to_string(),
            td_string!(locale, bookings.report.columns.person_hours).to_string(),
        );
        view! { <Patterns/><BarChart id="use" title=title sentence=sentence unit=unit data=months.iter().map(point).collect() words=words/> }.into_any()
    }

    fn months_table(&self) -> AnyView {
        let locale = self.locale;
        let rows = self.by_month().into_iter().map(|(first, open, booked, over)| {
            let share = open.share(&over).map_or_else(|| "–".to_owned(), |share| percent((share + 50) / 100));
            let cells =
                [hours(open.minutes), hours(booked.minutes), hours(over.minutes), hours(over.person_minutes), share];
            (self.month_name(first), cells)
        });
        let head = [
            td_string!(locale, bookings.report.columns.open),
            td_string!(locale, bookings.report.columns.booked),
            td_string!(locale, bookings.report.columns.used),
            td_string!(locale, bookings.report.columns.person_hours),
            td_string!(locale, bookings.report.columns.share_short),
        ];
        table("months", td_string!(locale, bookings.report.by_month), td_string!(locale, time.month), head, rows)
    }

    /// Groups that the reader belongs to by their name, the others together.
    fn cohorts(&self) -> AnyView {
        let others = td_string!(self.locale, bookings.report.others);
        let over = self.over();
        let sums = usage::by_name(&over, |stay| self.reading.name(stay.cohort, others));
        self.sums(
            "cohorts",
            td_string!(self.locale, bookings.report.by_cohort),
            td_string!(self.locale, bookings.report.columns.cohort),
            sums,
        )
    }

    fn over(&self) -> Vec<Stay> {
        self.stays.iter().filter(|stay| stay.ends_at <= self.now).cloned().collect()
    }

    fn sums(&self, id: &'static str, caption: &'static str, label: &'static str, sums: Vec<(String, Sum)>) -> AnyView {
        let locale = self.locale;
        let head = [
            td_string!(locale, bookings.report.columns.bookings),
            td_string!(locale, bookings.report.columns.used),
            td_string!(locale, bookings.report.columns.person_hours),
        ];
        let rows = sums
            .into_iter()
            .map(|(name, sum)| (name, [sum.bookings.to_string(), hours(sum.minutes), hours(sum.person_minutes)]));
        table(id, caption, label, head, rows)
    }

    /// What only those who accompany read, of their own group: its pôles, its phases, what it made.
    fn of_cohort(&self) -> Option<AnyView> {
        let (by, group) = (self.reading.facilitator.as_ref()?, self.group.as_ref()?);
        let locale = self.locale;
        let own: Vec<Stay> = self.over().into_iter().filter(|stay| stay.cohort == by.cohort.id).collect();
        let nobody = td_string!(locale, bookings.report.no_pole);
        let poles = usage::by_name(&own, |stay| Some(stay.pole.as_deref().unwrap_or(nobody)));
        let phases = group.phases.iter().zip(&group.phase_names).filter_map(|(phase, name)| {
            let dates = Dates { starts_on: phase.starts_on, ends_on: phase.ends_on };
            let within = own.iter().filter(|stay| dates.contains(local(stay.starts_at, self.reading.space.zone).0));
            let sum = usage::sum(within);
            (sum.bookings > 0).then(|| (name.clone(), sum))
        });
        let phases = phases.collect();
        Some(view! {
            <section class="section"><h2>{by.cohort.name.clone()}</h2>
                {self.made(by)}
                {self.sums("poles", td_string!(locale, bookings.report.by_pole), td_string!(locale, bookings.report.columns.pole), poles)}
                {self.sums("phases", td_string!(locale, bookings.report.by_phase), td_string!(locale, bookings.report.columns.phase), phases)}
                <p class="hint">{td_string!(locale, bookings.report.phases_overlap)}</p>
            </section>
        }.into_any())
    }

    /// What records say that speak of a booking here, by product and by unit.
    fn made(&self, _: &Facilitator) -> AnyView {
        let locale = self.locale;
        if self.outputs.is_empty() {
            return view! { <p>{td_string!(locale, bookings.report.nothing_made)}</p> }.into_any();
        }
        let (told, few): (Vec<&Output>, Vec<&Output>) = self.outputs.iter().partition(|output| output.makers >= FEWEST);
        let mut units: BTreeMap<&str, i64> = BTreeMap::new();
        told.iter().for_each(|output| *units.entry(&output.unit).or_default() += output.quantity);
        let units: Vec<String> =
            units.into_iter().map(|(unit, quantity)| said::amount(locale, Quantity(quantity), unit)).collect();
        let units = (!units.is_empty()).then(|| view! { <p><b>{units.join(" · ")}</b></p> });
        let rows = told.iter().map(|output| {
            let amount = said::amount(locale, Quantity(output.quantity), &output.unit);
            view! { <li><div class="row"><Icon name=output.pictogram.clone()/><span class="row-main"><b>{output.name.clone()}</b></span><span class="row-end">{amount}</span></div></li> }
        }).collect_view();
        let few = (!few.is_empty()).then(|| {
            let names = few.iter().map(|output| output.name.as_str()).collect::<Vec<_>>().join(", ");
            view! { <p class="hint">{td_string!(locale, bookings.report.few, names = names, fewest = FEWEST).to_string()}</p> }
        });
        view! { <h3>{td_string!(locale, bookings.report.made)}</h3>{units}<ul class="rows">{rows}</ul>{few} }.into_any()
    }

    fn files(&self) -> AnyView {
        let (locale, id) = (self.locale, self.reading.space.id);
        let link = |ending: &'static str, label: &'static str| {
            view! { <a class="button secondary" href=paths::space_use_file(id, ending, self.months) download><Icon name="download"/><span>{label}</span></a> }
        };
        view! {
            <section class="section"><h2>{td_string!(locale, bookings.report.files)}</h2><p>{td_string!(locale, bookings.report.files_why)}</p>
                <div class="actions">{link("csv", td_string!(locale, bookings.report.csv))}{link("xlsx", td_string!(locale, bookings.report.xlsx))}</div></section>
        }
        .into_any()
    }

    /// How each figure is made.
    fn rules(&self) -> AnyView {
        let locale = self.locale;
        let made = self.reading.facilitator.is_some().then(|| td_string!(locale, bookings.report.rules.made));
        let rules = [
            td_string!(locale, bookings.report.rules.open),
            td_string!(locale, bookings.report.rules.booked),
            td_string!(locale, bookings.report.rules.used),
            td_string!(locale, bookings.report.rules.person_hours),
            td_string!(locale, bookings.report.rules.share),
        ];
        let rules = rules.into_iter().chain(made).map(|rule| view! { <li>{rule}</li> }).collect_view();
        view! { <details class="more"><summary>{td_string!(locale, bookings.report.rules.open_them)}</summary><ul>{rules}</ul></details> }.into_any()
    }
}

fn hours(minutes: i64) -> String {
    Minutes(minutes).french()
}

fn percent(share: i64) -> String {
    format!("{share}\u{202f}%")
}

fn table<const N: usize>(
    id: &'static str,
    caption: &'static str,
    label: &'static str,
    head: [&'static str; N],
    rows: impl Iterator<Item = (String, [String; N])>,
) -> AnyView {
    let head = head.map(|name| view! { <th scope="col" class="num">{name}</th> }).collect_view();
    let rows = rows.map(|(name, cells)| {
        let cells = cells.map(|cell| view! { <td class="num">{cell}</td> }).collect_view();
        view! { <tr><th scope="row" dir="auto">{name}</th>{cells}</tr> }
    });
    view! {
        <div class="table-scroll" role="region" aria-labelledby=id tabindex="0"><table class="table">
            <caption id=id>{caption}</caption>
            <thead><tr><th scope="col">{label}</th>{head}</tr></thead><tbody>{rows.collect_view()}</tbody></table></div>
    }
    .into_any()
}
