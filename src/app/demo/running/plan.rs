//! Its missions and its dates.

use super::super::script::{Again, Clock, Day, Event, Mission, event, mission};
use crate::domain::{
    mission::MissionState::{Blocked, Doing, Done, ToDo},
    template::EventKind::{CapitalisationDay, Meeting, SalesDay, Training, Visit},
};
use chrono::Weekday::{Fri, Mon, Sat, Thu, Tue, Wed};

pub(super) const MISSIONS: &[Mission] = &[
    mission("creation", "Dessiner la pochette en deux tailles", Some("lucia"), Some(Day(6, Fri)), Done),
    mission("creation", "Coudre le prototype du foulard", Some("mei"), Some(Day(8, Wed)), Done),
    mission("creation", "Écrire la fiche du sac, pas à pas", Some("adjoa"), Some(Day(10, Fri)), Doing),
    mission("confection", "Préparer le plan de coupe de la petite série", Some("zahra"), Some(Day(10, Thu)), Doing),
    mission("confection", "Contrôler les coutures du lot de la semaine", Some("aicha"), Some(Day(10, Fri)), ToDo),
    mission("confection", "Numéroter les postes de la chaîne", Some("amir"), Some(Day(7, Mon)), Done),
    mission("matieres", "Rapporter des fermetures de la ressourcerie", Some("fatoumata"), Some(Day(9, Wed)), Blocked),
    mission("matieres", "Compter le stock au mètre", Some("kadiatou"), Some(Day(11, Mon)), ToDo),
    mission("atelier", "Afficher les règles de l’atelier", Some("amir"), Some(Day(4, Fri)), Done),
    mission("atelier", "Huiler les six machines", Some("tigist"), Some(Day(10, Sat)), ToDo),
    mission("atelier", "Chercher où emprunter une seconde surjeteuse", None, Some(Day(12, Fri)), ToDo),
    mission(
        "vente",
        "Choisir le logo et la phrase : « Vos vêtements ont encore des choses à dire »",
        Some("blessing"),
        Some(Day(7, Fri)),
        Done,
    ),
    mission("vente", "Écrire la liste des prix des retouches", Some("souad"), Some(Day(9, Mon)), Done),
    mission("vente", "Préparer le stand de la première vente", Some("blessing"), Some(Day(12, Thu)), Doing),
    mission("vente", "Proposer une matinée retouche à un foyer voisin", Some("adjoa"), Some(Day(13, Fri)), ToDo),
    mission("gestion", "Faire la fiche de prix de revient du foulard", Some("kadiatou"), Some(Day(11, Fri)), ToDo),
    mission("gestion", "Écrire le compte rendu du CA", Some("tigist"), Some(Day(10, Wed)), ToDo),
    mission("gestion", "Tenir le cahier des encaissements", None, None, ToDo),
];

const WORKSHOP: &str = "Atelier de couture";

const FINISHING: &str = "Coin finition et photo";

const MEETING_ROOM: &str = "Salle commune de l’immeuble";

const DAY: (Clock, Clock) = ((9, 30), (16, 30));

const MORNING: (Clock, Clock) = ((9, 30), (12, 30));

const BOARD: (Clock, Clock) = ((9, 30), (11, 30));

const AFTERNOON: (Clock, Clock) = ((14, 0), (17, 0));

pub(super) const AGAIN: Again = Again {
    first: event(
        Meeting,
        Day(6, Fri),
        ((12, 30), (13, 15)),
        "Point du vendredi",
        MEETING_ROOM,
        "Ce qui est fait, ce qui bloque, ce qui vient.",
    ),
    until: Day(22, Fri),
    leads: "Chacune et chacun à son tour",
    materials: "Le cahier de l’atelier",
};

pub(super) const EVENTS: &[Event] = &[
    event(
        Meeting,
        Day(1, Mon),
        MORNING,
        "Première rencontre du groupe",
        MEETING_ROOM,
        "Apporter un vêtement que l’on a sauvé.",
    ),
    event(Meeting, Day(1, Thu), AFTERNOON, "Écrire les règles du groupe", MEETING_ROOM, ""),
    event(Training, Day(2, Tue), MORNING, "Sécurité des machines", WORKSHOP, ""),
    event(Training, Day(3, Tue), DAY, "Coupe et patronage", WORKSHOP, "En deux groupes, à cause de la place."),
    event(Meeting, Day(4, Mon), BOARD, "CA de tous les membres", MEETING_ROOM, "Former les pôles."),
    event(Visit, Day(4, Thu), AFTERNOON, "Visite d’un fablab", "Départ devant l’immeuble", "Essayer la brodeuse."),
    event(Training, Day(5, Tue), DAY, "Coudre en chaîne de production", WORKSHOP, ""),
    event(
        Visit,
        Day(6, Thu),
        ((10, 0), (12, 30)),
        "Visite : matériaux de réemploi",
        "Départ devant l’immeuble",
        "Apporter de grands sacs.",
    ),
    event(Meeting, Day(7, Mon), BOARD, "CA de tous les membres", MEETING_ROOM, "Voter la marque et les prix."),
    event(
        Training,
        Day(8, Wed),
        MORNING,
        "Calculer un prix de revient",
        MEETING_ROOM,
        "Apporter un produit fini et son ticket de tissu.",
    ),
    event(
        Visit,
        Day(9, Thu),
        ((10, 0), (12, 0)),
        "Rencontre avec une CAE",
        MEETING_ROOM,
        "Facturer sans avoir créé son entreprise.",
    ),
    event(
        Meeting,
        Day(10, Mon),
        BOARD,
        "CA de tous les membres",
        MEETING_ROOM,
        "Qui répond de la gestion ? Que vend-on d’abord ?",
    ),
    event(
        Training,
        Day(10, Thu),
        AFTERNOON,
        "Poser une fermeture, sans la voir",
        MEETING_ROOM,
        "Apporter un pantalon ou une veste.",
    ),
    event(
        Meeting,
        Day(11, Mon),
        BOARD,
        "Répétition de la vente",
        MEETING_ROOM,
        "On joue la cliente pressée et celle qui hésite.",
    ),
    event(
        Visit,
        Day(11, Wed),
        ((14, 0), (16, 30)),
        "Visite d’une boutique de retouche",
        "Départ devant l’immeuble",
        "Regarder la caisse, l’accueil, les délais.",
    ),
    event(
        SalesDay,
        Day(12, Sat),
        ((10, 0), (17, 0)),
        "Première vente",
        "Dans la cour de l’immeuble",
        "Deux équipes, le matin et l’après-midi.",
    ),
    event(SalesDay, Day(13, Sat), ((10, 0), (17, 0)), "Vente au marché", "Sur le marché", ""),
    event(Training, Day(14, Wed), AFTERNOON, "Photographier et décrire un produit", FINISHING, "Par groupes de trois."),
    event(Meeting, Day(16, Mon), BOARD, "CA de tous les membres", MEETING_ROOM, ""),
    event(SalesDay, Day(18, Thu), ((12, 0), (19, 0)), "Vente dans le hall", "Hall de l’immeuble", ""),
    event(Meeting, Day(19, Mon), BOARD, "CA de tous les membres", MEETING_ROOM, "Qui continue, et avec qui ?"),
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
