//! "When does it move to?", how the rest follows, and what would change: all by address, so that looking changes nothing.

use super::{
    super::{
        actions::{MovePlan, PinItem},
        forms::Move,
        said,
        whole::{Whole, fingerprint},
    },
    back, changes,
};
use crate::{
    app::{
        access::Facilitator,
        i18n::*,
        paths,
        ui::{
            form::{ButtonForm, Choice, Choices, DayField, Form, Submit, Summary, Typed},
            frame::{Frame, Group},
            icon::Icon,
        },
        visit::{Visit, page},
    },
    domain::plan::{self, Item, ItemKind, Policy, Preview},
    platform::{
        error::{AppError, FieldProblem},
        form::{Fields, RawForm},
    },
};
use leptos::{prelude::*, server_fn::ServerFn};

#[component]
pub fn MovePage() -> impl IntoView {
    page(moving)
}

async fn moving(visit: Visit) -> Result<AnyView, AppError> {
    let by = visit.facilitator().await?;
    by.cohort.takes_plan()?;
    let group = Group::load(&visit, &by).await?;
    let mut db = visit.state.db.read().acquire().await?;
    let whole = Whole::load(&mut db, &by, visit.now()).await?;
    let asked = asked(&visit);
    let item = whole.item(visit.id("item")?).cloned().ok_or(AppError::NotFound)?;
    let (typed, wanted) = read(&visit, &asked, &item)?;
    let shown = match wanted {
        None => None,
        Some(wanted) => match plan::preview(&whole.plan, &wanted.wanted, wanted.policy, whole.today) {
            Ok(preview) => {
                let stays = whole.stays(&mut db, &by, &preview.changes, visit.now()).await?;
                Some(seen(&visit, &by, &whole, &wanted, &preview, &stays))
            }
            Err(refused) => {
                let problem = FieldProblem { field: "first".to_owned(), problem: said::refusal(&whole, &refused) };
                let typed = Typed::answered(visit.locale, asked, vec![problem]);
                return Ok(drawn(visit, group, by, &whole, item, typed, None));
            }
        },
    };
    drop(db);
    Ok(drawn(visit, group, by, &whole, item, typed, shown))
}

/// The fields of the address, and nothing else of it.
fn asked(visit: &Visit) -> RawForm {
    let mut asked = visit.asked();
    asked.retain(|name, _| Move::FIELDS.contains(&name.as_str()));
    asked.insert("item".to_owned(), visit.param("item").into());
    asked
}

/// The form as it was asked, and the move when there is one to look at.
fn read(visit: &Visit, asked: &RawForm, item: &Item) -> Result<(Typed, Option<Move>), AppError> {
    if !asked.contains_key("first") && !asked.contains_key("policy") {
        return Ok((Typed::nothing(visit.locale), None));
    }
    match Move::parse(Fields::read(asked, &Move::FIELDS)?, item.last - item.first) {
        Ok(wanted) => Ok((Typed::answered(visit.locale, asked.clone(), Vec::new()), Some(wanted))),
        Err(AppError::Fields { problems }) => {
            visit.set_status(axum::http::StatusCode::UNPROCESSABLE_ENTITY);
            Ok((Typed::answered(visit.locale, asked.clone(), problems), None))
        }
        Err(other) => Err(other),
    }
}

fn drawn(
    visit: Visit,
    group: Group,
    by: Facilitator,
    whole: &Whole,
    item: Item,
    typed: Typed,
    shown: Option<AnyView>,
) -> AnyView {
    let locale = visit.locale;
    let slug = by.cohort.slug.clone();
    let name =
        whole.known.get(&item.id).map(|known| said::name(locale, known, by.cohort.time_zone)).unwrap_or_default();
    let title = td_string!(locale, planning.move_title, name = name).to_string();
    let now = td_string!(locale, planning.now, days = said::span(locale, item.dates())).to_string();
    let body = match item.kind {
        ItemKind::Deadline => view! { <p>{td_string!(locale, planning.set_by_others)}</p> }.into_any(),
        _ if item.pinned => view! { <p class="notice info"><Icon name="lock"/><span>{td_string!(locale, planning.is_pinned)}</span></p> }.into_any(),
        _ => question(&slug, &item, typed),
    };
    let pin = matches!(item.kind, ItemKind::Phase(_) | ItemKind::Event | ItemKind::CapitalisationDay)
        .then(|| pin(locale, &slug, &item));
    view! {
        <Frame visit=visit title=title.clone() group=group place="plan">
            <header class="page-head">
                {back(locale, &slug)}
                <h1>{title}</h1>
                <p class="lead">{now}</p>
            </header>
            {body}
            {shown}
            {pin}
        </Frame>
    }
    .into_any()
}

fn question(slug: &str, item: &Item, typed: Typed) -> AnyView {
    let locale = typed.locale;
    let is_phase = matches!(item.kind, ItemKind::Phase(_));
    let policies = Policy::ALL.iter().map(|policy| {
        let (name, why) = said::policy(locale, *policy);
        Choice::new(policy.code(), name).hint(why)
    });
    let last = is_phase.then(|| {
        view! {
            <DayField typed=typed.clone() name="last" legend=td_string!(locale, planning.last) value=item.last/>
        }
    });
    let first = if is_phase { td_string!(locale, planning.first) } else { td_string!(locale, planning.day) };
    view! {
        <form class="form" id="form" method="get" action=paths::move_item(slug, item.id)>
            <Summary typed=typed.clone()/>
            <DayField typed=typed.clone() name="first" legend=first value=item.first/>
            {last}
            <Choices typed=typed.clone() name="policy" legend=td_string!(locale, planning.how) options=policies.collect()
                chosen=vec![Policy::Push.code().to_owned()]/>
            <Submit label=td_string!(locale, planning.look) icon="eye" class="button secondary big"/>
        </form>
    }
    .into_any()
}

/// What would change, and the button that does it.
fn seen(
    visit: &Visit,
    by: &Facilitator,
    whole: &Whole,
    wanted: &Move,
    preview: &Preview,
    stays: &[super::super::whole::Stay],
) -> AnyView {
    let locale = visit.locale;
    let count = preview.changes.len() - stays.len();
    if count == 0 {
        return view! { <section class="section" id="preview"><h2>{td_string!(locale, planning.nothing)}</h2></section> }.into_any();
    }
    let wanted_is = [
        ("item", wanted.wanted.item.to_string()),
        ("first", wanted.wanted.first.to_string()),
        ("last", wanted.wanted.last.to_string()),
        ("policy", wanted.policy.code().to_owned()),
        ("seen", fingerprint(preview, stays)),
    ];
    let hidden = wanted_is.map(|(name, value)| view! { <input type="hidden" name=name value=value/> }).collect_view();
    view! {
        <section class="section" id="preview">
            <h2>{td_string!(locale, planning.would_change, count = count)}</h2>
            {changes(locale, whole, preview, stays, by.cohort.time_zone)}
            <Form typed=Typed::nothing(locale) action=MovePlan::url() cohort=by.cohort.slug.clone() creates=true id="apply">
                {hidden}
                <Submit label=td_string!(locale, planning.apply, count = count)/>
                <p class="hint">{td_string!(locale, planning.apply_hint)}</p>
            </Form>
        </section>
    }
    .into_any()
}

fn pin(locale: Locale, slug: &str, item: &Item) -> AnyView {
    let (value, label, icon) = match item.pinned {
        true => ("no", td_string!(locale, planning.unpin), "undo"),
        false => ("yes", td_string!(locale, planning.pin), "lock"),
    };
    let fields = vec![("cohort", slug.to_owned()), ("item", item.id.to_string()), ("pinned", value.to_owned())];
    view! {
        <section class="section">
            <p>{td_string!(locale, planning.pin_why)}</p>
            <ButtonForm action=PinItem::url() fields=fields label=label icon=icon class="button secondary"/>
            <p><a class="link" href=paths::deadlines(slug)>{td_string!(locale, planning.see_deadlines)}</a></p>
        </section>
    }
    .into_any()
}
