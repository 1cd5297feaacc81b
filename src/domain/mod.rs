//! The rules of an ephemeral cooperative, pure: no input or output, no clock (dates are arguments), no words for
//! people.
//!
//! Refusals are values of [`problem::Problem`]; the pages word them. What the database stores of an enum is its
//! `code()`.
//!
//! | module | owns |
//! |---|---|
//! | [`problem`] | every way in which something typed can be refused |
//! | [`text`] | names, logins, titles, long texts, slugs |
//! | [`money`], [`quantity`], [`minutes`] | amounts in cents, thousandths of a unit, working time |
//! | [`day`], [`week`], [`time`], [`dial`] | civil days, ISO weeks, times of day and the instants they name, hours of a day |
//! | [`cohort`], [`phase`], [`template`] | dates and states of a cohort, roles, phases, what a cohort begins with |
//! | [`mission`] | states of a mission |
//! | [`plan`] | moving what is planned: what moves along, what is refused, what to warn of; comparing versions |
//! | [`holidays`] | public and school holidays in France |
//! | [`recurrence`] | days that come again every week or month, but for some |
//! | [`ical`] | calendars that other programs read |
//! | [`attendance`] | half-days of an event, who was there, totals in minutes |
//! | [`skill`] | know-how, and where it hangs on one person |
//! | [`journal`] | accounts, entries that are never changed, and the figures of a month |
//! | [`catalogue`], [`stock`] | allergens, recipes and what one unit costs; movements of materials, VAT |
//! | [`sale`], [`order`] | channels and clientele, the till; an order's states and what a contract allows |
//! | [`sharing`] | what there is to share, and each member's share of it |
//! | [`vote`] | tallies of decisions: consent, majority, ranking |
//! | [`capacity`] | the rule of the workshop: people and machines never exceed what the space has |
//! | [`series`], [`rebooking`] | bookings that come again; what a booking may become once it is made |
//! | [`fairness`] | who is offered what becomes free, quotas, equal parts |
//! | [`figures`], [`release`] | what a partner may see of counts and sums; what is published month by month, once |
//! | [`afterwards`] | what people do once the group has ended, and when they are asked |
//! | [`capitalisation`] | contributions, notes, their markers and figures |
//! | [`language`] | the languages that words are in, and which way they run |
//! | [`lesson`] | agreement, when lessons apply, answers to them, practices and their criteria |
//! | [`review`] | the day of capitalisation: its steps, hands, heaps of cards, stories, facts by phase |
//! | [`search`] | words as people type them, and as they are kept to be found |
//! | [`caution`] | words that should be read twice before a text is published |

/// An enum whose variants have a stable code: in the database, in JSON and in form fields.
macro_rules! codes {
    ($(#[$meta:meta])* $name:ident { $($(#[$note:meta])* $variant:ident = $code:literal),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        pub enum $name { $($(#[$note])* #[serde(rename = $code)] $variant),+ }

        impl $name {
            /// Every variant, in order.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The stable code.
            pub const fn code(self) -> &'static str {
                match self { $(Self::$variant => $code),+ }
            }

            /// The variant with this code, if there is one.
            pub fn from_code(code: &str) -> Option<Self> {
                match code { $($code => Some(Self::$variant),)+ _ => None }
            }
        }
    };
}

pub mod afterwards;
pub mod attendance;
pub mod capacity;
pub mod capitalisation;
pub mod catalogue;
pub mod caution;
pub mod cohort;
pub mod day;
pub mod dial;
pub mod document;
pub mod fairness;
pub mod figures;
pub mod holidays;
pub mod ical;
pub mod journal;
pub mod language;
pub mod lesson;
pub mod minutes;
pub mod mission;
pub mod money;
mod number;
pub mod order;
pub mod phase;
pub mod plan;
pub mod problem;
pub mod quantity;
pub mod rebooking;
pub mod recurrence;
pub mod release;
pub mod report;
pub mod review;
pub mod sale;
pub mod script;
pub mod search;
pub mod series;
pub mod sharing;
pub mod skill;
pub mod stock;
pub mod template;
pub mod text;
pub mod time;
pub mod vote;
pub mod week;
