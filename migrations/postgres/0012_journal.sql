-- The group's journal of money, in whole cents: + is what the group gets, - what it gives. An entry is never changed and never
-- deleted, it is taken back by one that says the opposite, once. It does not say who wrote it: the audit knows, and erasing a
-- person leaves the books as they are. A source is the sale, the purchase or the sharing that an entry comes from.

create table journal (
    id uuid primary key,
    cohort uuid not null references cohort (id) on delete cascade,
    on_day date not null,
    account text not null check (account in ('sales', 'grant', 'income', 'brought', 'materials', 'shared_costs',
        'contribution', 'reserve', 'carried', 'shares')),
    amount_cents bigint not null check (amount_cents between -100000000000 and 100000000000),
    what text not null,
    source uuid,
    reverses uuid unique references journal (id),
    entered_at timestamptz not null
);
create index journal_cohort on journal (cohort, on_day);
create index journal_source on journal (source) where source is not null;

create function journal_stays() returns trigger language plpgsql as $$
begin
    raise exception 'journal_stays' using errcode = '23514', constraint = 'journal_stays';
end $$;
create trigger journal_stays before update on journal for each row execute function journal_stays();
-- Only a draft may be deleted, and a draft has no entries.
create trigger journal_keeps before delete on journal for each row execute function journal_stays();
