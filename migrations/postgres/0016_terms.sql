-- What a space asks of who books it: how long before at the latest, how far ahead, how long it is cleaned after each booking,
-- until when one cancels without a reason, how long an offered slot waits, after how long a slot of who did not come is
-- free, and how many minutes a week a person books without asking. Empty: nothing is asked.

alter table space add column lead_minutes bigint not null default 0 check (lead_minutes between 0 and 20160);
alter table space add column horizon_days bigint check (horizon_days between 1 and 366);
alter table space add column buffer_minutes bigint not null default 0 check (buffer_minutes between 0 and 240);
alter table space add column cancel_minutes bigint not null default 0 check (cancel_minutes between 0 and 20160);
alter table space add column hold_minutes bigint not null default 120 check (hold_minutes between 15 and 2880);
alter table space add column grace_minutes bigint check (grace_minutes between 5 and 240);
alter table space add column quota_minutes bigint check (quota_minutes between 15 and 10080);
alter table space add column names_at_door boolean not null default false;
