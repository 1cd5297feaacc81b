//! What the running cohort makes of what the textile cohort learnt: it is shown three lessons of its
//! phases, one of which it has answered, and has done with two others. Two practices of its own, beside one
//! that the textile cohort left.

use super::{
    craft::{id, person, set},
    rows::{Cohort, Demonstration},
    running, store, textile_2020,
};
use crate::{
    domain::{lesson, phase::PhaseKind},
    platform::db::Tx,
};
use chrono::{DateTime, Duration, NaiveDate, Utc};
use sqlx::Error;
use uuid::Uuid;

/// Which lessons of the textile cohort were answered, by their conditions; what was answered, and what came of it.
const ANSWERED: [(&str, lesson::Answer, &str, Option<(lesson::Effect, &str)>); 3] = [
    (
        "on coud en chaîne",
        lesson::Answer::Adapted,
        "Nous changeons de poste à chaque lot fini, pas toutes les heures : nos lots sont courts.",
        None,
    ),
    (
        "on travaille avec du tissu de réemploi",
        lesson::Answer::Adopted,
        "",
        Some((lesson::Effect::Helped, "Deux clientes ont choisi leur motif sur place, et elles en sont fières.")),
    ),
    (
        "une boutique propose un dépôt",
        lesson::Answer::NotForUs,
        "Nous vendons sur commande et au marché. Aucune boutique ne prend nos pièces.",
        None,
    ),
];

/// What the cohort answered.
pub struct Answer {
    pub id: Uuid,
    pub lesson: Uuid,
    pub answer: lesson::Answer,
    pub words: String,
    pub by: Uuid,
    pub on: NaiveDate,
    pub result: Option<(lesson::Effect, String)>,
}

/// A way of working, in steps.
pub struct Practice {
    pub id: Uuid,
    pub title: String,
    pub phase: PhaseKind,
    pub steps: String,
    pub who: String,
    pub time: String,
    pub cost: String,
    pub equipment: String,
    pub skills: String,
    pub limits: String,
    pub adaptation: String,
    pub by: Uuid,
    pub on: NaiveDate,
}

fn named<'d>(all: &'d Demonstration, slug: &str) -> Option<&'d Cohort> {
    all.cohorts.iter().find(|cohort| cohort.script.slug == slug)
}

/// Answers and practices, once both cohorts are there.
pub async fn insert(tx: &mut Tx, all: &Demonstration, now: DateTime<Utc>) -> Result<(), Error> {
    let (Some(cohort), Some(before)) = (named(all, running::SCRIPT.slug), named(all, textile_2020::SCRIPT.slug)) else {
        return Ok(());
    };
    let at = now - Duration::days(6);
    for given in answers(before, at) {
        store::insert_answer(&mut **tx, cohort.id, &given).await?;
    }
    for practice in [chain(at), price(at)] {
        store::insert_practice(&mut **tx, cohort.id, &practice).await?;
    }
    store::insert_practice(&mut **tx, before.id, &stall(before)).await?;
    Ok(())
}

fn answers(before: &Cohort, at: DateTime<Utc>) -> Vec<Answer> {
    let given = |(condition, answer, words, result): (&str, lesson::Answer, &str, Option<(lesson::Effect, &str)>)| {
        let learnt = before.lessons.iter().find(|lesson| lesson.condition == condition)?;
        Some(Answer {
            id: id(at, condition),
            lesson: learnt.id,
            answer,
            words: set(words),
            by: person("sophie"),
            on: at.date_naive(),
            result: result.map(|(effect, words)| (effect, set(words))),
        })
    };
    ANSWERED.into_iter().filter_map(given).collect()
}

fn chain(at: DateTime<Utc>) -> Practice {
    Practice {
        id: id(at, "practice chain"),
        title: set("Coudre un sac à cinq, en chaîne"),
        phase: PhaseKind::Production,
        steps: [
            "Poser un numéro sur chaque poste, de 1 à 5.",
            "Couper tout le lot avant de coudre.",
            "Coudre un sac ensemble, lentement, et le poser au milieu.",
            "Passer chaque pièce au poste suivant dès qu’elle est finie.",
            "Changer de poste quand le lot est fini.",
            "Contrôler les coutures et noter le nombre de sacs.",
        ]
        .join("\n"),
        who: set("Cinq personnes, dont une qui a déjà cousu ce sac."),
        time: set("Une matinée pour un lot de dix sacs."),
        cost: set("Le tissu et le fil du lot, rien de plus."),
        equipment: set("Quatre machines, une surjeteuse, une table de coupe."),
        skills: set("La couture droite. Une personne sait régler la surjeteuse."),
        limits: set("En dessous de huit pièces, chacun va plus vite de son côté."),
        adaptation: set("Avec trois personnes, réunir les postes 1 et 2, puis 4 et 5."),
        by: person("adjoa"),
        on: at.date_naive(),
    }
}

fn price(at: DateTime<Utc>) -> Practice {
    Practice {
        id: id(at, "practice price"),
        title: set("Compter ce que coûte un accessoire"),
        phase: PhaseKind::Offer,
        steps: [
            "Coudre trois pièces et noter les minutes de chacune.",
            "Prendre le temps du milieu, ni le plus court ni le plus long.",
            "Peser ou mesurer le tissu, le fil et la fermeture.",
            "Écrire la somme sur la fiche du produit.",
            "Comparer avec trois prix du quartier avant de décider.",
        ]
        .join("\n"),
        who: set("Deux personnes du pôle gestion et une du pôle création."),
        time: set("Deux heures par produit."),
        cost: String::new(),
        equipment: set("Une balance, un mètre, un téléphone pour le temps."),
        skills: set("Additionner et comparer."),
        limits: set("Cela ne dit pas le prix que les clients acceptent."),
        adaptation: set("En cuisine, compter une recette entière et la diviser par les parts."),
        by: person("kadiatou"),
        on: at.date_naive(),
    }
}

fn stall(cohort: &Cohort) -> Practice {
    Practice {
        id: id(cohort.created_at, "practice stall"),
        title: set("Monter un étal à trois en une heure"),
        phase: PhaseKind::Sales,
        steps: [
            "La veille, peser les caisses et les ranger par ordre de montage.",
            "Poser la table, la nappe, puis les pièces les plus hautes derrière.",
            "Écrire chaque prix assez gros pour être lu à deux pas.",
            "Compter la caisse à deux et noter la somme.",
            "Le soir, noter ce qu’on a demandé et que l’étal n’avait pas.",
        ]
        .join("\n"),
        who: set("Trois personnes, dont une qui tient la caisse."),
        time: set("Une heure pour monter, une demi-heure pour ranger."),
        cost: set("La place au marché et le trajet."),
        equipment: set("Une table, une nappe, six caisses, un fond de caisse."),
        skills: set("Rendre la monnaie. Parler d’une pièce que l’on a cousue."),
        limits: set("Sous la pluie, il faut un toit et une personne de plus."),
        adaptation: set("Pour un buffet, remplacer les caisses par des bacs fermés."),
        by: person("mariam"),
        on: cohort.dates.ends_on,
    }
}
