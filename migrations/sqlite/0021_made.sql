-- From a booking to what was made. A booking that is over asks what was made there, until a record speaks of it or somebody of
-- hers says that there is nothing to note: that is all that is kept of it, and not by whom.

alter table booking add column nothing_made integer not null default 0 check (nothing_made in (0, 1));
create index record_booking on record (booking) where booking is not null;
