//! The words of kinds, scopes, signatures, of what words are about, and of figures.

use super::store::{Contribution, about::Thing, media::Media};
use crate::{
    app::{access::Cohort, bookings, i18n::*, paths, words},
    domain::{
        capitalisation::{About, AboutKind, FigureCode, Kind, Medium, NoteState, Outcome, Scope, SignedAs, Unit},
        cohort::Role,
        figures::{Shown, about},
        lesson::Agreement,
        money::Cents,
        template::TemplateKind,
    },
};

/// "Ça a marché"
pub fn kind(locale: Locale, kind: Kind) -> String {
    match kind {
        Kind::Worked => td_string!(locale, capitalisation.kinds.worked).to_string(),
        Kind::DidNotWork => td_string!(locale, capitalisation.kinds.did_not_work).to_string(),
        Kind::Surprise => td_string!(locale, capitalisation.kinds.surprise).to_string(),
        Kind::Story => td_string!(locale, capitalisation.kinds.story).to_string(),
        Kind::Question => td_string!(locale, capitalisation.kinds.question).to_string(),
    }
}

/// The question that a kind asks.
pub fn question(locale: Locale, kind: Kind) -> String {
    match kind {
        Kind::Worked => td_string!(locale, capitalisation.questions.worked).to_string(),
        Kind::DidNotWork => td_string!(locale, capitalisation.questions.did_not_work).to_string(),
        Kind::Surprise => td_string!(locale, capitalisation.questions.surprise).to_string(),
        Kind::Story => td_string!(locale, capitalisation.questions.story).to_string(),
        Kind::Question => td_string!(locale, capitalisation.questions.question).to_string(),
    }
}

/// The pictogram of a kind, which is its class too.
pub fn kind_icon(kind: Kind) -> &'static str {
    match kind {
        Kind::Worked => "worked",
        Kind::DidNotWork => "did-not-work",
        Kind::Surprise => "surprise",
        Kind::Story => "story",
        Kind::Question => "question",
    }
}

/// "Le groupe"
pub fn scope(locale: Locale, scope: Scope) -> String {
    match scope {
        Scope::Room => td_string!(locale, capitalisation.scopes.room).to_string(),
        Scope::Cohort => td_string!(locale, capitalisation.scopes.cohort).to_string(),
        Scope::Partners => td_string!(locale, capitalisation.scopes.partners).to_string(),
        Scope::Public => td_string!(locale, capitalisation.scopes.public).to_string(),
    }
}

/// What a scope means.
pub fn scope_hint(locale: Locale, scope: Scope) -> String {
    match scope {
        Scope::Room => td_string!(locale, capitalisation.scopes.room_hint).to_string(),
        Scope::Cohort => td_string!(locale, capitalisation.scopes.cohort_hint).to_string(),
        Scope::Partners => td_string!(locale, capitalisation.scopes.partners_hint).to_string(),
        Scope::Public => td_string!(locale, capitalisation.scopes.public_hint).to_string(),
    }
}

/// The pictogram of a scope.
pub fn scope_icon(scope: Scope) -> &'static str {
    match scope {
        Scope::Room => "door",
        Scope::Cohort => "lock",
        Scope::Partners => "cohort",
        Scope::Public => "globe",
    }
}

/// Who says it: her role, unless she chose to give her name or another.
pub fn signature(locale: Locale, said: &Contribution) -> String {
    match (said.signed_as, said.role) {
        (SignedAs::Name, _) if !said.name.is_empty() => said.name.clone(),
        (SignedAs::Pseudonym, _) => said.pseudonym.clone(),
        (_, Role::Facilitator) => td_string!(locale, capitalisation.signed_by_facilitator).to_string(),
        _ => td_string!(locale, capitalisation.signed_by_member).to_string(),
    }
}

/// Who says it, and who wrote it down for her: "Dit par Membre du groupe, écrit par Sophie".
pub fn said_by(locale: Locale, said: &Contribution) -> String {
    let speaker = signature(locale, said);
    match &said.typed_by {
        Some(name) => {
            let typist = words::person(locale, name);
            td_string!(locale, giving.said_and_typed, speaker = speaker, typist = typist).to_string()
        }
        None => speaker,
    }
}

/// "Une voix"
pub fn medium(locale: Locale, medium: Medium) -> String {
    match medium {
        Medium::Text => td_string!(locale, giving.media.text).to_string(),
        Medium::Voice => td_string!(locale, giving.media.voice).to_string(),
        Medium::Photo => td_string!(locale, giving.media.photo).to_string(),
        Medium::Drawing => td_string!(locale, giving.media.drawing).to_string(),
    }
}

/// The pictogram and the words of one way to say something: "Parler".
pub fn way(locale: Locale, medium: Medium) -> (&'static str, String) {
    match medium {
        Medium::Text => ("edit", td_string!(locale, giving.ways.text).to_string()),
        Medium::Voice => ("megaphone", td_string!(locale, giving.ways.voice).to_string()),
        Medium::Photo => ("eye", td_string!(locale, giving.ways.photo).to_string()),
        Medium::Drawing => ("ruler", td_string!(locale, giving.ways.drawing).to_string()),
    }
}

/// How long a voice is and how large its file: "1 min 20 s · 340 Ko".
pub fn size(locale: Locale, media: &Media) -> String {
    let size = td_string!(locale, giving.kilobytes, count = u64::try_from(media.bytes).unwrap_or(0).div_ceil(1000))
        .to_string();
    let Some(seconds) = media.seconds else { return size };
    let length = match (seconds / 60, seconds % 60) {
        (0, seconds) => td_string!(locale, giving.seconds, seconds = seconds).to_string(),
        (minutes, 0) => td_string!(locale, giving.minutes, minutes = minutes).to_string(),
        (minutes, seconds) => td_string!(locale, giving.length, minutes = minutes, seconds = seconds).to_string(),
    };
    format!("{length} · {size}")
}

/// What words are about, by name: "Réunion de lundi", "Commande n° 3", "mardi 24 novembre, 9 h – 12 h · Atelier".
pub fn thing(locale: Locale, thing: &Thing) -> String {
    let zone = thing.time_zone.as_deref().and_then(|zone| zone.parse().ok());
    match (thing.number, thing.starts_at.zip(thing.ends_at), zone) {
        (Some(number), ..) => bookings::words::order(locale, number),
        (_, Some((from, to)), Some(zone)) => {
            format!("{} · {}", bookings::words::moment(locale, from, to, zone), thing.title)
        }
        _ => thing.title.clone(),
    }
}

/// The pictogram of what words are about.
pub fn about_icon(kind: AboutKind) -> &'static str {
    match kind {
        AboutKind::Event => "calendar",
        AboutKind::Order => "truck",
        AboutKind::Booking => "workshop",
        AboutKind::Mission => "flag",
        AboutKind::Decision => "meeting",
    }
}

/// Where what words are about is read.
pub fn about_path(slug: &str, about: About) -> String {
    match about.kind {
        AboutKind::Event => paths::event(slug, about.id),
        AboutKind::Order => paths::order(slug, about.id),
        AboutKind::Booking => paths::booking(slug, about.id),
        AboutKind::Mission => paths::mission(slug, about.id),
        AboutKind::Decision => paths::decision(slug, about.id),
    }
}

/// How what a lesson tells of went.
pub fn outcome(locale: Locale, outcome: Outcome) -> String {
    match outcome {
        Outcome::Worked => td_string!(locale, capitalisation.outcomes.worked).to_string(),
        Outcome::Failed => td_string!(locale, capitalisation.outcomes.failed).to_string(),
        Outcome::Mixed => td_string!(locale, capitalisation.outcomes.mixed).to_string(),
    }
}

/// How many of the group stand behind a lesson.
pub fn agreement(locale: Locale, agreement: Agreement) -> String {
    match agreement {
        Agreement::All => td_string!(locale, lessons.agreements.all).to_string(),
        Agreement::Most => td_string!(locale, lessons.agreements.most).to_string(),
        Agreement::Contested => td_string!(locale, lessons.agreements.contested).to_string(),
    }
}

/// Where the note stands.
pub fn note_state(locale: Locale, state: NoteState) -> String {
    match state {
        NoteState::Draft => td_string!(locale, capitalisation.states.draft).to_string(),
        NoteState::Announced => td_string!(locale, capitalisation.states.announced).to_string(),
        NoteState::Published => td_string!(locale, capitalisation.states.published).to_string(),
        NoteState::Withdrawn => td_string!(locale, capitalisation.states.withdrawn).to_string(),
    }
}

/// "Textile"
pub fn trade(locale: Locale, cohort: &Cohort) -> String {
    trade_name(locale, TemplateKind::from_code(&cohort.template).unwrap_or(TemplateKind::Services))
}

/// "Textile"
pub fn trade_name(locale: Locale, trade: TemplateKind) -> String {
    match trade {
        TemplateKind::Culinary => td_string!(locale, capitalisation.trades.culinary).to_string(),
        TemplateKind::Textile => td_string!(locale, capitalisation.trades.textile).to_string(),
        TemplateKind::Services => td_string!(locale, capitalisation.trades.services).to_string(),
    }
}

/// Enough of a text to know it again.
pub fn beginning(text: &str) -> String {
    let short: String = text.chars().take(240).collect();
    if short.len() < text.len() { format!("{short}…") } else { short }
}

/// "Textile · Atelier Wax · du 14 septembre 2020 au 14 février 2021"
pub fn described(locale: Locale, cohort: &Cohort) -> String {
    format!("{} · {} · {}", trade(locale, cohort), cohort.name, period(locale, cohort))
}

/// "du 14 septembre 2020 au 14 février 2021"
pub fn period(locale: Locale, cohort: &Cohort) -> String {
    let day = |day| {
        let year = chrono::Datelike::year(&day);
        format!("{} {year}", words::day_and_month(locale, day))
    };
    let (first, last) = (day(cohort.dates.starts_on), day(cohort.dates.ends_on));
    td_string!(locale, capitalisation.period, first = first, last = last).to_string()
}

/// A number with its thousands apart; money as money, shares in percent.
pub fn number(code: FigureCode, value: i64) -> String {
    let written = |cents: Cents| cents.french().replace(",00", "");
    match code.unit() {
        Unit::Money => written(Cents(value)),
        Unit::Percent => format!("{value}{}%", words::NARROW),
        _ => written(Cents(value.saturating_mul(100))).trim_end_matches(['€', '\u{a0}']).to_owned(),
    }
}

/// A figure as those see it who accompany the group.
pub fn exact(locale: Locale, code: FigureCode, value: Option<i64>) -> String {
    match value {
        Some(value) => number(code, value),
        None => td_string!(locale, figures.no_data).to_string(),
    }
}

/// A figure as its readers see it: what must not be shown is named for what it is.
pub fn shown(locale: Locale, code: FigureCode, shown: Shown) -> String {
    match (shown, code.unit()) {
        (Shown::Count(value), _) => number(code, value),
        (Shown::Nothing, _) => td_string!(locale, figures.no_data).to_string(),
        (Shown::Hidden, Unit::People) => td_string!(locale, capitalisation.fewer_than_five).to_string(),
        (Shown::Hidden, _) => td_string!(locale, capitalisation.not_shown).to_string(),
    }
}

/// A figure in a sentence, whatever may be shown of it.
pub fn told(locale: Locale, code: FigureCode, figure: Shown) -> String {
    let plain = || {
        let (name, value) = (figure_name(locale, code), shown(locale, code, figure));
        td_string!(locale, capitalisation.figure_plain, name = name, value = value).to_string()
    };
    match (figure, code.unit()) {
        (Shown::Nothing, _) => td_string!(locale, figures.no_data_why).to_string(),
        (Shown::Count(value), Unit::Percent) => match share(locale, code, value) {
            Some(share) => sentence(locale, code, share),
            None => plain(),
        },
        (Shown::Count(..2), _) => plain(),
        (Shown::Hidden, Unit::People) | (Shown::Count(_), _) => sentence(locale, code, shown(locale, code, figure)),
        (Shown::Hidden, _) => td_string!(locale, capitalisation.not_shown_why).to_string(),
    }
}

/// A share as people say it: "3 demi-journées sur 4".
fn share(locale: Locale, code: FigureCode, percent: i64) -> Option<String> {
    let (part, of) = about(percent)?;
    Some(match code {
        FigureCode::AttendanceRate => td_string!(locale, figures.of_half_days, part = part, of = of).to_string(),
        FigureCode::SpaceShare => td_string!(locale, figures.of_places, part = part, of = of).to_string(),
        _ => td_string!(locale, figures.of_euros, part = part, of = of).to_string(),
    })
}

macro_rules! figure_words {
    ($(#[$doc:meta])* $name:ident, $section:ident $(, $argument:ident)*) => {
        $(#[$doc])*
        pub fn $name(locale: Locale, code: FigureCode $(, $argument: String)*) -> String {
            match code {
                FigureCode::People => td_string!(locale, capitalisation.$section.people $(, $argument = $argument)*).to_string(),
                FigureCode::Facilitators => td_string!(locale, capitalisation.$section.facilitators $(, $argument = $argument)*).to_string(),
                FigureCode::Partners => td_string!(locale, capitalisation.$section.partners $(, $argument = $argument)*).to_string(),
                FigureCode::Weeks => td_string!(locale, capitalisation.$section.weeks $(, $argument = $argument)*).to_string(),
                FigureCode::Poles => td_string!(locale, capitalisation.$section.poles $(, $argument = $argument)*).to_string(),
                FigureCode::MissionsDone => td_string!(locale, capitalisation.$section.missions_done $(, $argument = $argument)*).to_string(),
                FigureCode::Events => td_string!(locale, capitalisation.$section.events $(, $argument = $argument)*).to_string(),
                FigureCode::Trainings => td_string!(locale, capitalisation.$section.trainings $(, $argument = $argument)*).to_string(),
                FigureCode::EventHours => td_string!(locale, capitalisation.$section.event_hours $(, $argument = $argument)*).to_string(),
                FigureCode::Records => td_string!(locale, capitalisation.$section.records $(, $argument = $argument)*).to_string(),
                FigureCode::Products => td_string!(locale, capitalisation.$section.products $(, $argument = $argument)*).to_string(),
                FigureCode::ProductionHours => td_string!(locale, capitalisation.$section.production_hours $(, $argument = $argument)*).to_string(),
                FigureCode::Bookings => td_string!(locale, capitalisation.$section.bookings $(, $argument = $argument)*).to_string(),
                FigureCode::WorkshopHours => td_string!(locale, capitalisation.$section.workshop_hours $(, $argument = $argument)*).to_string(),
                FigureCode::OutputValue => td_string!(locale, capitalisation.$section.output_value $(, $argument = $argument)*).to_string(),
                FigureCode::MaterialCost => td_string!(locale, capitalisation.$section.material_cost $(, $argument = $argument)*).to_string(),
                FigureCode::Contributions => td_string!(locale, capitalisation.$section.contributions $(, $argument = $argument)*).to_string(),
                FigureCode::Lessons => td_string!(locale, capitalisation.$section.lessons $(, $argument = $argument)*).to_string(),
                FigureCode::AttendanceRate => td_string!(locale, capitalisation.$section.attendance_rate $(, $argument = $argument)*).to_string(),
                FigureCode::PoleHours => td_string!(locale, capitalisation.$section.pole_hours $(, $argument = $argument)*).to_string(),
                FigureCode::TrainingHours => td_string!(locale, capitalisation.$section.training_hours $(, $argument = $argument)*).to_string(),
                FigureCode::Sales => td_string!(locale, capitalisation.$section.sales $(, $argument = $argument)*).to_string(),
                FigureCode::BeyondShare => td_string!(locale, capitalisation.$section.beyond_share $(, $argument = $argument)*).to_string(),
                FigureCode::Result => td_string!(locale, capitalisation.$section.result $(, $argument = $argument)*).to_string(),
                FigureCode::SelfFinancing => td_string!(locale, capitalisation.$section.self_financing $(, $argument = $argument)*).to_string(),
                FigureCode::MaterialRatio => td_string!(locale, capitalisation.$section.material_ratio $(, $argument = $argument)*).to_string(),
                FigureCode::SpaceShare => td_string!(locale, capitalisation.$section.space_share $(, $argument = $argument)*).to_string(),
                FigureCode::AfterEnd => td_string!(locale, capitalisation.$section.after_end $(, $argument = $argument)*).to_string(),
                FigureCode::AfterSixMonths => td_string!(locale, capitalisation.$section.after_six_months $(, $argument = $argument)*).to_string(),
            }
        }
    };
}

figure_words! {
    /// The name of a figure: "Personnes".
    figure_name, names
}
figure_words! {
    /// How a figure is counted.
    definition, definitions
}
figure_words! {
    /// A figure in a sentence: "Le groupe compte 15 personnes."
    sentence, sentences, value
}
