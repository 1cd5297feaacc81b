//! Where the rows behind a figure are.

use crate::{
    app::{access::Cohort, paths},
    domain::{capitalisation::FigureCode, journal::Account},
};

/// The page that holds the rows which make the figure.
pub(super) fn rows(cohort: &Cohort, code: FigureCode) -> String {
    use FigureCode::*;
    let (slug, dates) = (&cohort.slug, cohort.dates);
    let (first, last) = (dates.starts_on, dates.ends_on);
    match code {
        People | Facilitators | Partners => paths::members(slug),
        Weeks | Events | Trainings | EventHours => paths::plan(slug),
        Poles => paths::poles(slug),
        MissionsDone => paths::missions(slug),
        AttendanceRate | TrainingHours => paths::attendance(slug),
        Records | Products | ProductionHours | OutputValue | MaterialCost => paths::production(slug),
        PoleHours => paths::pole_hours(slug),
        Bookings | WorkshopHours | SpaceShare => paths::bookings_use(slug),
        BeyondShare => paths::sales(slug),
        Sales => paths::journal_of(slug, first, last, Account::Sales.code()),
        MaterialRatio => paths::journal_of(slug, first, last, Account::Materials.code()),
        SelfFinancing => paths::journal_of(slug, first, last, Account::Grant.code()),
        Result => paths::journal(slug, first, last),
        AfterEnd | AfterSixMonths => format!("{}#afterwards", paths::group_figures(slug)),
        Contributions | Lessons => paths::capitalisation(slug),
    }
}
