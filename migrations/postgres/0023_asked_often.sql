-- What pages ask at every look, found without reading what is over: sums of what was made, a pôle's next bookings, those that
-- lost their place, those that nobody came for.
create index record_sums on record (cohort, made_on, product, quantity) where withdrawn_at is null;
create index booking_pole on booking (pole, starts_at) where pole is not null;
create index booking_displaced on booking (cohort, starts_at) where state = 'displaced';
create index booking_missed on booking (space, ends_at) where missed_at is not null;
-- Bookings without an event are most of them, and no way to find any.
drop index booking_event;
create unique index booking_event on booking (event) where event is not null;
-- The rule of the workshop asks which bookings begin while a new one lasts.
create index booking_begins on booking (space, starts_at) where state = 'held';

-- No booking is longer than a day, 25 hours when the clock goes back: the program relies on it where it reads.
alter table booking add constraint booking_not_longer check (ends_at <= starts_at + interval '25 hours');
