//! The register: events as half-days, who was expected at each, what is noted, and what it adds up to. Pure, once read.

use super::store::{self, Mark, Stay};
use crate::{
    app::{
        access::{Facilitator, Member},
        cohorts::{self, store::Event},
    },
    domain::{
        attendance::{HalfDay, Presence, SignedBy, Stretch, Total, half_days, totals},
        text::fold,
    },
    platform::{db::Connection, error::AppError},
};
use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use std::{
    collections::{BTreeMap, HashMap, HashSet},
    sync::Arc,
};
use uuid::Uuid;

/// Somebody who learns, with the days on which she belonged to the cohort.
#[derive(Clone, Debug)]
pub struct Learner {
    pub id: Uuid,
    /// Empty once she is erased.
    pub name: String,
    stays: Vec<(NaiveDate, Option<NaiveDate>)>,
}

impl Learner {
    /// Whether she belonged to the cohort on a day, the first and the last included.
    pub fn belonged_on(&self, day: NaiveDate) -> bool {
        self.stays.iter().any(|(from, until)| *from <= day && until.is_none_or(|until| day <= until))
    }

    /// Whether she belongs to it still.
    pub fn belongs(&self) -> bool {
        self.stays.iter().any(|(_, until)| until.is_none())
    }
}

/// Stays by person, by name.
pub fn learners(stays: Vec<Stay>) -> Vec<Learner> {
    let mut learners: Vec<Learner> = Vec::new();
    for stay in stays {
        let days = (stay.from_on, stay.until_on);
        match learners.last_mut().filter(|learner| learner.id == stay.person) {
            Some(learner) => learner.stays.push(days),
            None => learners.push(Learner { id: stay.person, name: stay.name, stays: vec![days] }),
        }
    }
    // As an alphabet of names goes, accents or not.
    learners.sort_by_cached_key(|learner| fold(&learner.name));
    learners
}

/// One half-day of one event.
#[derive(Clone, Debug)]
pub struct Moment {
    pub event: Arc<Event>,
    pub half_day: HalfDay,
    pub minutes: i64,
    pub from: DateTime<Utc>,
    pub to: DateTime<Utc>,
}

impl Moment {
    /// The half-days of an event, and those of `noted` that it no longer has: they count no minutes, and can be cleared.
    pub fn all(event: Event, zone: Tz, noted: impl Iterator<Item = HalfDay>) -> Vec<Moment> {
        let event = Arc::new(event);
        let stretches = half_days(event.starts_at, event.ends_at, zone).into_iter();
        let mut parts: BTreeMap<HalfDay, Stretch> = stretches.map(|part| (part.half_day, part)).collect();
        for half_day in noted {
            let nothing = Stretch { half_day, from: event.starts_at, to: event.starts_at, minutes: 0 };
            parts.entry(half_day).or_insert(nothing);
        }
        let moment =
            |Stretch { half_day, from, to, minutes }| Moment { event: event.clone(), half_day, minutes, from, to };
        parts.into_values().map(moment).collect()
    }

    fn key(&self) -> (Uuid, HalfDay) {
        (self.event.id, self.half_day)
    }
}

/// Everything that a sheet, a total or a file is made of.
pub struct Register {
    pub people: Vec<Learner>,
    /// In order of beginning.
    pub moments: Vec<Moment>,
    marks: HashMap<(Uuid, HalfDay, Uuid), (Presence, SignedBy)>,
    taken: HashSet<(Uuid, HalfDay)>,
    /// The half-day that it is.
    now: HalfDay,
}

impl Register {
    /// The whole cohort's: three statements.
    pub async fn of_cohort(db: &mut Connection, by: &Facilitator, now: DateTime<Utc>) -> Result<Self, AppError> {
        let people = learners(store::stays(&mut *db, by).await?);
        let marks = store::marks(&mut *db, by).await?;
        let taken = marks.iter().map(|mark| (mark.event, mark.half_day)).collect();
        let events = cohorts::store::events(&mut *db, by).await?;
        Ok(Self::new(events, by.cohort.time_zone, people, marks, taken, now))
    }

    /// One event's: two statements.
    pub async fn of_event(
        db: &mut Connection,
        by: &Facilitator,
        event: Event,
        now: DateTime<Utc>,
    ) -> Result<Self, AppError> {
        let people = learners(store::stays(&mut *db, by).await?);
        let marks = store::event_marks(&mut *db, by, event.id).await?;
        let taken = marks.iter().map(|mark| (mark.event, mark.half_day)).collect();
        Ok(Self::new(vec![event], by.cohort.time_zone, people, marks, taken, now))
    }

    /// The member's own, without anybody else: four statements.
    pub async fn of_member(db: &mut Connection, member: &Member, now: DateTime<Utc>) -> Result<Self, AppError> {
        let people = learners(store::own_stays(&mut *db, member).await?);
        let marks = store::own_marks(&mut *db, member).await?;
        let taken = store::taken(&mut *db, member).await?.into_iter().collect();
        let events = cohorts::store::events(&mut *db, member).await?;
        Ok(Self::new(events, member.cohort.time_zone, people, marks, taken, now))
    }

    fn new(
        events: Vec<Event>,
        zone: Tz,
        people: Vec<Learner>,
        marks: Vec<Mark>,
        taken: HashSet<(Uuid, HalfDay)>,
        now: DateTime<Utc>,
    ) -> Self {
        let noted = |event: Uuid| taken.iter().filter(move |one| one.0 == event).map(|one| one.1);
        let moments = events.into_iter().flat_map(|event| {
            let noted = noted(event.id);
            Moment::all(event, zone, noted)
        });
        let moments = moments.collect();
        let mark = |mark: Mark| ((mark.event, mark.half_day, mark.person), (mark.presence, mark.signed_by));
        let marks = marks.into_iter().map(mark).collect();
        Self { people, moments, marks, taken, now: HalfDay::of(now, zone) }
    }

    /// What is noted of somebody.
    pub fn mark(&self, moment: &Moment, person: Uuid) -> Option<(Presence, SignedBy)> {
        self.marks.get(&(moment.event.id, moment.half_day, person)).copied()
    }

    /// What she was for a half-day; `None` when nobody expected her.
    pub fn presence(&self, moment: &Moment, learner: &Learner) -> Option<Presence> {
        match self.mark(moment, learner.id) {
            Some((presence, _)) => Some(presence),
            None => learner.belonged_on(moment.half_day.day).then_some(Presence::Expected),
        }
    }

    /// Whether somebody was noted.
    pub fn is_taken(&self, moment: &Moment) -> bool {
        self.taken.contains(&moment.key())
    }

    /// Whether it has begun to be time to note it.
    pub fn has_come(&self, moment: &Moment) -> bool {
        moment.half_day <= self.now
    }

    /// The half-days that count: somebody was noted. Where nobody took the register, nobody was away.
    pub fn counted(&self) -> impl Iterator<Item = &Moment> {
        self.moments.iter().filter(|moment| self.is_taken(moment))
    }

    /// The half-days that are over or go on and that nobody has noted, the last one first.
    pub fn waiting(&self) -> Vec<&Moment> {
        let waits = |moment: &&Moment| !self.is_taken(moment) && self.has_come(moment);
        self.moments.iter().rev().filter(waits).collect()
    }

    /// The people who were expected or noted at one of `moments`.
    pub fn people_at(&self, moments: &[&Moment]) -> Vec<&Learner> {
        let there = |learner: &&Learner| moments.iter().any(|moment| self.presence(moment, learner).is_some());
        self.people.iter().filter(there).collect()
    }

    /// The totals of each person over what counts.
    pub fn by_person(&self) -> BTreeMap<Uuid, Total> {
        totals(self.lines().map(|(moment, learner, presence)| (learner.id, presence, moment.minutes)))
    }

    /// The totals of each event over what counts.
    pub fn by_event(&self) -> BTreeMap<Uuid, Total> {
        totals(self.lines().map(|(moment, _, presence)| (moment.event.id, presence, moment.minutes)))
    }

    /// Every half-day that counts with everybody who was expected.
    pub fn lines(&self) -> impl Iterator<Item = (&Moment, &Learner, Presence)> {
        self.counted().flat_map(move |moment| {
            self.people.iter().filter_map(move |who| Some((moment, who, self.presence(moment, who)?)))
        })
    }

    /// How many people came to a half-day, and how many were expected.
    pub fn heads(&self, moment: &Moment) -> (usize, usize) {
        let all: Vec<Presence> = self.people.iter().filter_map(|who| self.presence(moment, who)).collect();
        (all.iter().filter(|presence| **presence == Presence::Present).count(), all.len())
    }
}
