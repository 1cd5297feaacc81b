-- Which lessons apply is asked on every plan and every morning: the latest notes are found by this without looking at each one
-- that there ever was.
create index note_published on note (published_at desc, id) where published_at is not null;
