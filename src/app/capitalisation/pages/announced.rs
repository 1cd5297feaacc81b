//! What members are told will be published: there only while it is announced. Whoever has read it may say that she agrees.

use crate::{
    app::{
        access::Member,
        capitalisation::{
            actions::AgreeNote,
            article::article,
            reading,
            store::{
                note::{self, Note},
                versions,
            },
        },
        i18n::*,
        paths,
        ui::{form::ButtonForm, frame::Frame, icon::Icon},
        visit::{Visit, page},
    },
    domain::capitalisation::{NoteState, Scope},
    platform::error::AppError,
};
use leptos::prelude::*;
use leptos::server_fn::ServerFn;

#[component]
pub fn AnnouncedPage() -> impl IntoView {
    page(announced)
}

async fn announced(visit: Visit) -> Result<AnyView, AppError> {
    let locale = visit.locale;
    let (member, group, mut db) = visit.enter().await?;
    let note = note::note(&mut *db, &member).await?.filter(|note| note.state == NoteState::Announced);
    let note = note.ok_or(AppError::NotFound)?;
    let shown = reading::preview(&mut db, &member, &note, visit.now()).await?;
    let (agrees, _) = versions::agreed(&mut *db, &member, &note).await?;
    drop(db);
    let lead = td_string!(locale, capitalisation.announced_lead).to_string();
    let readers = match note.scope {
        Scope::Public => td_string!(locale, capitalisation.readers.public_hint).to_string(),
        _ => td_string!(locale, capitalisation.readers.partners_hint).to_string(),
    };
    Ok(view! {
        <Frame visit=visit title=note.title.clone() group=group place="notebook">
            <p class="back"><a href=paths::capitalisation(&member.cohort.slug)><Icon name="arrow-back"/><span>{td_string!(locale, capitalisation.title)}</span></a></p>
            <div class="notice wait"><Icon name="clock"/><div><p>{lead}</p><p>{readers}</p></div></div>
            {article(locale, &member.cohort, &shown, true)}
            {agreeing(locale, &member, &note, agrees)}
        </Frame>
    }
    .into_any())
}

fn agreeing(locale: Locale, member: &Member, note: &Note, agrees: bool) -> AnyView {
    if agrees {
        return view! { <p class="agreed"><Icon name="check"/><span>{td_string!(locale, capitalisation.you_agree)}</span></p> }.into_any();
    }
    let fields = vec![("cohort", member.cohort.slug.clone()), ("version", note.version.to_string())];
    view! {
        <section class="section"><h2>{td_string!(locale, capitalisation.do_you_agree)}</h2>
            <p>{td_string!(locale, capitalisation.agree_why)}</p>
            <ButtonForm action=AgreeNote::url() fields=fields label=td_string!(locale, capitalisation.agree) icon="check" class="button big"/></section>
    }
    .into_any()
}
