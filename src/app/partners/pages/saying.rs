//! Under the note that a partner reads: what she said of it, and, for a funder, the report on her desk.

use crate::{
    app::{
        access::Partner,
        i18n::*,
        partners::{
            actions::{AcceptReport, Ask, Remark, WithdrawRemark},
            store::said::{self, Question, Report},
        },
        ui::{
            form::{ButtonForm, Form, Submit, TextArea, Typed},
            icon::Icon,
        },
        visit::Visit,
        words,
    },
    domain::report::Standing,
    platform::{db::Reading, error::AppError},
};
use leptos::prelude::*;
use leptos::server_fn::ServerFn;

/// Both, read in two statements.
pub async fn saying(visit: &Visit, partner: &Partner, db: &mut Reading) -> Result<AnyView, AppError> {
    let reports = said::own_reports(&mut **db, partner).await?;
    let remarks = said::own_remarks(&mut **db, partner).await?;
    let (asking, remarking) = (visit.typed("partners/ask").await?, visit.typed("partners/remark").await?);
    let locale = visit.locale;
    let slug = partner.cohort.slug.clone();
    let desk = reports.iter().map(|report| desk(locale, &slug, report, &asking)).collect_view();
    let rows = remarks.iter().map(|remark| own(locale, &slug, remark)).collect_view();
    Ok(view! {
        {desk}
        <section class="section screen-only" id="remarks"><h2>{td_string!(locale, partners.saying.title)}</h2>
            <p>{td_string!(locale, partners.saying.lead)}</p>
            {rows}
            <Form typed=remarking.clone() action=Remark::url() cohort=slug creates=true>
                <TextArea typed=remarking name="text" label=td_string!(locale, partners.saying.ask) rows=3/>
                <Submit label=td_string!(locale, partners.saying.send) class="button"/>
            </Form>
        </section>
    }
    .into_any())
}

fn own(locale: Locale, slug: &str, remark: &said::Remark) -> AnyView {
    let fields = vec![("cohort", slug.to_owned()), ("remark", remark.id.to_string())];
    let label = td_string!(locale, partners.saying.withdraw).to_string();
    view! {
        <article class="card">
            <p class="row-note">{words::day(locale, remark.said_on)}</p>
            <p dir="auto">{remark.text.clone()}</p>
            {answered(locale, &remark.answer)}
            <div class="card-foot"><ButtonForm action=WithdrawRemark::url() fields=fields label=label icon="undo"/></div>
        </article>
    }
    .into_any()
}

/// What was answered, or that nothing is yet.
pub fn answered(locale: Locale, answer: &str) -> AnyView {
    if answer.is_empty() {
        return view! { <p class="hint">{td_string!(locale, partners.saying.no_answer)}</p> }.into_any();
    }
    view! { <p><b>{td_string!(locale, partners.saying.answer)}" "</b><span dir="auto">{answer.to_owned()}</span></p> }
        .into_any()
}

/// Where a report stands, as a badge.
pub fn badge(locale: Locale, standing: Standing) -> AnyView {
    let (class, icon, text) = match standing {
        Standing::Submitted => ("badge", "clock", td_string!(locale, partners.reports.submitted).to_string()),
        Standing::Asked(count) => {
            ("badge wait", "question", td_string!(locale, partners.reports.asked, count = count).to_string())
        }
        Standing::Accepted(day) => (
            "badge done",
            "check",
            td_string!(locale, partners.reports.accepted, day = words::day(locale, day)).to_string(),
        ),
    };
    view! { <p><span class=class><Icon name=icon/><span>{text}</span></span></p> }.into_any()
}

fn desk(locale: Locale, slug: &str, report: &Report, typed: &Typed) -> AnyView {
    let standing = report.standing();
    let day = words::day(locale, report.submitted_on);
    let told = td_string!(locale, partners.reports.received, edition = report.edition, day = day).to_string();
    let questions = report.questions.iter().map(|one| question(locale, one)).collect_view();
    let id = report.id.to_string();
    let fields = vec![("cohort", slug.to_owned()), ("report", id.clone())];
    let (slug, typed) = (slug.to_owned(), typed.clone());
    let open = standing.is_open().then(|| view! {
        <Form typed=typed.clone() action=Ask::url() cohort=slug creates=true id="ask">
            <input type="hidden" name="report" value=id/>
            <TextArea typed=typed name="question" label=td_string!(locale, partners.reports.ask) rows=2/>
            <Submit label=td_string!(locale, partners.reports.send) icon="question" class="button secondary"/>
        </Form>
        <ButtonForm action=AcceptReport::url() fields=fields label=td_string!(locale, partners.reports.accept).to_string() icon="check" class="button"/>
    });
    view! {
        <section class="section screen-only"><h2>{td_string!(locale, partners.reports.mine)}</h2>
            <p>{told}</p>{badge(locale, standing)}{questions}{open}</section>
    }
    .into_any()
}

fn question(locale: Locale, one: &Question) -> AnyView {
    view! {
        <article class="card">
            <p class="row-note">{words::day(locale, one.asked_on)}</p>
            <p dir="auto">{one.question.clone()}</p>
            {answered(locale, &one.answer)}
        </article>
    }
    .into_any()
}
