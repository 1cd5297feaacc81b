-- What was sold, what was ordered, what the till held. A sale is never deleted: taking it back leaves the row, with the day and
-- whoever did it, and the journal gets an opposite entry. Amounts are whole cents, quantities thousandths. A line keeps its words
-- and its price, for a product's name and price change later. The till's
-- expected sum is not stored: it follows from the count and the sales, and cannot drift. A customer is a third person: only
-- what delivery needs is kept, and it can be emptied. The hosting cooperative (CAE) is named on quotes and delivery notes.

create table hosting (
    cohort blob primary key references cohort (id) on delete cascade,
    name text not null,
    seat text not null,
    number text not null,
    contract_ends_on text,
    commitment_cents integer check (commitment_cents between 0 and 100000000000)
) strict, without rowid;

create table customer_order (
    id blob primary key check (length(id) = 16),
    cohort blob not null references cohort (id) on delete cascade,
    number integer not null,
    kind text not null check (kind in ('household', 'company', 'association', 'public_body')),
    clientele text not null check (clientele in ('community', 'new', 'unknown')),
    -- the customer: all four are empty once forgotten
    customer text not null,
    contact text not null default '',
    place text not null default '',
    details text not null default '',
    deliver_on text,
    deposit_cents integer not null default 0 check (deposit_cents between 0 and 100000000000),
    state text not null check (state in ('quote', 'confirmed', 'in_production', 'delivered', 'paid', 'cancelled')),
    taken_by blob not null references person (id),
    created_at text not null,
    delivered_on text,
    forgotten_on text,
    unique (cohort, number)
) strict, without rowid;
create index customer_order_cohort on customer_order (cohort, deliver_on);
create index customer_order_taker on customer_order (taken_by);

create table order_line (
    id blob primary key check (length(id) = 16),
    customer_order blob not null references customer_order (id) on delete cascade,
    position integer not null,
    product blob references product (id),
    what text not null,
    quantity integer not null check (quantity between 1 and 1000000000),
    price_cents integer not null check (price_cents between 0 and 100000000000),
    amount_cents integer not null check (amount_cents between 0 and 100000000000)
) strict, without rowid;
create index order_line_order on order_line (customer_order, position);

create table order_task (
    id blob primary key check (length(id) = 16),
    customer_order blob not null references customer_order (id) on delete cascade,
    person blob references person (id),
    what text not null,
    due_on text,
    done integer not null default 0 check (done in (0, 1))
) strict, without rowid;
create index order_task_order on order_task (customer_order);
create index order_task_person on order_task (person) where person is not null;

create table sale (
    id blob primary key check (length(id) = 16),
    cohort blob not null references cohort (id) on delete cascade,
    channel text not null check (channel in ('market', 'lunch', 'shop', 'order', 'online', 'other')),
    clientele text not null check (clientele in ('community', 'new', 'unknown')),
    paid_by text not null check (paid_by in ('cash', 'other')),
    sold_on text not null,
    sold_at text not null,
    seller blob not null references person (id),
    customer_order blob references customer_order (id),
    note text not null default '',
    total_cents integer not null check (total_cents between 1 and 100000000000),
    taken_back_at text,
    taken_back_by blob references person (id)
) strict, without rowid;
create index sale_cohort on sale (cohort, sold_on);
create index sale_seller on sale (seller, sold_on);
-- An order is paid once.
create unique index sale_order on sale (customer_order) where customer_order is not null and taken_back_at is null;

create table sale_line (
    id blob primary key check (length(id) = 16),
    sale blob not null references sale (id) on delete cascade,
    position integer not null,
    product blob references product (id),
    lot blob references lot (id),
    what text not null,
    quantity integer not null check (quantity between 1 and 1000000000),
    price_cents integer not null check (price_cents between 0 and 100000000000),
    amount_cents integer not null check (amount_cents between 0 and 100000000000)
) strict, without rowid;
create index sale_line_sale on sale_line (sale, position);
create index sale_line_lot on sale_line (lot) where lot is not null;

create table cash_count (
    id blob primary key check (length(id) = 16),
    cohort blob not null references cohort (id) on delete cascade,
    till text not null check (till in ('market', 'lunch', 'shop', 'order', 'other')),
    counted_on text not null,
    float_cents integer not null check (float_cents between 0 and 100000000000),
    taken_out_cents integer not null check (taken_out_cents between 0 and 100000000000),
    counted_cents integer not null check (counted_cents between 0 and 100000000000),
    note text not null default '',
    counted_by blob not null references person (id),
    counted_at text not null,
    unique (cohort, counted_on, till)
) strict, without rowid;
create index cash_count_person on cash_count (counted_by);

-- What a count said before somebody counted again.
create table cash_count_trace (
    id blob primary key check (length(id) = 16),
    cash_count blob not null references cash_count (id) on delete cascade,
    float_cents integer not null,
    taken_out_cents integer not null,
    counted_cents integer not null,
    note text not null default '',
    counted_by blob not null references person (id),
    counted_at text not null
) strict, without rowid;
create index cash_count_trace_count on cash_count_trace (cash_count, counted_at);
