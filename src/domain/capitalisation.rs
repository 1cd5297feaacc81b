//! What a cohort leaves: contributions, the states of the note, and the markers that a note holds.

use chrono::{DateTime, Duration, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{afterwards::Moment, problem::Problem};

codes! {
    /// What a contribution tells.
    Kind {
        Worked = "worked",
        DidNotWork = "did_not_work",
        Surprise = "surprise",
        Story = "story",
        Question = "question",
    }
}

codes! {
    /// How it was said. All but text has a file of its own; what a voice says may be typed beside it.
    Medium {
        Text = "text",
        Voice = "voice",
        Photo = "photo",
        Drawing = "drawing",
    }
}

codes! {
    /// What of the group's a contribution can be about.
    AboutKind {
        Event = "event",
        Order = "order",
        Booking = "booking",
        Mission = "mission",
        Decision = "decision",
    }
}

codes! {
    /// Who may read it, from few to all: `scope >= Scope::Partners` reads as it is meant.
    Scope {
        /// Heard by those who are there on the day; of what is read later, its speaker's alone.
        Room = "room",
        Cohort = "cohort",
        Partners = "partners",
        Public = "public",
    }
}

codes! {
    /// Where a note stands.
    NoteState {
        Draft = "draft",
        /// Members were told that it will be published.
        Announced = "announced",
        Published = "published",
        Withdrawn = "withdrawn",
    }
}

codes! {
    /// How a contribution is signed.
    SignedAs {
        /// By what the speaker is in the cohort.
        Role = "role",
        /// By her name, because she chose so.
        Name = "name",
        /// By a name that she chose for these words.
        Pseudonym = "pseudonym",
    }
}

codes! {
    /// How what a lesson tells of went.
    Outcome {
        Worked = "worked",
        Failed = "failed",
        Mixed = "mixed",
    }
}

/// Something of the group's that a contribution is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct About {
    pub kind: AboutKind,
    pub id: Uuid,
}

impl About {
    /// As addresses and forms write it: `event:` and the id.
    pub fn to_text(self) -> String {
        format!("{}:{}", self.kind.code(), self.id)
    }

    /// Reads what [`About::to_text`] writes.
    pub fn parse(text: &str) -> Option<Self> {
        let (kind, id) = text.split_once(':')?;
        Some(Self { kind: AboutKind::from_code(kind)?, id: Uuid::try_parse(id).ok()? })
    }
}

impl NoteState {
    /// Whether partners read it.
    pub fn is_public(self) -> bool {
        self == NoteState::Published
    }
}

codes! {
    /// The figures that the program puts into a note; each has its definition beside it on the page.
    FigureCode {
        /// Members who are not facilitators.
        People = "people",
        Facilitators = "facilitators",
        Partners = "partners",
        Weeks = "weeks",
        Poles = "poles",
        MissionsDone = "missions_done",
        Events = "events",
        Trainings = "trainings",
        EventHours = "event_hours",
        Records = "records",
        Products = "products",
        ProductionHours = "production_hours",
        Bookings = "bookings",
        WorkshopHours = "workshop_hours",
        /// What was made, at its price, in cents.
        OutputValue = "output_value",
        /// What was made, at its material cost, in cents.
        MaterialCost = "material_cost",
        Contributions = "contributions",
        Lessons = "lessons",
        /// Half-days at which people were, of those at which they were expected, in percent.
        AttendanceRate = "attendance_rate",
        /// Hours given to pôles.
        PoleHours = "pole_hours",
        /// Hours of trainings, times the people who were there.
        TrainingHours = "training_hours",
        /// What was sold, in cents.
        Sales = "sales",
        /// Sales beyond the group's own community, in percent of those whose clientele is known.
        BeyondShare = "beyond_share",
        /// Income less costs, in cents.
        Result = "result",
        SelfFinancing = "self_financing",
        MaterialRatio = "material_ratio",
        /// How much of the space the group used, in percent of its places while it is open.
        SpaceShare = "space_share",
        /// Who said what she does at the end.
        AfterEnd = "after_end",
        /// And six months later.
        AfterSixMonths = "after_six_months",
    }
}

/// What a figure counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// People: fewer than five are not shown.
    People,
    Things,
    Hours,
    /// In cents.
    Money,
    Percent,
}

impl FigureCode {
    /// The figure of what people said at a moment.
    pub const fn of_moment(moment: Moment) -> Self {
        match moment {
            Moment::End => FigureCode::AfterEnd,
            Moment::SixMonths => FigureCode::AfterSixMonths,
        }
    }

    /// What it counts.
    pub const fn unit(self) -> Unit {
        use FigureCode::*;
        match self {
            People | Facilitators | Partners | AfterEnd | AfterSixMonths => Unit::People,
            EventHours | ProductionHours | WorkshopHours | PoleHours | TrainingHours => Unit::Hours,
            OutputValue | MaterialCost | Sales | Result => Unit::Money,
            AttendanceRate | BeyondShare | SelfFinancing | MaterialRatio | SpaceShare => Unit::Percent,
            Weeks | Poles | MissionsDone | Events | Trainings | Records | Products | Bookings | Contributions
            | Lessons => Unit::Things,
        }
    }
}

codes! {
    /// What a chart of the note shows.
    SeriesCode {
        /// Hours of production, a bar a month.
        ProductionByMonth = "production_by_month",
        /// Hours of the workshop, a bar a month.
        WorkshopByMonth = "workshop_by_month",
        /// Events that took place, a bar a month.
        EventsByMonth = "events_by_month",
    }
}

/// How long members are told before a lone facilitator publishes.
pub const NOTICE: Duration = Duration::hours(24);

/// Whether a note may be published now: another facilitator has agreed, or, where there is none, members were told 24
/// hours ago.
///
/// Errors: [`Problem::NeedsSecond`], [`Problem::NeedsNotice`], [`Problem::NotBefore`].
pub fn may_publish(
    facilitators: usize,
    approved_by_other: bool,
    announced_at: Option<DateTime<Utc>>,
    now: DateTime<Utc>,
) -> Result<(), Problem> {
    if facilitators >= 2 {
        return if approved_by_other { Ok(()) } else { Err(Problem::NeedsSecond) };
    }
    let at = announced_at.ok_or(Problem::NeedsNotice)? + NOTICE;
    if now >= at { Ok(()) } else { Err(Problem::NotBefore { at }) }
}

/// Whether an edition may go as far as `scope`: never further than each voice that it quotes.
///
/// Errors: [`Problem::NotAllSaidPublic`] with how many voices stop before.
pub fn may_reach(scope: Scope, quoted: impl IntoIterator<Item = Scope>) -> Result<(), Problem> {
    let narrower = quoted.into_iter().filter(|said| *said < scope).count();
    if narrower == 0 { Ok(()) } else { Err(Problem::NotAllSaidPublic { count: narrower }) }
}

/// The contributions that a note names, each once, in order.
pub fn quoted(text: &str) -> Vec<Uuid> {
    let mut found = Vec::new();
    for segment in markers(text) {
        if let Segment::Marker(Marker::Quote(id)) = segment
            && !found.contains(&id)
        {
            found.push(id);
        }
    }
    found
}

/// The most words of a note's summary; 80 is what a reader in a hurry reads.
pub const SUMMARY_WORDS: usize = 120;

/// A summary that can be read in a minute. Errors: [`Problem::TooManyWords`].
pub fn short_enough(summary: &str) -> Result<(), Problem> {
    let have = summary.split_whitespace().count();
    if have > SUMMARY_WORDS { Err(Problem::TooManyWords { max: SUMMARY_WORDS, have }) } else { Ok(()) }
}

/// Something that the program puts into a note.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Marker {
    /// `{{quote:id}}`: a contribution.
    Quote(Uuid),
    /// `{{figure:code}}`: a figure of the cohort.
    Figure(FigureCode),
}

impl Marker {
    /// What to write in the note.
    pub fn to_text(self) -> String {
        match self {
            Marker::Quote(id) => format!("{{{{quote:{id}}}}}"),
            Marker::Figure(code) => format!("{{{{figure:{}}}}}", code.code()),
        }
    }

    fn parse(inside: &str) -> Option<Self> {
        let (kind, name) = inside.split_once(':')?;
        match (kind.trim(), name.trim()) {
            ("quote", id) => Uuid::try_parse(id).ok().map(Marker::Quote),
            ("figure", code) => FigureCode::from_code(code).map(Marker::Figure),
            _ => None,
        }
    }
}

/// A piece of a note, in order; spaces inside markers are forgiven, everything else is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Segment {
    /// Markdown.
    Text(String),
    /// To be put in by the program.
    Marker(Marker),
    /// Between double braces, but nothing known; the whole text, braces included.
    Unknown(String),
}

/// Splits a note at its markers. What opens and never closes on its line is reported as unknown too.
pub fn markers(text: &str) -> Vec<Segment> {
    let mut segments = Vec::new();
    let mut rest = text;
    while let Some(open) = rest.find("{{") {
        push_text(&mut segments, &rest[..open]);
        let (length, segment) = marker_at(&rest[open..]);
        segments.push(segment);
        rest = &rest[open + length..];
    }
    push_text(&mut segments, rest);
    segments
}

/// The most bytes between which braces belong together.
const LONGEST_MARKER: usize = 200;

/// `text` begins with two braces. How many bytes it takes, and what it is.
fn marker_at(text: &str) -> (usize, Segment) {
    // No further: or a text full of braces costs the square of its length.
    let near = &text[..text.floor_char_boundary(LONGEST_MARKER)];
    let line = &near[..near.find('\n').unwrap_or(near.len())];
    let Some(close) = line.find("}}") else { return (2, Segment::Unknown(text[..2].to_owned())) };
    let whole = &line[..close + 2];
    let segment = Marker::parse(&line[2..close]).map_or_else(|| Segment::Unknown(whole.to_owned()), Segment::Marker);
    (whole.len(), segment)
}

fn push_text(segments: &mut Vec<Segment>, text: &str) {
    if !text.is_empty() {
        segments.push(Segment::Text(text.to_owned()));
    }
}

/// Every unknown marker of a note as a refusal, in order.
pub fn unknown_markers(text: &str) -> Vec<Problem> {
    let unknown = |segment| match segment {
        Segment::Unknown(text) => Some(Problem::UnknownMarker { text }),
        _ => None,
    };
    markers(text).into_iter().filter_map(unknown).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn scopes_are_ordered() {
        assert!(Scope::ALL.is_sorted() && Scope::Room < Scope::Cohort && Scope::Partners < Scope::Public);
    }

    #[test]
    fn reads_what_words_are_about() {
        for kind in AboutKind::ALL {
            let about = About { kind: *kind, id: Uuid::from_u128(7) };
            assert_eq!(About::parse(&about.to_text()), Some(about));
        }
        for wrong in ["", "event", "event:", "event:1", "person:00000000-0000-0000-0000-000000000007"] {
            assert_eq!(About::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn publishing_asks_a_second_or_waits() {
        let now: DateTime<Utc> = "2026-11-24T10:00:00Z".parse().unwrap();
        assert_eq!(may_publish(2, true, None, now), Ok(()));
        assert_eq!(may_publish(3, false, Some(now - NOTICE), now), Err(Problem::NeedsSecond));
        assert_eq!(may_publish(1, false, None, now), Err(Problem::NeedsNotice));
        assert_eq!(may_publish(1, true, Some(now), now), Err(Problem::NotBefore { at: now + NOTICE }));
        assert_eq!(may_publish(1, false, Some(now - NOTICE), now), Ok(()));
    }

    #[test]
    fn a_note_reaches_no_further_than_its_voices() {
        use Scope::*;
        assert_eq!(may_reach(Public, [Public, Public]), Ok(()));
        assert_eq!(may_reach(Partners, [Public, Partners]), Ok(()));
        assert_eq!(may_reach(Public, [Public, Partners, Cohort]), Err(Problem::NotAllSaidPublic { count: 2 }));
        assert_eq!(may_reach(Partners, [Room]), Err(Problem::NotAllSaidPublic { count: 1 }));
        let id = Uuid::from_u128(7);
        let twice = Marker::Quote(id).to_text().repeat(2);
        assert_eq!(quoted(&twice), [id]);
    }

    #[test]
    fn a_summary_is_short() {
        assert_eq!(short_enough(&"mot ".repeat(120)), Ok(()));
        assert_eq!(short_enough(&"mot\n".repeat(121)), Err(Problem::TooManyWords { max: 120, have: 121 }));
    }

    #[test]
    fn splits_a_note() {
        let id = Uuid::from_u128(7);
        let quote = Marker::Quote(id).to_text();
        let note = format!(
            "Nous étions {{{{figure:people}}}}.\n\n{quote} {{{{figure:nothing}}}} {{{{quote:1}}}} {{{{ open\nend"
        );
        let text = |text: &str| Segment::Text(text.into());
        let unknown = |text: &str| Segment::Unknown(text.into());
        let expected = vec![
            text("Nous étions "),
            Segment::Marker(Marker::Figure(FigureCode::People)),
            text(".\n\n"),
            Segment::Marker(Marker::Quote(id)),
            text(" "),
            unknown("{{figure:nothing}}"),
            text(" "),
            unknown("{{quote:1}}"),
            text(" "),
            unknown("{{"),
            text(" open\nend"),
        ];
        assert_eq!(markers(&note), expected);
        assert_eq!(unknown_markers(&note).len(), 3);
    }

    proptest! {
        #[test]
        fn nothing_of_a_note_is_lost(note in "(\\{\\{|\\}\\}|quote:|figure:people|é|\n|[a-z ]){0,30}") {
            let joined: String = markers(&note).iter().map(|segment| match segment {
                Segment::Text(text) | Segment::Unknown(text) => text.clone(),
                Segment::Marker(marker) => marker.to_text(),
            }).collect();
            let bare = |text: &str| text.replace(' ', "");
            prop_assert_eq!(bare(&joined), bare(&note));
        }

        #[test]
        fn markers_come_back(id in any::<u128>(), figure in 0..FigureCode::ALL.len()) {
            for marker in [Marker::Quote(Uuid::from_u128(id)), Marker::Figure(FigureCode::ALL[figure])] {
                prop_assert_eq!(markers(&marker.to_text()), vec![Segment::Marker(marker)]);
            }
        }
    }
}
