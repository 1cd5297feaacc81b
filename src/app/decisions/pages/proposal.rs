//! Making and changing a proposal.

use super::{
    super::{
        actions::{Change, Propose},
        forms::{OPTIONS, Voters},
        policy,
        store::{self, Decision},
        words as said,
    },
    head,
};
use crate::{
    app::{
        i18n::*,
        ui::{
            form::{Choice, Choices, DayField, Form, Submit, TextArea, TextField, Typed},
            frame::{Frame, Group},
        },
        visit::{Visit, page},
    },
    domain::vote::{Electorate, Method},
    platform::error::AppError,
};
use leptos::{prelude::*, server_fn::ServerFn};

#[component]
pub fn NewProposalPage() -> impl IntoView {
    page(new)
}

async fn new(visit: Visit) -> Result<AnyView, AppError> {
    let member = visit.member().await?;
    member.cohort.takes_plan()?;
    let group = Group::load(&visit, &member).await?;
    let voters = store::voters(visit.state.db.read(), &member).await?;
    let typed = visit.typed("decisions/propose").await?;
    let (locale, slug) = (visit.locale, member.cohort.slug.clone());
    let head = head(locale, &slug, td_string!(locale, decisions.propose_title).to_string());
    let fields = fields(&typed, None, voters);
    Ok(view! {
        <Frame visit=visit title=td_string!(locale, decisions.propose_title) group=group place="decisions" form="decisions/propose">
            {head}
            <Form typed=typed action=Propose::url() cohort=slug creates=true>
                {fields}
                <Submit label=td_string!(locale, decisions.propose_it)/>
            </Form>
        </Frame>
    }
    .into_any())
}

#[component]
pub fn EditProposalPage() -> impl IntoView {
    page(edit)
}

async fn edit(visit: Visit) -> Result<AnyView, AppError> {
    let member = visit.member().await?;
    let mut db = visit.state.db.read().acquire().await?;
    let decision = store::decision(&mut db, &member, visit.id("decision")?).await?;
    policy::write(&member, &decision)?;
    member.cohort.takes_plan()?;
    let voters = store::voters(&mut *db, &member).await?;
    drop(db);
    let group = Group::load(&visit, &member).await?;
    let typed = visit.typed("decisions/change").await?;
    let (locale, slug, id) = (visit.locale, member.cohort.slug.clone(), decision.id.to_string());
    let head = head(locale, &slug, td_string!(locale, decisions.change_title).to_string());
    let fields = fields(&typed, Some(&decision), voters);
    Ok(view! {
        <Frame visit=visit title=td_string!(locale, decisions.change_title) group=group place="decisions" form="decisions/change">
            {head}
            <Form typed=typed action=Change::url() cohort=slug>
                <input type="hidden" name="decision" value=id/>
                {fields}
                <Submit label=td_string!(locale, decisions.change_it)/>
            </Form>
        </Frame>
    }
    .into_any())
}

fn fields(typed: &Typed, now: Option<&Decision>, voters: Voters) -> AnyView {
    let locale = typed.locale;
    let text = |part: fn(&Decision) -> &String| now.map(|decision| part(decision).clone()).unwrap_or_default();
    let options: Vec<&str> =
        now.iter().flat_map(|decision| &decision.options).map(|option| option.title.as_str()).collect();
    view! {
        <TextField typed=typed.clone() name="title" label=td_string!(locale, decisions.what) hint=td_string!(locale, decisions.what_hint)
            value=text(|decision| &decision.title) autocomplete="off"/>
        <TextArea typed=typed.clone() name="details" label=td_string!(locale, decisions.details) hint=td_string!(locale, decisions.details_hint)
            value=text(|decision| &decision.details) optional=true/>
        {methods(typed, now)}
        <TextArea typed=typed.clone() name="options" label=td_string!(locale, decisions.options)
            hint=td_string!(locale, decisions.options_hint, min = OPTIONS.0, max = OPTIONS.1).to_string() value=options.join("\n") rows=3 optional=true/>
        {how(typed, now, voters)}
    }
    .into_any()
}

fn methods(typed: &Typed, now: Option<&Decision>) -> AnyView {
    let locale = typed.locale;
    let icon = |method| match method {
        Method::Consent => "heart-hands",
        Method::Majority => "team",
        Method::Ranking => "figures",
    };
    let options = Method::ALL.iter().map(|method| {
        Choice::new(method.code(), said::method(locale, *method))
            .icon(icon(*method))
            .hint(said::method_hint(locale, *method))
    });
    let chosen = now.map_or(Method::Consent, |decision| decision.method).code().to_owned();
    view! { <Choices typed=typed.clone() name="method" legend=td_string!(locale, decisions.how) options=options.collect() chosen=vec![chosen]/> }
        .into_any()
}

/// Open or secret, who votes, how many are needed, until when.
fn how(typed: &Typed, now: Option<&Decision>, voters: Voters) -> AnyView {
    let locale = typed.locale;
    let secrecy = vec![
        Choice::new("open", td_string!(locale, decisions.open_vote))
            .icon("eye")
            .hint(td_string!(locale, decisions.open_vote_hint)),
        Choice::new("secret", td_string!(locale, decisions.secret_vote))
            .icon("lock")
            .hint(td_string!(locale, decisions.secret_vote_hint)),
    ];
    let electorate = vec![
        Choice::new(
            "entrepreneurs",
            td_string!(locale, decisions.entrepreneurs_vote, count = voters.entrepreneurs).to_string(),
        ),
        Choice::new("members", td_string!(locale, decisions.members_vote, count = voters.members).to_string()),
    ];
    let secret = if now.is_some_and(|decision| decision.secret) { "secret" } else { "open" };
    let who = now.map_or(Electorate::Entrepreneurs, |decision| decision.electorate);
    let needed = now.map_or(voters.of(who) / 2 + 1, |decision| decision.needed);
    let legend = td_string!(locale, decisions.last_day).to_string();
    let last = match now.and_then(|decision| decision.closes_on) {
        Some(day) => {
            view! { <DayField typed=typed.clone() name="closes_on" legend=legend value=day optional=true/> }.into_any()
        }
        None => view! { <DayField typed=typed.clone() name="closes_on" legend=legend optional=true/> }.into_any(),
    };
    view! {
        <Choices typed=typed.clone() name="secrecy" legend=td_string!(locale, decisions.secrecy) options=secrecy chosen=vec![secret.to_owned()]/>
        <Choices typed=typed.clone() name="electorate" legend=td_string!(locale, decisions.electorate) hint=td_string!(locale, decisions.electorate_hint)
            options=electorate chosen=vec![who.code().to_owned()]/>
        <TextField typed=typed.clone() name="needed" label=td_string!(locale, decisions.needed) hint=td_string!(locale, decisions.needed_hint)
            value=needed.to_string() inputmode="numeric" class="short" autocomplete="off"/>
        {last}
    }
    .into_any()
}
