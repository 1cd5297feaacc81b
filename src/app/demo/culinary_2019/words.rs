//! What its people said, what is learnt from it, and its note.

use super::super::script::{Day, Lesson, Note, Voice, lesson, said};
use crate::domain::{
    capitalisation::{
        Kind::{DidNotWork, Story, Surprise, Worked},
        NoteState, Outcome,
        Scope::{Cohort, Partners, Public},
    },
    phase::PhaseKind::{Closing, Constitution, Learning, Offer, Organisation, Production, Sales},
};
use chrono::Weekday::{Fri, Mon, Thu, Tue, Wed};

pub(super) const NOTE: Note = Note {
    state: NoteState::Published,
    title: "Six mois de cuisine à plusieurs : ce que nous en gardons",
    summary: "Pendant six mois, en 2019, un groupe a tenu une coopérative éphémère de cuisine à Paris. Un restaurant \
        associatif prêtait sa cuisine et sa salle. Le groupe servait trois midis par semaine et préparait des buffets. \
        Chaque personne a testé son métier en vrai, sans rester seule. Cette note dit ce qui a bien marché et ce qui \
        n’a pas marché.",
    body: include_str!("note.md"),
    by: "helene",
    agreed: "sophie",
    on: Day(30, Thu),
};

pub(super) const VOICES: &[Voice] = &[
    said("aminata", Worked, Constitution, Partners, Day(1, Thu), "Le premier jour, chacune est venue avec un plat. On n’avait pas les mots, mais on avait déjà goûté la vie des autres."),
    said("olena", DidNotWork, Constitution, Cohort, Day(2, Mon), "Au début tout le monde parlait en même temps. Je comprenais un mot sur trois et je disais oui à tout."),
    said("bakary", Surprise, Organisation, Partners, Day(3, Tue), "Je croyais que la plus âgée commanderait. On a voté à main levée, et personne ne commande. On répond de quelque chose, c’est tout."),
    said("khadija", Worked, Learning, Public, Day(2, Thu), "Le certificat d’hygiène, je l’ai dans mon sac, plié dans du plastique. C’est le premier papier ici qui dit que je sais faire.").key("certificat"),
    said("selam", DidNotWork, Learning, Partners, Day(3, Fri), "Deux jours assise pour l’hygiène, c’est trop. J’ai tout compris la semaine d’après, les mains dans l’évier.").key("assise"),
    said("rosa", Surprise, Offer, Public, Day(5, Fri), "On a goûté douze sauces sans savoir de qui elles étaient. Celle qui a gagné, c’était un mélange de deux pays."),
    said("nadia", DidNotWork, Offer, Cohort, Day(6, Tue), "Trois réunions pour un nom ! Pendant ce temps, personne ne cherchait de clients. Je l’ai dit et je le redis."),
    said("samira", Worked, Offer, Partners, Day(12, Thu), "Une seule marque pour treize personnes, j’étais contre. Le jour où un client a répété notre nom à son voisin, j’ai changé d’avis.").key("marque"),
    said("linh", Worked, Organisation, Partners, Day(5, Mon), "Le planning est affiché au mur, avec des couleurs par pôle. Depuis, on ne m’appelle plus le soir."),
    said("shirin", Story, Production, Public, Day(8, Fri), "Le premier service, j’ai brûlé le riz à onze heures. Une collègue a pris la marmite, une autre a épluché, on a servi à midi dix. Personne n’a crié. Depuis, je n’ai plus peur de me tromper devant les autres.").key("riz"),
    said("fanta", Worked, Production, Partners, Day(9, Fri), "Huit menus qui tournent, et pas un nouveau chaque jour. À la troisième fois, mes mains savaient."),
    said("chantal", DidNotWork, Production, Cohort, Day(10, Fri), "La vaisselle, c’est toujours les mêmes. On a fait un tour de rôle au quatrième CA, c’était tard."),
    said("yasmina", Surprise, Sales, Public, Day(12, Thu), "À la mairie, une dame m’a demandé la recette devant tout le monde. Je pensais servir, et j’ai fait un cours."),
    said("samira", DidNotWork, Sales, Partners, Day(14, Tue), "Pour le premier buffet, on a oublié de compter le camion et les nappes. On a travaillé pour presque rien.").key("camion"),
    said("olena", Worked, Production, Partners, Day(14, Fri), "Des petits cartons pour l’avis des clients. On les lit ensemble le vendredi, les bons et les mauvais."),
    said("bakary", Story, Sales, Public, Day(16, Fri), "Avant, je vendais à des gens que je connaissais. Ici, un monsieur en cravate est revenu quatre fois. La quatrième, il m’a dit bonjour par mon prénom.").key("cravate"),
    said("rosa", Worked, Production, Public, Day(15, Mon), "Les légumes qui restaient le vendredi, on les met en bocaux le lundi. On jette une poubelle au lieu de trois.").key("bocaux"),
    said("aminata", DidNotWork, Production, Partners, Day(11, Fri), "Un jeudi, celle qui fait le plat n’a pas pu venir. Personne n’avait ses dosages. On a servi des pâtes. Il faut écrire les recettes."),
    said("khadija", Surprise, Production, Cohort, Day(13, Tue), "On m’a confié la liste des achats alors que je lis mal. On l’a dessinée. Maintenant, tout le monde préfère les dessins."),
    said("chantal", Worked, Learning, Partners, Day(4, Fri), "Calculer une portion, je ne l’avais jamais fait. J’ai vu que mon poulet me coûtait plus cher que je ne le vendais."),
    said("nadia", Story, Learning, Partners, Day(23, Thu), "Parler trois minutes sans papier, j’ai refusé deux fois. La troisième, j’ai raconté ma grand-mère. Trois personnes pleuraient, moi je riais."),
    said("selam", DidNotWork, Sales, Public, Day(20, Mon), "En août tout s’arrête. On l’a su en juillet. Un mois sans rentrée d’argent, il faut le dire au début.").key("aout"),
    said("linh", DidNotWork, Closing, Partners, Day(26, Tue), "Compter les heures à la fin, de mémoire, ça ne va pas. Certaines n’avaient rien noté depuis juin."),
    said("fanta", Worked, Closing, Cohort, Day(26, Mon), "Au dernier CA, chacune a dit ce qu’elle emporte. Moi, j’emporte quatre amies et un numéro de fournisseur."),
    said("yasmina", Surprise, Closing, Public, Day(26, Thu), "Je voulais mon restaurant à moi. Maintenant je sais que je veux une cuisine à plusieurs, avec ma clé et mes jours.").key("cle"),
    said("shirin", DidNotWork, Closing, Partners, Day(27, Tue), "Six mois, c’est court quand les clients arrivent le quatrième. On ferme au moment où ça commence."),
    said("samira", Story, Closing, Partners, Day(27, Thu), "Il y a un an, j’empilais les formations. Aucune ne m’avait laissée servir quelqu’un. Ici, la deuxième semaine, j’avais un tablier."),
    said("helene", Surprise, Organisation, Partners, Day(27, Thu), "J’avais prévu six pôles bien séparés. Dès juin, les gens allaient là où il manquait des mains. J’aurais dû partir de là."),
];

pub(super) const LESSONS: &[Lesson] = &[
    lesson(
        Offer,
        Outcome::Worked,
        [
            "un groupe cuisine pour la première fois ensemble",
            "choisir huit menus qui tournent, et n’en changer qu’un par mois",
            "les gestes se répètent, les quantités se connaissent, on jette moins",
            "La production dure plus de dix semaines.",
            "Les fiches recette et les restes pesés le vendredi.",
        ],
        "helene",
        Day(28, Tue),
    ),
    lesson(
        Learning,
        Outcome::Mixed,
        [
            "la formation hygiène tombe la deuxième semaine",
            "la refaire en cuisine, une heure, après le premier service",
            "on retient avec les mains, surtout quand on lit peu le français",
            "Le groupe parle plusieurs langues.",
            "Deux membres l’ont dit, et les contrôles de juillet étaient bons.",
        ],
        "helene",
        Day(28, Tue),
    ),
    lesson(
        Sales,
        Outcome::Failed,
        [
            "le premier devis de buffet part sans le camion, les nappes et le retour",
            "écrire un devis type avec toutes les lignes, avant la première commande",
            "on oublie toujours ce qui ne se mange pas",
            "Une commande est livrée ailleurs.",
            "Le premier buffet n’a presque rien laissé au groupe.",
        ],
        "sophie",
        Day(28, Tue),
    ),
    lesson(
        Sales,
        Outcome::Failed,
        [
            "la saison passe par le mois d’août",
            "dire dès la première semaine que la cuisine ferme, et vendre des bocaux à l’avance",
            "un mois sans service pèse sur un petit revenu",
            "La coopérative traverse l’été.",
            "Deux semaines de fermeture, aucune vente.",
        ],
        "sophie",
        Day(28, Wed),
    ),
    lesson(
        Organisation,
        Outcome::Worked,
        [
            "une personne lit peu",
            "dessiner la liste des achats et la lire à voix haute",
            "le dessin sert à tout le monde, et personne n’est mis à part",
            "Toujours.",
            "La liste dessinée a remplacé l’autre en deux semaines.",
        ],
        "helene",
        Day(28, Wed),
    ),
    lesson(
        Production,
        Outcome::Failed,
        [
            "une recette n’est que dans une tête",
            "l’écrire à deux, avec les poids, avant de la mettre au menu",
            "une absence suffit à arrêter un service",
            "Une seule personne sait faire un plat.",
            "Un jeudi de juin, on a servi des pâtes.",
        ],
        "helene",
        Day(28, Thu),
    ),
    lesson(
        Production,
        Outcome::Mixed,
        [
            "les tours de vaisselle ne sont pas écrits",
            "les mettre dans le planning, comme les fourneaux",
            "ce qui n’est à personne tombe sur les mêmes",
            "Dès le premier repas d’essai.",
            "Le tour de rôle est venu au quatrième CA.",
        ],
        "sophie",
        Day(28, Thu),
    ),
    lesson(
        Sales,
        Outcome::Worked,
        [
            "le groupe veut d’autres clients que son entourage",
            "répondre à des buffets d’institutions et demander un avis à chaque fois",
            "un client inconnu qui revient vaut mieux qu’une étude",
            "Une collectivité achète un peu, et souvent.",
            "Les cartons d’avis et les commandes de rentrée.",
        ],
        "sophie",
        Day(28, Fri),
    ),
];
