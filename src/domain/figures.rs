//! What a partner may see: no cell of fewer than five people, nothing that gives one back by subtraction, no sum that
//! is mostly one person's.

use serde::{Deserialize, Serialize};

/// The fewest people that a published cell counts.
pub const FEWEST: i64 = 5;

/// The largest share of a published sum that one person may have, in percent.
pub const LARGEST_SHARE: i64 = 70;

/// A number as partners see it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Shown {
    Hidden,
    /// There is nothing to count yet.
    Nothing,
    Count(i64),
}

impl Shown {
    /// The number, where it is shown.
    pub fn count(self) -> Option<i64> {
        match self {
            Shown::Hidden | Shown::Nothing => None,
            Shown::Count(count) => Some(count),
        }
    }
}

/// A table of people with its totals, as partners see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// Row by row.
    pub cells: Vec<Vec<Shown>>,
    pub row_totals: Vec<Shown>,
    pub column_totals: Vec<Shown>,
    pub total: Shown,
}

/// A count of people by itself: hidden below five.
pub fn people(count: i64) -> Shown {
    if count < FEWEST { Shown::Hidden } else { Shown::Count(count) }
}

/// Hours, records, bookings: to the nearest five, so that two publications cannot be subtracted to find one more.
pub fn rounded(number: i64) -> i64 {
    number.saturating_add(2).div_euclid(5).saturating_mul(5)
}

/// A share in percent as people say it, "3 out of 4": the nearest of halves, thirds, quarters, fifths and tenths.
///
/// `None` for what is no part of a whole.
pub fn about(percent: i64) -> Option<(i64, i64)> {
    if !(0..=100).contains(&percent) {
        return None;
    }
    let nearest = |of: i64| ((percent * of + 50) / 100, of);
    // In thousandths of a percent, so that thirds are met.
    let away = |(part, of): (i64, i64)| (percent * 1000 - part * 100_000 / of).abs();
    let best = [2, 3, 4, 5, 10].map(nearest).into_iter().min_by_key(|part| away(*part));
    // None and all are said out of ten.
    best.map(|(part, of)| if part == 0 || part == of { (part / of * 10, 10) } else { (part, of) })
}

/// A sum over people, each part one person's (0 or more): hidden when fewer than five took part or one gives more than
/// 70 %, else rounded to five.
pub fn sum_over_people(parts: &[i64]) -> Shown {
    let contributing = parts.iter().filter(|part| **part > 0).count();
    let total: i128 = parts.iter().map(|part| i128::from(*part)).sum();
    let largest = i128::from(parts.iter().copied().max().unwrap_or(0));
    let enough = i64::try_from(contributing).is_ok_and(|people| people >= FEWEST);
    if !enough || largest * 100 > total * i128::from(LARGEST_SHARE) {
        return Shown::Hidden;
    }
    Shown::Count(rounded(i64::try_from(total).unwrap_or(i64::MAX)))
}

/// A list of counts of people (0 or more) with its total.
pub fn list(counts: &[i64]) -> (Vec<Shown>, Shown) {
    let mut hidden: Vec<bool> = counts.iter().map(|count| *count < FEWEST).collect();
    // One hidden cell is the total less the others, and hidden cells that sum to 0 are all 0.
    let given_back = |hidden: &[bool]| {
        let cells = hidden.iter().filter(|hidden| **hidden).count();
        let people: i64 = counts.iter().zip(hidden).filter(|(_, hidden)| **hidden).map(|(count, _)| count).sum();
        cells == 1 || (cells > 1 && people == 0)
    };
    while given_back(&hidden) {
        let smallest = (0..counts.len()).filter(|index| !hidden[*index]).min_by_key(|index| counts[*index]);
        match smallest {
            Some(index) => hidden[index] = true,
            None => return (vec![Shown::Hidden; counts.len()], Shown::Hidden),
        }
    }
    let total = people(counts.iter().sum());
    (shown(counts, &hidden), total)
}

fn shown(counts: &[i64], hidden: &[bool]) -> Vec<Shown> {
    counts
        .iter()
        .zip(hidden)
        .map(|(count, hidden)| if *hidden { Shown::Hidden } else { Shown::Count(*count) })
        .collect()
}

/// A table of counts of people (rows of one length, 0 or more) with all its totals.
///
/// Cells below five are hidden, then as few people as possible beside each, until none follows from what is shown.
pub fn table(rows: &[Vec<i64>]) -> Table {
    let mut grid = Grid::new(rows);
    let small: Vec<Cell> = grid.cells().filter(|cell| grid.is_hidden(*cell)).collect();
    for cell in small {
        grid.protect(cell);
    }
    grid.table()
}

/// The table with its totals as a last row and a last column, held so that every row and column sums to 0: row and
/// column totals are negative. Then what a reader can compute is a question of cycles: a hidden cell may be one more
/// or one less exactly when other hidden cells of its rows and columns can make up for it.
struct Grid {
    rows: usize,
    columns: usize,
    value: Vec<Vec<i64>>,
    hidden: Vec<Vec<bool>>,
}

type Cell = (usize, usize);

/// From a row to a column stands for one more in their cell, from a column to a row for one less.
struct Arc {
    from: usize,
    to: usize,
    cell: Cell,
    cost: i64,
}

impl Grid {
    fn new(rows: &[Vec<i64>]) -> Self {
        let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
        let mut value: Vec<Vec<i64>> = rows.iter().map(|row| with_total(row, columns)).collect();
        let bottom = (0..=columns).map(|column| -value.iter().map(|row| row[column]).sum::<i64>()).collect();
        value.push(bottom);
        let hidden = value.iter().map(|row| row.iter().map(|value| value.abs() < FEWEST).collect()).collect();
        Self { rows: rows.len(), columns, value, hidden }
    }

    fn is_body(&self, (row, column): Cell) -> bool {
        row < self.rows && column < self.columns
    }

    fn is_hidden(&self, (row, column): Cell) -> bool {
        self.hidden[row][column]
    }

    fn cells(&self) -> impl Iterator<Item = Cell> + '_ {
        (0..=self.rows).flat_map(|row| (0..=self.columns).map(move |column| (row, column)))
    }

    /// Hides the cheapest cells that leave this one open to one more or one less; nothing when it is open already.
    /// Hiding more never undoes it.
    fn protect(&mut self, cell: Cell) {
        let (row, column) = (cell.0, self.rows + 1 + cell.1);
        let one_more = self.cheapest(column, row, cell);
        let one_less = if self.may_fall(cell) { self.cheapest(row, column, cell) } else { None };
        let best = one_more.into_iter().chain(one_less).min_by_key(|(cost, _)| *cost);
        for (row, column) in best.map(|(_, cells)| cells).unwrap_or_default() {
            self.hidden[row][column] = true;
        }
    }

    /// Counts never fall below 0; totals follow from their cells.
    fn may_fall(&self, cell: Cell) -> bool {
        !self.is_body(cell) || self.value[cell.0][cell.1] > 0
    }

    /// What hiding a cell takes from the reader: its people, and totals last of all.
    fn cost(&self, cell: Cell) -> i64 {
        let people = self.value[cell.0][cell.1].abs();
        match (self.is_hidden(cell), self.is_body(cell)) {
            (true, _) => 0,
            (false, true) => people,
            (false, false) => people + 2 * self.value[self.rows][self.columns].abs(),
        }
    }

    fn arcs(&self, without: Cell) -> Vec<Arc> {
        let column = |cell: Cell| self.rows + 1 + cell.1;
        let cells = || self.cells().filter(|cell| *cell != without);
        let more = cells().map(|cell| Arc { from: cell.0, to: column(cell), cell, cost: self.cost(cell) });
        let fewer = cells().filter(|cell| self.may_fall(*cell));
        more.chain(fewer.map(|cell| Arc { from: column(cell), to: cell.0, cell, cost: self.cost(cell) })).collect()
    }

    /// The cheapest way between two rows or columns, with its cells: arcs are relaxed until nothing improves.
    fn cheapest(&self, from: usize, to: usize, without: Cell) -> Option<(i64, Vec<Cell>)> {
        let arcs = self.arcs(without);
        let mut best: Vec<Option<(i64, Vec<Cell>)>> = vec![None; self.rows + self.columns + 2];
        best[from] = Some((0, Vec::new()));
        let mut improved = true;
        while improved {
            // Every arc, each time: `any` would stop at the first that improves.
            improved = arcs.iter().filter(|arc| relax(&mut best, arc)).count() > 0;
        }
        best.swap_remove(to)
    }

    fn table(&self) -> Table {
        let cell = |row: usize, column: usize| match self.hidden[row][column] {
            true => Shown::Hidden,
            false => Shown::Count(self.value[row][column].abs()),
        };
        Table {
            cells: (0..self.rows).map(|row| (0..self.columns).map(|column| cell(row, column)).collect()).collect(),
            row_totals: (0..self.rows).map(|row| cell(row, self.columns)).collect(),
            column_totals: (0..self.columns).map(|column| cell(self.rows, column)).collect(),
            total: cell(self.rows, self.columns),
        }
    }
}

fn relax(best: &mut [Option<(i64, Vec<Cell>)>], arc: &Arc) -> bool {
    let Some((cost, cells)) = &best[arc.from] else { return false };
    let cost = cost + arc.cost;
    if best[arc.to].as_ref().is_some_and(|(known, _)| *known <= cost) {
        return false;
    }
    let cells = cells.iter().copied().chain([arc.cell]).collect();
    best[arc.to] = Some((cost, cells));
    true
}

/// A row padded with 0, and its total, negative.
fn with_total(row: &[i64], columns: usize) -> Vec<i64> {
    let padding = std::iter::repeat_n(0, columns - row.len());
    row.iter().copied().chain(padding).chain([-row.iter().sum::<i64>()]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn shares_are_said_in_small_numbers() {
        let said = [(76, 3, 4), (50, 1, 2), (67, 2, 3), (33, 1, 3), (0, 0, 10), (100, 10, 10), (20, 1, 5), (90, 9, 10)];
        for (percent, part, of) in said {
            assert_eq!(about(percent), Some((part, of)), "{percent}");
        }
        assert_eq!((about(-1), about(101)), (None, None));
    }

    #[test]
    fn hides_small_cells_and_a_second_one() {
        use Shown::{Count, Hidden};
        assert_eq!(list(&[3, 7, 9]), (vec![Hidden, Hidden, Count(9)], Count(19)));
        assert_eq!(list(&[6, 7]), (vec![Count(6), Count(7)], Count(13)));
        assert_eq!(list(&[3]), (vec![Hidden], Hidden));
        assert_eq!(list(&[0, 0, 8, 9]), (vec![Hidden, Hidden, Hidden, Count(9)], Count(17)));
        assert_eq!(list(&[1, 2]), (vec![Hidden, Hidden], Hidden));
        assert_eq!(list(&[]), (vec![], Hidden));
        assert_eq!(people(4), Hidden);
        assert_eq!(people(5), Count(5));
    }

    #[test]
    fn hides_a_sum_that_is_mostly_one_person_s() {
        assert_eq!(sum_over_people(&[71, 8, 7, 7, 7]), Shown::Hidden);
        assert_eq!(sum_over_people(&[70, 8, 8, 7, 7]), Shown::Count(100));
        assert_eq!(sum_over_people(&[10, 10, 10, 10, 0]), Shown::Hidden);
        assert_eq!(sum_over_people(&[]), Shown::Hidden);
        assert_eq!((rounded(12), rounded(13), rounded(0)), (10, 15, 0));
    }

    #[test]
    fn one_small_cell_takes_a_rectangle() {
        let shown = table(&[vec![2, 10, 12], vec![9, 8, 20], vec![30, 31, 32]]);
        let hidden = shown.cells.iter().flatten().filter(|cell| **cell == Shown::Hidden).count();
        assert_eq!(hidden, 4, "{shown:?}");
        assert_eq!(shown.total, Shown::Count(154));
    }

    /// Every list with values up to `most` that shows the same, cell by cell.
    fn lists_alike(cells: &[Shown], total: Shown, most: i64) -> Vec<Vec<i64>> {
        let mut lists = vec![vec![]];
        for cell in cells {
            let values: Vec<i64> = cell.count().map_or_else(|| (0..=most).collect(), |count| vec![count]);
            lists = lists
                .iter()
                .flat_map(|list: &Vec<i64>| values.iter().map(move |value| [&list[..], &[*value]].concat()))
                .collect();
        }
        lists.retain(|list| total.count().is_none_or(|total| list.iter().sum::<i64>() == total));
        lists
    }

    /// Every table of 2 × n that shows the same: all fillings of the hidden cells, kept when every shown total holds.
    fn tables_alike(shown: &Table, most: i64) -> Vec<Vec<Vec<i64>>> {
        let (top, bottom) = (
            lists_alike(&shown.cells[0], shown.row_totals[0], most),
            lists_alike(&shown.cells[1], shown.row_totals[1], most),
        );
        let agree = |rows: &[Vec<i64>; 2]| {
            let column = |n: usize| rows[0][n] + rows[1][n];
            let columns = shown
                .column_totals
                .iter()
                .enumerate()
                .all(|(n, total)| total.count().is_none_or(|total| column(n) == total));
            columns && shown.total.count().is_none_or(|total| rows.iter().flatten().sum::<i64>() == total)
        };
        let pairs = top.iter().flat_map(|a| bottom.iter().map(move |b| [a.clone(), b.clone()]));
        pairs.filter(agree).map(|rows| rows.to_vec()).collect()
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn no_list_gives_a_hidden_cell_back(counts in proptest::collection::vec(0..9_i64, 1..5)) {
            let (cells, total) = list(&counts);
            let alike = lists_alike(&cells, total, 40);
            prop_assert!(alike.contains(&counts));
            for (index, cell) in cells.iter().enumerate().filter(|(_, cell)| **cell == Shown::Hidden) {
                prop_assert!(alike.iter().any(|other| other[index] != counts[index]), "cell {} of {:?}: {:?}", index, counts, cell);
            }
            prop_assert!(cells.iter().all(|cell| cell.count().is_none_or(|count| count >= FEWEST)));
        }

        #[test]
        fn no_hidden_cell_of_a_large_table_follows(rows in proptest::collection::vec(proptest::collection::vec(0..12_i64, 4), 2..6)) {
            let mut grid = Grid::new(&rows);
            let small: Vec<Cell> = grid.cells().filter(|cell| grid.is_hidden(*cell)).collect();
            small.into_iter().for_each(|cell| grid.protect(cell));
            for cell in grid.cells().filter(|cell| grid.is_hidden(*cell)) {
                let free = |from, to| grid.cheapest(from, to, cell).is_some_and(|(cost, _)| cost == 0);
                let column = grid.rows + 1 + cell.1;
                prop_assert!(free(column, cell.0) || grid.may_fall(cell) && free(cell.0, column), "{:?} of {:?}", cell, rows);
            }
        }

        #[test]
        fn no_table_gives_a_hidden_cell_back(a in proptest::collection::vec(0..9_i64, 3), b in proptest::collection::vec(0..9_i64, 3)) {
            let rows = vec![a, b];
            let shown = table(&rows);
            let alike = tables_alike(&shown, 10);
            prop_assert!(alike.contains(&rows));
            for (row, column) in (0..2).flat_map(|row| (0..3).map(move |column| (row, column))) {
                if shown.cells[row][column] == Shown::Hidden {
                    prop_assert!(alike.iter().any(|other| other[row][column] != rows[row][column]), "{:?} {:?}", rows, shown);
                }
            }
        }

        #[test]
        fn large_tables_hide_every_small_cell(rows in proptest::collection::vec(proptest::collection::vec(0..40_i64, 5), 1..7)) {
            let shown = table(&rows);
            let all = shown.cells.iter().flatten().chain(&shown.row_totals).chain(&shown.column_totals).chain([&shown.total]);
            prop_assert!(all.clone().all(|cell| cell.count().is_none_or(|count| count >= FEWEST)));
        }
    }
}
