//! Who may read one's words, in pictures and sentences: asked once they are safe, and again whenever one likes.

use crate::{
    app::{
        capitalisation::{actions::ChangeContribution, store, view},
        i18n::*,
        paths,
        ui::{
            form::{Choice, Choices, Form, Submit, TextField, Typed},
            frame::{Frame, Group},
            icon::Icon,
        },
        visit::{Visit, page},
    },
    domain::capitalisation::{Scope, SignedAs},
    platform::error::AppError,
};
use leptos::{prelude::*, server_fn::ServerFn};

#[component]
pub fn ReadersPage() -> impl IntoView {
    page(readers)
}

const ACTION: &str = "capitalisation/change-contribution";

async fn readers(visit: Visit) -> Result<AnyView, AppError> {
    let locale = visit.locale;
    let member = visit.member().await?;
    let said = store::contribution(visit.state.db.read(), &member, visit.id("id")?).await?;
    if said.person != member.person {
        return Err(AppError::Forbidden);
    }
    member.cohort.takes_words()?;
    let group = Group::load(&visit, &member).await?;
    let typed = visit.typed(ACTION).await?;
    let slug = member.cohort.slug.clone();
    let title = td_string!(locale, capitalisation.ask_scope).to_string();
    // Nothing is ticked before she has answered: not to answer keeps words in the room.
    let chosen = said.consented_on.map(|_| said.scope.code().to_owned());
    let scopes = Scope::ALL.iter().map(|scope| view::scope_choice(locale, scope)).collect();
    let signature = signature(&typed, &member.name, said.signed_as, said.pseudonym);
    let back = paths::contribution(&slug, said.id);
    Ok(view! {
        <Frame visit=visit title=title.clone() group=group place="notebook" form=ACTION>
            <p class="back"><a href=back><Icon name="arrow-back"/><span>{td_string!(locale, giving.to_my_words)}</span></a></p>
            <Form typed=typed.clone() action=ChangeContribution::url() cohort=slug class="question">
                <input type="hidden" name="contribution" value=said.id.to_string()/>
                <Choices typed=typed name="scope" legend=title hint=td_string!(locale, giving.changeable).to_string() options=scopes chosen=chosen.into_iter().collect() question=true/>
                {signature}
                <Submit label=td_string!(locale, capitalisation.save_consent)/>
            </Form>
        </Frame>
    }
    .into_any())
}

/// By what one is, by one's name, or by another name.
fn signature(typed: &Typed, name: &str, signed_as: SignedAs, pseudonym: String) -> AnyView {
    let locale = typed.locale;
    let ways = vec![
        Choice::new(SignedAs::Role.code(), td_string!(locale, giving.sign_with_role)),
        Choice::new(SignedAs::Name.code(), td_string!(locale, capitalisation.sign_with_name))
            .hint(td_string!(locale, giving.sign_name_hint, name = name.to_owned()).to_string()),
        Choice::new(SignedAs::Pseudonym.code(), td_string!(locale, giving.sign_with_pseudonym)),
    ];
    let open = typed.is_back() || signed_as != SignedAs::Role;
    view! {
        <details class="more" open=open><summary>{td_string!(locale, giving.sign_more)}</summary>
            <Choices typed=typed.clone() name="signed_as" legend=td_string!(locale, capitalisation.signature) options=ways chosen=vec![signed_as.code().to_owned()]/>
            <TextField typed=typed.clone() name="pseudonym" label=td_string!(locale, giving.pseudonym) value=pseudonym optional=true autocomplete="off"/>
        </details>
    }
    .into_any()
}
