//! The file between its reading and the button: a draft of whoever sent it, for a day. What it means is worked out anew each
//! time, because the group goes on working meanwhile.

use super::{
    product, sale,
    table::{Line, Outcome, Table},
};
use crate::{
    app::{
        access::Facilitator,
        i18n::Locale,
        production::{
            forms::Described,
            store::{self as production, Product},
        },
        sales::store::{self as sales, NewSale},
        sharing,
    },
    platform::{db::Connection, drafts, error::AppError, form},
};
use chrono::{DateTime, Utc};

/// What reads a list of products, and what reads past sales: the names under which their drafts wait.
pub const PRODUCTS: &str = "imports/read-products";
pub const SALES: &str = "imports/read-sales";

/// A file as it was read.
pub struct Preview<T> {
    pub codes: Vec<&'static str>,
    pub ignored: Vec<String>,
    pub lines: Vec<Line<T>>,
}

impl<T> Preview<T> {
    fn of(table: &Table, lines: Vec<Line<T>>) -> Self {
        Self { codes: table.codes(), ignored: table.ignored.clone(), lines }
    }

    /// How many rows are new, known, wrong.
    pub fn counts(&self) -> [usize; 3] {
        let count = |is: fn(&Outcome<T>) -> bool| self.lines.iter().filter(|line| is(&line.outcome)).count();
        [
            count(|outcome| matches!(outcome, Outcome::New(_))),
            count(|outcome| matches!(outcome, Outcome::Known)),
            count(|outcome| matches!(outcome, Outcome::Wrong(_))),
        ]
    }

    /// What is to be written.
    pub fn into_new(self) -> Vec<T> {
        let new = |line: Line<T>| if let Outcome::New(value) = line.outcome { Some(value) } else { None };
        self.lines.into_iter().filter_map(new).collect()
    }
}

/// The text of the file that waits under `id`: hers, sent to this cohort for this.
pub async fn text(
    db: &mut Connection,
    by: &Facilitator,
    action: &str,
    id: &str,
) -> Result<Option<String>, sqlx::Error> {
    let draft = drafts::find(&mut *db, id, Some(by.person)).await?;
    let hers = draft.filter(|draft| draft.action == action && form::text(&draft.fields, "cohort") == by.cohort.slug);
    Ok(hers.map(|draft| form::text(&draft.fields, "file").to_owned()))
}

/// A list of products beside those that there are: one statement.
pub async fn products(
    db: &mut Connection,
    by: &Facilitator,
    locale: Locale,
    text: &str,
) -> Result<Preview<Described>, AppError> {
    let table = read(locale, text, product::COLUMNS)?;
    let products: Vec<Product> = production::products(&mut *db, by).await?;
    Ok(Preview::of(&table, product::lines(locale, &table, &products)))
}

/// Past sales beside those that there are: three statements.
pub async fn sales(
    db: &mut Connection,
    by: &Facilitator,
    locale: Locale,
    text: &str,
    now: DateTime<Utc>,
) -> Result<Preview<NewSale>, AppError> {
    let table = read(locale, text, sale::COLUMNS)?;
    let products = production::products(&mut *db, by).await?;
    let shared = sharing::store::shared(&mut *db, by).await?;
    let when = sale::When { cohort: &by.cohort, shared: &shared, today: by.cohort.today(now) };
    let mut lines = sale::lines(locale, &table, &products, &when);
    let ids = lines.iter().filter_map(|line| if let Outcome::New(sale) = &line.outcome { Some(sale.id) } else { None });
    let known = sales::known(&mut *db, by, &ids.collect::<Vec<_>>()).await?;
    for line in &mut lines {
        if matches!(&line.outcome, Outcome::New(sale) if known.contains(&sale.id)) {
            line.outcome = Outcome::Known;
        }
    }
    Ok(Preview::of(&table, lines))
}

fn read(locale: Locale, text: &str, columns: &'static [super::table::Column]) -> Result<Table, AppError> {
    Table::read(locale, text, columns).map_err(|problem| AppError::field("file", problem))
}
