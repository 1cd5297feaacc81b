//! The work address: optional, of those who accompany or host.

use super::{actions::SaveAddress, store};
use crate::{
    app::{
        i18n::*,
        paths,
        ui::{
            form::{Form, Submit, TextField},
            frame::Frame,
            icon::Icon,
        },
        visit::{Visit, page},
    },
    platform::error::AppError,
};
use leptos::{prelude::*, server_fn::ServerFn};

const FORM: &str = "mail/save-address";

#[component]
pub fn AddressPage() -> impl IntoView {
    page(address)
}

async fn address(visit: Visit) -> Result<AnyView, AppError> {
    let signed = visit.signed()?.clone();
    let post = visit.state.post.as_ref().ok_or(AppError::NotFound)?;
    if !store::may_give(visit.state.db.read(), &signed).await? {
        return Err(AppError::Forbidden);
    }
    let sealed = store::sealed(visit.state.db.read(), &signed).await?;
    let own = sealed.and_then(|sealed| post.open(signed.person, &sealed).ok()).unwrap_or_default();
    let typed = visit.typed(FORM).await?;
    let locale = visit.locale;
    let title = td_string!(locale, waiting.mail.title).to_string();
    Ok(view! {
        <Frame visit=visit title=title.clone()>
            <header class="page-head">
                <p class="back"><a href=paths::ME><Icon name="arrow-back"/><span>{td_string!(locale, people.me.title)}</span></a></p>
                <h1>{title}</h1><p class="lead">{td_string!(locale, waiting.mail.lead)}</p>
            </header>
            <Form typed=typed.clone() action=SaveAddress::url()>
                <TextField typed=typed name="work_address" label=td_string!(locale, waiting.mail.label).to_string()
                    hint=td_string!(locale, waiting.mail.hint).to_string() value=own kind="email" autocomplete="email" optional=true/>
                <Submit label=td_string!(locale, waiting.mail.save).to_string()/>
            </Form>
        </Frame>
    }
    .into_any())
}
