-- What people say, in depth: by mouth, photo or drawing too, about something of the group's, under a name of their choice, typed
-- by somebody else if need be, and first of all for the room alone. Nothing goes further than the room before its speaker
-- has said so herself (`consented_on`). A voice or a picture is a row of its own, so that reading words never
-- reads it, and it goes with the words: a trigger sees to it, so that no way of withdrawing can forget it.
-- What words are about may go; they stay, without a link.

alter table contribution
    drop constraint contribution_kind_check,
    drop constraint contribution_scope_check,
    drop constraint contribution_signed_as_check,
    drop constraint contribution_check,
    add column pseudonym text not null default '',
    add column medium text not null default 'text' check (medium in ('text', 'voice', 'photo', 'drawing')),
    add column about_kind text check (about_kind in ('event', 'order', 'booking', 'mission', 'decision')),
    add column about uuid,
    -- who typed it, where that is not the speaker
    add column typed_by uuid references person (id),
    -- when the speaker last said who may read it; null while she has not
    add column consented_on date;

update contribution set consented_on = said_on;

alter table contribution
    add check (kind in ('worked', 'did_not_work', 'surprise', 'story', 'question')),
    add check (scope in ('room', 'cohort', 'partners', 'public')),
    add check (signed_as in ('role', 'name', 'pseudonym')),
    add check (withdrawn_on is null or (text = '' and pseudonym = '')),
    add check ((about_kind is null) = (about is null)),
    add check ((signed_as = 'pseudonym') = (pseudonym <> '')),
    add check (typed_by is null or typed_by <> person),
    add check (consented_on is not null or scope = 'room');

create index contribution_about on contribution (about) where about is not null;
create index contribution_typed_by on contribution (typed_by) where typed_by is not null;

create table contribution_media (
    contribution uuid primary key references contribution (id) on delete cascade,
    content_type text not null
        check (content_type in ('audio/webm', 'audio/ogg', 'audio/mp4', 'audio/mpeg', 'audio/wav', 'image/jpeg')),
    bytes bytea not null check (octet_length(bytes) between 1 and 2097152),
    -- of a voice
    seconds bigint check (seconds between 0 and 180),
    -- what a picture shows, in words
    alt text not null default ''
);

create function contribution_withdrawn() returns trigger language plpgsql as $$
begin
    delete from contribution_media where contribution = new.id;
    return null;
end $$;

create trigger contribution_withdrawn after update of withdrawn_on on contribution for each row
    when (new.withdrawn_on is not null) execute function contribution_withdrawn();
