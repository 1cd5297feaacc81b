//! The writes of orders: each is actor, form, policy, one transaction, one answer.

use super::{
    forms::{self, HostingForm, OrderForm, TaskForm, order_fields},
    policy,
    store::{self, Order, hosting, tasks},
};
use crate::{
    app::{
        access::Member,
        act::{Act, Go},
        paths, poles, production,
        sales::{book, store::NewSale},
        words::Notice,
    },
    domain::{
        order::OrderState,
        sale::{Channel, PaidBy},
    },
    platform::{db::Tx, error::AppError, form::RawForm, idempotency::Once},
};
use leptos::prelude::*;
use uuid::Uuid;

/// Takes an order down as a quote. Form: `kind`, `clientele`, `customer`, `contact`, `place`, `details`, `deliver_on`,
/// `deposit`, and its lines as in `sales/record`.
#[server(endpoint = "orders/create")]
pub async fn create_order(#[server(flatten)] form: RawForm) -> Result<(), AppError> {
    let act = Act::of("orders/create", form);
    act.answer(created(&act).await).await
}

async fn created(act: &Act) -> Result<Go, AppError> {
    let member = act.member().await?;
    member.cohort.takes_work()?;
    let products = production::store::products(act.state.db.read(), &member).await?;
    let today = member.cohort.today(act.now());
    let form = OrderForm::read(act.fields(&order_fields())?, &products, &member.cohort, today)?;
    let mut tx = act.begin().await?;
    let once = act.once(&mut tx).await?;
    if let Once::First(id) = once {
        store::insert(&mut tx, &member, id, &form, act.now()).await?;
    }
    act.finish(tx, once.id()).await?;
    Ok(Go::to(paths::order(&member.cohort.slug, once.id())).saying(Notice::OrderSaved))
}

/// Changes an order that is not delivered yet. Form: `order`, then as `orders/create`.
#[server(endpoint = "orders/save")]
pub async fn save_order(#[server(flatten)] form: RawForm) -> Result<(), AppError> {
    let act = Act::of("orders/save", form);
    act.answer(saved(&act).await).await
}

async fn saved(act: &Act) -> Result<Go, AppError> {
    let member = act.member().await?;
    let fields = act.fields(&order_fields())?;
    let mut tx = act.begin().await?;
    let order = named(act, &mut tx, &member).await?;
    member.cohort.takes_work()?;
    policy::change(&member, &order)?;
    let products = production::store::products(&mut *tx, &member).await?;
    let today = member.cohort.today(act.now());
    let first = order.deliver_on.map_or(today, |day| day.min(today));
    let form = OrderForm::read(fields, &products, &member.cohort, first)?;
    store::update(&mut tx, &member, order.id, &form).await?;
    act.finish(tx, order.id).await?;
    Ok(Go::to(paths::order(&member.cohort.slug, order.id)).saying(Notice::OrderSaved))
}

/// Takes an order one step on; a paid one becomes a sale. Form: `order`, `state`, `paid_by` when it is paid.
#[server(endpoint = "orders/step")]
pub async fn step_order(#[server(flatten)] form: RawForm) -> Result<(), AppError> {
    let act = Act::of("orders/step", form);
    act.answer(stepped(&act).await).await
}

async fn stepped(act: &Act) -> Result<Go, AppError> {
    let member = act.member().await?;
    let fields = act.fields(&["order", "state", "paid_by"])?;
    let mut tx = act.begin().await?;
    let order = named(act, &mut tx, &member).await?;
    member.cohort.takes_work()?;
    let (next, paid_by) = forms::step(fields)?;
    policy::step(&member, &order, next)?;
    store::step(&mut tx, &member, &order, next, member.cohort.today(act.now())).await?;
    if next == OrderState::Paid {
        paid(act, &mut tx, &member, &order, paid_by).await?;
    }
    act.finish(tx, order.id).await?;
    Ok(Go::to(paths::order(&member.cohort.slug, order.id)).saying(Notice::OrderStepped))
}

/// The sale that a paid order is, its whole total on the day on which it is paid.
async fn paid(act: &Act, tx: &mut Tx, by: &Member, order: &Order, paid_by: PaidBy) -> Result<(), AppError> {
    let sale = NewSale {
        id: Uuid::now_v7(),
        channel: Channel::Order,
        clientele: order.clientele,
        paid_by,
        sold_on: by.cohort.today(act.now()),
        order: Some(order.id),
        note: String::new(),
        lines: store::lines(&mut **tx, by, order).await?,
        total: order.total,
    };
    book::enter(tx, by, &sale, act.locale, act.now()).await
}

/// Says who does what for an order. Form: `order`, `what`, `person`, `due_on`.
#[server(endpoint = "orders/add-task")]
pub async fn add_order_task(#[server(flatten)] form: RawForm) -> Result<(), AppError> {
    let act = Act::of("orders/add-task", form);
    act.answer(task_added(&act).await).await
}

async fn task_added(act: &Act) -> Result<Go, AppError> {
    let member = act.member().await?;
    let fields = act.fields(&["order", "what", "person", "due_on"])?;
    let mut tx = act.begin().await?;
    let order = named(act, &mut tx, &member).await?;
    member.cohort.takes_work()?;
    let people: Vec<Uuid> = poles::store::people(&mut *tx, &member).await?.iter().map(|person| person.id).collect();
    let form = TaskForm::read(fields, &people, &member.cohort)?;
    let once = act.once(&mut tx).await?;
    if let Once::First(id) = once {
        tasks::insert(&mut tx, &member, &order, id, &form).await?;
    }
    act.finish(tx, once.id()).await?;
    Ok(Go::to(paths::order(&member.cohort.slug, order.id)).saying(Notice::TaskSaved))
}

/// Says that a task is done, or is not. Form: `task`, `done` (yes or no).
#[server(endpoint = "orders/tick-task")]
pub async fn tick_order_task(#[server(flatten)] form: RawForm) -> Result<(), AppError> {
    let act = Act::of("orders/tick-task", form);
    act.answer(task_ticked(&act).await).await
}

async fn task_ticked(act: &Act) -> Result<Go, AppError> {
    let member = act.member().await?;
    let done = act.fields(&["task", "done"])?.text("done") != "no";
    let task = act.object("task")?;
    let order = tasks::order_of(act.state.db.read(), &member, task).await?;
    member.cohort.takes_work()?;
    let mut tx = act.begin().await?;
    tasks::tick(&mut tx, &member, task, done).await?;
    act.finish(tx, task).await?;
    Ok(Go::to(paths::order(&member.cohort.slug, order)).saying(Notice::TaskSaved))
}

/// Takes a task away. Form: `task`.
#[server(endpoint = "orders/remove-task")]
pub async fn remove_order_task(#[server(flatten)] form: RawForm) -> Result<(), AppError> {
    let act = Act::of("orders/remove-task", form);
    act.answer(task_removed(&act).await).await
}

async fn task_removed(act: &Act) -> Result<Go, AppError> {
    let member = act.member().await?;
    act.fields(&["task"])?;
    let task = act.object("task")?;
    let order = tasks::order_of(act.state.db.read(), &member, task).await?;
    member.cohort.takes_work()?;
    let mut tx = act.begin().await?;
    tasks::delete(&mut tx, &member, task).await?;
    act.finish(tx, task).await?;
    Ok(Go::to(paths::order(&member.cohort.slug, order)).saying(Notice::TaskRemoved))
}

/// Empties who the customer was, once nothing is due any more. Form: `order`.
#[server(endpoint = "orders/forget-customer")]
pub async fn forget_customer(#[server(flatten)] form: RawForm) -> Result<(), AppError> {
    let act = Act::of("orders/forget-customer", form);
    act.answer(forgotten(&act).await).await
}

async fn forgotten(act: &Act) -> Result<Go, AppError> {
    let member = act.member().await?;
    act.fields(&["order"])?;
    let mut tx = act.begin().await?;
    let order = named(act, &mut tx, &member).await?;
    // Also after the end: somebody may ask at any time.
    policy::forget(&member, &order)?;
    store::forget(&mut tx, &member, order.id, member.cohort.today(act.now())).await?;
    act.finish(tx, order.id).await?;
    Ok(Go::to(paths::order(&member.cohort.slug, order.id)).saying(Notice::CustomerForgotten))
}

/// Says who hosts the group and until when. Form: `name`, `seat`, `number`, `contract_ends_on`, `commitment`.
#[server(endpoint = "orders/save-hosting")]
pub async fn save_hosting(#[server(flatten)] form: RawForm) -> Result<(), AppError> {
    let act = Act::of("orders/save-hosting", form);
    act.answer(hosting_saved(&act).await).await
}

async fn hosting_saved(act: &Act) -> Result<Go, AppError> {
    let facilitator = act.facilitator().await?;
    facilitator.cohort.takes_plan()?;
    let form = HostingForm::read(act.fields(&HostingForm::FIELDS)?)?;
    let mut tx = act.begin().await?;
    hosting::write(&mut tx, &facilitator, &form).await?;
    act.finish(tx, facilitator.cohort.id).await?;
    Ok(Go::to(paths::orders(&facilitator.cohort.slug)).saying(Notice::HostingSaved))
}

/// The order of the member's cohort that the form names.
async fn named(act: &Act, tx: &mut Tx, member: &Member) -> Result<Order, AppError> {
    store::order(&mut **tx, member, act.object("order")?).await
}
