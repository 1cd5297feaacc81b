-- What pages ask at every look, found without reading what is over: sums of what was made, a pôle's next bookings, those that
-- lost their place, those that nobody came for.
create index record_sums on record (cohort, made_on, product, quantity) where withdrawn_at is null;
create index booking_pole on booking (pole, starts_at) where pole is not null;
create index booking_displaced on booking (cohort, starts_at) where state = 'displaced';
create index booking_missed on booking (space, ends_at) where missed_at is not null;
