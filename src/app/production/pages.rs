//! The pages of this feature.

use crate::{
    app::visit::{Visit, page},
    platform::error::AppError,
};
use leptos::prelude::*;

#[component]
pub fn ProductionPage() -> impl IntoView {
    page(shown)
}

async fn shown(_: Visit) -> Result<AnyView, AppError> {
    Err(AppError::NotFound)
}
