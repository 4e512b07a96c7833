-- The same image is one scene of a project under one mark, however often it is brought in. What a scene was made of: the
-- SHA-256 of its image and of what belonged to it. What a job does that need not be done twice, and which one it waits for.
alter table content.scene add column content text;
update content.scene s
set content = s.sha256
from content.job j
where j.id = s.id
  and s.revision = 1
  and not coalesce((j.payload ->> 'mask')::boolean, false)
  and coalesce(jsonb_array_length(j.payload -> 'arrivals'), 0) <= 1;
create index scene_content on content.scene (project, content, mark_id);
alter table content.job
  add column topic     text,
  add column waits_for uuid references content.job;
create index job_topic on content.job (topic) where state in ('queued', 'running');
