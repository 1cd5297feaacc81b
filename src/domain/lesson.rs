//! Lessons and practices on their way to the next cohort: who agrees, when they apply, what was answered and what came of it.

use chrono::{Days, NaiveDate};
use uuid::Uuid;

use super::phase::{Phase, PhaseKind};
use super::problem::Problem;

codes! {
    /// How many of the group stand behind a lesson.
    Agreement {
        All = "all",
        Most = "most",
        Contested = "contested",
    }
}

codes! {
    /// What a cohort does with a lesson of another one.
    Answer {
        Adopted = "adopted",
        Adapted = "adapted",
        NotForUs = "not_for_us",
    }
}

codes! {
    /// What came of a lesson that a cohort took.
    Effect {
        Helped = "helped",
        DidNot = "did_not",
        TooEarly = "too_early",
    }
}

codes! {
    /// What the FAO asks of a good practice.
    Criterion {
        Proven = "proven",
        Durable = "durable",
        GenderSensitive = "gender_sensitive",
        Feasible = "feasible",
        Participatory = "participatory",
        Replicable = "replicable",
        LowersRisk = "lowers_risk",
    }
}

codes! {
    /// Whether a practice meets a criterion.
    Met {
        Yes = "yes",
        No = "no",
        Unknown = "unknown",
    }
}

codes! {
    /// The season in which a cohort began.
    Season {
        Spring = "spring",
        Summer = "summer",
        Autumn = "autumn",
        Winter = "winter",
    }
}

codes! {
    /// How many entrepreneurs a cohort has had. The smallest band holds groups that are too small to be counted.
    Size {
        Small = "small",
        Medium = "medium",
        Large = "large",
    }
}

impl Season {
    /// Its months, as two digits each: `03 04 05`.
    pub const fn months(self) -> &'static str {
        match self {
            Season::Spring => "03 04 05",
            Season::Summer => "06 07 08",
            Season::Autumn => "09 10 11",
            Season::Winter => "12 01 02",
        }
    }
}

impl Size {
    /// The fewest and the most people.
    pub const fn bounds(self) -> (i64, i64) {
        match self {
            Size::Small => (0, 7),
            Size::Medium => (8, 14),
            Size::Large => (15, i64::MAX),
        }
    }
}

impl Answer {
    /// Whether it has to be said how, or why.
    pub const fn needs_words(self) -> bool {
        !matches!(self, Answer::Adopted)
    }

    /// Whether something can come of it.
    pub const fn is_taken(self) -> bool {
        !matches!(self, Answer::NotForUs)
    }
}

/// Whether what was said of agreement holds together: who contests is heard, and nobody is when all agree.
///
/// Errors: [`Problem::Required`], [`Problem::NobodyDissents`], both about the dissent.
pub fn agreed(agreement: Option<Agreement>, dissent: &str) -> Result<(), Problem> {
    match (agreement, dissent.is_empty()) {
        (Some(Agreement::Contested), true) => Err(Problem::Required),
        (None | Some(Agreement::All), false) => Err(Problem::NobodyDissents),
        _ => Ok(()),
    }
}

/// Whether `by` may replace `old`, when `links` lead from what was replaced to what replaced it.
///
/// Errors: [`Problem::ReplacedInCircle`].
pub fn may_replace(links: &[(Uuid, Uuid)], old: Uuid, by: Uuid) -> Result<(), Problem> {
    let mut at = by;
    for _ in 0..=links.len() {
        if at == old {
            return Err(Problem::ReplacedInCircle);
        }
        match links.iter().find(|link| link.0 == at) {
            Some(link) => at = link.1,
            None => return Ok(()),
        }
    }
    Ok(())
}

/// How long before a phase its lessons are shown.
const AHEAD: Days = Days::new(14);

/// The kinds of phases whose lessons are of use on a day: those that go on or begin within two weeks; where there are none,
/// those that come first.
pub fn entering(phases: &[Phase], day: NaiveDate) -> Vec<PhaseKind> {
    let soon = day.checked_add_days(AHEAD).unwrap_or(day);
    let next = phases.iter().map(|phase| phase.starts_on).filter(|start| *start > soon).min();
    let near = |phase: &&Phase| phase.starts_on <= soon && phase.ends_on >= day;
    let far = |phase: &&Phase| Some(phase.starts_on) == next;
    let mut kinds: Vec<PhaseKind> = phases.iter().filter(near).map(|phase| phase.kind).collect();
    if kinds.is_empty() {
        kinds = phases.iter().filter(far).map(|phase| phase.kind).collect();
    }
    kinds.sort_unstable();
    kinds.dedup();
    kinds
}

/// The steps of a practice, one a line. Numbers and dashes that were typed in front go: the page numbers them.
pub fn steps(text: &str) -> Vec<String> {
    let bare = |line: &str| {
        let line = line.trim();
        let rest = line.trim_start_matches(|c: char| c.is_ascii_digit());
        let numbered = rest.len() < line.len() && rest.starts_with(['.', ')']);
        let line = if numbered { &rest[1..] } else { line };
        line.strip_prefix(['-', '•', '*']).unwrap_or(line).trim().to_owned()
    };
    text.lines().map(bare).filter(|line| !line.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day(month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, month, day).unwrap()
    }

    #[test]
    fn dissent_is_heard_where_there_is_some() {
        assert_eq!(agreed(None, ""), Ok(()));
        assert_eq!(agreed(Some(Agreement::All), ""), Ok(()));
        assert_eq!(agreed(Some(Agreement::All), "non"), Err(Problem::NobodyDissents));
        assert_eq!(agreed(None, "non"), Err(Problem::NobodyDissents));
        assert_eq!(agreed(Some(Agreement::Most), ""), Ok(()));
        assert_eq!(agreed(Some(Agreement::Most), "non"), Ok(()));
        assert_eq!(agreed(Some(Agreement::Contested), ""), Err(Problem::Required));
        assert_eq!(agreed(Some(Agreement::Contested), "non"), Ok(()));
    }

    #[test]
    fn lessons_come_with_their_phase() {
        let phase = |kind, from, to| Phase { id: Uuid::nil(), kind, starts_on: from, ends_on: to };
        let phases = [
            phase(PhaseKind::Sales, day(5, 1), day(6, 1)),
            phase(PhaseKind::Offer, day(3, 1), day(4, 1)),
            phase(PhaseKind::Learning, day(3, 1), day(5, 15)),
        ];
        assert_eq!(entering(&phases, day(1, 1)), [PhaseKind::Offer, PhaseKind::Learning]);
        assert_eq!(entering(&phases, day(2, 15)), [PhaseKind::Offer, PhaseKind::Learning]);
        assert_eq!(entering(&phases, day(4, 2)), [PhaseKind::Learning]);
        assert_eq!(entering(&phases, day(4, 17)), [PhaseKind::Learning, PhaseKind::Sales]);
        assert_eq!(entering(&phases, day(6, 2)), []);
    }

    #[test]
    fn steps_lose_their_numbers() {
        let typed = "1. Couper\n\n 2) Coudre \n- Repasser\n12 pièces par lot\n3.\n";
        assert_eq!(steps(typed), ["Couper", "Coudre", "Repasser", "12 pièces par lot"]);
    }

    #[test]
    fn every_month_has_one_season() {
        for month in 1..=12 {
            let month = format!("{month:02}");
            assert_eq!(Season::ALL.iter().filter(|season| season.months().contains(&month)).count(), 1, "{month}");
        }
    }

    proptest! {
        #[test]
        fn every_size_is_in_one_band(people in 0..1000_i64) {
            let holds = |size: &&Size| { let (from, to) = size.bounds(); (from..=to).contains(&people) };
            prop_assert_eq!(Size::ALL.iter().filter(holds).count(), 1);
        }

        #[test]
        fn what_replaces_never_runs_in_a_circle(wanted in prop::collection::vec((0..8_u128, 0..8_u128), 0..30)) {
            let mut links: Vec<(Uuid, Uuid)> = Vec::new();
            for (old, by) in wanted.into_iter().map(|(old, by)| (Uuid::from_u128(old), Uuid::from_u128(by))) {
                let others: Vec<_> = links.iter().copied().filter(|link| link.0 != old).collect();
                if may_replace(&others, old, by).is_ok() {
                    links = others;
                    links.push((old, by));
                }
            }
            for start in 0..8 {
                let mut at = Uuid::from_u128(start);
                let mut steps = 0;
                while let Some(link) = links.iter().find(|link| link.0 == at) {
                    at = link.1;
                    steps += 1;
                    prop_assert!(steps <= 8);
                }
            }
        }

        #[test]
        fn a_step_stays_what_it_is(text in "([0-9]{0,2}[.)]? ?[-a-zé ]{0,8}\n){0,6}") {
            for step in steps(&text) {
                prop_assert!(!step.is_empty() && !step.contains('\n') && step.trim() == step);
            }
        }
    }
}
