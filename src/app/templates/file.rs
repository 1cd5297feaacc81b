//! A template as a file: what is written, and what is taken back. `public/schemas/template-1.json` publishes the same to others.

use super::json::Object;
use crate::domain::{
    capacity::{self, Hours},
    money::Cents,
    phase::PhaseKind,
    problem::Problem,
    recurrence::Repeat,
    template::{
        EventKind, Model, TemplateKind,
        model::{Again, Event, Machine, Milestone, Mission, Phase, Pole, Product, Space},
    },
    text::{Long, Title},
    time::TimeOfDay,
};
use crate::platform::upload::LARGEST;
use chrono::Weekday;
use serde::Serialize;
use serde_json::Value;

/// By this a file says that it is one of ours.
pub const FORMAT: &str = "cooperade-template";
/// The version that is written, and the newest that is read.
pub const VERSION: i64 = 1;
/// Days of the longest cohort.
const DAYS: i64 = 367;
/// Days by which what follows the end may follow it.
const AFTER: i64 = 62;
/// The pictograms that there are.
const SPRITE: &str = include_str!("../../../public/icons.svg");

#[derive(Serialize)]
struct File<'f> {
    format: &'static str,
    version: i64,
    name: &'f str,
    #[serde(flatten)]
    model: &'f Model,
}

/// The text of the file.
pub fn write(name: &str, model: &Model) -> String {
    let file = File { format: FORMAT, version: VERSION, name, model };
    // A map of texts and numbers has nothing that could fail.
    serde_json::to_string_pretty(&file).unwrap_or_default() + "\n"
}

/// What a file says, or its first problem.
pub fn read(text: &str) -> Result<(String, Model), Problem> {
    if text.len() > LARGEST {
        return Err(Problem::FileTooLarge { kilobytes: LARGEST / 1024 });
    }
    // Some editors begin a file with a mark of its encoding.
    let text = text.trim_start_matches('\u{feff}');
    if text.trim().is_empty() {
        return Err(Problem::Required);
    }
    let value: Value =
        serde_json::from_str(text).map_err(|error| Problem::NotJson { line: error.line(), column: error.column() })?;
    let file = Object::root(&value).map_err(|_| Problem::NotATemplate)?;
    if file.text("format", |text| Ok(text == FORMAT)) != Ok(true) {
        return Err(Problem::NotATemplate);
    }
    let version = file.number("version", 1, i64::MAX)?;
    if version > VERSION {
        return Err(Problem::NewerVersion { version, known: VERSION });
    }
    file.only(&[
        "format",
        "version",
        "name",
        "trade",
        "days",
        "phases",
        "milestones",
        "poles",
        "events",
        "spaces",
        "products",
    ])?;
    Ok((file.text("name", title)?, model(&file)?))
}

fn model(file: &Object<'_>) -> Result<Model, Problem> {
    let trade = file.code("trade", TemplateKind::from_code)?;
    let days = file.number("days", 1, DAYS)?;
    Ok(Model {
        trade,
        days,
        phases: file.list("phases", 60, |object| phase(&object, days))?,
        milestones: file.list("milestones", 100, |object| milestone(&object, days))?,
        poles: file.list("poles", 40, |object| pole(&object, days))?,
        events: file.list("events", 400, |object| event(&object, days))?,
        spaces: file.list("spaces", 40, |object| space(&object))?,
        products: file.list("products", 300, |object| product(&object))?,
    })
}

fn phase(object: &Object<'_>, days: i64) -> Result<Phase, Problem> {
    object.only(&["kind", "name", "first_day", "last_day", "weekday"])?;
    let kind = object.code("kind", PhaseKind::from_code)?;
    let name = object.text("name", title)?;
    let last = if kind == PhaseKind::Capitalisation { days + AFTER } else { days };
    let first_day = object.number("first_day", 1, last)?;
    let last_day = object.number("last_day", 1, last)?;
    if last_day < first_day {
        return Err(object.refuse("last_day", Problem::EndBeforeStart));
    }
    let weekday = if object.has("weekday") { Some(object.code("weekday", weekday)?) } else { None };
    Ok(Phase { kind, name, first_day, last_day, weekday })
}

fn milestone(object: &Object<'_>, days: i64) -> Result<Milestone, Problem> {
    object.only(&["title", "day"])?;
    Ok(Milestone { title: object.text("title", title)?, day: object.number("day", 1, days)? })
}

fn pole(object: &Object<'_>, days: i64) -> Result<Pole, Problem> {
    object.only(&["name", "purpose", "pictogram", "missions"])?;
    Ok(Pole {
        name: object.text("name", title)?,
        purpose: object.optional_text("purpose", long)?,
        pictogram: object.code("pictogram", pictogram)?,
        missions: object.list("missions", 200, |object| mission(&object, days))?,
    })
}

fn mission(object: &Object<'_>, days: i64) -> Result<Mission, Problem> {
    object.only(&["title", "due_day", "steps"])?;
    let title = object.text("title", self::title)?;
    let due_day = if object.has("due_day") { Some(object.number("due_day", 1, days)?) } else { None };
    let steps = object.texts("steps", 50, self::title)?;
    Ok(Mission { title, due_day, steps })
}

fn event(object: &Object<'_>, days: i64) -> Result<Event, Problem> {
    object.only(&["kind", "title", "place", "details", "materials", "day", "weekday", "from", "to", "again"])?;
    let kind = object.code("kind", EventKind::from_code)?;
    let last = if kind == EventKind::CapitalisationDay { days + AFTER } else { days };
    let (from, to) = span(object)?;
    let day = object.number("day", 1, last)?;
    Ok(Event {
        kind,
        title: object.text("title", title)?,
        place: object.optional_text("place", title)?,
        details: object.optional_text("details", long)?,
        materials: object.optional_text("materials", long)?,
        day,
        weekday: object.code("weekday", weekday)?,
        from,
        to,
        again: object.optional("again", |object| again(&object, day, last))?,
    })
}

fn again(object: &Object<'_>, day: i64, last: i64) -> Result<Again, Problem> {
    object.only(&["every", "until_day"])?;
    let every = object.code("every", |code| Repeat::from_code(code).filter(|every| *every != Repeat::Never))?;
    let until_day = object.number("until_day", 1, last)?;
    if until_day < day {
        return Err(object.refuse("until_day", Problem::EndBeforeStart));
    }
    Ok(Again { every, until_day })
}

fn space(object: &Object<'_>) -> Result<Space, Problem> {
    object.only(&["name", "people", "machines", "hours"])?;
    let hours = object.list("hours", 50, |object| hours(&object))?;
    let twice = hours.iter().enumerate().find(|(index, one)| {
        hours.iter().take(*index).any(|other| (other.weekday, other.from) == (one.weekday, one.from))
    });
    if let Some((index, _)) = twice {
        return Err(object.refuse(&format!("hours[{index}]"), Problem::ListedAlready));
    }
    Ok(Space {
        name: object.text("name", title)?,
        people: object.number("people", 1, capacity::MOST)?,
        machines: object.list("machines", 60, |object| machine(&object))?,
        hours,
    })
}

fn machine(object: &Object<'_>) -> Result<Machine, Problem> {
    object.only(&["name", "pictogram", "count"])?;
    Ok(Machine {
        name: object.text("name", title)?,
        pictogram: object.code("pictogram", pictogram)?,
        count: object.number("count", 0, capacity::MOST)?,
    })
}

fn hours(object: &Object<'_>) -> Result<Hours, Problem> {
    object.only(&["weekday", "from", "to"])?;
    let (from, to) = span(object)?;
    Ok(Hours { weekday: object.code("weekday", weekday)?, from, to })
}

fn product(object: &Object<'_>) -> Result<Product, Problem> {
    object.only(&["name", "pictogram", "unit", "price_cents", "material_cents"])?;
    let cents = |name| object.number(name, 0, Cents::MAX_TYPED.0).map(Cents);
    Ok(Product {
        name: object.text("name", title)?,
        pictogram: object.code("pictogram", pictogram)?,
        unit: object.text("unit", title)?,
        price: cents("price_cents")?,
        material: cents("material_cents")?,
    })
}

fn span(object: &Object<'_>) -> Result<(TimeOfDay, TimeOfDay), Problem> {
    let (from, to) = (object.text("from", clock)?, object.text("to", clock)?);
    if to <= from { Err(object.refuse("to", Problem::EndBeforeStart)) } else { Ok((from, to)) }
}

/// Four digits, as they are written; people's other ways are for forms.
fn clock(text: &str) -> Result<TimeOfDay, Problem> {
    let time = TimeOfDay::parse(text)?;
    if time.to_string() == text { Ok(time) } else { Err(Problem::NotATime) }
}

fn title(text: &str) -> Result<String, Problem> {
    Title::parse(text).map(String::from)
}

fn long(text: &str) -> Result<String, Problem> {
    Long::parse(text).map(String::from)
}

fn weekday(code: &str) -> Option<Weekday> {
    let all = [Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu, Weekday::Fri, Weekday::Sat, Weekday::Sun];
    all.into_iter().find(|weekday| weekday.to_string() == code)
}

fn pictogram(code: &str) -> Option<String> {
    let letters = code.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-');
    (letters && SPRITE.contains(&format!("id=\"{code}\""))).then(|| code.to_owned())
}
