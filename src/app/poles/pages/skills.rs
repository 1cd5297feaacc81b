//! La chaîne: know-how by person, and where it hangs on one. A picture for the group, never a score of people.

use super::super::{
    actions::{AddSkill, RemoveSkill, SaySkills, WithdrawSkills},
    store::{
        self, Person,
        skills::{self, Skill},
    },
    words,
};
use crate::{
    app::{
        access::Member,
        i18n::*,
        paths,
        ui::{
            form::{ButtonForm, Form, Select, Submit, TextField, Typed},
            frame::{Frame, Group},
            icon::Icon,
        },
        visit::{Visit, page},
    },
    domain::skill::{Held, Level, held},
    platform::error::AppError,
};
use leptos::{prelude::*, server_fn::ServerFn};
use uuid::Uuid;

#[component]
pub fn SkillsPage() -> impl IntoView {
    page(picture)
}

/// The group's know-how and what each says of herself.
struct Chain {
    locale: Locale,
    member: Member,
    people: Vec<Person>,
    skills: Vec<Skill>,
    lines: Vec<(Uuid, Uuid, Level)>,
}

async fn picture(visit: Visit) -> Result<AnyView, AppError> {
    let member = visit.member().await?;
    let group = Group::load(&visit, &member).await?;
    let chain = Chain::read(&visit, member).await?;
    let locale = visit.locale;
    let typed = visit.typed("poles/add-skill").await?;
    let (back, mine) = (paths::poles(chain.slug()), paths::my_skills(chain.slug()));
    let (fragile, table, list) = (chain.fragile(), chain.table(), chain.list(typed));
    let answer = (!chain.skills.is_empty() && chain.member.cohort.state.takes_plan()).then(|| {
        view! { <div class="actions"><a class="button" href=mine><Icon name="edit"/><span>{td_string!(locale, poles.skills.answer)}</span></a></div> }
    });
    Ok(view! {
        <Frame visit=visit title=td_string!(locale, poles.skills.title) group=group place="poles" form="poles/add-skill">
            <header class="page-head">
                <p class="back"><a href=back><Icon name="arrow-back"/><span>{td_string!(locale, poles.title)}</span></a></p>
                <h1>{td_string!(locale, poles.skills.title)}</h1>
                <p class="lead">{td_string!(locale, poles.skills.lead)}</p>
                {answer}
            </header>
            {fragile}
            {table}
            {list}
        </Frame>
    }
    .into_any())
}

impl Chain {
    async fn read(visit: &Visit, member: Member) -> Result<Self, AppError> {
        let mut db = visit.state.db.read().acquire().await?;
        Ok(Self {
            locale: visit.locale,
            people: store::people(&mut *db, &member).await?,
            skills: skills::all(&mut *db, &member).await?,
            lines: skills::lines(&mut *db, &member).await?,
            member,
        })
    }

    fn slug(&self) -> &str {
        &self.member.cohort.slug
    }

    fn said(&self, skill: &Skill) -> Vec<(Uuid, Level)> {
        self.lines.iter().filter(|(of, ..)| *of == skill.id).map(|(_, person, level)| (*person, *level)).collect()
    }

    fn names(&self, skill: &Skill, level: Level) -> Vec<&str> {
        let said = self.said(skill);
        let at = |person: &&Person| said.contains(&(person.id, level));
        self.people.iter().filter(at).map(|person| person.name.as_str()).collect()
    }

    fn name(&self, id: Uuid) -> String {
        self.people.iter().find(|person| person.id == id).map(|person| person.name.clone()).unwrap_or_default()
    }

    /// Where the chain would break, in sentences: what only one can do, with who is learning it.
    fn fragile(&self) -> Option<AnyView> {
        let locale = self.locale;
        if self.lines.is_empty() {
            return None;
        }
        let lines: Vec<AnyView> = self.skills.iter().filter_map(|skill| self.fragile_line(skill)).collect();
        Some(match lines.is_empty() {
            true => view! { <div class="notice done"><Icon name="check"/><div><p>{td_string!(locale, poles.skills.all_shared)}</p></div></div> }.into_any(),
            false => view! {
                <section class="section">
                    <h2>{td_string!(locale, poles.skills.fragile)}</h2>
                    <ul class="chain">{lines}</ul>
                </section>
            }
            .into_any(),
        })
    }

    fn fragile_line(&self, skill: &Skill) -> Option<AnyView> {
        let (locale, name) = (self.locale, skill.name.clone());
        let sentence = match held(&self.said(skill)) {
            Held::ByMany => return None,
            Held::ByOne(person) => {
                td_string!(locale, poles.skills.only_one, name = self.name(person), skill = name).to_string()
            }
            Held::ByNobody => td_string!(locale, poles.skills.nobody, skill = name).to_string(),
        };
        let learning = self.names(skill, Level::Learns);
        let learning = (!learning.is_empty())
            .then(|| td_string!(locale, poles.skills.learning, names = learning.join(", ")).to_string());
        Some(view! { <li><Icon name="link"/><span><b>{sentence}</b> " " {learning}</span></li> }.into_any())
    }

    fn table(&self) -> Option<AnyView> {
        let locale = self.locale;
        let levels = [Level::PassesOn, Level::Knows, Level::Learns];
        let heads = levels.map(|level| view! { <th scope="col">{words::level(locale, level)}</th> }).collect_view();
        let rows = self
            .skills
            .iter()
            .map(|skill| {
                let cells = levels
                    .map(|level| {
                        let names = self.names(skill, level).join(", ");
                        view! { <td data-label=words::level(locale, level)>{names}</td> }
                    })
                    .collect_view();
                let none = self
                    .said(skill)
                    .is_empty()
                    .then(|| view! { " " <small>{td_string!(locale, poles.skills.none_says)}</small> });
                view! { <tr><th scope="row" dir="auto">{skill.name.clone()}{none}</th>{cells}</tr> }
            })
            .collect_view();
        (!self.skills.is_empty()).then(|| {
            view! {
                <div class="table-scroll">
                    <table class="table stack">
                        <caption class="visually-hidden">{td_string!(locale, poles.skills.title)}</caption>
                        <thead><tr><th scope="col">{td_string!(locale, poles.skills.skill)}</th>{heads}</tr></thead>
                        <tbody>{rows}</tbody>
                    </table>
                </div>
            }
            .into_any()
        })
    }

    /// What the group names, and what a facilitator may take off.
    fn list(&self, typed: Typed) -> AnyView {
        let (locale, slug) = (self.locale, self.slug().to_owned());
        let empty = self.skills.is_empty().then(|| view! {
            <div class="empty"><Icon name="heart-hands" big=true/><h2>{td_string!(locale, poles.skills.empty)}</h2><p>{td_string!(locale, poles.skills.empty_why)}</p></div>
        });
        if !self.member.cohort.state.takes_plan() {
            return view! { {empty} }.into_any();
        }
        let removals = self
            .skills
            .iter()
            .map(|skill| {
                let label = td_string!(locale, poles.skills.remove, skill = skill.name.clone()).to_string();
                let fields = vec![("cohort", slug.clone()), ("skill", skill.id.to_string())];
                view! { <li><ButtonForm action=RemoveSkill::url() fields=fields label=label icon="trash"/></li> }
            })
            .collect_view();
        let removals = (self.member.role.is_facilitator() && !self.skills.is_empty()).then(|| {
            view! { <details class="more"><summary>{td_string!(locale, poles.skills.change_list)}</summary><ul class="removals">{removals}</ul></details> }
        });
        view! {
            {empty}
            <section class="section">
                <Form typed=typed.clone() action=AddSkill::url() cohort=slug creates=true>
                    <TextField typed=typed name="name" label=td_string!(locale, poles.skills.name) hint=td_string!(locale, poles.skills.name_hint) autocomplete="off"/>
                    <Submit label=td_string!(locale, poles.skills.add) icon="plus" class="button secondary"/>
                </Form>
                {removals}
            </section>
        }
        .into_any()
    }
}

#[component]
pub fn MySkillsPage() -> impl IntoView {
    page(mine)
}

async fn mine(visit: Visit) -> Result<AnyView, AppError> {
    let member = visit.member().await?;
    let group = Group::load(&visit, &member).await?;
    let chain = Chain::read(&visit, member).await?;
    let typed = visit.typed("poles/say-skills").await?;
    let (locale, slug, me) = (visit.locale, chain.slug().to_owned(), chain.member.person);
    let none = (String::new(), td_string!(locale, poles.skills.no_answer).to_string());
    let options: Vec<(String, String)> = std::iter::once(none)
        .chain(Level::ALL.iter().map(|level| (level.code().to_owned(), words::level(locale, *level))))
        .collect();
    let fields = chain.skills.iter().map(|skill| {
        let own = chain.said(skill).into_iter().find(|(person, _)| *person == me);
        let own = own.map(|(_, level)| level.code()).unwrap_or_default();
        view! { <Select typed=typed.clone() name=format!("level[{}]", skill.id) label=skill.name.clone() options=options.clone() value=own/> }
    }).collect_view();
    let withdrawn = vec![("cohort", slug.clone())];
    let said = chain.lines.iter().any(|(_, person, _)| *person == me).then(|| view! {
        <details class="more">
            <summary>{td_string!(locale, poles.skills.withdraw_ask)}</summary>
            <ButtonForm action=WithdrawSkills::url() fields=withdrawn label=td_string!(locale, poles.skills.withdraw) icon="trash" class="button danger"/>
        </details>
    });
    let back = paths::skills(&slug);
    let form = chain.member.cohort.state.takes_plan().then(|| {
        view! {
            <Form typed=typed action=SaySkills::url() cohort=slug>
                {fields}
                <Submit label=td_string!(locale, poles.skills.save)/>
            </Form>
        }
    });
    Ok(view! {
        <Frame visit=visit title=td_string!(locale, poles.skills.mine) group=group place="poles" form="poles/say-skills">
            <header class="page-head">
                <p class="back"><a href=back><Icon name="arrow-back"/><span>{td_string!(locale, poles.skills.short)}</span></a></p>
                <h1>{td_string!(locale, poles.skills.mine)}</h1>
                <p class="lead">{td_string!(locale, poles.skills.mine_lead)}</p>
            </header>
            {form}
            {said}
        </Frame>
    }
    .into_any())
}
