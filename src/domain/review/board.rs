//! Cards that the group puts together under a name. A card lies in one heap or in none; a heap without cards is gone.

use std::collections::{BTreeMap, BTreeSet};

use uuid::Uuid;

use crate::domain::{problem::Problem, text::fold};

/// Which card lies in which heap.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Board {
    lies_in: BTreeMap<Uuid, Uuid>,
}

impl Board {
    /// From pairs of a card and its heap.
    pub fn of(pairs: impl IntoIterator<Item = (Uuid, Uuid)>) -> Self {
        Self { lies_in: pairs.into_iter().collect() }
    }

    /// The heap of a card.
    pub fn heap(&self, card: Uuid) -> Option<Uuid> {
        self.lies_in.get(&card).copied()
    }

    /// Lays `cards` into `heap`, wherever they lay before. Returns the heaps that have no card any more.
    ///
    /// Errors: [`Problem::Required`] when there is no card.
    pub fn put(&mut self, cards: &[Uuid], heap: Uuid) -> Result<Vec<Uuid>, Problem> {
        if cards.is_empty() {
            return Err(Problem::Required);
        }
        let before = self.heaps();
        self.lies_in.extend(cards.iter().map(|card| (*card, heap)));
        Ok(self.gone(&before))
    }

    /// Takes a card out of its heap. Returns the heaps that have no card any more.
    pub fn take(&mut self, card: Uuid) -> Vec<Uuid> {
        let before = self.heaps();
        self.lies_in.remove(&card);
        self.gone(&before)
    }

    fn heaps(&self) -> BTreeSet<Uuid> {
        self.lies_in.values().copied().collect()
    }

    fn gone(&self, before: &BTreeSet<Uuid>) -> Vec<Uuid> {
        before.difference(&self.heaps()).copied().collect()
    }
}

/// The heap that is called so already, whatever the accents and capitals: two heaps of one name are one.
pub fn called(heaps: &[(Uuid, String)], name: &str) -> Option<Uuid> {
    heaps.iter().find(|heap| fold(heap.1.trim()) == fold(name.trim())).map(|heap| heap.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn id(number: u128) -> Uuid {
        Uuid::from_u128(number)
    }

    #[test]
    fn cards_move_and_heaps_go() {
        let mut board = Board::of([(id(1), id(10)), (id(2), id(10)), (id(3), id(11))]);
        assert_eq!(board.put(&[], id(10)), Err(Problem::Required));
        assert_eq!(board.put(&[id(3), id(4)], id(10)), Ok(vec![id(11)]));
        assert_eq!((board.heap(id(4)), board.heap(id(9))), (Some(id(10)), None));
        assert!(board.take(id(1)).is_empty());
        assert_eq!(called(&[(id(1), "Préparer".into())], " preparer "), Some(id(1)));
        assert_eq!(called(&[(id(1), "Préparer".into())], "vendre"), None);
    }

    proptest! {
        #[test]
        fn a_card_lies_in_one_heap_and_none_is_empty(
            moves in prop::collection::vec((prop::collection::vec(0..12_u128, 0..5), 20..25_u128, any::<bool>()), 0..40)
        ) {
            let mut board = Board::default();
            let mut there: BTreeSet<Uuid> = BTreeSet::new();
            for (cards, heap, put) in moves {
                let cards: Vec<Uuid> = cards.into_iter().map(id).collect();
                let before = board.clone();
                let gone = match (put, cards.first()) {
                    (true, _) => match board.put(&cards, id(heap)) {
                        Ok(gone) => { there.insert(id(heap)); gone }
                        Err(_) => { prop_assert_eq!(&board, &before); Vec::new() }
                    },
                    (false, Some(card)) => board.take(*card),
                    (false, None) => Vec::new(),
                };
                for heap in gone {
                    prop_assert!(there.remove(&heap));
                }
                // What is there is exactly what holds a card.
                prop_assert_eq!(&there, &board.heaps());
                for card in (0..12).map(id).filter(|card| !cards.contains(card)) {
                    prop_assert_eq!(board.heap(card), before.heap(card));
                }
            }
        }
    }
}
