//! From text to components: lines unfolded with the number that each has in the file, then what stands between BEGIN and END.

use super::{Fault, Wrong};
use icalendar::parser::Property;

/// Deeper than this nothing is nested in a calendar.
const DEPTH: usize = 6;

/// One property with where it stands.
#[derive(Clone, Debug)]
pub struct Line {
    pub number: usize,
    pub name: String,
    params: Vec<(String, String)>,
    pub value: String,
}

impl Line {
    /// A parameter, as `TZID`; empty when it is not there.
    pub fn param(&self, name: &str) -> &str {
        let found = self.params.iter().find(|(key, _)| key.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.trim_matches('"')).unwrap_or_default()
    }
}

/// What stands between a BEGIN and its END.
#[derive(Clone, Debug, Default)]
pub struct Component {
    pub name: String,
    /// Where it begins.
    pub number: usize,
    pub lines: Vec<Line>,
    pub within: Vec<Component>,
}

impl Component {
    /// The first property of this name.
    pub fn line(&self, name: &str) -> Option<&Line> {
        self.all(name).next()
    }

    /// Every property of this name.
    pub fn all(&self, name: &str) -> impl Iterator<Item = &Line> {
        self.lines.iter().filter(move |line| line.name == name)
    }

    /// The value of the first property of this name; empty when it is not there.
    pub fn value(&self, name: &str) -> &str {
        self.line(name).map(|line| line.value.trim()).unwrap_or_default()
    }
}

/// The components of a file, and the lines that cannot be read.
pub fn components(text: &str) -> (Vec<Component>, Vec<Wrong>) {
    let (mut whole, mut open, mut wrong) = (Vec::new(), Vec::<Component>::new(), Vec::new());
    let mut last = 0;
    for (number, line) in unfolded(text) {
        last = number;
        let (key, value) = line.split_once(':').unwrap_or((line.as_str(), ""));
        match key.trim().to_ascii_uppercase().as_str() {
            "BEGIN" if open.len() < DEPTH => {
                let name = value.trim().to_ascii_uppercase();
                open.push(Component { name, number, ..Component::default() });
            }
            "END" if open.last().is_some_and(|one| one.name.eq_ignore_ascii_case(value.trim())) => {
                if let Some(closed) = open.pop() {
                    open.last_mut().map_or(&mut whole, |outer| &mut outer.within).push(closed);
                }
            }
            "BEGIN" | "END" => wrong.push(Wrong { line: number, fault: Fault::Line }),
            _ => match (open.last_mut(), property(number, &line)) {
                (Some(inner), Some(line)) => inner.lines.push(line),
                (Some(_), None) => wrong.push(Wrong { line: number, fault: Fault::Line }),
                // Before the calendar and after it anything may stand.
                (None, _) => {}
            },
        }
    }
    if !open.is_empty() {
        wrong.push(Wrong { line: last, fault: Fault::Cut });
    }
    // What is cut short is read as far as it goes, but for the entry in the middle of which it stops.
    open.truncate(1);
    whole.extend(open);
    (whole, wrong)
}

/// Lines put together again, each with the number of its first part.
fn unfolded(text: &str) -> Vec<(usize, String)> {
    let mut lines: Vec<(usize, String)> = Vec::new();
    for (index, line) in text.trim_start_matches('\u{feff}').lines().enumerate() {
        match (line.strip_prefix([' ', '\t']), lines.last_mut()) {
            (Some(rest), Some((_, before))) => before.push_str(rest),
            _ if line.trim().is_empty() => {}
            _ => lines.push((index + 1, line.to_owned())),
        }
    }
    lines
}

fn property(number: usize, line: &str) -> Option<Line> {
    let read = Property::try_from(line).ok().filter(|_| line.contains(':'))?;
    let params = read.params.iter().map(|param| {
        let value = param.val.as_ref().map(|value| value.as_str().to_owned());
        (param.key.as_str().to_owned(), value.unwrap_or_default())
    });
    Some(Line {
        number,
        name: read.name.as_str().to_ascii_uppercase(),
        params: params.collect(),
        value: read.val.as_str().to_owned(),
    })
}
