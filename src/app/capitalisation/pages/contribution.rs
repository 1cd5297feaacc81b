//! What somebody said. Its speaker words it again, says who may read it, takes it back; who hears a voice may write it down.

use crate::{
    app::{
        access::Member,
        capitalisation::{
            actions::{Reword, WithdrawContribution},
            store::{self, Contribution, about},
            view::{body, scope},
            words,
        },
        i18n::*,
        paths,
        ui::{
            form::{ButtonForm, Form, Select, Submit, TextArea, Typed},
            frame::{Frame, Group},
            icon::Icon,
        },
        visit::{Visit, page},
    },
    domain::{capitalisation::Medium, caution, language::LANGUAGES},
    platform::error::AppError,
};
use leptos::{prelude::*, server_fn::ServerFn};

#[component]
pub fn ContributionPage() -> impl IntoView {
    page(contribution)
}

const ACTION: &str = "capitalisation/reword";

async fn contribution(visit: Visit) -> Result<AnyView, AppError> {
    let locale = visit.locale;
    let member = visit.member().await?;
    let said = store::contribution(visit.state.db.read(), &member, visit.id("id")?).await?;
    let group = Group::load(&visit, &member).await?;
    let typed = visit.typed(ACTION).await?;
    let about = about(&visit, &member, &said).await?;
    let mine = said.person == member.person;
    let writes = member.cohort.state.takes_words();
    let slug = member.cohort.slug.clone();
    let title = match mine {
        true => td_string!(locale, capitalisation.my_words).to_string(),
        false => words::kind(locale, said.kind),
    };
    let to_write = said.medium == Medium::Voice && said.text.is_empty();
    let word = (writes && (mine || to_write)).then(|| wording(&typed, &slug, &said, mine));
    let own = mine.then(|| own(locale, &slug, &said, writes));
    let cautions = mine.then(|| read_twice(locale, &caution::words_in(&said.text)));
    let icon = words::kind_icon(said.kind);
    let (body, scope) = (body(locale, &slug, &said), scope(locale, &said));
    Ok(view! {
        <Frame visit=visit title=title.clone() group=group place="notebook" form=ACTION>
            <header class="page-head">
                <p class="back"><a href=paths::capitalisation(&slug)><Icon name="arrow-back"/><span>{td_string!(locale, capitalisation.title)}</span></a></p>
                <h1>{title}</h1>
                {about}
            </header>
            {cautions}
            <article class=format!("contribution {icon}")>
                <header><Icon name=icon/><b>{words::kind(locale, said.kind)}</b></header>
                {body}
                <footer><span>{words::said_by(locale, &said)}</span>{scope}</footer>
            </article>
            {own}
            {word}
            {mine.then(|| take_back(locale, &slug, &said))}
        </Frame>
    }
    .into_any())
}

/// What it is about, with the way there; nothing once that has gone.
async fn about(visit: &Visit, member: &Member, said: &Contribution) -> Result<Option<AnyView>, AppError> {
    let (locale, slug) = (visit.locale, &member.cohort.slug);
    let Some(about) = said.about else { return Ok(None) };
    let thing = about::thing(visit.state.db.read(), member, about).await?;
    Ok(thing.map(|thing| {
        let name = words::thing(locale, &thing);
        view! {
            <p class="about"><Icon name=words::about_icon(about.kind)/>" "{td_string!(locale, giving.about)}" "
                <a class="link" href=words::about_path(slug, about) dir="auto">{name}</a></p>
        }
        .into_any()
    }))
}

/// What the speaker decides: who may read it. Before she has, it is hers.
fn own(locale: Locale, slug: &str, said: &Contribution, writes: bool) -> AnyView {
    let waits = said.consented_on.is_none();
    let notice = waits.then(|| {
        let why = match &said.typed_by {
            Some(_) => td_string!(locale, giving.typed_for_you).to_string(),
            None => td_string!(locale, giving.yours_so_far).to_string(),
        };
        view! { <div class="notice wait"><Icon name="clock"/><div><p>{why}</p></div></div> }
    });
    let (label, class) = match waits {
        true => (td_string!(locale, giving.choose_readers).to_string(), "button"),
        false => (td_string!(locale, giving.change_readers).to_string(), "button secondary"),
    };
    let choose = writes.then(|| {
        let href = paths::readers(slug, said.id);
        view! { <div class="actions"><a class=class href=href><Icon name="eye"/><span>{label}</span></a></div> }
    });
    view! { {notice}{choose} }.into_any()
}

/// The form that words it again, or writes down what a voice says.
fn wording(typed: &Typed, slug: &str, said: &Contribution, mine: bool) -> AnyView {
    let locale = typed.locale;
    let label = match (said.medium, mine) {
        (Medium::Voice, true) => td_string!(locale, giving.beside_voice).to_string(),
        (Medium::Voice, false) => td_string!(locale, giving.write_down).to_string(),
        (Medium::Text, _) => td_string!(locale, giving.words).to_string(),
        _ => td_string!(locale, giving.beside_picture).to_string(),
    };
    let summary = match said.text.is_empty() {
        true => td_string!(locale, giving.add_words).to_string(),
        false => td_string!(locale, giving.reword).to_string(),
    };
    let languages = LANGUAGES.iter().map(|language| (language.code.to_owned(), language.name.to_owned())).collect();
    let (cohort, id, text, language) = (slug.to_owned(), said.id.to_string(), said.text.clone(), said.language.clone());
    let (typed, open) = (typed.clone(), typed.is_back());
    view! {
        <details class="more" open=open><summary>{summary}</summary>
            <Form typed=typed.clone() action=Reword::url() cohort=cohort>
                <input type="hidden" name="contribution" value=id/>
                <TextArea typed=typed.clone() name="text" label=label value=text rows=6/>
                <Select typed=typed name="language" label=td_string!(locale, giving.language_of_words) options=languages value=language/>
                <Submit label=td_string!(locale, giving.save_words)/>
            </Form></details>
    }
    .into_any()
}

fn take_back(locale: Locale, slug: &str, said: &Contribution) -> AnyView {
    let fields = vec![("cohort", slug.to_owned()), ("contribution", said.id.to_string())];
    view! {
        <section class="section">
            <h2>{td_string!(locale, capitalisation.take_back)}</h2>
            <p>{td_string!(locale, capitalisation.take_back_why)}</p>
            <ButtonForm action=WithdrawContribution::url() fields=fields label=td_string!(locale, capitalisation.take_back_now) icon="trash" class="button danger"/>
        </section>
    }
    .into_any()
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
