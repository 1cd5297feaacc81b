//! One's own contribution: who may read it, how it is signed, taking it back.

use crate::{
    app::{
        capitalisation::{
            actions::{ChangeContribution, WithdrawContribution},
            store, words,
        },
        i18n::*,
        paths,
        ui::{
            form::{ButtonForm, Choice, Choices, Form, Submit},
            frame::{Frame, Group},
            icon::Icon,
        },
        visit::{Visit, page},
    },
    domain::{
        capitalisation::{Scope, SignedAs},
        caution,
    },
    platform::error::AppError,
};
use leptos::prelude::*;
use leptos::server_fn::ServerFn;

#[component]
pub fn ContributionPage() -> impl IntoView {
    page(contribution)
}

async fn contribution(visit: Visit) -> Result<AnyView, AppError> {
    let locale = visit.locale;
    let member = visit.member().await?;
    let said = store::contribution(visit.state.db.read(), &member, visit.id("id")?).await?;
    if said.person != member.person {
        return Err(AppError::Forbidden);
    }
    let group = Group::load(&visit, &member).await?;
    let typed = visit.typed("capitalisation/change-contribution").await?;
    let slug = member.cohort.slug.clone();
    let title = td_string!(locale, capitalisation.my_words).to_string();
    let choice = |scope: &Scope| {
        Choice::new(scope.code(), words::scope(locale, *scope))
            .hint(words::scope_hint(locale, *scope))
            .icon(words::scope_icon(*scope))
    };
    let scopes = Scope::ALL.iter().map(choice).collect();
    let by_name = Choice::new(SignedAs::Name.code(), td_string!(locale, capitalisation.sign_with_name))
        .hint(td_string!(locale, capitalisation.sign_hint, name = member.name.clone()).to_string());
    let signed = if said.signed_as == SignedAs::Name { vec![SignedAs::Name.code().to_owned()] } else { vec![] };
    let withdraw = vec![("cohort", slug.clone()), ("contribution", said.id.to_string())];
    let lines = said.text.lines().filter(|line| !line.trim().is_empty()).map(|line| view! { <p>{line.to_owned()}</p> });
    let lines = lines.collect_view();
    let icon = words::kind_icon(said.kind);
    let change = member.cohort.state.takes_words().then(|| view! {
        <Form typed=typed.clone() action=ChangeContribution::url() cohort=slug.clone()>
            <input type="hidden" name="contribution" value=said.id.to_string()/>
            <Choices typed=typed.clone() name="scope" legend=td_string!(locale, capitalisation.ask_scope) options=scopes chosen=vec![said.scope.code().to_owned()]/>
            <Choices typed=typed many=true name="signed_as" legend=td_string!(locale, capitalisation.signature) options=vec![by_name] chosen=signed/>
            <Submit label=td_string!(locale, capitalisation.save_consent)/>
        </Form>
    }.into_any());
    Ok(view! {
        <Frame visit=visit title=title.clone() group=group place="notebook" form="capitalisation/change-contribution">
            <header class="page-head">
                <p class="back"><a href=paths::capitalisation(&slug)><Icon name="arrow-back"/><span>{td_string!(locale, capitalisation.title)}</span></a></p>
                <h1>{title}</h1>
            </header>
            {read_twice(locale, &caution::words_in(&said.text))}
            <article class=format!("contribution {icon}")>
                <header><Icon name=icon/><b>{words::kind(locale, said.kind)}</b></header>
                <blockquote lang=said.language.clone() dir="auto">{lines}</blockquote>
            </article>
            <section class="section">{change}</section>
            <section class="section">
                <h2>{td_string!(locale, capitalisation.take_back)}</h2>
                <p>{td_string!(locale, capitalisation.take_back_why)}</p>
                <ButtonForm action=WithdrawContribution::url() fields=withdraw label=td_string!(locale, capitalisation.take_back_now) icon="trash" class="button danger"/>
            </section>
        </Frame>
    }
    .into_any())
}

/// Words that may harm somebody once others read them: said, not refused.
pub(super) fn read_twice(locale: Locale, found: &[&'static str]) -> AnyView {
    if found.is_empty() {
        return ().into_any();
    }
    let found = found.iter().map(|word| format!("«\u{a0}{word}\u{a0}»")).collect::<Vec<_>>().join(", ");
    view! {
        <div class="notice wait"><Icon name="warning"/><div>
            <p><b>{td_string!(locale, capitalisation.read_twice, words = found).to_string()}</b></p>
            <p>{td_string!(locale, capitalisation.read_twice_why)}</p></div></div>
    }
    .into_any()
}
