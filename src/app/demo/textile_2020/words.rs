//! What its people said, what is learnt from it, and its note.

use super::super::script::{Day, Lesson, Note, Voice, lesson, said};
use crate::domain::{
    capitalisation::{
        Kind::{DidNotWork, Story, Surprise, Worked},
        NoteState, Outcome,
        Scope::{Cohort, Partners, Public},
    },
    lesson::Agreement,
    phase::PhaseKind::{Closing, Constitution, Learning, Offer, Organisation, Production, Sales},
};
use chrono::Weekday::{Fri, Mon, Sat, Thu, Tue, Wed};

pub(super) const NOTE: Note = Note {
    state: NoteState::Published,
    title: "Cinq mois dans 25 m² : coudre, vendre, apprendre à plusieurs",
    summary: "De septembre 2020 à la mi-février 2021, un groupe a tenu une coopérative éphémère d’artisanat textile à \
        Paris. Un atelier de couture de 25 m² a été installé dans des bureaux partagés. Le groupe a appris, produit, \
        puis vendu à partir de décembre, pour les fêtes. Cette note dit ce qui a bien marché, ce qui n’a pas marché, \
        et ce que d’autres peuvent reprendre.",
    body: include_str!("note.md"),
    by: "karim",
    agreed: "sophie",
    on: Day(26, Tue),
};

pub(super) const VOICES: &[Voice] = &[
    said("mariam", Worked, Constitution, Partners, Day(1, Fri), "On a posé nos coutures sur la table, sans parler. On a vu tout de suite qui faisait les belles boutonnières."),
    said("parwana", Surprise, Constitution, Cohort, Day(2, Wed), "Je pensais que vous vouliez des femmes qui parlent bien. On m’a demandé de montrer mes mains."),
    said("svitlana", DidNotWork, Organisation, Partners, Day(3, Wed), "Treize personnes pour cinq places, et personne n’avait de liste. Le lundi, on se gênait, et le vendredi l’atelier était vide.").key("place"),
    said("reza", Worked, Organisation, Public, Day(5, Wed), "Chaque pôle a ses matinées, et l’après-midi est à tout le monde. Depuis, on se dispute pour des ciseaux, plus pour des places.").key("matinees"),
    said("thuy", Worked, Learning, Public, Day(3, Wed), "Je cousais depuis quinze ans sans patron. En deux jours, j’ai appris à donner mon modèle à quelqu’un d’autre.").key("patron"),
    said("hiwot", DidNotWork, Learning, Cohort, Day(5, Thu), "La chaîne de production, au début, c’était humiliant. Coudre toute la matinée la même poche, je l’ai déjà fait ailleurs."),
    said("mariam", Surprise, Production, Public, Day(8, Tue), "En chaîne, on a fait un tablier en dix-huit minutes. Seule, il m’en faut soixante-dix. J’ai recompté.").key("chaine"),
    said("coumba", Worked, Learning, Public, Day(6, Fri), "On a rempli trois sacs de tissu pour le prix d’un mètre neuf. Je ne savais pas que ce lieu existait, à deux rues de chez moi.").key("reemploi"),
    said("pilar", DidNotWork, Production, Partners, Day(9, Tue), "Le tissu récupéré, il n’y en a jamais deux fois le même. On avait promis trente sacs pareils. On a dû racheter du neuf.").key("pareils"),
    said("leila", Surprise, Learning, Partners, Day(4, Fri), "Au fablab, une machine brode toute seule ce que je mets trois jours à faire. J’ai été triste, puis j’ai brodé notre logo avec."),
    said("rokia", DidNotWork, Offer, Partners, Day(7, Tue), "On a choisi le nom par vote, et quatre personnes ne l’aiment toujours pas. Elles le vendent quand même, mais moins bien."),
    said("jamila", Worked, Offer, Cohort, Day(8, Thu), "La liste des prix est sur une feuille, avec des dessins. Personne ne fait plus de prix d’amie dans son coin."),
    said("esther", DidNotWork, Offer, Public, Day(9, Wed), "Notre premier sac était vendu moins cher que son tissu et son fil. Pendant trois semaines, personne n’avait compté.").key("compte"),
    said("binta", Story, Sales, Public, Day(12, Sat), "À la vente de Noël, une dame a reposé mon sac : trop cher. Je lui ai montré la doublure et j’ai dit qui l’avait cousue. Elle en a pris deux. Avant, j’aurais baissé le prix.").key("doublure"),
    said("rokia", Worked, Sales, Partners, Day(13, Sat), "La répétition m’a sauvée. J’avais déjà entendu « je réfléchis » dix fois dans la salle, en riant."),
    said("jamila", DidNotWork, Sales, Public, Day(14, Fri), "On a commencé à vendre en décembre. Les clients des fêtes, il fallait les chercher en octobre.").key("octobre"),
    said("svitlana", Surprise, Sales, Partners, Day(15, Mon), "Les voisins ne voulaient pas de nos sacs. Ils voulaient un ourlet. La retouche, on n’y avait pas pensé."),
    said("parwana", Story, Production, Public, Day(17, Thu), "En janvier, la référente m’a laissé la chaîne. Je parle peu français, alors j’ai mis des numéros sur les postes. À midi, tout le monde suivait les numéros. Je suis rentrée en marchant très droit.").key("numeros"),
    said("hiwot", Worked, Production, Partners, Day(10, Fri), "On tourne de poste toutes les heures. Je l’ai demandé au CA et on l’a fait. Là, la chaîne me plaît."),
    said("reza", DidNotWork, Production, Partners, Day(11, Mon), "Une seule surjeteuse pour treize. Quand elle tombe en panne, tout s’arrête. Elle est tombée en panne deux fois.").key("surjeteuse"),
    said("esther", Worked, Closing, Cohort, Day(21, Tue), "Les heures sont notées le jour même, sur le téléphone. À la fin, pas de dispute, on a juste lu."),
    said("leila", DidNotWork, Sales, Cohort, Day(18, Fri), "Les deux boutiques ont gardé nos pochettes un mois, puis elles les ont rendues. On n’avait rien signé."),
    said("binta", DidNotWork, Production, Partners, Day(8, Mon), "Avec le virus, on a vécu des semaines à trois dans l’atelier, fenêtre ouverte, manteau sur le dos. On a tenu, mais on a perdu novembre.").key("virus"),
    said("thuy", Surprise, Closing, Public, Day(22, Mon), "Je suis venue pour apprendre à vendre. Je repars en sachant transmettre. Deux membres utilisent mes patrons.").signed(),
    said("coumba", Story, Closing, Partners, Day(22, Mon), "Mon fils m’a demandé mon métier pour l’école. J’ai dit couturière, il a écrit cheffe d’atelier. Je ne l’ai pas corrigé."),
    said("pilar", Worked, Closing, Partners, Day(22, Tue), "On garde le groupe de messages et la clé de l’armoire. Une commande pour six, on sait maintenant la prendre."),
    said("mariam", DidNotWork, Closing, Public, Day(23, Thu), "Cinq mois, et l’atelier ferme. On voudrait qu’il reste, même petit, même deux jours par semaine.").key("reste"),
    said("karim", Surprise, Learning, Partners, Day(23, Thu), "J’avais mis les visites à la fin, comme une récompense. C’est la première qui a lancé le pôle matières."),
];

pub(super) const LESSONS: &[Lesson] = &[
    lesson(
        Organisation,
        Outcome::Worked,
        [
            "l’atelier a moins de places que de membres",
            "donner les matinées aux pôles et laisser les après-midi à chaque personne",
            "tout le monde sait quand venir, et l’atelier ne reste jamais vide",
            "Moins d’une place pour deux membres.",
            "Avant : un lundi plein et un vendredi vide. Après : cinq matinées pleines.",
        ],
        "karim",
        Day(24, Mon),
    ),
    lesson(
        Production,
        Outcome::Worked,
        [
            "on coud en chaîne",
            "changer de poste toutes les heures et numéroter les postes",
            "le rythme tient, et personne ne se sent réduit à une poche",
            "Une série de plus de huit pièces.",
            "La proposition d’un membre, votée au CA.",
        ],
        "karim",
        Day(24, Mon),
    )
    .not("Moins de huit pièces, ou un modèle que personne n’a encore cousu.")
    .but(Agreement::Most, "Changer toutes les heures fatigue aussi : on quitte un poste quand on commence à le tenir."),
    lesson(
        Sales,
        Outcome::Failed,
        [
            "on veut vendre pour les fêtes",
            "chercher les clients dès octobre, avec un prototype dans le sac",
            "en décembre, les budgets sont déjà pris",
            "La vente dépend d’une saison.",
            "Les premiers rendez-vous datent du 1er décembre.",
        ],
        "karim",
        Day(24, Tue),
    ),
    lesson(
        Offer,
        Outcome::Failed,
        [
            "on fixe un prix",
            "compter le fil, le tissu, la machine et les minutes avant de l’écrire",
            "un prix trop bas se remonte très mal",
            "Toujours.",
            "La première fiche de prix de revient, faite la neuvième semaine.",
        ],
        "karim",
        Day(24, Tue),
    ),
    lesson(
        Production,
        Outcome::Mixed,
        [
            "on travaille avec du tissu de réemploi",
            "promettre un modèle, jamais un motif",
            "le même tissu ne revient pas",
            "Une petite série est commandée.",
            "Trente sacs pareils ont demandé du tissu neuf.",
        ],
        "karim",
        Day(24, Wed),
    )
    .not("La personne qui achète a choisi le tissu elle-même.")
    .but(
        Agreement::Contested,
        "Deux membres ont réussi vingt pochettes pareilles avec des rideaux. Il suffit de chercher plus longtemps.",
    ),
    lesson(
        Production,
        Outcome::Failed,
        [
            "une machine est seule de son espèce",
            "prévoir où en emprunter une avant la panne",
            "toute la chaîne attend",
            "Un seul exemplaire à l’atelier.",
            "Deux pannes de la surjeteuse.",
        ],
        "karim",
        Day(24, Wed),
    ),
    lesson(
        Learning,
        Outcome::Worked,
        [
            "on ne connaît pas les lieux du quartier",
            "faire les visites le premier mois",
            "les lieux donnent des idées de produits, pas seulement des adresses",
            "Des fablabs et des lieux de réemploi existent près de l’atelier.",
            "La collection vient des trois premiers sacs de tissu.",
        ],
        "karim",
        Day(24, Thu),
    ),
    lesson(
        Sales,
        Outcome::Failed,
        [
            "une boutique propose un dépôt",
            "écrire une page : combien de pièces, quel prix, jusqu’à quand",
            "sans papier, l’invendu revient en mauvais état",
            "Un commerce prend des pièces sans les acheter.",
            "Deux boutiques ont tout rendu en un mois.",
        ],
        "karim",
        Day(24, Fri),
    ),
];
