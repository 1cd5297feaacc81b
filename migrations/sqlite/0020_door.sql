-- At the door. Who comes says so, by her phone or by the code of her booking at the tablet: `checked_in_at`. Where the group
-- has set a time (`space.grace_minutes`), a place that nobody came for is given back: the booking is cancelled as any other,
-- and `missed_at` says why, so that the rule of the workshop needs no new state. Nothing counts or compares who came.
-- The page at the door is read by whoever has its address, of which only the hash is here; `code_key` is what the codes of
-- bookings are made of, so that none is stored, and it outlives an address that is renewed.

alter table booking add column checked_in_at text check (length(checked_in_at) = 25);
alter table booking add column missed_at text
    check (missed_at is null or (length(missed_at) = 25 and state = 'cancelled' and checked_in_at is null));

create table door (
    space blob primary key references space (id) on delete cascade,
    token_hash blob not null unique check (length(token_hash) = 32),
    code_key blob not null check (length(code_key) = 32),
    made_at text not null check (length(made_at) = 25)
) strict, without rowid;
