//! What people do once the group has ended: the question, and what was counted of the answers.

use crate::{
    app::{
        capitalisation::{figures::Facts, words as shown},
        figures::{
            actions::{TellAfterwards, WithdrawAfterwards},
            policy,
            store::afterwards as store,
            words,
        },
        i18n::*,
        ui::{
            form::{ButtonForm, Choice, Choices, Form, Submit},
            frame::{Frame, Group},
            icon::Icon,
        },
        visit::{Visit, page},
    },
    domain::{
        afterwards::{Moment, Situation},
        capitalisation::FigureCode,
        figures::Shown,
    },
    platform::error::AppError,
};
use leptos::{prelude::*, server_fn::ServerFn};

#[component]
pub fn AfterwardsPage() -> impl IntoView {
    page(question)
}

async fn question(visit: Visit) -> Result<AnyView, AppError> {
    let locale = visit.locale;
    let member = visit.member().await?;
    let group = Group::load(&visit, &member).await?;
    let moment = policy::asked(&member, member.cohort.today(visit.now()));
    let said = match moment {
        Some(moment) => store::own(visit.state.db.read(), &member, moment).await?,
        None => None,
    };
    let typed = visit.typed("figures/tell-afterwards").await?;
    let title = td_string!(locale, figures.afterwards.question).to_string();
    let slug = member.cohort.slug.clone();
    let options = Situation::ALL.iter().map(|one| Choice::new(one.code(), words::situation(locale, *one))).collect();
    let chosen = said.map(|said| said.code().to_owned()).into_iter().collect();
    let legend = title.clone();
    let form = moment.is_some().then(|| {
        view! {
            <Form typed=typed.clone() action=TellAfterwards::url() cohort=slug.clone() class="question">
                <Choices typed=typed name="situation" legend=legend hint=td_string!(locale, figures.afterwards.consent)
                    options=options chosen=chosen question=true/>
                <Submit label=td_string!(locale, figures.afterwards.keep)/>
            </Form>
        }
    });
    let back = said.map(|_| view! {
        <ButtonForm action=WithdrawAfterwards::url() fields=vec![("cohort", slug)] label=td_string!(locale, figures.afterwards.withdraw) icon="undo"/>
    });
    let closed = moment.is_none().then(|| view! {
        <div class="empty"><Icon name="clock" big=true/><h1>{title.clone()}</h1><p>{td_string!(locale, figures.afterwards.closed)}</p></div>
    });
    Ok(view! { <Frame visit title=title.clone() group=group place="today" form="figures/tell-afterwards">{form}{back}{closed}</Frame> }.into_any())
}

/// What was counted of the answers, moment by moment; nothing before nobody is asked any more.
pub fn afterwards(locale: Locale, slug: &str, facts: &Facts) -> Option<AnyView> {
    let tables = Moment::ALL.iter().filter_map(|moment| table(locale, slug, facts, *moment)).collect::<Vec<_>>();
    (!tables.is_empty()).then(|| {
        view! {
            <section class="section" id="afterwards"><h3>{td_string!(locale, figures.afterwards.title)}</h3>
                <p>{td_string!(locale, figures.afterwards.rule)}</p>{tables}</section>
        }
        .into_any()
    })
}

fn table(locale: Locale, slug: &str, facts: &Facts, moment: Moment) -> Option<AnyView> {
    let code = FigureCode::of_moment(moment);
    let counted = |code: &str| facts.released_of(code).next().map(|one| one.value.map_or(Shown::Hidden, Shown::Count));
    let all = counted(code.code())?;
    // A number may be hidden for the sake of another one, and be no small one.
    let told = |count: Shown| match count.count() {
        Some(count) => count.to_string(),
        None => td_string!(locale, capitalisation.not_shown).to_string(),
    };
    let row = |situation: &Situation| {
        let count = counted(&format!("{}.{}", code.code(), situation.code())).unwrap_or(Shown::Hidden);
        view! { <tr><th scope="row">{words::situation(locale, *situation)}</th><td class="num">{told(count)}</td></tr> }
    };
    let rows = Situation::ALL.iter().map(row).collect_view();
    let id = format!("{}-{slug}", code.code());
    Some(
        view! {
            <div class="table-scroll" role="region" aria-labelledby=id.clone() tabindex="0"><table class="table">
                <caption id=id.clone()>{words::moment(locale, moment)}</caption>
                <tbody>{rows}</tbody>
                <tfoot><tr><th scope="row">{td_string!(locale, figures.afterwards.total)}</th><td class="num">{shown::shown(locale, code, all)}</td></tr></tfoot>
            </table></div>
        }
        .into_any(),
    )
}
