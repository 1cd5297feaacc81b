-- A mission may belong to a phase. It then follows that phase when the plan is moved, even when its day lies outside the
-- phase's own; a mission that names none follows whatever goes on when it is due. A phase that goes away frees its missions.
alter table mission add column phase blob references phase (id) on delete set null;
create index mission_phase on mission (phase) where phase is not null;
