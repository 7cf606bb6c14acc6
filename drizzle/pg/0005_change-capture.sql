-- Change capture for the caches of all consoles. `opsdeck_track_changes('orders')` is all that a table needs.
--
-- Every row carries the transaction that wrote it last. A reader that remembers its snapshot finds with
-- `not pg_visible_in_snapshot(changed_xid, remembered)` exactly what was committed since, in whatever order it was.

create table sync_epoch (
  singleton boolean primary key default true check (singleton),
  -- Changed whenever caches cannot follow by differences: TRUNCATE, or an administrator who wants them built anew.
  epoch uuid not null default gen_random_uuid(),
  -- Tombstones of transactions before this one are gone: a cache that is older has to be built anew.
  purged_before xid8 not null default '0'
);
--> statement-breakpoint
insert into sync_epoch default values;
--> statement-breakpoint
create table sync_tombstones (
  workspace_id uuid not null,
  table_name text not null,
  -- Values of the key's columns without the workspace, as text, in the key's order.
  key jsonb not null,
  changed_xid xid8 not null default pg_current_xact_id(),
  buried_at timestamptz(3) not null default now()
);
--> statement-breakpoint
create index sync_tombstones_by_change on sync_tombstones (workspace_id, changed_xid);
--> statement-breakpoint
create index sync_tombstones_by_age on sync_tombstones (buried_at);
--> statement-breakpoint
create function opsdeck_stamp_change() returns trigger language plpgsql as $$
begin
  new.changed_xid := pg_current_xact_id();
  return new;
end $$;
--> statement-breakpoint
-- Arguments: the table's name, the workspace's column, then the columns of the key.
create function opsdeck_bury_row() returns trigger language plpgsql as $$
declare
  gone jsonb := to_jsonb(old);
  key jsonb := '[]';
begin
  for position in 2 .. tg_nargs - 1 loop
    key := key || jsonb_build_array(gone ->> tg_argv[position]);
  end loop;
  insert into sync_tombstones (workspace_id, table_name, key)
  values ((gone ->> tg_argv[1])::uuid, tg_argv[0], key);
  return null;
end $$;
--> statement-breakpoint
create function opsdeck_announce_change() returns trigger language plpgsql as $$
begin
  perform pg_notify('opsdeck_changes', '');
  return null;
end $$;
--> statement-breakpoint
create function opsdeck_renew_epoch() returns trigger language plpgsql as $$
begin
  update sync_epoch set epoch = gen_random_uuid();
  perform pg_notify('opsdeck_changes', '');
  return null;
end $$;
--> statement-breakpoint
-- Installs the capture of a table's changes. Does nothing where it is installed already. The table needs a primary key.
create function opsdeck_track_changes(tracked regclass, workspace_column text) returns void language plpgsql as $$
declare
  relation text := (select relname from pg_class where oid = tracked);
  key text[];
  other_key text[];
begin
  if exists (select from pg_trigger where tgrelid = tracked and tgname = 'opsdeck_stamp_change') then
    return;
  end if;
  select array_agg(attname::text order by array_position(indkey::int2[], attnum)) into key
    from pg_index join pg_attribute on attrelid = indrelid and attnum = any (indkey)
    where indrelid = tracked and indisprimary;
  if key is null then
    raise exception 'the table % has no primary key, its changes cannot be tracked', tracked;
  end if;
  other_key := array_remove(key, workspace_column);
  execute format('alter table %s add column if not exists changed_xid xid8 not null default pg_current_xact_id()', tracked);
  execute format('create index %I on %s (%I, changed_xid)', relation || '_by_change', tracked, workspace_column);
  execute format(
    'create trigger opsdeck_stamp_change before update on %s for each row execute function opsdeck_stamp_change()', tracked);
  execute format(
    'create trigger opsdeck_bury_row after delete on %s for each row execute function opsdeck_bury_row(%s)', tracked,
    (select string_agg(quote_literal(argument), ', ') from unnest(array[relation, workspace_column] || other_key) argument));
  -- A row whose key changes is, to a cache, one that goes and one that comes.
  execute format(
    'create trigger opsdeck_bury_old_key after update of %s on %s for each row when (%s) execute function opsdeck_bury_row(%s)',
    (select string_agg(quote_ident(part), ', ') from unnest(key) part), tracked,
    (select string_agg(format('old.%1$I is distinct from new.%1$I', part), ' or ') from unnest(key) part),
    (select string_agg(quote_literal(argument), ', ') from unnest(array[relation, workspace_column] || other_key) argument));
  execute format(
    'create trigger opsdeck_announce_change after insert or update or delete on %s for each statement execute function opsdeck_announce_change()', tracked);
  execute format(
    'create trigger opsdeck_renew_epoch after truncate on %s for each statement execute function opsdeck_renew_epoch()', tracked);
end $$;
