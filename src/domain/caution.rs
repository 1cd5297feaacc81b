//! Words that should be read twice before a text leaves the group: papers and homes can be used against people.

use super::text::fold;

/// What to look for, as it is said back to the reader; French first, then English.
const WORDS: [&str; 24] = [
    "titre de séjour",
    "carte de séjour",
    "permis de séjour",
    "droit de séjour",
    "récépissé",
    "OQTF",
    "quitter le territoire",
    "préfecture",
    "sans papiers",
    "asile",
    "OFPRA",
    "CNDA",
    "expulsion",
    "passeport",
    "visa",
    "nationalité",
    "adresse",
    "domicile",
    "address",
    "residence permit",
    "asylum",
    "passport",
    "undocumented",
    "deportation",
];

/// The words of the list that `text` holds, in the list's order; accents, capitals, plurals and hyphens do not matter.
pub fn words_in(text: &str) -> Vec<&'static str> {
    let text = plain(text);
    WORDS.into_iter().filter(|word| text.contains(&plain(word))).collect()
}

/// Folded words without the endings of plurals, with a space on each side.
fn plain(text: &str) -> String {
    let folded = fold(text).replace('.', "");
    let words = folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let singular = words.map(|word| if word.len() > 3 { word.trim_end_matches(['e', 's', 'x']) } else { word });
    format!(" {} ", singular.collect::<Vec<_>>().join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each holds something to read twice.
    const SAID: [&str; 50] = [
        "J’attends mon titre de séjour.",
        "Nos titres de séjour arrivent tard.",
        "Elle a eu son TITRE DE SEJOUR en mars.",
        "Sans titre de séjour, pas de contrat.",
        "Le titre-de-séjour est la première question.",
        "La carte de séjour dure un an.",
        "Deux cartes de séjour étaient périmées.",
        "On m’a refusé le permis de séjour.",
        "Le droit de séjour n’est pas acquis.",
        "J’avais seulement un récépissé.",
        "Les récépissés ne suffisent pas à la banque.",
        "Mon recepisse est fini.",
        "J’ai reçu une OQTF.",
        "Elle vit avec une oqtf.",
        "Une O.Q.T.F. est arrivée.",
        "Il y a eu deux OQTF dans le groupe.",
        "On m’a dit de quitter le territoire.",
        "La préfecture ne répond pas.",
        "Les prefectures ont d’autres horaires.",
        "Rendez-vous à la PRÉFECTURE mardi.",
        "J’ai manqué l’atelier : préfecture.",
        "Nous étions trois sans-papiers.",
        "Une personne sans papiers cousait avec nous.",
        "Elle demande l’asile depuis 2019.",
        "Demandeuse d'asile, je ne peux pas travailler.",
        "L’OFPRA m’a convoquée.",
        "Mon audience à la CNDA est en mai.",
        "Elle craint l’expulsion.",
        "Les expulsions font peur à tout le monde.",
        "Mon passeport est chez l’avocat.",
        "Les passeports sont gardés.",
        "Il fallait un visa.",
        "Le visa : six mois d’attente.",
        "On m’a demandé ma nationalité.",
        "Toutes les nationalités étaient là.",
        "Voici mon adresse : 12 rue des Lilas.",
        "L’adresse de Mariam est sur la feuille.",
        "Les adresses des membres sont dans le cahier.",
        "ADRESSE : hôtel social, porte 4.",
        "Elle coud à son domicile.",
        "Livraison au domicile de Fatou.",
        "Her address is on the list.",
        "Addresses were shared by mistake.",
        "My residence permit is late.",
        "Residence permits take a year.",
        "She applied for asylum.",
        "My passport was taken.",
        "We are undocumented.",
        "I fear deportation.",
        "Deportations happen.",
    ];

    #[test]
    fn misses_none_of_fifty_sentences() {
        for sentence in SAID {
            assert!(!words_in(sentence).is_empty(), "{sentence}");
        }
    }

    #[test]
    fn says_which_and_lets_the_rest_pass() {
        assert_eq!(words_in("Ni préfecture, ni adresse"), ["préfecture", "adresse"]);
        for sentence in
            ["", "Le visage de la marque", "Nous avons vendu dix tabliers.", "Un séjour à la mer", "On avisa"]
        {
            assert!(words_in(sentence).is_empty(), "{sentence}");
        }
    }
}
