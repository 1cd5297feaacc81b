-- Sums over what was made read this alone: with five thousand records the rows themselves are most of the work.
create index record_sums on record (cohort, made_on, product, quantity) where withdrawn_at is null;
