//! What it decided.

use super::super::{
    assembly::{Assembly, Question, Stage::Closed},
    script::Day,
};
use crate::domain::vote::Method::{Majority, Ranking};
use chrono::Weekday::{Fri, Mon};

pub(super) const ASSEMBLY: Assembly = Assembly {
    questions: &[
        Question {
            title: "Partage-t-on un tiers à égalité et deux tiers selon les heures ?",
            details: "Bakary a montré les comptes. Dix pour cent vont à la réserve, dix à la cohorte suivante.",
            by: "bakary",
            on: Day(24, Mon),
            method: Majority,
            secret: true,
            needed: 7,
            options: &[],
            votes: &[
                ("aminata", "for"),
                ("shirin", "for"),
                ("selam", "against"),
                ("khadija", "for"),
                ("linh", "for"),
                ("samira", "abstain"),
                ("olena", "for"),
                ("fanta", "for"),
            ],
            stage: Closed(Day(24, Fri), "Chacune reçoit son relevé.", None),
        },
        Question {
            title: "Quels midis ouvre-t-on le restaurant ?",
            details: "Trois midis, avec deux équipes.",
            by: "bakary",
            on: Day(6, Mon),
            method: Ranking,
            secret: false,
            needed: 7,
            options: &["Mardi, mercredi, jeudi", "Mercredi, jeudi, vendredi", "Lundi, mardi, jeudi"],
            votes: &[
                ("aminata", "2,1"),
                ("shirin", "2,1,3"),
                ("selam", "1,2"),
                ("khadija", "2,3,1"),
                ("linh", "1,2,3"),
                ("samira", "2,1,3"),
                ("olena", "2,1"),
                ("fanta", "1,2"),
            ],
            stage: Closed(Day(6, Fri), "Le vendredi attire les bureaux du quartier.", None),
        },
    ],
    minutes: &[],
    hours: &[],
    skills: &[],
    steps: &[],
    helpers: &[],
    turns: &[],
    handovers: &[],
};
