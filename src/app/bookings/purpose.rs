//! Whom or what a booking is for, and what a member may choose from.

use crate::domain::problem::Problem;
use uuid::Uuid;

/// What the field `for` says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum For {
    Me,
    Pole(Uuid),
    Order(Uuid),
    Mission(Uuid),
}

impl For {
    /// Reads `me`, the id of a pôle, `order:<id>`, `mission:<id>`.
    pub fn parse(text: &str) -> Result<Self, Problem> {
        let id = |text: &str| Uuid::parse_str(text).map_err(|_| Problem::NotAChoice);
        match text.split_once(':') {
            None if text == "me" => Ok(Self::Me),
            None => id(text).map(Self::Pole),
            Some(("order", order)) => id(order).map(Self::Order),
            Some(("mission", mission)) => id(mission).map(Self::Mission),
            Some(_) => Err(Problem::NotAChoice),
        }
    }

    /// As the form writes it.
    pub fn code(self) -> String {
        match self {
            Self::Me => "me".to_owned(),
            Self::Pole(id) => id.to_string(),
            Self::Order(id) => format!("order:{id}"),
            Self::Mission(id) => format!("mission:{id}"),
        }
    }

    /// What the columns of a booking say.
    pub fn of(pole: Option<Uuid>, order: Option<Uuid>, mission: Option<Uuid>) -> Self {
        let work = order.map(Self::Order).or(mission.map(Self::Mission));
        work.or(pole.map(Self::Pole)).unwrap_or(Self::Me)
    }

    pub fn pole(self) -> Option<Uuid> {
        if let Self::Pole(id) = self { Some(id) } else { None }
    }

    pub fn order(self) -> Option<Uuid> {
        if let Self::Order(id) = self { Some(id) } else { None }
    }

    pub fn mission(self) -> Option<Uuid> {
        if let Self::Mission(id) = self { Some(id) } else { None }
    }
}

/// An order that is not delivered yet.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct OpenOrder {
    pub id: Uuid,
    pub number: i64,
    /// Empty once the customer is forgotten.
    pub customer: String,
}

/// A mission that is not done yet.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct OpenMission {
    pub id: Uuid,
    pub title: String,
    pub pole: String,
}

/// What a member may book for besides herself.
#[derive(Clone, Debug, Default)]
pub struct Offered {
    /// Id, name, pictogram.
    pub poles: Vec<(Uuid, String, String)>,
    pub orders: Vec<OpenOrder>,
    pub missions: Vec<OpenMission>,
    /// What a booking that is there is for: it may stay so, whatever became of it.
    pub now: Option<For>,
}

impl Offered {
    pub fn has(&self, whom: For) -> bool {
        let open = match whom {
            For::Me => true,
            For::Pole(id) => self.poles.iter().any(|pole| pole.0 == id),
            For::Order(id) => self.orders.iter().any(|order| order.id == id),
            For::Mission(id) => self.missions.iter().any(|mission| mission.id == id),
        };
        open || self.now == Some(whom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_it_writes_and_nothing_else() {
        let id = Uuid::from_u128(7);
        for whom in [For::Me, For::Pole(id), For::Order(id), For::Mission(id)] {
            assert_eq!(For::parse(&whom.code()), Ok(whom));
            assert_eq!(For::of(whom.pole(), whom.order(), whom.mission()), whom);
        }
        for text in ["", "you", "order:", "order:x", "pole:me", "mission", "event:00000000-0000-0000-0000-000000000007"]
        {
            assert_eq!(For::parse(text), Err(Problem::NotAChoice), "{text}");
        }
    }
}
