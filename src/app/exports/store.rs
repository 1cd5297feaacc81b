//! The SQL of the files, one statement a table. It selects the columns that a file may hold and no others: no seller, no
//! customer, no ballot and no note of a person leaves the database on this way.

pub mod learnt;

use super::table::{Rows, Value};
use crate::{
    app::access::Facilitator,
    domain::time::local,
    platform::{
        db::{Connection, Engine},
        error::AppError,
    },
};
use chrono::{DateTime, NaiveDate, Utc};
use sqlx::{Database, FromRow};
use uuid::Uuid;

type Read = Result<Rows, sqlx::Error>;

/// A row as its values, in the order of its columns.
trait Line {
    fn line(self) -> Vec<Value>;
}

macro_rules! lines {
    ($($($part:ident)+;)+) => {
        $(impl<$($part: Into<Value>),+> Line for ($($part,)+) {
            #[allow(non_snake_case)]
            fn line(self) -> Vec<Value> {
                let ($($part,)+) = self;
                vec![$($part.into()),+]
            }
        })+
    };
}

lines! {
    A B;
    A B C;
    A B C D;
    A B C D E;
    A B C D E F;
    A B C D E F G;
    A B C D E F G H;
    A B C D E F G H I J;
    A B C D E F G H I J K L;
    A B C D E F G H I J K L M;
}

/// The rows of the cohort that `sql` selects; `$1` is the cohort.
async fn read<T>(db: &mut Connection, by: &Facilitator, sql: &'static str) -> Read
where
    T: Line + Send + Unpin + for<'r> FromRow<'r, <Engine as Database>::Row>,
{
    let rows: Vec<T> = sqlx::query_as(sql).bind(by.cohort.id).fetch_all(db).await?;
    Ok(rows.into_iter().map(Line::line).collect())
}

pub async fn phases(db: &mut Connection, by: &Facilitator) -> Read {
    read::<(String, String, NaiveDate, NaiveDate, bool)>(
        db,
        by,
        "select name, kind, starts_on, ends_on, pinned from phase where cohort = $1 order by starts_on, ends_on, id",
    )
    .await
}

pub async fn poles(db: &mut Connection, by: &Facilitator) -> Read {
    read::<(String, String, Option<String>, Option<String>, i64)>(
        db,
        by,
        "select p.name, p.purpose, r.display_name, d.display_name,
                (select count(*) from pole_member m where m.pole = p.id)
         from pole p left join person r on r.id = p.referent left join person d on d.id = p.deputy
         where p.cohort = $1 order by p.position, p.id",
    )
    .await
}

pub async fn missions(db: &mut Connection, by: &Facilitator) -> Read {
    read::<(String, String, Option<String>, Option<String>, Option<NaiveDate>, String)>(
        db,
        by,
        "select m.title, o.name, p.display_name, f.name, m.due_on, m.state
         from mission m join pole o on o.id = m.pole left join person p on p.id = m.person left join phase f on f.id = m.phase
         where m.cohort = $1 order by o.position, m.created_at, m.id",
    )
    .await
}

/// The bookings, on the clock of each space.
pub async fn bookings(db: &mut Connection, by: &Facilitator) -> Result<Rows, AppError> {
    type Row = (
        String,
        String,
        Option<String>,
        DateTime<Utc>,
        DateTime<Utc>,
        String,
        i64,
        String,
        String,
        Option<i64>,
        Option<String>,
        bool,
    );
    let rows: Vec<Row> = sqlx::query_as(
        "select s.name, p.display_name, o.name, b.starts_at, b.ends_at, s.time_zone, b.people, b.purpose, b.state,
                c.number, m.title, b.series is not null
         from booking b join space s on s.id = b.space join person p on p.id = b.person left join pole o on o.id = b.pole
         left join customer_order c on c.id = b.customer_order left join mission m on m.id = b.mission
         where b.cohort = $1 and b.hold_until is null order by b.starts_at, b.id",
    )
    .bind(by.cohort.id)
    .fetch_all(db)
    .await?;
    let line = |(space, person, pole, from, to, zone, people, purpose, state, order, mission, repeats): Row| {
        let zone = zone.parse().map_err(|_| AppError::Internal)?;
        let (head, tail) = ((space, person, pole).line(), (people, purpose, state, order, mission, repeats).line());
        Ok(head.into_iter().chain(moment(from, to, zone)).chain(tail).collect())
    };
    rows.into_iter().map(line).collect()
}

/// Day and time of a beginning and an end, there.
pub fn moment(from: DateTime<Utc>, to: DateTime<Utc>, zone: chrono_tz::Tz) -> [Value; 4] {
    let ((first, starts), (last, ends)) = (local(from, zone), local(to, zone));
    [first.into(), starts.to_string().into(), last.into(), ends.to_string().into()]
}

pub async fn products(db: &mut Connection, by: &Facilitator) -> Read {
    read::<(String, String, i64, i64, bool, bool, Option<i64>, bool)>(
        db,
        by,
        "select name, unit, price_cents, material_cents, free_price, food, keeps_days, archived
         from product where cohort = $1 order by position, name, id",
    )
    .await
}

pub async fn variants(db: &mut Connection, by: &Facilitator) -> Read {
    read::<(String, String, bool)>(
        db,
        by,
        "select p.name, v.name, v.archived from product_variant v join product p on p.id = v.product
         where p.cohort = $1 order by p.position, p.name, p.id, v.position, v.name",
    )
    .await
}

pub async fn allergens(db: &mut Connection, by: &Facilitator) -> Read {
    read::<(String, String)>(
        db,
        by,
        "select p.name, a.allergen from product_allergen a join product p on p.id = a.product
         where p.cohort = $1 order by p.position, p.name, p.id, a.allergen",
    )
    .await
}

pub async fn recipes(db: &mut Connection, by: &Facilitator) -> Read {
    read::<(String, String, i64, String)>(
        db,
        by,
        "select p.name, m.name, l.quantity, m.unit
         from recipe_line l join product p on p.id = l.product join material m on m.id = l.material
         where p.cohort = $1 order by p.position, p.name, p.id, m.name",
    )
    .await
}

/// What was made, with how many people made it and how long they took together: minutes are each maker's own.
pub async fn records(db: &mut Connection, by: &Facilitator) -> Read {
    read::<(NaiveDate, String, i64, String, i64, i64)>(
        db,
        by,
        "select r.made_on, p.name, r.quantity, p.unit, count(m.person), cast(coalesce(sum(m.minutes), 0) as bigint)
         from record r join product p on p.id = r.product left join record_maker m on m.record = r.id
         where r.cohort = $1 and r.withdrawn_at is null
         group by r.id, r.made_on, r.created_at, p.name, r.quantity, p.unit order by r.made_on, r.created_at, r.id",
    )
    .await
}

pub async fn materials(db: &mut Connection, by: &Facilitator) -> Read {
    read::<(String, String, Option<i64>, i64, bool)>(
        db,
        by,
        "select t.name, t.unit, t.minimum, cast(coalesce(sum(m.quantity), 0) as bigint), t.archived
         from material t left join movement m on m.material = t.id
         where t.cohort = $1 group by t.id, t.name, t.unit, t.minimum, t.archived order by t.name, t.id",
    )
    .await
}

pub async fn movements(db: &mut Connection, by: &Facilitator) -> Read {
    read::<(NaiveDate, Option<String>, Option<String>, String, i64, Option<i64>, i64, Option<String>, String, bool)>(
        db,
        by,
        "select m.on_day, t.name, p.name, m.kind, m.quantity, m.grams, m.amount_cents, m.reason, m.note,
                m.reverses is not null
         from movement m left join material t on t.id = m.material left join product p on p.id = m.product
         where m.cohort = $1 order by m.on_day, m.entered_at, m.id",
    )
    .await
}

pub async fn purchases(db: &mut Connection, by: &Facilitator) -> Read {
    read::<(NaiveDate, String, String, i64, i64, String, Option<NaiveDate>)>(
        db,
        by,
        "select bought_on, what, supplier, total_cents, vat_cents, note, taken_back_on
         from purchase where cohort = $1 order by bought_on, entered_at, id",
    )
    .await
}

pub async fn lots(db: &mut Connection, by: &Facilitator) -> Read {
    read::<(i64, String, Option<String>, NaiveDate, Option<NaiveDate>, i64, String, Option<NaiveDate>)>(
        db,
        by,
        "select l.number, p.name, v.name, l.made_on, l.use_by, l.quantity, p.unit, l.taken_back_on
         from lot l join product p on p.id = l.product left join product_variant v on v.id = l.variant
         where l.cohort = $1 order by l.number",
    )
    .await
}

#[derive(FromRow)]
struct SaleLine {
    id: Uuid,
    sold_on: NaiveDate,
    channel: String,
    clientele: String,
    paid_by: String,
    number: Option<i64>,
    product: Option<String>,
    what: String,
    quantity: i64,
    price_cents: i64,
    amount_cents: i64,
    taken_back: bool,
}

/// Every line that was sold. Lines of one sale have the same number, which is its place in the file.
pub async fn sales(db: &mut Connection, by: &Facilitator) -> Read {
    let rows: Vec<SaleLine> = sqlx::query_as(
        "select s.id, s.sold_on, s.channel, s.clientele, s.paid_by, o.number, p.name as product, l.what, l.quantity,
                l.price_cents, l.amount_cents, s.taken_back_at is not null as taken_back
         from sale s join sale_line l on l.sale = s.id left join customer_order o on o.id = s.customer_order
         left join product p on p.id = l.product
         where s.cohort = $1 order by s.sold_on, s.sold_at, s.id, l.position",
    )
    .bind(by.cohort.id)
    .fetch_all(db)
    .await?;
    let (mut last, mut number) = (None, 0_i64);
    let line = |row: SaleLine| {
        number += i64::from(last != Some(row.id));
        last = Some(row.id);
        let head = (number, row.sold_on, row.channel, row.clientele, row.paid_by, row.number, row.product).line();
        let tail = (row.what, row.quantity, row.price_cents, row.amount_cents, row.taken_back).line();
        head.into_iter().chain(tail).collect()
    };
    Ok(rows.into_iter().map(line).collect())
}

pub async fn orders(db: &mut Connection, by: &Facilitator) -> Read {
    read::<(i64, String, String, String, Option<NaiveDate>, Option<NaiveDate>, i64, i64)>(
        db,
        by,
        "select o.number, o.kind, o.clientele, o.state, o.deliver_on, o.delivered_on, o.deposit_cents,
                cast(coalesce((select sum(l.amount_cents) from order_line l where l.customer_order = o.id), 0) as bigint)
         from customer_order o where o.cohort = $1 order by o.number",
    )
    .await
}

pub async fn order_lines(db: &mut Connection, by: &Facilitator) -> Read {
    read::<(i64, Option<String>, String, i64, i64, i64)>(
        db,
        by,
        "select o.number, p.name, l.what, l.quantity, l.price_cents, l.amount_cents
         from order_line l join customer_order o on o.id = l.customer_order left join product p on p.id = l.product
         where o.cohort = $1 order by o.number, l.position",
    )
    .await
}

pub async fn journal(db: &mut Connection, by: &Facilitator) -> Read {
    read::<(NaiveDate, String, i64, String, bool)>(
        db,
        by,
        "select on_day, account, amount_cents, what, reverses is not null
         from journal where cohort = $1 order by on_day, entered_at, id",
    )
    .await
}
