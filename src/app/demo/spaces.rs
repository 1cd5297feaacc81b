//! The places: the restaurant's kitchen and dining room, the sewing workshop of 25 m² and its corner for finishing.

use super::script::{Clock, Machine, Space, When};

const OPEN: Clock = (9, 0);
const CLOSED: Clock = (18, 0);

const fn machine(code: &'static str, name: &'static str, pictogram: &'static str, count: i64) -> Machine {
    Machine { code, name, pictogram, count }
}

/// Every space of the instance.
pub const SPACES: &[Space] = &[
    Space {
        code: "kitchen",
        name: "Cuisine du restaurant",
        details: "Une cuisine spacieuse, prêtée par un restaurant associatif. On la rend plus propre qu’on ne l’a trouvée.",
        people: 6,
        machines: &[
            machine("oven", "Four", "pot", 2),
            machine("hob", "Feu de cuisson", "pot", 4),
            machine("cold_room", "Chambre froide", "box", 1),
        ],
        hours: &[(&[1, 2, 3, 4, 5, 6], (7, 30), (22, 0))],
        closures: &[(When::On(2019, 8, 5), When::On(2019, 8, 18), "Fermeture d’été du restaurant")],
        rules: "On se lave les mains en arrivant.\nOn note la température de la chambre froide.",
        terms: (0, None),
        special: &[],
        blocks: &[],
        outages: &[],
    },
    Space {
        code: "dining_room",
        name: "Salle du restaurant",
        details: "On y sert le midi, et on s’y réunit le lundi.",
        people: 20,
        machines: &[machine("till", "Caisse", "coins", 1)],
        hours: &[(&[1, 2, 3, 4, 5, 6], OPEN, (22, 0))],
        closures: &[(When::On(2019, 8, 5), When::On(2019, 8, 18), "Fermeture d’été du restaurant")],
        rules: "On remet les tables comme on les a trouvées.",
        terms: (0, None),
        special: &[],
        blocks: &[],
        outages: &[],
    },
    Space {
        code: "workshop",
        name: "Atelier de couture",
        details: "25 m² dans un immeuble partagé. Cinq personnes à la fois, pour que chacune ait la place de ses bras.",
        people: 5,
        machines: &[
            machine("sewing", "Machine à coudre", "needle", 6),
            machine("overlocker", "Surjeteuse", "tools", 1),
            machine("table", "Table de coupe", "scissors", 1),
            machine("iron", "Fer à repasser", "tools", 2),
        ],
        hours: &[(&[1, 2, 3, 4, 5], OPEN, CLOSED), (&[6], (10, 0), (17, 0))],
        closures: &[
            (When::On(2020, 12, 24), When::On(2021, 1, 3), "L’immeuble ferme pour les fêtes"),
            (When::FromMonday(16), When::FromMonday(16), "Révision des machines"),
        ],
        rules: "On range les ciseaux à leur place.\nOn coupe le fer avant de partir.\nLa dernière personne ferme la fenêtre.",
        terms: (0, Some(60)),
        special: &[(When::FromMonday(18), OPEN, (12, 0))],
        blocks: &[(When::FromMonday(12), (13, 0), (17, 0), "Fête de l’immeuble")],
        outages: &[("sewing", When::FromMonday(-3), "La canette se bloque")],
    },
    Space {
        code: "finishing",
        name: "Coin finition et photo",
        details: "Une grande table claire, à côté de l’atelier. On y pose les étiquettes et on y fait les photos.",
        people: 3,
        machines: &[machine("press", "Presse à boutons", "tools", 1), machine("light", "Éclairage photo", "eye", 1)],
        hours: &[(&[1, 2, 3, 4, 5], OPEN, CLOSED)],
        closures: &[],
        rules: "On essuie la table. Les photos ne montrent que des objets.",
        terms: (15, Some(30)),
        special: &[],
        blocks: &[],
        outages: &[],
    },
];
