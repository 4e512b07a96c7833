-- How long a job under way will still take, by what it did lately; its node tells it with each heartbeat.
alter table content.job add column remaining_seconds integer check (remaining_seconds >= 0);
