//! Every figure of a group for who accompanies it: the exact one, what leaves the group of it, its rule and its rows.

use super::{afterwards, charts, rows::rows};
use crate::{
    app::{
        access::Facilitator,
        capitalisation::{
            figures::{self, Figure},
            words,
        },
        i18n::*,
        paths, sales,
        ui::{covered::Covered, frame::Frame, icon::Icon},
        visit::{Visit, page},
    },
    domain::capitalisation::{FigureCode, Marker},
    platform::error::AppError,
};
use leptos::prelude::*;

#[component]
pub fn FiguresPage() -> impl IntoView {
    page(figures)
}

async fn figures(visit: Visit) -> Result<AnyView, AppError> {
    let locale = visit.locale;
    let (member, group, mut db) = visit.enter().await?;
    let facilitator = member.facilitator()?;
    let facts = figures::of_member(&mut db, &facilitator, visit.now()).await?;
    let sums = sales::store::sums(&mut *db, &facilitator).await?;
    drop(db);
    let all = facts.figures(&facilitator.cohort);
    let title = td_string!(locale, figures.title).to_string();
    let money = view! { {theme(locale, &facilitator, &all, Theme::Money)}{charts::channels(locale, &sums)} }.into_any();
    let (head, hours, months) =
        (head(&visit, &facilitator, &title), charts::hours(locale, &all), charts::months(locale, &facilitator, &facts));
    let themes = |these: &[Theme]| these.iter().map(|one| theme(locale, &facilitator, &all, *one)).collect_view();
    let ended = afterwards(locale, &facilitator.cohort.slug, &facts);
    let (before, after) = (themes(&[Theme::People, Theme::Work]), themes(&[Theme::Place, Theme::Learnt]));
    Ok(view! {
        <Frame visit=visit.clone() title=title group=group place="notebook">
            {head}{before}{hours}{months}
            <Covered visit=visit>{money}</Covered>
            {after}{ended}
        </Frame>
    }
    .into_any())
}

fn head(visit: &Visit, facilitator: &Facilitator, title: &str) -> AnyView {
    let (locale, cohort) = (visit.locale, &facilitator.cohort);
    let period = td_string!(locale, figures.period, period = words::period(locale, cohort)).to_string();
    let not_begun = (cohort.today(visit.now()) < cohort.dates.starts_on).then(|| {
        view! { <div class="notice info"><Icon name="clock"/><div><p>{td_string!(locale, figures.not_begun)}</p></div></div> }
    });
    view! {
        <header class="page-head">
            <p class="back"><a href=paths::capitalisation(&cohort.slug)><Icon name="arrow-back"/><span>{td_string!(locale, capitalisation.title)}</span></a></p>
            <h1>{title.to_owned()}</h1>
            <p class="lead">{td_string!(locale, figures.lead)}</p>
            <p>{period}</p>
        </header>
        {not_begun}
    }
    .into_any()
}

/// What figures speak of, in the order of the page.
#[derive(Clone, Copy, PartialEq)]
enum Theme {
    People,
    Work,
    Money,
    Place,
    Learnt,
}

impl Theme {
    fn of(code: FigureCode) -> Self {
        use FigureCode::*;
        match code {
            People | Facilitators | Partners | AttendanceRate | AfterEnd | AfterSixMonths => Theme::People,
            Records | Products | ProductionHours | PoleHours | TrainingHours | MissionsDone => Theme::Work,
            OutputValue | MaterialCost | Sales | BeyondShare | Result | SelfFinancing | MaterialRatio => Theme::Money,
            Weeks | Poles | Events | Trainings | EventHours | Bookings | WorkshopHours | SpaceShare => Theme::Place,
            Contributions | Lessons => Theme::Learnt,
        }
    }

    fn name(self, locale: Locale) -> &'static str {
        match self {
            Theme::People => td_string!(locale, figures.themes.people),
            Theme::Work => td_string!(locale, figures.themes.work),
            Theme::Money => td_string!(locale, figures.themes.money),
            Theme::Place => td_string!(locale, figures.themes.place),
            Theme::Learnt => td_string!(locale, figures.themes.learnt),
        }
    }
}

fn theme(locale: Locale, facilitator: &Facilitator, all: &[Figure], theme: Theme) -> AnyView {
    let lines = all.iter().filter(|figure| Theme::of(figure.code) == theme).map(|one| figure(locale, facilitator, one));
    let lines = lines.collect_view();
    view! { <section class="section"><h2>{theme.name(locale)}</h2><div class="figures">{lines}</div></section> }
        .into_any()
}

/// A figure that opens to its sentence, its rule, what leaves the group, its rows and its sign for the note.
fn figure(locale: Locale, facilitator: &Facilitator, figure: &Figure) -> AnyView {
    let code = figure.code;
    let (exact, shown) = (words::exact(locale, code, figure.value), words::shown(locale, code, figure.shown));
    let outside = (exact != shown).then(|| {
        view! { <p>{td_string!(locale, figures.outside, value = shown).to_string()}</p> }
    });
    view! {
        <details class="figure">
            <summary><span>{words::figure_name(locale, code)}</span><bdi>{exact}</bdi></summary>
            <p>{words::definition(locale, code)}</p>
            {outside}
            <p><a class="link" href=rows(&facilitator.cohort, code)>{td_string!(locale, figures.rows)}</a></p>
            <p class="hint">{td_string!(locale, figures.marker)}" "<code>{Marker::Figure(code).to_text()}</code></p>
        </details>
    }
    .into_any()
}
