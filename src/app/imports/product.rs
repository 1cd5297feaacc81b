//! Rows that are products: name, unit, price, and what the material costs when somebody knows.

use super::table::{Cells, Column, Line, Outcome, Table};
use crate::{
    app::{
        i18n::*,
        production::{forms::Described, said, store::Product},
    },
    domain::{money::Cents, problem::Problem, text::Title, text::fold},
};
use std::collections::HashSet;

pub const COLUMNS: &[Column] = &[
    Column {
        code: "name",
        needed: true,
        names: &["nom", "produit", "nom du produit", "article", "designation", "service", "product", "item"],
    },
    Column { code: "unit", needed: true, names: &["unite"] },
    Column { code: "price", needed: true, names: &["prix", "prix unitaire", "prix d un seul", "unit price"] },
    Column {
        code: "material",
        needed: false,
        names: &["matiere", "cout matiere", "cout de la matiere", "cout de matiere", "material cost", "cost"],
    },
];

/// What each row means beside the products that there are.
pub fn lines(locale: Locale, table: &Table, products: &[Product]) -> Vec<Line<Described>> {
    let there: HashSet<String> = products.iter().map(|product| fold(&product.name)).collect();
    let mut seen = HashSet::new();
    let line = |row| {
        let outcome = match read(locale, table.cells(row)) {
            Outcome::New(product) if there.contains(&fold(product.name.as_str())) => Outcome::Known,
            Outcome::New(product) if !seen.insert(fold(product.name.as_str())) => {
                let mut cells = table.cells(row);
                cells.refuse("name", Problem::TwiceInFile);
                cells.finish(|| None)
            }
            outcome => outcome,
        };
        Line { number: row.line, cells: table.shown(row), outcome }
    };
    table.rows.iter().map(line).collect()
}

fn read(locale: Locale, mut cells: Cells<'_>) -> Outcome<Described> {
    let name = cells.required("name", Title::parse);
    let unit = cells.required("unit", |text| unit(locale, text));
    let price = cells.required("price", Cents::parse);
    let material = cells.or("material", Cents(0), Cents::parse);
    cells.finish(|| {
        Some(Described {
            name: name?,
            unit: unit?,
            price: price?,
            material: material?,
            pictogram: "box".to_owned(),
            free_price: false,
            food: false,
            keeps_days: None,
            allergens: Vec::new(),
            variants: Vec::new(),
        })
    })
}

/// The word for one, from the word for one or several in either language.
fn unit(locale: Locale, text: &str) -> Result<String, Problem> {
    let typed = fold(text.trim());
    let all = [Locale::fr, Locale::en].into_iter().flat_map(said::units);
    let mut found = all.filter(|unit| fold(unit) == typed || fold(&said::units_of(unit)) == typed);
    found.next().ok_or_else(|| Problem::UnknownWord { word: text.to_owned(), known: said::units(locale).join(", ") })
}
