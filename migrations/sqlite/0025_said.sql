-- What people say, in depth: by mouth, photo or drawing too, about something of the group's, under a name of their choice, typed
-- by somebody else if need be, and first of all for the room alone. Nothing goes further than the room before its speaker
-- has said so herself (`consented_on`). A voice or a picture is a row of its own, so that reading words never
-- reads it, and it goes with the words: a trigger sees to it, so that no way of withdrawing can forget it.
-- What words are about may go; they stay, without a link. SQLite cannot change a check, so the table is made again.

create table contribution_again (
    id blob primary key check (length(id) = 16),
    cohort blob not null references cohort (id) on delete cascade,
    person blob not null references person (id),
    kind text not null check (kind in ('worked', 'did_not_work', 'surprise', 'story', 'question')),
    phase blob references phase (id) on delete set null,
    -- the words, or what a voice says once somebody has typed it; empty once withdrawn
    text text not null,
    -- as BCP 47
    language text not null,
    scope text not null check (scope in ('room', 'cohort', 'partners', 'public')),
    signed_as text not null default 'role' check (signed_as in ('role', 'name', 'pseudonym')),
    said_on text not null,
    withdrawn_on text,
    pseudonym text not null default '',
    medium text not null default 'text' check (medium in ('text', 'voice', 'photo', 'drawing')),
    about_kind text check (about_kind in ('event', 'order', 'booking', 'mission', 'decision')),
    about blob check (length(about) = 16),
    -- who typed it, where that is not the speaker
    typed_by blob references person (id),
    -- when the speaker last said who may read it; null while she has not
    consented_on text,
    check (withdrawn_on is null or (text = '' and pseudonym = '')),
    check ((about_kind is null) = (about is null)),
    check ((signed_as = 'pseudonym') = (pseudonym <> '')),
    check (typed_by is null or typed_by <> person),
    check (consented_on is not null or scope = 'room')
) strict, without rowid;

insert into contribution_again
    (id, cohort, person, kind, phase, text, language, scope, signed_as, said_on, withdrawn_on, consented_on)
select id, cohort, person, kind, phase, text, language, scope, signed_as, said_on, withdrawn_on, said_on from contribution;
drop table contribution;
alter table contribution_again rename to contribution;

create index contribution_cohort on contribution (cohort, said_on);
create index contribution_person on contribution (person);
create index contribution_about on contribution (about) where about is not null;
create index contribution_typed_by on contribution (typed_by) where typed_by is not null;

create table contribution_media (
    contribution blob primary key check (length(contribution) = 16) references contribution (id) on delete cascade,
    content_type text not null
        check (content_type in ('audio/webm', 'audio/ogg', 'audio/mp4', 'audio/mpeg', 'audio/wav', 'image/jpeg')),
    bytes blob not null check (length(bytes) between 1 and 2097152),
    -- of a voice
    seconds integer check (seconds between 0 and 180),
    -- what a picture shows, in words
    alt text not null default ''
) strict;

create trigger contribution_withdrawn after update of withdrawn_on on contribution when new.withdrawn_on is not null begin
    delete from contribution_media where contribution = new.id;
end;

create trigger sought_contribution_made after insert on contribution begin
    insert into sought_due (kind, object) values ('contribution', new.id) on conflict do nothing;
end;
create trigger sought_contribution_changed after update of text, scope, withdrawn_on on contribution
when (new.text, new.scope, new.withdrawn_on) is not (old.text, old.scope, old.withdrawn_on) begin
    delete from sought where kind = 'contribution' and object = old.id;
    insert into sought_due (kind, object) values ('contribution', new.id) on conflict do nothing;
end;
create trigger sought_contribution_gone after delete on contribution begin
    delete from sought where kind = 'contribution' and object = old.id;
end;
