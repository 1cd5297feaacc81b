//! What a roll changes, and when it must not.

use super::{
    forms::RollForm,
    store::{Change, Mark},
};
use crate::{
    app::access::Member,
    domain::{
        attendance::{Presence, SignedBy},
        cohort::Role,
        problem::Problem,
    },
    platform::error::{AppError, FieldProblem},
};
use std::collections::HashMap;
use uuid::Uuid;

/// What `form` changes of what is noted; `expected` are those who are here when everybody is. What somebody else changed
/// meanwhile, and the form changes too, is asked about.
pub fn changes(noted: &[Mark], expected: &[Uuid], form: &RollForm) -> Result<Vec<Change>, AppError> {
    let noted: HashMap<Uuid, (Presence, SignedBy)> =
        noted.iter().map(|mark| (mark.person, (mark.presence, mark.signed_by))).collect();
    let (mut changes, mut problems) = (Vec::new(), Vec::new());
    for (person, said) in &form.said {
        let (before, seen) = (noted.get(person).copied(), form.seen.get(person));
        match change(*person, *said, form.signed_by, before) {
            None => {}
            Some(_) if seen == Some(said) && before.is_none_or(|(presence, _)| presence != *said) => {}
            Some(change) if before.map(|(presence, _)| presence) == seen.copied() => changes.push(change),
            Some(_) => problems.push(FieldProblem { field: format!("presence[{person}]"), problem: Problem::Changed }),
        }
    }
    if form.everybody {
        let unsaid = |person: &&Uuid| !noted.contains_key(*person) && form.said.iter().all(|(said, _)| said != *person);
        let here = expected.iter().filter(unsaid);
        changes.extend(here.filter_map(|person| change(*person, Presence::Present, form.signed_by, None)));
    }
    if problems.is_empty() { Ok(changes) } else { Err(AppError::Fields { problems }) }
}

/// What is written when `said` follows `before`. Who signed with the code or on paper keeps her own signature.
fn change(person: Uuid, said: Presence, signed_by: SignedBy, before: Option<(Presence, SignedBy)>) -> Option<Change> {
    let signed_by = if said == Presence::Present { signed_by } else { SignedBy::Facilitator };
    let kept = match before {
        Some((Presence::Present, SignedBy::Facilitator)) => {
            said == Presence::Present && signed_by == SignedBy::Facilitator
        }
        Some((presence, _)) => presence == said,
        None => false,
    };
    (!kept).then_some(Change { person, presence: said, signed_by, before })
}

/// What a mark was, for the trace that it leaves when it is taken back.
pub fn taken_back(mark: &Mark) -> Change {
    let (presence, signed_by) = (Presence::Expected, mark.signed_by);
    Change { person: mark.person, presence, signed_by, before: Some((mark.presence, mark.signed_by)) }
}

/// Only who learns signs: who accompanies is never counted as learning.
pub fn signs(member: Member) -> Result<Member, AppError> {
    if member.role == Role::Entrepreneur { Ok(member) } else { Err(AppError::Forbidden) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::attendance::{Half, HalfDay};
    use chrono::NaiveDate;

    const A: Uuid = Uuid::from_u128(1);
    const B: Uuid = Uuid::from_u128(2);
    const C: Uuid = Uuid::from_u128(3);

    fn mark(person: Uuid, presence: Presence, signed_by: SignedBy) -> Mark {
        let half_day = HalfDay { day: NaiveDate::from_ymd_opt(2026, 11, 24).unwrap(), half: Half::Morning };
        Mark { event: Uuid::nil(), half_day, person, presence, signed_by }
    }

    fn form(said: &[(Uuid, Presence)], seen: &[(Uuid, Presence)], everybody: bool) -> RollForm {
        let (said, seen) = (said.to_vec(), seen.iter().copied().collect());
        RollForm { said, seen, signed_by: SignedBy::Facilitator, everybody }
    }

    fn people(changes: &[Change]) -> Vec<(Uuid, Presence)> {
        changes.iter().map(|change| (change.person, change.presence)).collect()
    }

    #[test]
    fn everybody_is_here_but_for_the_exceptions() {
        let form = form(&[(B, Presence::Absent)], &[], true);
        let found = changes(&[mark(C, Presence::Excused, SignedBy::Facilitator)], &[A, B, C], &form).unwrap();
        assert_eq!(people(&found), [(B, Presence::Absent), (A, Presence::Present)]);
    }

    #[test]
    fn what_is_said_again_changes_nothing() {
        let noted = [mark(A, Presence::Present, SignedBy::Code), mark(B, Presence::Absent, SignedBy::Facilitator)];
        let both = [(A, Presence::Present), (B, Presence::Absent)];
        assert!(changes(&noted, &[A, B], &form(&both, &both, false)).unwrap().is_empty());
        let paper = RollForm { signed_by: SignedBy::Paper, ..form(&both, &both, false) };
        assert!(changes(&noted, &[A, B], &paper).unwrap().is_empty(), "a code is a signature already");
        let by_hand = [mark(A, Presence::Present, SignedBy::Facilitator)];
        assert_eq!(changes(&by_hand, &[A], &paper).unwrap()[0].signed_by, SignedBy::Paper);
    }

    #[test]
    fn who_corrected_meanwhile_is_not_overwritten() {
        let noted = [mark(A, Presence::Excused, SignedBy::Facilitator)];
        // The page showed her absent: left as it was, it says nothing; changed, it asks.
        let stale = form(&[(A, Presence::Absent)], &[(A, Presence::Absent)], false);
        assert!(changes(&noted, &[A], &stale).unwrap().is_empty());
        let clash = form(&[(A, Presence::Present)], &[(A, Presence::Absent)], false);
        assert!(changes(&noted, &[A], &clash).is_err());
        let agreed = form(&[(A, Presence::Excused)], &[], false);
        assert!(changes(&noted, &[A], &agreed).unwrap().is_empty());
    }
}
