//! The people of the demonstration: invented first names and nothing else. The login is the name in plain letters.

use super::script::Who;

/// Logins and names.
pub const PEOPLE: &[(Who, &str)] = &[
    // Those who accompany.
    ("sophie", "Sophie"),
    ("karim", "Karim"),
    ("helene", "Hélène"),
    // Partners.
    ("claire", "Claire"),
    ("vincent", "Vincent"),
    ("isabelle", "Isabelle"),
    ("laure", "Laure"),
    // The kitchen of 2019.
    ("aminata", "Aminata"),
    ("nadia", "Nadia"),
    ("shirin", "Shirin"),
    ("selam", "Selam"),
    ("rosa", "Rosa"),
    ("khadija", "Khadija"),
    ("linh", "Linh"),
    ("chantal", "Chantal"),
    ("bakary", "Bakary"),
    ("samira", "Samira"),
    ("olena", "Olena"),
    ("fanta", "Fanta"),
    ("yasmina", "Yasmina"),
    // The sewing workshop of 2020.
    ("mariam", "Mariam"),
    ("rokia", "Rokia"),
    ("leila", "Leïla"),
    ("parwana", "Parwana"),
    ("hiwot", "Hiwot"),
    ("pilar", "Pilar"),
    ("svitlana", "Svitlana"),
    ("coumba", "Coumba"),
    ("binta", "Binta"),
    ("thuy", "Thuy"),
    ("jamila", "Jamila"),
    ("reza", "Reza"),
    ("esther", "Esther"),
    // Those who sew today.
    ("aicha", "Aïcha"),
    ("fatoumata", "Fatoumata"),
    ("zahra", "Zahra"),
    ("tigist", "Tigist"),
    ("lucia", "Lucía"),
    ("mei", "Mei"),
    ("souad", "Souad"),
    ("blessing", "Blessing"),
    ("adjoa", "Adjoa"),
    ("amir", "Amir"),
    ("nilufar", "Nilufar"),
    ("kadiatou", "Kadiatou"),
    ("meriem", "Meriem"),
];

/// Who may create cohorts.
pub const MAY_CREATE: &[Who] = &["sophie"];

/// The logins that the terminal prints, the first of each role first.
pub const PRINTED: &[Who] = &[
    "sophie",
    "karim",
    "aicha",
    "fatoumata",
    "amir",
    "mei",
    "blessing",
    "lucia",
    "claire",
    "vincent",
    "isabelle",
    "laure",
    "mariam",
    "helene",
    "aminata",
];
