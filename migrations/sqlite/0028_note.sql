-- A note in depth. Each text that was saved stays, so that one sees what changed and can go back; whoever asks for it has the
-- earlier ones removed, since a text may hold words that somebody wants gone. Members say that they agree with the text
-- they were told of. An edition says how far it goes, never further than every voice in it, and what was corrected since the
-- one before; what its charts show is frozen with it, as its figures are.
alter table note add column scope text not null default 'partners' check (scope in ('partners', 'public'));

create table note_version (
    note blob not null references note (id) on delete cascade,
    version integer not null,
    title text not null,
    summary text not null,
    body text not null,
    saved_by blob not null references person (id),
    saved_at text not null check (length(saved_at) = 25),
    primary key (note, version)
) strict, without rowid;
create index note_version_saved_by on note_version (saved_by);
insert into note_version (note, version, title, summary, body, saved_by, saved_at)
select id, version, title, summary, body, edited_by, edited_at from note;

create table note_agreed (
    note blob not null references note (id) on delete cascade,
    version integer not null,
    person blob not null references person (id),
    agreed_on text not null,
    primary key (note, version, person)
) strict, without rowid;
create index note_agreed_person on note_agreed (person);

alter table published_note add column scope text not null default 'partners' check (scope in ('partners', 'public'));
alter table published_note add column correction text not null default '';
-- how many members had agreed
alter table published_note add column agreed integer not null default 0;

create table published_series (
    note blob not null,
    edition integer not null,
    series text not null,
    position integer not null,
    -- a month as 2021-02, or a code
    label text not null,
    -- null: it would tell too much of one person
    value integer,
    primary key (note, edition, series, position),
    foreign key (note, edition) references published_note (note, edition) on delete cascade
) strict, without rowid;
