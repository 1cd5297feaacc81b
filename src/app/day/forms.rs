//! What the forms of the day say, once read; those of what the group writes together are in `work`.

mod work;

pub use work::{Counted, Moment, RECOMMENDATION, ROW, Recommendation, Row, version};

use crate::{
    app::act::Act,
    domain::{
        capitalisation::Kind,
        language::LANGUAGES,
        problem::Problem,
        review::{Guest, Hands, Presence, Step, Story},
        text::{Long, Title},
    },
    platform::{error::AppError, form::Fields},
};
use chrono::NaiveDate;
use uuid::Uuid;

/// When and where the day is, who leads it, who is invited.
#[derive(Clone, Debug)]
pub struct Plan {
    pub held_on: NaiveDate,
    pub place: Option<Title>,
    pub led_by: Option<Title>,
    pub from_outside: bool,
    pub languages: Option<Title>,
    /// Kinds of guests of whom there are some.
    pub guests: Vec<(Guest, i64)>,
}

/// The field that says how many guests of one kind there are.
pub const fn guest_field(guest: Guest) -> &'static str {
    match guest {
        Guest::Funder => "guest_funder",
        Guest::Prescriber => "guest_prescriber",
        Guest::Host => "guest_host",
        Guest::Cae => "guest_cae",
        Guest::Former => "guest_former",
        Guest::Other => "guest_other",
    }
}

impl Plan {
    /// Reads `held_on`, `place`, `led_by`, `from_outside`, `languages` and a number for each kind of guest.
    pub fn parse(act: &Act) -> Result<Self, AppError> {
        let mut known = vec!["held_on", "place", "led_by", "from_outside", "languages"];
        known.extend(Guest::ALL.iter().map(|guest| guest_field(*guest)));
        let mut fields = act.fields(&known)?;
        let held_on = fields.day("held_on");
        let [place, led_by, languages] =
            ["place", "led_by", "languages"].map(|name| fields.optional(name, Title::parse));
        let from_outside = fields.codes("from_outside", |code| (code == "yes").then_some(()));
        let count = |guest: &Guest| Some((*guest, fields.long(guest_field(*guest), Hands::count)?));
        let guests: Vec<(Guest, i64)> = Guest::ALL.iter().filter_map(count).filter(|(_, people)| *people > 0).collect();
        let from_outside = from_outside.is_some_and(|ticked| !ticked.is_empty());
        fields.finish(|| Some(Plan { held_on: held_on?, place, led_by, from_outside, languages, guests }))
    }
}

/// Reads which `step` to show.
pub fn step(act: &Act) -> Result<Step, AppError> {
    let mut fields = act.fields(&["step"])?;
    let step = fields.choice("step", Step::from_code);
    fields.finish(|| step)
}

/// Reads how far `person` is: `present`, `agreed`, or `absent`, which is none.
pub fn presence(act: &Act) -> Result<(Uuid, Option<Presence>), AppError> {
    let mut fields = act.fields(&["person", "presence"])?;
    let person = fields.id("person");
    let known = |code: &str| if code == "absent" { Some(None) } else { Presence::from_code(code).map(Some) };
    let presence = fields.choice("presence", known);
    fields.finish(|| Some((person?, presence?)))
}

/// Whose words, and in which language.
#[derive(Clone, Debug)]
pub struct Voice {
    /// Another member, for whom somebody types.
    pub speaker: Option<Uuid>,
    pub language: String,
}

fn voice(act: &Act, fields: &mut Fields<'_>) -> Voice {
    let speaker = fields.optional_id("speaker");
    let known = |code: &str| LANGUAGES.iter().find(|language| language.code == code).ok_or(Problem::NotAChoice);
    let language = fields.optional("language", known).map(|language| language.code.to_owned());
    Voice { speaker, language: language.unwrap_or_else(|| act.locale.to_string()) }
}

/// Words that are kept: a card, or a story.
#[derive(Clone, Debug)]
pub struct Words {
    pub kind: Kind,
    pub phase: Option<Uuid>,
    pub text: Long,
    pub voice: Voice,
}

impl Words {
    /// Reads a card: `kind`, `phase`, `text`, `speaker` and `language`.
    pub fn card(act: &Act) -> Result<Self, AppError> {
        let mut fields = act.fields(&["kind", "phase", "text", "speaker", "language"])?;
        let kind = fields.choice("kind", |code| Kind::from_code(code).filter(|kind| *kind != Kind::Story));
        let phase = fields.optional_id("phase");
        let text = fields.required("text", Long::some);
        let voice = voice(act, &mut fields);
        fields.finish(|| Some(Words { kind: kind?, phase, text: text?, voice }))
    }

    /// Reads a story: `before`, `after`, `why`, `speaker` and `language`.
    pub fn story(act: &Act) -> Result<Self, AppError> {
        let mut fields = act.fields(&["before", "after", "why", "speaker", "language"])?;
        let text = story(&mut fields);
        let voice = voice(act, &mut fields);
        fields.finish(|| Some(Words { kind: Kind::Story, phase: None, text: text?, voice }))
    }
}

fn story(fields: &mut Fields<'_>) -> Option<Long> {
    let [before, after, why] = ["before", "after", "why"].map(|name| fields.required(name, Long::some));
    let story = Story::new(&before?, &after?, &why?);
    fields.keep("after", story.to_text())
}

/// Reads what corrects one's own `words`: a `text`, or for a story its three parts.
pub fn corrected(act: &Act) -> Result<(Uuid, Long), AppError> {
    let mut fields = act.fields(&["words", "text", "before", "after", "why"])?;
    let id = fields.id("words");
    let text = match fields.text("before").is_empty() && fields.text("after").is_empty() {
        true => fields.required("text", Long::some),
        false => story(&mut fields),
    };
    fields.finish(|| Some((id?, text?)))
}

/// Reads which `story` the group chose, and the `reason`.
pub fn chosen(act: &Act) -> Result<(Uuid, Long), AppError> {
    let mut fields = act.fields(&["story", "reason"])?;
    let story = fields.id("story");
    let reason = fields.required("reason", Long::some);
    fields.finish(|| Some((story?, reason?)))
}

/// Cards that belong together: in a heap that is there, or under a new name.
#[derive(Clone, Debug)]
pub struct Together {
    pub cards: Vec<Uuid>,
    pub heap: Option<Uuid>,
    pub name: Option<Title>,
}

/// The most cards that are put together at once.
const AT_ONCE: usize = 100;

impl Together {
    /// Reads `cards[]`, and `heap` or `name`.
    pub fn parse(act: &Act) -> Result<Self, AppError> {
        let mut fields = act.fields(&["cards", "heap", "name"])?;
        let cards = fields.ids("cards");
        if cards.is_empty() {
            fields.refuse("cards", Problem::Required);
        }
        if cards.len() > AT_ONCE {
            fields.refuse("cards", Problem::TooManyItems { max: AT_ONCE });
        }
        let heap = fields.optional_id("heap");
        let name = if heap.is_none() { fields.required("name", Title::parse) } else { None };
        fields.finish(|| Some(Together { cards, heap, name }))
    }
}
