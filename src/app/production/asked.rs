//! Three pages after one another, the answers carried in the address: which page comes next, and what was answered so far.
//! The last page posts them all, so that nothing is stored before somebody says so.

use super::forms;
use crate::{
    app::{access::Cohort, ui::form::Typed, visit::Visit},
    domain::quantity::Quantity,
    platform::{
        drafts::Draft,
        error::{AppError, FieldProblem},
        form::{self, Fields, RawForm},
    },
};
use serde_json::Value;

/// A page with its questions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    Product,
    /// How many, and with whom.
    Amount,
    /// On which day, for how long.
    When,
}

impl Step {
    /// In the order in which they come.
    pub const ALL: [Self; 3] = [Self::Product, Self::Amount, Self::When];

    /// The name in addresses: the first field that it asks for.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Product => "product",
            Self::Amount => "quantity",
            Self::When => "made_on",
        }
    }

    fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|step| step.code() == code)
    }

    /// The page before.
    pub fn before(self) -> Option<Self> {
        Self::ALL.into_iter().take_while(|step| *step < self).last()
    }

    fn after(self) -> Self {
        Self::ALL.into_iter().find(|step| *step > self).unwrap_or(Self::When)
    }

    /// The fields that its page holds.
    const fn fields(self) -> &'static [&'static str] {
        match self {
            Self::Product => &["product"],
            Self::Amount => &["quantity", "makers"],
            Self::When => &["made_on", "made_on_other", "minutes", "minutes_other", "booking", "note"],
        }
    }
}

/// What was answered so far and which page is shown now.
pub struct Asked {
    pub step: Step,
    answers: RawForm,
    problems: Vec<FieldProblem>,
}

impl Asked {
    /// From a form that came back, else from the address.
    pub fn of(visit: &Visit, typed: &Typed, cohort: &Cohort) -> Self {
        match typed.draft() {
            Some(draft) => Self::from_draft(draft),
            None => Self::from_address(visit, cohort),
        }
    }

    fn from_draft(draft: &Draft) -> Self {
        let concerns = |step: &Step| draft.problems.iter().any(|p| step.fields().contains(&p.field.as_str()));
        let left = Step::from_code(form::text(&draft.fields, "after"));
        let step = Step::ALL.into_iter().find(concerns).or(left).unwrap_or(Step::When);
        let problems = match step {
            // The last page also shows what is about the form as a whole.
            Step::When => draft.problems.clone(),
            step => draft.problems.iter().filter(|p| step.fields().contains(&p.field.as_str())).cloned().collect(),
        };
        Self { step, answers: known(&draft.fields), problems }
    }

    fn from_address(visit: &Visit, cohort: &Cohort) -> Self {
        let raw = visit.asked();
        let mut answers = known(&raw);
        let today = cohort.today(visit.now());
        let wrong = |answers: &RawForm, step: Step| wrong(answers, step, cohort, today);
        let counts = !wrong(&answers, Step::Amount).iter().any(|problem| problem.field == "quantity");
        if let Some(by) = raw.get("step").and_then(Value::as_str).filter(|_| counts) {
            answers.insert("quantity".to_owned(), Value::String(stepped(&answers, by)));
            return Self { step: Step::Amount, answers, problems: Vec::new() };
        }
        let named = |name| Step::from_code(form::text(&raw, name));
        let unanswered = || Step::ALL.into_iter().find(|step| !answers.contains_key(step.code()));
        let wanted = named("at").or_else(|| named("after").map(Step::after)).or_else(unanswered).unwrap_or(Step::When);
        let refused = Step::ALL.into_iter().filter(|step| *step < wanted).find_map(|step| {
            let problems = wrong(&answers, step);
            (!problems.is_empty()).then_some((step, problems))
        });
        let (step, problems) = refused.unwrap_or((wanted, Vec::new()));
        // Without a product there is nothing to be wrong yet.
        let problems = if step == Step::Product { Vec::new() } else { problems };
        Self { step, answers, problems }
    }

    /// What the form of this page starts from.
    pub fn typed(&self, visit: &Visit) -> Typed {
        let answered = self.step.fields().iter().any(|name| self.answers.contains_key(*name));
        if !answered && self.problems.is_empty() {
            return Typed::nothing(visit.locale);
        }
        Typed::answered(visit.locale, self.answers.clone(), self.problems.clone())
    }

    /// The answer to a question with one value.
    pub fn answer(&self, name: &str) -> &str {
        form::text(&self.answers, name)
    }

    /// The answers to a question with several values.
    pub fn answers(&self, name: &str) -> Vec<&str> {
        form::list(&self.answers, name)
    }

    /// The answers of the other pages, as a form or an address carries them.
    pub fn others(&self) -> Vec<(String, String)> {
        let others = self.answers.iter().filter(|(name, _)| !self.step.fields().contains(&name.as_str()));
        let mut pairs: Vec<(String, String)> = others.flat_map(|(name, value)| form::sent(name, value)).collect();
        pairs.sort();
        pairs
    }

    /// Every answer, in the same way.
    pub fn all(&self) -> Vec<(String, String)> {
        let mut pairs: Vec<(String, String)> =
            self.answers.iter().flat_map(|(name, value)| form::sent(name, value)).collect();
        pairs.sort();
        pairs
    }
}

/// What is wrong with the answers of one page.
fn wrong(answers: &RawForm, step: Step, cohort: &Cohort, today: chrono::NaiveDate) -> Vec<FieldProblem> {
    let Ok(mut fields) = Fields::read(answers, &forms::RECORD) else { return Vec::new() };
    match step {
        Step::Product => drop(fields.id("product")),
        Step::Amount => drop((forms::quantity(&mut fields), forms::makers(&mut fields))),
        Step::When => drop((forms::made_on(&mut fields, cohort, today), forms::spent(&mut fields, answers))),
    }
    match fields.finish(|| Some(())) {
        Err(AppError::Fields { problems }) => problems,
        _ => Vec::new(),
    }
}

/// One more or one fewer, one at least.
fn stepped(answers: &RawForm, by: &str) -> String {
    let now = Quantity::parse(form::text(answers, "quantity")).unwrap_or(Quantity::units(1));
    let by = Quantity::units(if by.starts_with('-') { -1 } else { 1 });
    (now + by).clamp(Quantity::units(1), Quantity::MAX_TYPED).display(',')
}

fn known(raw: &RawForm) -> RawForm {
    raw.iter().filter(|(name, _)| forms::RECORD.contains(&name.as_str())).map(|(n, v)| (n.clone(), v.clone())).collect()
}
