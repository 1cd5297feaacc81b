//! What a space asks of who books it: its facilitators say so, in words.

use super::{
    super::store,
    displacing::{After, done, make_room},
    spaces::edited,
};
use crate::{
    app::{
        act::{Act, Go},
        paths,
    },
    domain::{
        capacity::{Terms, parse_between},
        minutes::Minutes,
        problem::Problem,
    },
    platform::{
        error::AppError,
        form::{Fields, RawForm},
    },
};
use leptos::prelude::*;

/// Two weeks: the longest time before a booking that a space asks for.
const LONGEST: i64 = 20_160;

/// Says what a space asks. Form: `space`, `lead`, `cancel` and `hold` (minutes), `horizon` (days or none), `buffer`, `grace`
/// (a duration or none), `quota` (hours a week or none), `names` (yes or no).
#[server(endpoint = "spaces/save-terms")]
pub async fn save_terms(#[server(flatten)] form: RawForm) -> Result<(), AppError> {
    let act = Act::of("spaces/save-terms", form);
    act.answer(saved(&act).await).await
}

async fn saved(act: &Act) -> Result<Go, AppError> {
    let (facilitator, space) = edited(act).await?;
    let known = ["space", "lead", "horizon", "buffer", "cancel", "hold", "grace", "quota", "names", "agreed"];
    let terms = read(act.fields(&known)?)?;
    let mut tx = act.begin().await?;
    store::spaces::lock(&mut tx, space.id).await?;
    let changed = store::spaces::Space { terms, ..space };
    let displaced = make_room(act, &mut tx, After::of(&changed)).await?;
    store::opening::set_terms(&mut tx, &facilitator, changed.id, &changed.terms).await?;
    done(act, tx, changed.id, displaced, paths::space_terms(changed.id)).await
}

fn read(mut fields: Fields<'_>) -> Result<Terms, AppError> {
    let lead = fields.required("lead", |text| number(text, 0, LONGEST));
    let horizon = fields.optional("horizon", |text| number(text, 1, 366));
    let buffer = fields.optional("buffer", |text| duration(text, 0, 240));
    let cancel = fields.required("cancel", |text| number(text, 0, LONGEST));
    let hold = fields.required("hold", |text| number(text, 15, 2_880));
    let grace = fields.optional("grace", |text| duration(text, 5, 240));
    let quota = fields.optional("quota", quota);
    let names = fields.choice("names", |code| match code {
        "yes" => Some(true),
        "no" => Some(false),
        _ => None,
    });
    fields.finish(|| {
        Some(Terms {
            lead_minutes: lead?,
            horizon_days: horizon,
            buffer_minutes: buffer.unwrap_or(0),
            cancel_minutes: cancel?,
            hold_minutes: hold?,
            grace_minutes: grace,
            quota_minutes: quota,
            names_at_door: names?,
        })
    })
}

fn number(text: &str, min: i64, max: i64) -> Result<i64, Problem> {
    parse_between(text, min, max).map(i64::from)
}

/// "15", "15 min", "1 h 30": minutes from `min` to `max`.
fn duration(text: &str, min: i64, max: i64) -> Result<i64, Problem> {
    match Minutes::parse(text)?.0 {
        minutes if minutes < min => Err(Problem::NumberTooSmall { min }),
        minutes if minutes > max => Err(Problem::NumberTooLarge { max }),
        minutes => Ok(minutes),
    }
}

/// "6": hours a week. "7 h 30" is understood too.
fn quota(text: &str) -> Result<i64, Problem> {
    match parse_between(text, 1, 168) {
        Err(Problem::NotANumber) => duration(text, 15, 10_080),
        hours => hours.map(|hours| i64::from(hours) * 60),
    }
}
