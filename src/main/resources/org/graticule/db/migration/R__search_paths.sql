-- Functions that run as their owner find no table and no type of whoever calls them: unless it is named last, PostgreSQL looks into the caller's temporary
-- schema first, where a domain called text could have its check run in the owner's name. After everything that makes functions: ${flyway:timestamp}
do $$
declare
  made record;
begin
  for made in
    select p.oid::regprocedure as name, substr(path, length('search_path=') + 1) as path
    from pg_proc p, unnest(p.proconfig) path
    where p.prosecdef and path like 'search_path=%' and path not like '%pg_temp'
      and p.pronamespace in ('authz'::regnamespace, 'content'::regnamespace, 'audit'::regnamespace)
  loop
    execute format('alter function %s set search_path = %s, pg_temp', made.name, made.path);
  end loop;
end $$;
