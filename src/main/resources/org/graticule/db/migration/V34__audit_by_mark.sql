-- By marking, newest first, like every other way of searching the log.
create index event_mark on audit.event (mark, at desc, seq desc) where mark is not null;
