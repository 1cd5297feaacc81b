//! Its missions and its dates.

use super::super::script::{Clock, Day, Event, Mission, event, mission};
use crate::domain::{
    mission::MissionState::{Blocked, Done},
    template::EventKind::{CapitalisationDay, Meeting, SalesDay, Training, Visit},
};
use chrono::Weekday::{Fri, Mon, Sat, Thu, Tue, Wed};

pub(super) const MISSIONS: &[Mission] = &[
    mission("creation", "Dessiner le patron du tablier en trois tailles", Some("thuy"), Some(Day(5, Fri)), Done),
    mission("creation", "Coudre le prototype du sac", Some("leila"), Some(Day(6, Fri)), Done),
    mission("creation", "Ranger les patrons dans un classeur", Some("esther"), Some(Day(9, Fri)), Done),
    mission("confection", "Écrire le plan de coupe", Some("mariam"), Some(Day(6, Wed)), Done),
    mission("confection", "Remplir la fiche de chaque lot", Some("parwana"), Some(Day(20, Fri)), Done),
    mission("confection", "Contrôler les coutures avant l’étiquette", Some("svitlana"), Some(Day(20, Fri)), Done),
    mission("matieres", "Trouver du tissu de réemploi à petit prix", Some("coumba"), Some(Day(6, Thu)), Done),
    mission("matieres", "Compter le stock au mètre", Some("pilar"), Some(Day(10, Fri)), Done),
    mission("matieres", "Calculer le coût au mètre", Some("binta"), Some(Day(8, Fri)), Done),
    mission("atelier", "Afficher les règles de l’atelier", Some("svitlana"), Some(Day(4, Fri)), Done),
    mission("atelier", "Nettoyer et huiler les machines", Some("reza"), Some(Day(20, Mon)), Done),
    mission(
        "vente",
        "Choisir le logo et la phrase : « Cousu ensemble, porté longtemps »",
        Some("rokia"),
        Some(Day(7, Thu)),
        Done,
    ),
    mission("vente", "Écrire la liste des prix", Some("jamila"), Some(Day(10, Wed)), Done),
    mission("vente", "Préparer le stand de Noël", Some("rokia"), Some(Day(11, Fri)), Done),
    mission("vente", "Trouver deux boutiques pour un dépôt", Some("leila"), Some(Day(17, Fri)), Blocked),
    mission("gestion", "Faire la fiche de prix de revient du sac", Some("esther"), Some(Day(9, Wed)), Done),
    mission("gestion", "Écrire le compte rendu des CA", Some("hiwot"), Some(Day(22, Mon)), Done),
    mission("gestion", "Envoyer les factures des petites séries", Some("esther"), Some(Day(22, Fri)), Done),
];

const WORKSHOP: &str = "Atelier de couture";

const MEETING_ROOM: &str = "Salle commune de l’immeuble";

const DAY: (Clock, Clock) = ((9, 30), (16, 30));

const MORNING: (Clock, Clock) = ((9, 30), (12, 30));

const BOARD: (Clock, Clock) = ((9, 30), (11, 30));

const AFTERNOON: (Clock, Clock) = ((14, 0), (17, 0));

pub(super) const EVENTS: &[Event] = &[
    event(
        Meeting,
        Day(1, Mon),
        MORNING,
        "Première rencontre du groupe",
        MEETING_ROOM,
        "Apporter une chose que l’on a cousue.",
    ),
    event(
        Meeting,
        Day(1, Thu),
        AFTERNOON,
        "Écrire les règles du groupe",
        MEETING_ROOM,
        "Masques, horaires, enfants, retards : on décide ensemble.",
    ),
    event(Training, Day(2, Tue), MORNING, "Sécurité des machines", WORKSHOP, ""),
    event(Training, Day(3, Tue), DAY, "Coupe et patronage", WORKSHOP, "En deux groupes, à cause de la place."),
    event(Meeting, Day(4, Mon), BOARD, "CA de tous les membres", MEETING_ROOM, "Former les pôles."),
    event(
        Visit,
        Day(4, Thu),
        AFTERNOON,
        "Visite d’un fablab",
        "Départ devant l’immeuble",
        "Voir la brodeuse et la découpe laser, qui coûtent cher.",
    ),
    event(Training, Day(5, Tue), DAY, "Coudre en chaîne de production", WORKSHOP, "Cinq postes, un seul tablier."),
    event(
        Visit,
        Day(6, Thu),
        ((10, 0), (12, 30)),
        "Visite : matériaux de réemploi",
        "Départ devant l’immeuble",
        "Apporter de grands sacs.",
    ),
    event(Meeting, Day(7, Mon), BOARD, "CA de tous les membres", MEETING_ROOM, "Voter la marque."),
    event(
        Visit,
        Day(7, Thu),
        AFTERNOON,
        "Seconde visite au fablab : broder un logo",
        "Au fablab",
        "Par groupes de quatre.",
    ),
    event(Training, Day(8, Wed), MORNING, "Calculer un prix de revient", MEETING_ROOM, ""),
    event(
        Visit,
        Day(9, Thu),
        ((10, 0), (12, 0)),
        "Rencontre avec une CAE",
        MEETING_ROOM,
        "Facturer sans avoir créé son entreprise.",
    ),
    event(Meeting, Day(10, Mon), BOARD, "CA de tous les membres", MEETING_ROOM, "Que vend-on à Noël, et à quel prix ?"),
    event(
        Visit,
        Day(10, Thu),
        MORNING,
        "Visite d’une ressourcerie",
        "Départ devant l’immeuble",
        "Fermetures, boutons et doublures au poids.",
    ),
    event(
        Training,
        Day(11, Tue),
        AFTERNOON,
        "Photographier et décrire un produit",
        MEETING_ROOM,
        "Avec son téléphone, près de la fenêtre.",
    ),
    event(
        Meeting,
        Day(11, Thu),
        AFTERNOON,
        "Répétition de la vente",
        MEETING_ROOM,
        "On joue la cliente pressée et celle qui hésite.",
    ),
    event(
        SalesDay,
        Day(12, Sat),
        ((10, 0), (18, 0)),
        "Vente de Noël",
        "Dans la cour de l’immeuble",
        "Deux équipes, le matin et l’après-midi.",
    ),
    event(SalesDay, Day(13, Sat), ((10, 0), (18, 0)), "Vente de Noël", "Sur le marché", ""),
    event(
        SalesDay,
        Day(14, Thu),
        ((12, 0), (19, 0)),
        "Vente dans le hall",
        "Hall de l’immeuble",
        "Les bureaux d’à côté sont invités.",
    ),
    event(Meeting, Day(17, Mon), BOARD, "CA de rentrée", MEETING_ROOM, "Ce qui reste en stock, et ce qu’on en fait."),
    event(Training, Day(18, Wed), DAY, "Retouche : ourlets et fermetures", WORKSHOP, ""),
    event(Visit, Day(19, Thu), AFTERNOON, "Rencontre avec une boutique de créateurs", "À la boutique", ""),
    event(Meeting, Day(20, Mon), BOARD, "CA de tous les membres", MEETING_ROOM, "Qui continue, et avec qui ?"),
    event(SalesDay, Day(21, Sat), ((10, 0), (17, 0)), "Dernière vente", "Dans la cour de l’immeuble", ""),
    event(Meeting, Day(22, Mon), MORNING, "Dernier CA : bilan et partage", MEETING_ROOM, ""),
    event(
        CapitalisationDay,
        Day(23, Thu),
        ((9, 30), (17, 0)),
        "Journée de capitalisation",
        MEETING_ROOM,
        "Avec les partenaires et les personnes qui ont orienté les membres.",
    ),
];
