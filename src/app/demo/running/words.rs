//! What its people said, what is learnt from it, and its note.

use super::super::script::{Day, Lesson, Note, Voice, lesson, said};
use crate::domain::{
    capitalisation::{
        Kind::{DidNotWork, Story, Surprise, Worked},
        NoteState, Outcome,
        Scope::{Cohort, Partners, Public},
    },
    phase::PhaseKind::{Constitution, Learning, Offer, Organisation, Production},
};
use chrono::Weekday::{Fri, Mon, Sat, Thu, Tue, Wed};

pub(super) const NOTE: Note = Note {
    state: NoteState::Draft,
    title: "Retouche et accessoires : premières notes",
    summary: "Un groupe répare, retouche et coud des accessoires dans un atelier de 25 m². Il en est à la moitié du \
        chemin. Cette note se prépare au fil des semaines, avec les mots de chaque membre.",
    body: include_str!("note.md"),
    by: "sophie",
    agreed: "karim",
    on: Day(9, Fri),
};

pub(super) const VOICES: &[Voice] = &[
    said("aicha", Worked, Constitution, Partners, Day(2, Mon), "Chacune a montré un vêtement qu’elle a sauvé. J’ai su qui appeler pour les poches.").key("sauve"),
    said("amir", Surprise, Constitution, Cohort, Day(2, Thu), "Je suis le seul homme du groupe. J’avais préparé une blague, et personne n’en a eu besoin."),
    said("tigist", DidNotWork, Organisation, Partners, Day(4, Tue), "On a formé six pôles en une matinée. Personne n’a voulu la gestion, et on a fait comme si elle allait venir toute seule.").key("gestion"),
    said("zahra", Worked, Learning, Public, Day(5, Wed), "En chaîne, j’étais la troisième main. J’ai appris ce que fait la première en la regardant, pas en l’écoutant.").key("main"),
    said("lucia", Surprise, Learning, Partners, Day(4, Fri), "La brodeuse du fablab a cassé trois fils en dix minutes. Moi aussi, je casse des fils. Ça m’a rassurée."),
    said("fatoumata", Worked, Learning, Public, Day(6, Fri), "Deux grands sacs de tissu pour onze euros. J’ai gardé le ticket, je le montre à tout le monde.").key("ticket"),
    said("mei", DidNotWork, Offer, Cohort, Day(7, Tue), "On vote trop vite. J’ai compris la question après le vote. Il faudrait la lire deux fois."),
    said("blessing", Worked, Offer, Partners, Day(8, Mon), "La phrase de la marque vient d’une cliente. Elle a dit que sa veste avait encore des choses à dire. On lui a demandé la permission."),
    said("souad", Surprise, Production, Partners, Day(7, Fri), "Les gens arrivent pour un bouton et repartent en laissant trois pantalons."),
    said("adjoa", DidNotWork, Production, Partners, Day(8, Thu), "Le mercredi, la surjeteuse est toujours prise. Je surfile à la main, et je perds ma matinée.").key("surjeteuse"),
    said("kadiatou", DidNotWork, Offer, Public, Day(8, Fri), "On a compté le foulard. À quatorze euros, une heure de travail nous rapporte moins qu’un café.").key("foulard"),
    said("amir", Worked, Production, Partners, Day(9, Mon), "Un numéro sur chaque poste, une fiche dessinée au-dessus. La personne qui arrive en retard sait où s’asseoir."),
    said("nilufar", Story, Production, Partners, Day(9, Wed), "Je suis arrivée avec un mois de retard. Le premier jour, on m’a donné un tablier déjà à mon nom. J’ai cousu l’étiquette dedans pour ne plus l’enlever.").key("tablier"),
    said("aicha", Story, Production, Public, Day(9, Thu), "Une dame m’a apporté le manteau de sa mère. J’ai refait la doublure sans toucher aux initiales. Elle l’a mis dans l’atelier et elle est restée là, debout, un long moment.").key("manteau"),
    said("sophie", Surprise, Organisation, Cohort, Day(9, Fri), "Je croyais que la gestion faisait peur à cause des chiffres. C’est le mot « référente » qui fait peur."),
];

pub(super) const LESSONS: &[Lesson] = &[
    lesson(
        Organisation,
        Outcome::Mixed,
        [
            "personne ne veut d’un pôle",
            "le couper en trois petites missions avec une date",
            "on refuse un titre, on accepte une tâche",
            "Après deux CA sans personne référente.",
            "La gestion, depuis la quatrième semaine.",
        ],
        "sophie",
        Day(9, Fri),
    ),
    lesson(
        Offer,
        Outcome::Failed,
        [
            "on fixe le prix d’un accessoire",
            "compter les minutes sur trois pièces, pas sur une",
            "la première pièce est toujours trop lente ou trop belle",
            "Un produit nouveau.",
            "Le foulard, compté la huitième semaine.",
        ],
        "sophie",
        Day(9, Fri),
    ),
    lesson(
        Production,
        Outcome::Worked,
        [
            "on travaille en chaîne",
            "numéroter les postes et dessiner la fiche",
            "on arrive en retard sans arrêter les autres",
            "Repris de la cohorte textile.",
            "Les sacs du mardi.",
        ],
        "sophie",
        Day(9, Sat),
    ),
];
