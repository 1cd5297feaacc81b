-- The catalogue in depth, and what it is made of. A photo is a row of its own, already small and without what the phone wrote
-- into it. A recipe says how much of each material one unit of a product takes. Stock is never a stored number: it is the sum
-- of movements, which are never changed and never deleted; a mistake is taken back by the opposite, once. Quantities are
-- thousandths of the unit, above zero what comes in, below zero what goes out. Neither movements nor purchases say who wrote
-- them: the audit knows. A lot names its makers, as a record does.

create table photo (
    id blob primary key check (length(id) = 16),
    cohort blob not null references cohort (id) on delete cascade,
    bytes blob not null check (length(bytes) between 1 and 61440),
    width integer not null check (width between 1 and 800),
    height integer not null check (height between 1 and 800)
) strict;
create index photo_cohort on photo (cohort);

alter table product add column photo blob references photo (id) on delete set null;
alter table product add column free_price integer not null default 0 check (free_price in (0, 1));
alter table product add column food integer not null default 0 check (food in (0, 1));
-- How many days it may be eaten after the day it was made.
alter table product add column keeps_days integer check (keeps_days between 0 and 1000);

create table product_variant (
    id blob primary key check (length(id) = 16),
    product blob not null references product (id) on delete cascade,
    name text not null,
    archived integer not null default 0 check (archived in (0, 1)),
    position integer not null,
    unique (product, name)
) strict, without rowid;

create table product_allergen (
    product blob not null references product (id) on delete cascade,
    allergen text not null check (allergen in ('gluten', 'crustaceans', 'eggs', 'fish', 'peanuts', 'soya', 'milk', 'nuts',
        'celery', 'mustard', 'sesame', 'sulphites', 'lupin', 'molluscs')),
    primary key (product, allergen)
) strict, without rowid;

create table material (
    id blob primary key check (length(id) = 16),
    cohort blob not null references cohort (id) on delete cascade,
    name text not null,
    unit text not null check (unit in ('piece', 'metre', 'kilogram', 'litre')),
    -- below this the page says that there is little left
    minimum integer check (minimum between 1 and 1000000000),
    archived integer not null default 0 check (archived in (0, 1)),
    unique (cohort, name)
) strict, without rowid;

create table recipe_line (
    product blob not null references product (id) on delete cascade,
    material blob not null references material (id),
    quantity integer not null check (quantity between 1 and 1000000000),
    primary key (product, material)
) strict, without rowid;
create index recipe_line_material on recipe_line (material);

create table purchase (
    id blob primary key check (length(id) = 16),
    cohort blob not null references cohort (id) on delete cascade,
    bought_on text not null,
    what text not null check (what in ('materials', 'shared')),
    supplier text not null,
    note text not null default '',
    -- what was paid, and the VAT in it
    total_cents integer not null check (total_cents between 0 and 1000000000),
    vat_cents integer not null check (vat_cents between 0 and total_cents),
    photo blob references photo (id) on delete set null,
    entered_at text not null,
    taken_back_on text
) strict, without rowid;
create index purchase_cohort on purchase (cohort, bought_on);

create table lot (
    id blob primary key check (length(id) = 16),
    cohort blob not null references cohort (id) on delete cascade,
    -- what is written on the label
    number integer not null check (number >= 1),
    product blob not null references product (id),
    variant blob references product_variant (id),
    made_on text not null,
    use_by text,
    quantity integer not null check (quantity between 1 and 1000000000),
    entered_at text not null,
    taken_back_on text,
    unique (cohort, number)
) strict, without rowid;
create index lot_product on lot (product);

create table lot_maker (
    lot blob not null references lot (id) on delete cascade,
    person blob not null references person (id),
    primary key (lot, person)
) strict, without rowid;
create index lot_maker_person on lot_maker (person);

create table movement (
    id blob primary key check (length(id) = 16),
    cohort blob not null references cohort (id) on delete cascade,
    material blob references material (id),
    product blob references product (id),
    kind text not null check (kind in ('bought', 'donated', 'reused', 'used', 'made', 'sold', 'given', 'lost', 'counted')),
    quantity integer not null check (quantity <> 0 and quantity between -1000000000000 and 1000000000000),
    -- of what was given to the group or kept from the bin
    grams integer check (grams between -1000000000 and 1000000000),
    -- what was paid for it, without VAT
    amount_cents integer not null default 0 check (amount_cents between -1000000000 and 1000000000),
    on_day text not null,
    reason text check (reason in ('unwritten', 'damaged', 'found', 'measured', 'unknown')),
    note text not null default '',
    -- the purchase, the lot or the count that it comes from
    source blob check (length(source) = 16),
    reverses blob unique references movement (id),
    entered_at text not null,
    check ((material is null) <> (product is null))
) strict, without rowid;
create index movement_material on movement (material, on_day) where material is not null;
create index movement_product on movement (product, on_day) where product is not null;
create index movement_source on movement (source) where source is not null;
create index movement_cohort on movement (cohort, on_day);

create trigger movement_stays before update on movement begin
    select raise(abort, 'movement_stays');
end;
-- Only a draft may be deleted, and a draft has no movements.
create trigger movement_keeps before delete on movement begin
    select raise(abort, 'movement_stays');
end;
