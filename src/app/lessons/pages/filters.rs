//! Choosing among what other groups left, and turning its pages.

use crate::{
    app::{
        cohorts::template_words,
        i18n::*,
        lessons::{forms::Asked, words},
        paths,
        ui::{
            form::{Select, Submit, Typed},
            icon::Icon,
        },
    },
    domain::{
        lesson::{Season, Size},
        phase::PhaseKind,
        template::TemplateKind,
    },
};
use leptos::prelude::*;

/// What to see only: the same choices for lessons and for practices. It leads to the page at `action`.
pub fn filters(locale: Locale, action: String, asked: &Asked) -> AnyView {
    let typed = Typed::nothing(locale);
    let all = |rest: Vec<(String, String)>| {
        let all = (String::new(), td_string!(locale, capitalisation.all).to_string());
        std::iter::once(all).chain(rest).collect::<Vec<_>>()
    };
    let trades = TemplateKind::ALL.iter().map(|kind| (kind.code().to_owned(), words::trade(locale, *kind)));
    let phases = PhaseKind::ALL.iter().map(|kind| (kind.code().to_owned(), template_words::phase(locale, *kind)));
    let sizes = Size::ALL.iter().map(|size| (size.code().to_owned(), words::size(locale, *size)));
    let seasons = Season::ALL.iter().map(|season| (season.code().to_owned(), words::season(locale, *season)));
    let [trade, phase, size, season] = chosen(asked).map(|(_, code)| code.to_owned());
    view! {
        <form class="filters" method="get" action=action>
            <Select typed=typed.clone() name="trade" label=td_string!(locale, lessons.trade) options=all(trades.collect()) value=trade/>
            <Select typed=typed.clone() name="phase" label=td_string!(locale, capitalisation.phase) options=all(phases.collect()) value=phase/>
            <Select typed=typed.clone() name="size" label=td_string!(locale, lessons.size) options=all(sizes.collect()) value=size/>
            <Select typed name="season" label=td_string!(locale, lessons.season) options=all(seasons.collect()) value=season/>
            <Submit label=td_string!(locale, capitalisation.filter) icon="filter" class="button secondary"/>
        </form>
    }
    .into_any()
}

/// The filters by name, with what is chosen.
fn chosen(asked: &Asked) -> [(&'static str, &'static str); 4] {
    [
        ("trade", asked.trade.map_or("", TemplateKind::code)),
        ("phase", asked.phase.map_or("", PhaseKind::code)),
        ("size", asked.size.map_or("", Size::code)),
        ("season", asked.season.map_or("", Season::code)),
    ]
}

/// The pages before and after, of what `filters` let through.
pub fn steps(locale: Locale, action: &str, asked: &Asked, more: bool) -> AnyView {
    if asked.page == 1 && !more {
        return ().into_any();
    }
    let address = |page: i64| {
        let set = chosen(asked).into_iter().filter(|(_, code)| !code.is_empty());
        let path = set.fold(action.to_owned(), |path, (name, code)| paths::with(&path, name, code));
        paths::with(&path, "page", &page.to_string())
    };
    let before = (asked.page > 1).then(|| view! { <a class="button secondary" rel="prev" href=address(asked.page - 1)><Icon name="arrow-back"/><span>{td_string!(locale, capitalisation.before)}</span></a> });
    let after = more.then(|| view! { <a class="button secondary" rel="next" href=address(asked.page + 1)><span>{td_string!(locale, capitalisation.after)}</span><Icon name="arrow-next"/></a> });
    let label = td_string!(locale, lessons.page, page = asked.page).to_string();
    view! { <nav class="pages" aria-label="Pages">{before}<span>{label}</span>{after}</nav> }.into_any()
}
