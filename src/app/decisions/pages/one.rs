//! One decision: the question, the vote, and what came of it.

use super::{
    super::{
        actions::{Close, Open, Remove, Vote},
        policy,
        store::{self, Decision, State, ballots},
        words as said,
    },
    badge, head, paragraphs, proposed,
};
use crate::{
    app::{
        access::Member,
        capitalisation::view::kept_about,
        i18n::*,
        paths,
        ui::{
            form::{ButtonForm, Choice, Choices, DayField, Form, Select, Submit, TextArea, Typed},
            frame::{Frame, Group},
            icon::Icon,
        },
        visit::{Visit, page},
        words,
    },
    domain::{
        capitalisation::{About, AboutKind},
        vote::{Ballot, ConsentBallot, Electorate, MajorityBallot, Method, Tally},
    },
    platform::error::AppError,
};
use chrono::NaiveDate;
use leptos::{prelude::*, server_fn::ServerFn};

#[component]
pub fn DecisionPage() -> impl IntoView {
    page(decision)
}

/// A decision and what its reader may know of it.
struct Shown {
    locale: Locale,
    member: Member,
    today: NaiveDate,
    decision: Decision,
    own: Option<Ballot>,
    result: Option<Tally>,
    signed: Vec<(String, Ballot)>,
}

async fn decision(visit: Visit) -> Result<AnyView, AppError> {
    let member = visit.member().await?;
    let shown = Shown::read(&visit, member).await?;
    let group = Group::load(&visit, &shown.member).await?;
    let (voting, closing) = (visit.typed("decisions/vote").await?, visit.typed("decisions/close").await?);
    let (head, facts) = (head(shown.locale, shown.slug(), shown.decision.title.clone()), shown.facts());
    let details = paragraphs(&shown.decision.details);
    let about = About { kind: AboutKind::Decision, id: shown.decision.id };
    let kept = kept_about(&visit, &shown.member, about).await?;
    let (result, vote, steps) = (shown.outcome(), shown.vote(voting), shown.steps(closing));
    Ok(view! {
        <Frame visit=visit title=shown.decision.title.clone() group=group place="decisions">
            {head}
            {details}
            {result}
            {vote}
            {facts}
            {kept}
            {steps}
        </Frame>
    }
    .into_any())
}

impl Shown {
    async fn read(visit: &Visit, member: Member) -> Result<Self, AppError> {
        let mut db = visit.state.db.read().acquire().await?;
        let today = member.cohort.today(visit.now());
        let decision = store::decision(&mut db, &member, visit.id("decision")?).await?;
        Ok(Self {
            locale: visit.locale,
            today,
            own: ballots::own(&mut *db, &member, &decision).await?,
            result: ballots::result(&mut db, &member, &decision, today).await?,
            signed: ballots::signed(&mut *db, &member, &decision, today).await?,
            decision,
            member,
        })
    }

    fn slug(&self) -> &str {
        &self.member.cohort.slug
    }

    fn fields(&self) -> Vec<(&'static str, String)> {
        vec![("cohort", self.slug().to_owned()), ("decision", self.decision.id.to_string())]
    }

    fn facts(&self) -> AnyView {
        let (locale, decision) = (self.locale, &self.decision);
        let near = |day| words::day_near(locale, day, self.today);
        let secrecy = match decision.secret {
            true => td_string!(locale, decisions.secret_vote).to_string(),
            false => td_string!(locale, decisions.open_vote).to_string(),
        };
        let who = match decision.electorate {
            Electorate::Entrepreneurs => td_string!(locale, decisions.entrepreneurs).to_string(),
            Electorate::Members => td_string!(locale, decisions.members).to_string(),
        };
        let mut facts = vec![
            (td_string!(locale, decisions.method).to_string(), said::method(locale, decision.method)),
            (td_string!(locale, decisions.ballots_are).to_string(), secrecy),
            (td_string!(locale, decisions.who_votes).to_string(), who),
            (td_string!(locale, decisions.needed_short).to_string(), decision.needed.to_string()),
        ];
        if decision.state != State::Proposed {
            facts.push((td_string!(locale, decisions.have_voted).to_string(), decision.voted.to_string()));
        }
        if let Some(day) = decision.closes_on {
            facts.push((td_string!(locale, decisions.last_day_short).to_string(), near(day)));
        }
        if let Some(day) = decision.review_on {
            facts.push((td_string!(locale, decisions.review_short).to_string(), near(day)));
        }
        let facts =
            facts.into_iter().map(|(name, value)| view! { <div><dt>{name}</dt><dd>{value}</dd></div> }).collect_view();
        let minutes = decision.minutes.map(|id| view! {
            <p><a class="link" href=paths::minutes(self.slug(), id)>{td_string!(locale, decisions.minutes.read)}</a></p>
        });
        let options = (!decision.options.is_empty() && decision.state == State::Proposed).then(|| {
            let names = decision
                .options
                .iter()
                .map(|option| view! { <li dir="auto">{option.title.clone()}</li> })
                .collect_view();
            view! { <h2>{td_string!(locale, decisions.the_options)}</h2><ul>{names}</ul> }
        });
        view! {
            <section class="section">
                {options}
                <h2>{td_string!(locale, decisions.about)}</h2>
                <p>{badge(locale, decision, self.today)} " " {proposed(locale, decision, self.today)}</p>
                <dl class="facts">{facts}</dl>
                {minutes}
            </section>
        }
        .into_any()
    }

    /// What came of it, in words; who voted what, when that was to be seen.
    fn outcome(&self) -> Option<AnyView> {
        let (locale, tally) = (self.locale, self.result.as_ref()?);
        let class = if tally.decides() { "notice done" } else { "notice wait" };
        let icon = if tally.decides() { "check" } else { "info" };
        let sentence = said::result(locale, &self.decision, tally);
        let again = matches!(tally, Tally::TooFew { .. })
            .then(|| view! { <p>{td_string!(locale, decisions.results.again)}</p> });
        let words = (!self.decision.outcome.is_empty()).then(|| {
            view! {
                <h3>{td_string!(locale, decisions.in_our_words)}</h3> {paragraphs(&self.decision.outcome)}
            }
        });
        let lines = self
            .signed
            .iter()
            .map(|(name, ballot)| {
                let ballot = said::ballot(locale, ballot, &self.decision.options);
                view! { <li><b>{words::person(locale, name)}</b> " : " {ballot}</li> }
            })
            .collect_view();
        let signed = (!self.signed.is_empty()).then(|| view! {
            <details class="more"><summary>{td_string!(locale, decisions.who_voted_what)}</summary><ul>{lines}</ul></details>
        });
        Some(
            view! {
                <section class="section">
                    <h2>{td_string!(locale, decisions.outcome)}</h2>
                    <div class=class><Icon name=icon/><div><p><b>{sentence}</b></p>{again}</div></div>
                    {words}
                    {signed}
                </section>
            }
            .into_any(),
        )
    }

    /// The ballot, for who has a vote, while one can vote.
    fn vote(&self, typed: Typed) -> Option<AnyView> {
        let (locale, decision) = (self.locale, &self.decision);
        if !decision.takes_votes(self.today) || !self.member.cohort.state.takes_plan() {
            return None;
        }
        if !policy::has_a_vote(&self.member, decision) {
            return Some(view! { <p class="hint">{td_string!(locale, decisions.no_vote)}</p> }.into_any());
        }
        if decision.secret && decision.has_voted {
            return Some(view! {
                <div class="notice done"><Icon name="lock"/><div><p>{td_string!(locale, decisions.voted_in_secret)}</p></div></div>
            }.into_any());
        }
        let before = self.own.as_ref().map(|own| {
            let own = said::ballot(locale, own, &decision.options);
            view! { <p>{td_string!(locale, decisions.your_vote, vote = own).to_string()}</p> }
        });
        let warning = match decision.secret {
            true => td_string!(locale, decisions.secret_warning).to_string(),
            false => td_string!(locale, decisions.open_warning).to_string(),
        };
        let icon = if decision.secret { "lock" } else { "eye" };
        let label = match decision.has_voted {
            true => td_string!(locale, decisions.vote_again).to_string(),
            false => td_string!(locale, decisions.vote).to_string(),
        };
        let (slug, id, ballot) = (self.slug().to_owned(), decision.id.to_string(), self.ballot(&typed));
        Some(
            view! {
                <section class="section">
                    <h2>{td_string!(locale, decisions.your_turn)}</h2>
                    {before}
                    <Form typed=typed action=Vote::url() cohort=slug>
                        <input type="hidden" name="decision" value=id/>
                        {ballot}
                        <div class="notice info"><Icon name=icon/><div><p>{warning}</p></div></div>
                        <Submit label=label/>
                    </Form>
                </section>
            }
            .into_any(),
        )
    }

    fn ballot(&self, typed: &Typed) -> AnyView {
        let locale = self.locale;
        let options = match self.decision.method {
            Method::Ranking => return self.places(typed),
            Method::Consent => {
                let icon = |ballot| if ballot == ConsentBallot::Agree { "check" } else { "question" };
                let all = ConsentBallot::ALL.iter();
                all.map(|one| Choice::new(one.code(), said::consent(locale, *one)).icon(icon(*one))).collect()
            }
            Method::Majority => {
                let icon = |ballot| match ballot {
                    MajorityBallot::For => "check",
                    MajorityBallot::Against => "cross",
                    MajorityBallot::Abstain => "minus",
                };
                let all = MajorityBallot::ALL.iter();
                all.map(|one| Choice::new(one.code(), said::majority(locale, *one)).icon(icon(*one)))
                    .collect::<Vec<_>>()
            }
        };
        let chosen = self.own.iter().map(Ballot::code).collect();
        view! { <Choices typed=typed.clone() name="ballot" legend=td_string!(locale, decisions.what_do_you_say) options=options chosen=chosen/> }
            .into_any()
    }

    /// A place for each option; those without one come last.
    fn places(&self, typed: &Typed) -> AnyView {
        let locale = self.locale;
        let none = (String::new(), td_string!(locale, decisions.no_place).to_string());
        let count = self.decision.options.len();
        let places: Vec<(String, String)> =
            std::iter::once(none).chain((1..=count).map(|place| (place.to_string(), place.to_string()))).collect();
        let place = |id| match &self.own {
            Some(Ballot::Ranking(ids)) => ids.iter().position(|one| *one == id).map(|at| (at + 1).to_string()),
            _ => None,
        };
        let fields = self.decision.options.iter().map(|option| view! {
            <Select typed=typed.clone() name=format!("rank[{}]", option.id) label=option.title.clone() options=places.clone()
                value=place(option.id).unwrap_or_default()/>
        }).collect_view();
        let error = typed.error("rank");
        let class = if error.is_some() { "ranks has-error" } else { "ranks" };
        let error =
            error.map(|text| view! { <p class="error" id="rank-error"><Icon name="warning"/><span>{text}</span></p> });
        view! {
            <fieldset class=class id="rank" tabindex="-1">
                <legend>{td_string!(locale, decisions.give_places)}</legend>
                <p class="hint">{td_string!(locale, decisions.give_places_hint)}</p>
                {error}
                {fields}
            </fieldset>
        }
        .into_any()
    }

    /// What comes next, for who may do it.
    fn steps(&self, typed: Typed) -> Option<AnyView> {
        let (locale, facilitates) = (self.locale, self.member.role.is_facilitator());
        if !self.member.cohort.state.takes_plan() {
            return None;
        }
        match self.decision.state {
            State::Proposed if policy::writes(&self.member, &self.decision) => Some(self.before()),
            State::Open if facilitates => Some(self.closing(typed)),
            State::Proposed => {
                Some(view! { <p class="hint">{td_string!(locale, decisions.wait_opening)}</p> }.into_any())
            }
            _ => None,
        }
    }

    fn before(&self) -> AnyView {
        let locale = self.locale;
        let edit = paths::edit_decision(self.slug(), self.decision.id);
        let open = match self.member.role.is_facilitator() {
            true => view! {
                <p>{td_string!(locale, decisions.open_why)}</p>
                <ButtonForm action=Open::url() fields=self.fields() label=td_string!(locale, decisions.open_it) icon="check" class="button"/>
            }.into_any(),
            false => view! { <p>{td_string!(locale, decisions.wait_opening)}</p> }.into_any(),
        };
        view! {
            <section class="section">
                <h2>{td_string!(locale, decisions.next)}</h2>
                {open}
                <div class="actions"><a class="button secondary" href=edit><Icon name="edit"/><span>{td_string!(locale, decisions.change_link)}</span></a></div>
                <details class="more">
                    <summary>{td_string!(locale, decisions.remove_ask)}</summary>
                    <ButtonForm action=Remove::url() fields=self.fields() label=td_string!(locale, decisions.remove) icon="trash" class="button danger"/>
                </details>
            </section>
        }
        .into_any()
    }

    fn closing(&self, typed: Typed) -> AnyView {
        let locale = self.locale;
        let id = self.decision.id.to_string();
        let missing = (self.decision.voted < self.decision.needed).then(|| {
            let (voted, needed) = (self.decision.voted, self.decision.needed);
            view! { <p>{td_string!(locale, decisions.close_few, voted = voted, needed = needed).to_string()}</p> }
        });
        let form = view! {
            <Form typed=typed.clone() action=Close::url() cohort=self.slug().to_owned() id="close-form">
                <input type="hidden" name="decision" value=id/>
                {missing}
                <TextArea typed=typed.clone() name="outcome" label=td_string!(locale, decisions.outcome_words) hint=td_string!(locale, decisions.outcome_hint) rows=3 optional=true/>
                <DayField typed=typed.clone() name="review_on" legend=td_string!(locale, decisions.review) optional=true/>
                <Submit label=td_string!(locale, decisions.close) icon="lock" class="button"/>
            </Form>
        };
        view! {
            <section class="section">
                <h2>{td_string!(locale, decisions.close_title)}</h2>
                <p>{td_string!(locale, decisions.close_why)}</p>
                {form}
            </section>
        }
        .into_any()
    }
}
