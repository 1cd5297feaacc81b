//! A photo on a page, and the form that puts one there.

use super::{
    actions::{AddPhoto, RemovePhoto},
    store::About,
};
use crate::app::{
    i18n::*,
    paths,
    ui::form::{ButtonForm, FileField, Form, Submit, Typed},
};
use leptos::{prelude::*, server_fn::ServerFn};
use uuid::Uuid;

/// A photo with its size, so that nothing jumps when it comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Picture {
    pub id: Uuid,
    pub width: i64,
    pub height: i64,
}

impl Picture {
    /// From the columns of a query that may have found none.
    pub fn of(id: Option<Uuid>, width: Option<i64>, height: Option<i64>) -> Option<Self> {
        Some(Self { id: id?, width: width?, height: height? })
    }
}

/// The picture, fetched when it comes into sight.
pub fn picture(slug: &str, picture: Picture, alt: String, class: &'static str) -> AnyView {
    view! {
        <img class=class src=paths::photo(slug, picture.id) alt=alt width=picture.width.to_string() height=picture.height.to_string()
            loading="lazy" decoding="async"/>
    }
    .into_any()
}

/// The form that gives something a photo, or another one, or none.
pub fn photo_form(typed: Typed, slug: &str, (about, of): (About, Uuid), has_one: bool) -> AnyView {
    let locale = typed.locale;
    let remove = has_one.then(|| {
        let fields = vec![("cohort", slug.to_owned()), ("about", about.code().to_owned()), ("of", of.to_string())];
        let label = td_string!(locale, stock.photo.remove);
        view! { <ButtonForm action=RemovePhoto::url() fields=fields label=label icon="cross"/> }
    });
    let label = if has_one {
        td_string!(locale, stock.photo.replace).to_string()
    } else {
        td_string!(locale, stock.photo.add).to_string()
    };
    view! {
        <Form typed=typed.clone() action=AddPhoto::url() cohort=slug.to_owned() creates=true files=true id="photo-form">
            <input type="hidden" name="about" value=about.code()/>
            <input type="hidden" name="of" value=of.to_string()/>
            <FileField typed=typed name="photo" label=td_string!(locale, stock.photo.file) hint=td_string!(locale, stock.photo.hint) accept="image/jpeg,image/png,image/webp"/>
            <Submit label=label icon="plus" class="button secondary"/>
        </Form>
        {remove}
    }
    .into_any()
}
