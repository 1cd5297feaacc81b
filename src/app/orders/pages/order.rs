//! One order: where it stands and what is next, what is ordered, who does what.

use super::{
    super::{
        actions::{AddOrderTask, ForgetCustomer, RemoveOrderTask, StepOrder, TickOrderTask},
        policy, said,
        store::{
            self, Order, hosting,
            tasks::{self, Task},
        },
    },
    back_to_list, badge,
};
use crate::{
    app::{
        access::Member,
        bookings::{about::bookings_for, purpose::For},
        capitalisation::view::kept_about,
        i18n::*,
        paths,
        poles::store::{self as poles, Person},
        sales::{
            basket::{self, Line},
            said as sold,
        },
        ui::{
            form::{ButtonForm, Choice, Choices, DayField, Form, Select, Submit, TextField, Typed},
            frame::{Frame, Group},
            icon::Icon,
        },
        visit::{Visit, page},
        words,
    },
    domain::{
        capitalisation::{About, AboutKind},
        order::{Caution, OrderState},
        sale::PaidBy,
    },
    platform::error::AppError,
};
use chrono::NaiveDate;
use leptos::{prelude::*, server_fn::ServerFn};

#[component]
pub fn OrderPage() -> impl IntoView {
    page(order)
}

/// An order and all that its page says of it.
struct Shown {
    locale: Locale,
    member: Member,
    today: NaiveDate,
    order: Order,
    lines: Vec<Line>,
    tasks: Vec<Task>,
    people: Vec<Person>,
    /// What to talk about; nothing is known without the contract.
    cautions: Option<Vec<Caution>>,
}

const TASK: &str = "orders/add-task";

async fn order(visit: Visit) -> Result<AnyView, AppError> {
    let shown = Shown::load(&visit).await?;
    let group = Group::load(&visit, &shown.member).await?;
    let (step, task) = (visit.typed("orders/step").await?, visit.typed(TASK).await?);
    let (locale, order) = (visit.locale, &shown.order);
    let title = said::title(locale, order);
    let open = shown.member.cohort.state.takes_work();
    let next = open.then(|| shown.next(step));
    let table = basket::table(locale, &shown.lines, order.total);
    let head = view! { <header class="page-head">{back_to_list(locale, &shown.member.cohort.slug)}<h1 dir="auto">{title.clone()}</h1><p>{badge(locale, order)}</p></header> };
    let bookings = bookings_for(&visit, &shown.member, For::Order(order.id), order.state.may_change()).await?;
    let kept = kept_about(&visit, &shown.member, About { kind: AboutKind::Order, id: order.id }).await?;
    let parts = (shown.cautions(), shown.facts(), shown.papers(), shown.work(task, open), shown.forget());
    let (cautions, facts, papers, work, forget) = parts;
    Ok(view! {
        <Frame visit=visit title=title group=group place="orders" form=TASK>
            {head}
            {cautions}
            {next}
            {facts}
            {table}
            {papers}
            {work}
            {bookings}
            {kept}
            {forget}
        </Frame>
    }
    .into_any())
}

impl Shown {
    async fn load(visit: &Visit) -> Result<Self, AppError> {
        let member = visit.member().await?;
        let mut db = visit.state.db.read().acquire().await?;
        let order = store::order(&mut *db, &member, visit.id("order")?).await?;
        let host = hosting::find(&mut *db, &member).await?;
        Ok(Self {
            locale: visit.locale,
            today: member.cohort.today(visit.now()),
            lines: store::lines(&mut *db, &member, &order).await?,
            tasks: tasks::of(&mut *db, &member, &order).await?,
            people: poles::people(&mut *db, &member).await?,
            cautions: host.map(|host| host.terms().cautions(order.deliver_on, order.total)),
            member,
            order,
        })
    }

    fn fields(&self) -> Vec<(&'static str, String)> {
        vec![("cohort", self.member.cohort.slug.clone()), ("order", self.order.id.to_string())]
    }

    /// Said while it can still be talked about.
    fn cautions(&self) -> Option<AnyView> {
        let locale = self.locale;
        let open = self.order.state.may_change();
        let cautions = self.cautions.iter().flatten().filter(|_| open).map(|caution| {
            view! { <div class="notice wait"><Icon name="warning"/><div><p>{said::caution(locale, *caution)}</p></div></div> }
        });
        let missing = (open && self.cautions.is_none()).then(|| {
            view! { <div class="notice wait"><Icon name="warning"/><div><p>{td_string!(locale, orders.hosting.missing)}</p></div></div> }
        });
        Some(view! { {cautions.collect_view()}{missing} }.into_any())
    }

    /// A button for each step that is hers to take.
    fn next(&self, typed: Typed) -> Option<AnyView> {
        let (locale, order) = (self.locale, &self.order);
        let hand = policy::hand(&self.member, order);
        let may: Vec<OrderState> = order.state.next().filter(|next| order.state.may_step(*next, hand)).collect();
        if may.contains(&OrderState::Paid) {
            return Some(self.pay(typed));
        }
        let buttons = may.iter().enumerate().map(|(index, next)| {
            let mut fields = self.fields();
            fields.push(("state", next.code().to_owned()));
            let (_, icon) = said::look(*next);
            let class = match (index, next) {
                (_, OrderState::Cancelled) => "button small quiet",
                (0, _) => "button",
                _ => "button secondary",
            };
            view! { <ButtonForm action=StepOrder::url() fields=fields label=said::go(locale, *next) icon=icon class=class/> }
        });
        let edit = policy::changes(&self.member, order).then(|| {
            let href = paths::edit_order(&self.member.cohort.slug, order.id);
            view! { <a class="button secondary" href=href><Icon name="edit"/><span>{td_string!(locale, frame.change)}</span></a> }
        });
        let waits = (order.state == OrderState::Quote && may.is_empty())
            .then(|| view! { <p>{td_string!(locale, orders.others_confirm)}</p> });
        Some(view! { <div class="actions">{buttons.collect_view()}{edit}</div>{waits} }.into_any())
    }

    /// How it was paid, and the sale that follows.
    fn pay(&self, typed: Typed) -> AnyView {
        let (locale, order) = (self.locale, &self.order);
        let means: Vec<Choice> =
            PaidBy::ALL.iter().map(|by| Choice::new(by.code(), sold::paid_by(locale, *by))).collect();
        let (slug, id) = (self.member.cohort.slug.clone(), order.id.to_string());
        let left = (order.total - order.deposit).french();
        view! {
            <section class="section"><h2>{td_string!(locale, orders.pay)}</h2>
                <p>{td_string!(locale, orders.pay_why, left = left).to_string()}</p>
                <Form typed=typed.clone() action=StepOrder::url() cohort=slug id="pay">
                    <input type="hidden" name="order" value=id/>
                    <input type="hidden" name="state" value=OrderState::Paid.code()/>
                    <Choices typed=typed.clone() name="paid_by" legend=td_string!(locale, sales.how_paid) options=means chosen=vec![PaidBy::Other.code().to_owned()] two=true/>
                    <Submit label=said::go(locale, OrderState::Paid) icon="coins" class="button"/>
                </Form></section>
        }
        .into_any()
    }

    fn facts(&self) -> AnyView {
        let (locale, order) = (self.locale, &self.order);
        let day = order.deliver_on.map(|day| words::day_near(locale, day, self.today));
        let delivered = order.delivered_on.map(|day| words::day_near(locale, day, self.today));
        let deposit = (order.deposit.0 > 0).then(|| order.deposit.french());
        let some = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
        let facts = [
            (td_string!(locale, orders.customer), Some(said::customer(locale, &order.customer))),
            (td_string!(locale, orders.kind_short), Some(said::kind(locale, order.kind))),
            (td_string!(locale, sales.clientele), Some(sold::clientele(locale, order.clientele))),
            (td_string!(locale, orders.contact), some(&order.contact)),
            (td_string!(locale, orders.deliver_on), day),
            (td_string!(locale, orders.delivered_on), delivered),
            (td_string!(locale, orders.place), some(&order.place)),
            (td_string!(locale, orders.deposit), deposit),
            (td_string!(locale, orders.details), some(&order.details)),
        ];
        let facts = facts.into_iter().filter_map(|(name, value)| Some((name, value?))).map(|(name, value)| {
            view! { <div><dt>{name}</dt><dd dir="auto">{value}</dd></div> }
        });
        view! { <dl class="facts">{facts.collect_view()}</dl> }.into_any()
    }

    fn papers(&self) -> AnyView {
        let (locale, slug, id) = (self.locale, &self.member.cohort.slug, self.order.id);
        view! {
            <div class="actions">
                <a class="button secondary" href=paths::order_quote(slug, id)><Icon name="print"/><span>{td_string!(locale, orders.paper.quote)}</span></a>
                <a class="button secondary" href=paths::order_delivery(slug, id)><Icon name="print"/><span>{td_string!(locale, orders.paper.delivery)}</span></a>
            </div>
        }
        .into_any()
    }

    /// Who does what, and when.
    fn work(&self, typed: Typed, open: bool) -> AnyView {
        let locale = self.locale;
        let rows = self.tasks.iter().map(|task| self.task(task, open)).collect_view();
        let list = match self.tasks.is_empty() {
            true => view! { <p class="hint">{td_string!(locale, orders.no_tasks)}</p> }.into_any(),
            false => view! { <ul class="rows">{rows}</ul> }.into_any(),
        };
        let nobody = (String::new(), td_string!(locale, orders.nobody_yet).to_string());
        let people = self.people.iter().map(|person| (person.id.to_string(), person.name.clone()));
        let people: Vec<(String, String)> = std::iter::once(nobody).chain(people).collect();
        let back = typed.is_back();
        let (slug, id) = (self.member.cohort.slug.clone(), self.order.id.to_string());
        let add = open.then(|| view! {
            <details class="more" open=back><summary>{td_string!(locale, orders.add_task)}</summary>
                <Form typed=typed.clone() action=AddOrderTask::url() cohort=slug creates=true>
                    <input type="hidden" name="order" value=id/>
                    <TextField typed=typed.clone() name="what" label=td_string!(locale, orders.task) autocomplete="off"/>
                    <Select typed=typed.clone() name="person" label=td_string!(locale, orders.task_who) options=people optional=true/>
                    <DayField typed=typed.clone() name="due_on" legend=td_string!(locale, orders.task_when) optional=true/>
                    <Submit label=td_string!(locale, orders.add_task) icon="plus" class="button"/>
                </Form></details>
        });
        view! { <section class="section"><h2>{td_string!(locale, orders.tasks)}</h2>{list}{add}</section> }.into_any()
    }

    fn task(&self, task: &Task, open: bool) -> AnyView {
        let locale = self.locale;
        let who = self.people.iter().find(|person| Some(person.id) == task.person).map(|person| person.name.clone());
        let who = who.unwrap_or_else(|| td_string!(locale, orders.nobody_yet).to_string());
        let day = task.due_on.map(|day| words::day_near(locale, day, self.today));
        let note = [Some(who), day].into_iter().flatten().collect::<Vec<_>>().join(" · ");
        let fields = |done: Option<&str>| {
            let mut fields = vec![("cohort", self.member.cohort.slug.clone()), ("task", task.id.to_string())];
            fields.extend(done.map(|done| ("done", done.to_owned())));
            fields
        };
        let (class, icon, word, tick, done) = match task.done {
            true => {
                ("badge done", "check", td_string!(locale, poles.step_is_done), td_string!(locale, poles.untick), "no")
            }
            false => ("badge", "clock", td_string!(locale, poles.step_is_open), td_string!(locale, poles.tick), "yes"),
        };
        let tick_icon = if task.done { "undo" } else { "check" };
        let buttons = open.then(|| view! {
            <ButtonForm action=TickOrderTask::url() fields=fields(Some(done)) label=tick.to_string() icon=tick_icon/>
            <ButtonForm action=RemoveOrderTask::url() fields=fields(None) label=td_string!(locale, frame.remove).to_string() icon="trash" class="button small quiet"/>
        });
        view! {
            <li><div class="row"><span class=class><Icon name=icon/><span>{word.to_string()}</span></span>
                <span class="row-main" dir="auto"><b>{task.what.clone()}</b><span class="row-note">{note}</span></span>
                <span class="row-end">{buttons}</span></div></li>
        }
        .into_any()
    }

    /// Once nothing is due any more, nobody needs to know who the customer was.
    fn forget(&self) -> Option<AnyView> {
        let (locale, order) = (self.locale, &self.order);
        let may = policy::forget(&self.member, order).is_ok() && !order.customer.is_empty();
        may.then(|| {
            let label = td_string!(locale, orders.forget_go).to_string();
            view! { <section class="section"><h2>{td_string!(locale, orders.forget)}</h2><p>{td_string!(locale, orders.forget_why)}</p>
                <ButtonForm action=ForgetCustomer::url() fields=self.fields() label=label icon="trash" class="button danger"/></section> }
            .into_any()
        })
    }
}
