ALTER TABLE "accounts" ADD COLUMN "has_session" boolean DEFAULT true NOT NULL;--> statement-breakpoint
update accounts account set has_session = false
where not exists (
  select from account_sessions session
  where session.workspace_id = account.workspace_id and session.account_id = account.id
);
--> statement-breakpoint
create function account_sessions_arrived() returns trigger language plpgsql as $$
begin
  update accounts account set has_session = true from arrived
  where account.workspace_id = arrived.workspace_id and account.id = arrived.account_id and not account.has_session;
  return null;
end $$;
--> statement-breakpoint
create function account_sessions_gone() returns trigger language plpgsql as $$
begin
  update accounts account set has_session = false from gone
  where account.workspace_id = gone.workspace_id and account.id = gone.account_id;
  return null;
end $$;
--> statement-breakpoint
create trigger account_sessions_arrived after insert on account_sessions
referencing new table as arrived for each statement execute function account_sessions_arrived();
--> statement-breakpoint
create trigger account_sessions_gone after delete on account_sessions
referencing old table as gone for each statement execute function account_sessions_gone();
