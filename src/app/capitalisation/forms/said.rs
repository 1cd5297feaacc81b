//! What people say, as its forms hold it.

use super::phase;
use crate::{
    app::act::Act,
    domain::{
        capitalisation::{About, Kind, Medium, Scope, SignedAs},
        language::Language,
        problem::Problem,
        text::{DisplayName, Long, Title},
    },
    platform::{error::AppError, form::Fields},
};
use uuid::Uuid;

/// Who may read a contribution and how it is signed: its speaker's choice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Consent {
    pub scope: Scope,
    pub signed_as: SignedAs,
    /// With [`SignedAs::Pseudonym`] only.
    pub pseudonym: Option<DisplayName>,
}

/// A new contribution.
#[derive(Clone, Debug)]
pub struct Said {
    pub kind: Kind,
    pub phase: Option<Uuid>,
    pub about: Option<About>,
    pub medium: Medium,
    /// Empty with a voice or a picture that says it all.
    pub text: Long,
    pub language: String,
    /// What a picture shows.
    pub alt: Option<Title>,
    /// For whom the member types, where these are not her own words.
    pub speaker: Option<Uuid>,
    /// Nothing while the speaker has not said who may read it.
    pub consent: Option<Consent>,
}

/// Words that are written again.
#[derive(Clone, Debug)]
pub struct Reworded {
    pub text: Long,
    pub language: String,
}

const CONSENT: [&str; 3] = ["scope", "signed_as", "pseudonym"];

fn consent(fields: &mut Fields<'_>) -> Option<Consent> {
    let known = |code: &str| SignedAs::from_code(code).ok_or(Problem::NotAChoice);
    let signed_as = fields.optional("signed_as", known).unwrap_or(SignedAs::Role);
    let under_another = signed_as == SignedAs::Pseudonym;
    let pseudonym = if under_another { fields.required("pseudonym", DisplayName::parse) } else { None };
    Some(Consent { scope: fields.choice("scope", Scope::from_code)?, signed_as, pseudonym })
}

fn language(fields: &mut Fields<'_>, act: &Act) -> String {
    let known = |code: &str| Language::from_code(code).ok_or(Problem::NotAChoice);
    let language = fields.optional("language", known);
    language.map_or_else(|| act.locale.to_string(), |language| language.code.to_owned())
}

impl Consent {
    /// The name chosen for these words, empty where none was.
    pub fn pseudonym(&self) -> &str {
        self.pseudonym.as_ref().map_or("", DisplayName::as_str)
    }

    /// Reads `scope`, `signed_as` and `pseudonym`, and the contribution that they are about.
    pub fn parse(act: &Act) -> Result<(Uuid, Self), AppError> {
        let mut fields = act.fields(&["contribution", CONSENT[0], CONSENT[1], CONSENT[2]])?;
        let (id, consent) = (fields.id("contribution"), consent(&mut fields));
        fields.finish(|| Some((id?, consent?)))
    }
}

impl Said {
    /// Reads `kind`, `phase`, `about`, `medium`, `text`, `language`, `alt`, `speaker`, `scope`, `signed_as` and `pseudonym`;
    /// `by` is who sends them.
    pub fn parse(act: &Act, by: Uuid) -> Result<Self, AppError> {
        let known = ["kind", "phase", "about", "medium", "file", "text", "language", "alt", "speaker"];
        let mut fields = act.fields(&[&known[..], &CONSENT].concat())?;
        let kind = fields.choice("kind", Kind::from_code);
        let phase = phase(&mut fields);
        let about = fields.optional("about", |text| About::parse(text).ok_or(Problem::NotAChoice));
        let medium = fields.optional("medium", |code| Medium::from_code(code).ok_or(Problem::NotAChoice));
        let medium = medium.unwrap_or(Medium::Text);
        let needs_words = medium == Medium::Text;
        let text = if needs_words { fields.required("text", Long::some) } else { fields.long("text", Long::parse) };
        let language = language(&mut fields, act);
        let alt = fields.optional("alt", Title::parse);
        let speaker = fields.optional_id("speaker").filter(|speaker| *speaker != by);
        // Only the speaker says who may read her words; without an answer she is asked.
        let asks = speaker.is_some() || fields.text("scope").is_empty();
        let consent = if asks { None } else { consent(&mut fields) };
        fields.finish(|| Some(Said { kind: kind?, phase, about, medium, text: text?, language, alt, speaker, consent }))
    }
}

impl Reworded {
    /// Reads `text` and `language`, and the contribution that they are of.
    pub fn parse(act: &Act) -> Result<(Uuid, Self), AppError> {
        let mut fields = act.fields(&["contribution", "text", "language"])?;
        let id = fields.id("contribution");
        let text = fields.long("text", Long::parse);
        let language = language(&mut fields, act);
        fields.finish(|| Some((id?, Self { text: text?, language })))
    }
}
