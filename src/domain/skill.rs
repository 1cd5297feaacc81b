//! Know-how that the group names, and where it hangs on one person. It says nothing of how good anybody is.

use uuid::Uuid;

codes! {
    /// What somebody says of herself.
    Level {
        Learns = "learns",
        Knows = "knows",
        PassesOn = "passes_on",
    }
}

impl Level {
    /// Whether the work gets done when she is there.
    pub fn is_able(self) -> bool {
        self != Self::Learns
    }
}

/// By how many a know-how is held.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Held {
    ByNobody,
    /// The chain breaks when she leaves.
    ByOne(Uuid),
    ByMany,
}

/// By how many it is held, from what each says of herself.
pub fn held(lines: &[(Uuid, Level)]) -> Held {
    let mut able = lines.iter().filter(|(_, level)| level.is_able()).map(|(person, _)| *person);
    match (able.next(), able.next()) {
        (None, _) => Held::ByNobody,
        (Some(person), None) => Held::ByOne(person),
        _ => Held::ByMany,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_learns_holds_nothing_yet() {
        let (a, b) = (Uuid::from_u128(1), Uuid::from_u128(2));
        assert_eq!(held(&[]), Held::ByNobody);
        assert_eq!(held(&[(a, Level::Learns)]), Held::ByNobody);
        assert_eq!(held(&[(a, Level::Learns), (b, Level::Knows)]), Held::ByOne(b));
        assert_eq!(held(&[(a, Level::PassesOn), (b, Level::Knows)]), Held::ByMany);
    }
}
