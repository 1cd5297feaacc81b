//! From the stories to rows: people, places, and each cohort with its plan, its pôles and its missions.

use super::{
    assembly,
    calendar::{Calendar, ZONE, on, time},
    craft::{Chance, Words, id, person, pole_pictogram, set},
    culinary_2019,
    money::{self, Done},
    people, presences, rebooking,
    rows::{self, Cohort, Demonstration},
    running,
    script::{self, Day, Script},
    spaces, stock, textile_2020,
    trade::{self, Market},
    work::Workshop,
    written,
};
use crate::app::templates::file;
use crate::domain::{
    capacity::{Block, Outage, Special, until_repaired},
    cohort::{Dates, Role},
    holidays::public_holiday,
    phase::PhaseKind,
    plan::DeadlineKind,
    recurrence::{Repeat, Series},
    template::{
        self, Model, Ruler, TemplateKind,
        model::{Again, Event, Milestone},
    },
    time::{Fold, bounds, instant_near},
};
use chrono::{DateTime, Duration, NaiveDate, SubsecRound, Utc, Weekday::Mon};
use uuid::Uuid;

const SCRIPTS: &[&Script] = &[&culinary_2019::SCRIPT, &textile_2020::SCRIPT, &running::SCRIPT];

/// Everything, as it stands at `now`.
pub fn demonstration(now: DateTime<Utc>) -> Demonstration {
    let words = Words::french();
    let spaces: Vec<rows::Space> = spaces::SPACES.iter().map(|space| space_row(space, now)).collect();
    let mut workshops: Vec<Workshop> =
        spaces::SPACES.iter().zip(&spaces).map(|(space, row)| Workshop::of(space, row)).collect();
    let cohorts: Vec<Cohort> = SCRIPTS.iter().map(|script| cohort(script, now, &words, &mut workshops)).collect();
    let people = people::PEOPLE.iter().map(|(login, name)| person_row(login, name, &cohorts, now)).collect();
    Demonstration { people, spaces, cohorts, template: kept(&words, now) }
}

/// The textile trade as Sophie begins it since 2020: with an assembly every Monday, and a day to look back halfway.
fn kept(words: &Words, now: DateTime<Utc>) -> rows::Template {
    let (name, trade) = ("Couture, cinq mois", TemplateKind::Textile);
    let mut model = Model::built_in(trade, &|key| words.of(key));
    let assembly = model.events.iter().find(|event| event.weekday == Mon).cloned();
    model.events.extend(assembly.map(|first| Event {
        title: "Assemblée du lundi".to_owned(),
        materials: "Le cahier de caisse".to_owned(),
        day: 8,
        again: Some(Again { every: Repeat::Weekly, until_day: model.days }),
        ..first
    }));
    model.milestones.push(Milestone { title: set("Mi-parcours : on fait le point"), day: model.days / 2 });
    let created_at = now.trunc_subsecs(0) - Duration::days(300);
    let body = file::write(name, &model);
    rows::Template { id: id(created_at, name), person: person("sophie"), trade, name, body, created_at }
}

/// She came with her first cohort, and was last here with her last one.
fn person_row(login: &'static str, name: &'static str, cohorts: &[Cohort], now: DateTime<Utc>) -> rows::Person {
    let id = person(login);
    let today = now.date_naive();
    let mine = || cohorts.iter().filter(|cohort| cohort.memberships.iter().any(|seat| seat.person == id));
    let seen = |cohort: &Cohort| cohort.dates.ends_on.min(today - Duration::days(1));
    rows::Person {
        id,
        login,
        name,
        may_create_cohorts: people::MAY_CREATE.contains(&login),
        created_on: mine().map(|cohort| cohort.dates.starts_on).min().unwrap_or(today),
        seen_on: mine().map(seen).max().unwrap_or(today),
    }
}

fn space_row(space: &script::Space, now: DateTime<Utc>) -> rows::Space {
    let named = |kind: &str, name: &str| {
        id(DateTime::UNIX_EPOCH + Duration::days(17_900), &format!("{kind} {} {name}", space.code))
    };
    let machine = |machine: &script::Machine| rows::Machine {
        id: named("machine", machine.code),
        name: machine.name.to_owned(),
        pictogram: machine.pictogram,
        count: machine.count,
    };
    let closure = |(first, last, reason): &(script::When, script::When, &str)| rows::Closure {
        id: named("closure", reason),
        first_on: on(*first, now),
        last_on: on(*last, now),
        reason: set(reason),
    };
    let (zone, since) = (ZONE, DateTime::UNIX_EPOCH);
    let special = |(day, from, to): &(script::When, script::Clock, script::Clock)| Special {
        day: on(*day, now),
        from: time(*from),
        to: time(*to),
    };
    let block = |(day, from, to, reason): &(script::When, script::Clock, script::Clock, &str)| {
        let day = on(*day, now);
        let (start, end) =
            (instant_near(day, time(*from), zone, Fold::First), instant_near(day, time(*to), zone, Fold::Second));
        (named("block", reason), Block { start, end, since, reason: set(reason) })
    };
    let outage = |(code, day, reason): &(&str, script::When, &str)| {
        let start = bounds(on(*day, now), zone).0;
        let outage = Outage {
            machine: named("machine", code),
            count: 1,
            start,
            end: until_repaired(),
            since: start,
            reason: set(reason),
        };
        (named("outage", code), outage)
    };
    let openings = space.hours.iter().flat_map(|(days, from, to)| {
        days.iter().map(|day| (*day, i64::from(time(*from).minutes()), i64::from(time(*to).minutes())))
    });
    rows::Space {
        id: named("space", ""),
        name: space.name.to_owned(),
        details: set(space.details),
        people: space.people,
        machines: space.machines.iter().map(machine).collect(),
        openings: openings.collect(),
        closures: space.closures.iter().map(closure).collect(),
        rules: space.rules.split('\n').map(set).collect::<Vec<_>>().join("\n"),
        buffer_minutes: space.terms.0,
        horizon_days: space.terms.1,
        special: space.special.iter().map(special).collect(),
        blocks: space.blocks.iter().map(block).collect(),
        outages: space.outages.iter().map(outage).collect(),
    }
}

/// What names and dates the rows of one cohort.
pub struct Scene<'a> {
    pub script: &'static Script,
    pub calendar: Calendar,
    pub created_at: DateTime<Utc>,
    pub words: &'a Words,
}

impl Scene<'_> {
    /// The id of something of this cohort, made with it.
    pub fn id(&self, kind: &str, name: &str) -> Uuid {
        self.id_at(self.created_at, kind, name)
    }

    /// The id of something of this cohort, made later.
    pub fn id_at(&self, at: DateTime<Utc>, kind: &str, name: &str) -> Uuid {
        id(at, &format!("{} {kind} {name}", self.script.slug))
    }
}

fn cohort(script: &'static Script, now: DateTime<Utc>, words: &Words, workshops: &mut [Workshop]) -> Cohort {
    let calendar = Calendar::of(script, now);
    let created_at = calendar.at(calendar.dates.starts_on - Duration::days(18), (10, 0));
    let scene = Scene { script, calendar, created_at, words };
    let phases = phases(&scene);
    let products: Vec<rows::Product> = script.products.iter().map(|product| product_row(&scene, product)).collect();
    let contributions = written::contributions(&scene, &phases);
    let memberships = memberships(&scene);
    let events: Vec<rows::Event> = script.events.iter().map(|event| event_row(&scene, event)).collect();
    let (mut bookings, records) = super::work::work(&scene, &events, workshops, &mut Chance::of(script.slug));
    let missions: Vec<rows::Mission> = script.missions.iter().map(|mission| mission_row(&scene, mission)).collect();
    let rebooking = rebooking::rows(&scene, &mut bookings, &missions);
    let presences = presences::presences(&scene, &events, &memberships);
    let assembly = assembly::rows(&scene, &phases);
    let stock = stock::rows(&scene);
    let trade = trade::rows(&scene, market(&memberships, &events, &products, &stock), now);
    let done = Done {
        memberships: &memberships,
        records: &records,
        hours: &assembly.hours,
        presences: &presences,
        sales: &trade.sales,
        purchases: &stock.purchases,
    };
    let money = money::rows(&scene, &done);
    Cohort {
        id: scene.id("cohort", ""),
        script,
        dates: calendar.dates,
        created_at,
        memberships,
        spaces: workshops.iter().filter(|shop| script.spaces.contains(&shop.code)).map(|shop| shop.id).collect(),
        deadlines: deadlines(&scene),
        events,
        presences,
        series: script.again.as_ref().and_then(|again| series_row(&scene, again)),
        poles: script.poles.iter().map(|pole| pole_row(&scene, pole)).collect(),
        missions,
        lessons: written::lessons(&scene, &phases),
        assembly,
        money,
        note: written::note(&scene, &contributions),
        invitation: script.invites.then(|| invitation(&scene)),
        stock,
        trade,
        phases,
        products,
        bookings,
        rebooking,
        records,
        contributions,
    }
}

/// Those who stay to the end sell what there is.
fn market<'a>(
    memberships: &[rows::Membership],
    events: &'a [rows::Event],
    products: &'a [rows::Product],
    stock: &'a stock::Rows,
) -> Market<'a> {
    let sells = |seat: &&rows::Membership| seat.role == Role::Entrepreneur.code() && seat.until_on.is_none();
    Market {
        sellers: memberships.iter().filter(sells).map(|seat| seat.person).collect(),
        events,
        products,
        lots: stock.lots.iter().map(|lot| (lot, lot.quantity)).collect(),
    }
}

fn memberships(scene: &Scene) -> Vec<rows::Membership> {
    let script = scene.script;
    let seat = |who: &'static str, role: Role, until_on: Option<NaiveDate>| rows::Membership {
        id: scene.id("membership", who),
        person: person(who),
        role: role.code(),
        from_on: scene.calendar.dates.starts_on,
        until_on,
    };
    let facilitators = script.facilitators.iter().map(|who| seat(who, Role::Facilitator, None));
    let entrepreneurs = script.entrepreneurs.iter().map(|who| seat(who, Role::Entrepreneur, None));
    let left = script.left.iter().map(|(who, day)| seat(who, Role::Entrepreneur, Some(scene.calendar.day(*day))));
    let partners = script.partners.iter().map(|(who, kind)| seat(who, Role::Partner(*kind), None));
    facilitators.chain(entrepreneurs).chain(left).chain(partners).collect()
}

/// The template's phases, moved where the story says so.
fn phases(scene: &Scene) -> Vec<rows::Phase> {
    let model = Model::built_in(scene.script.template, &|key| scene.words.of(key));
    let ruler = Ruler::new(scene.calendar.dates, model.days);
    let row = |phase: template::model::Phase| {
        let planned = ruler.phase(&phase);
        let moved = scene.script.phases.iter().find(|(kind, ..)| *kind == phase.kind);
        let (starts_on, ends_on) = moved.map_or((planned.starts_on, planned.ends_on), |(_, first, last)| {
            (scene.calendar.day(*first), scene.calendar.day(*last))
        });
        rows::Phase { id: scene.id("phase", phase.kind.code()), kind: phase.kind, name: phase.name, starts_on, ends_on }
    };
    model.phases.into_iter().map(row).collect()
}

/// The group's own milestone, and what the cooperative and the city have set.
fn deadlines(scene: &Scene) -> Vec<rows::Deadline> {
    let Dates { starts_on, ends_on } = scene.calendar.dates;
    let half = starts_on + (ends_on - starts_on) / 2;
    [
        (DeadlineKind::Milestone, "Mi-parcours : on fait le point", half),
        (DeadlineKind::Cape, "Fin des contrats CAPE", ends_on),
        (DeadlineKind::Funder, "Bilan pour la ville", ends_on + Duration::days(45)),
    ]
    .map(|(kind, title, falls_on)| rows::Deadline { id: scene.id("deadline", kind.code()), kind, title, falls_on })
    .into()
}

fn series_row(scene: &Scene, again: &script::Again) -> Option<rows::Series> {
    let (starts_on, until) = (scene.calendar.day(again.first.on), scene.calendar.day(again.until));
    let rule = Repeat::Fortnightly.rule(starts_on)?;
    let whole = Series { rule, starts_on, until, except: Vec::new() };
    let except = whole.days().ok()?.into_iter().filter(|day| public_holiday(*day).is_some()).collect();
    let series = Series { except, ..whole };
    let events = series.days().ok()?.into_iter().map(|day| event_on(scene, &again.first, day)).collect();
    let id = scene.id("series", again.first.title);
    Some(rows::Series { id, series, leads: again.leads, materials: again.materials, events })
}

fn event_row(scene: &Scene, event: &script::Event) -> rows::Event {
    event_on(scene, event, scene.calendar.day(event.on))
}

fn event_on(scene: &Scene, event: &script::Event, day: NaiveDate) -> rows::Event {
    rows::Event {
        id: scene.id("event", &format!("{day} {}", event.title)),
        kind: event.kind.code(),
        title: set(event.title),
        place: set(event.place),
        details: set(event.details),
        starts_at: scene.calendar.at(day, event.from),
        ends_at: scene.calendar.at(day, event.to),
    }
}

fn pole_row(scene: &Scene, pole: &script::Pole) -> rows::Pole {
    rows::Pole {
        id: scene.id("pole", pole.code),
        name: scene.words.of(&format!("pole.{}", pole.code)),
        purpose: scene.words.of(&format!("pole.{}.purpose", pole.code)),
        pictogram: pole_pictogram(scene.script.template, pole.code),
        members: pole.members.iter().map(|who| person(who)).collect(),
        referent: pole.referent.map(person),
        deputy: pole.deputy.map(person),
    }
}

fn mission_row(scene: &Scene, mission: &script::Mission) -> rows::Mission {
    rows::Mission {
        id: scene.id("mission", mission.title),
        pole: scene.id("pole", mission.pole),
        title: set(mission.title),
        person: mission.who.map(person),
        phase: phase_of(mission.pole).map(|kind| scene.id("phase", kind.code())),
        due_on: mission.due.map(|day| scene.calendar.day(day)),
        state: mission.state.code(),
        // Most were taken when the pôles were formed.
        created_at: scene.calendar.at(scene.calendar.day(Day(4, Mon)), (11, 40)),
    }
}

/// What a pôle is mostly busy with; the one that keeps the accounts is at work in every phase.
fn phase_of(pole: &str) -> Option<PhaseKind> {
    Some(match pole {
        "creation" | "communication" => PhaseKind::Offer,
        "confection" | "cuisine" => PhaseKind::Production,
        "atelier" | "salle" => PhaseKind::Organisation,
        "vente" | "traiteur" => PhaseKind::Sales,
        _ => return None,
    })
}

fn product_row(scene: &Scene, product: &script::Product) -> rows::Product {
    rows::Product {
        id: scene.id("product", product.code),
        name: product.name.to_owned(),
        pictogram: product.pictogram,
        unit: product.unit,
        price: product.price,
        material: product.material,
    }
}

fn invitation(scene: &Scene) -> rows::Invitation {
    let made_at = scene.calendar.now - Duration::hours(30);
    rows::Invitation {
        id: scene.id_at(made_at, "invitation", ""),
        token_hash: crate::platform::token::Token::random().hash(),
        made_by: person(scene.script.facilitators[0]),
        made_at,
        expires_at: made_at + Duration::hours(120),
    }
}
