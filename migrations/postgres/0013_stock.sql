-- The catalogue in depth, and what it is made of. A photo is a row of its own, already small and without what the phone wrote
-- into it. A recipe says how much of each material one unit of a product takes. Stock is never a stored number: it is the sum
-- of movements, which are never changed and never deleted; a mistake is taken back by the opposite, once. Quantities are
-- thousandths of the unit, above zero what comes in, below zero what goes out. Neither movements nor purchases say who wrote
-- them: the audit knows. A lot names its makers, as a record does.

create table photo (
    id uuid primary key,
    cohort uuid not null references cohort (id) on delete cascade,
    bytes bytea not null check (octet_length(bytes) between 1 and 61440),
    width bigint not null check (width between 1 and 800),
    height bigint not null check (height between 1 and 800)
);
create index photo_cohort on photo (cohort);

alter table product add column photo uuid references photo (id) on delete set null;
alter table product add column free_price boolean not null default false;
alter table product add column food boolean not null default false;
-- How many days it may be eaten after the day it was made.
alter table product add column keeps_days bigint check (keeps_days between 0 and 1000);

create table product_variant (
    id uuid primary key,
    product uuid not null references product (id) on delete cascade,
    name text not null,
    archived boolean not null default false,
    position bigint not null,
    unique (product, name)
);

create table product_allergen (
    product uuid not null references product (id) on delete cascade,
    allergen text not null check (allergen in ('gluten', 'crustaceans', 'eggs', 'fish', 'peanuts', 'soya', 'milk', 'nuts',
        'celery', 'mustard', 'sesame', 'sulphites', 'lupin', 'molluscs')),
    primary key (product, allergen)
);

create table material (
    id uuid primary key,
    cohort uuid not null references cohort (id) on delete cascade,
    name text not null,
    unit text not null check (unit in ('piece', 'metre', 'kilogram', 'litre')),
    -- below this the page says that there is little left
    minimum bigint check (minimum between 1 and 1000000000),
    archived boolean not null default false,
    unique (cohort, name)
);

create table recipe_line (
    product uuid not null references product (id) on delete cascade,
    material uuid not null references material (id),
    quantity bigint not null check (quantity between 1 and 1000000000),
    primary key (product, material)
);
create index recipe_line_material on recipe_line (material);

create table purchase (
    id uuid primary key,
    cohort uuid not null references cohort (id) on delete cascade,
    bought_on date not null,
    what text not null check (what in ('materials', 'shared')),
    supplier text not null,
    note text not null default '',
    -- what was paid, and the VAT in it
    total_cents bigint not null check (total_cents between 0 and 1000000000),
    vat_cents bigint not null check (vat_cents between 0 and total_cents),
    photo uuid references photo (id) on delete set null,
    entered_at timestamptz not null,
    taken_back_on date
);
create index purchase_cohort on purchase (cohort, bought_on);

create table lot (
    id uuid primary key,
    cohort uuid not null references cohort (id) on delete cascade,
    -- what is written on the label
    number bigint not null check (number >= 1),
    product uuid not null references product (id),
    variant uuid references product_variant (id),
    made_on date not null,
    use_by date,
    quantity bigint not null check (quantity between 1 and 1000000000),
    entered_at timestamptz not null,
    taken_back_on date,
    unique (cohort, number)
);
create index lot_product on lot (product);

create table lot_maker (
    lot uuid not null references lot (id) on delete cascade,
    person uuid not null references person (id),
    primary key (lot, person)
);
create index lot_maker_person on lot_maker (person);

create table movement (
    id uuid primary key,
    cohort uuid not null references cohort (id) on delete cascade,
    material uuid references material (id),
    product uuid references product (id),
    kind text not null check (kind in ('bought', 'donated', 'reused', 'used', 'made', 'sold', 'given', 'lost', 'counted')),
    quantity bigint not null check (quantity <> 0 and quantity between -1000000000000 and 1000000000000),
    -- of what was given to the group or kept from the bin
    grams bigint check (grams between -1000000000 and 1000000000),
    -- what was paid for it, without VAT
    amount_cents bigint not null default 0 check (amount_cents between -1000000000 and 1000000000),
    on_day date not null,
    reason text check (reason in ('unwritten', 'damaged', 'found', 'measured', 'unknown')),
    note text not null default '',
    -- the purchase, the lot or the count that it comes from
    source uuid,
    reverses uuid unique references movement (id),
    entered_at timestamptz not null,
    check ((material is null) <> (product is null))
);
create index movement_material on movement (material, on_day) where material is not null;
create index movement_product on movement (product, on_day) where product is not null;
create index movement_source on movement (source) where source is not null;
create index movement_cohort on movement (cohort, on_day);

create function movement_stays() returns trigger language plpgsql as $$
begin
    raise exception 'movement_stays' using errcode = '23514', constraint = 'movement_stays';
end $$;
create trigger movement_stays before update on movement for each row execute function movement_stays();
-- Only a draft may be deleted, and a draft has no movements.
create trigger movement_keeps before delete on movement for each row execute function movement_stays();
