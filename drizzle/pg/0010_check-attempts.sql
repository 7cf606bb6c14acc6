-- The capture of changes has the columns of the key built in; the start that runs this puts it back with the new key. Caches are
-- built anew, because their tables have other columns.
drop trigger if exists opsdeck_stamp_change on account_checks;--> statement-breakpoint
drop trigger if exists opsdeck_bury_row on account_checks;--> statement-breakpoint
drop trigger if exists opsdeck_bury_old_key on account_checks;--> statement-breakpoint
drop trigger if exists opsdeck_announce_change on account_checks;--> statement-breakpoint
drop trigger if exists opsdeck_renew_epoch on account_checks;--> statement-breakpoint
drop index if exists account_checks_by_change;--> statement-breakpoint
ALTER TABLE "account_checks" ADD COLUMN "attempt" smallint DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "account_checks" DROP CONSTRAINT "account_checks_workspace_id_account_id_run_id_pk";--> statement-breakpoint
ALTER TABLE "account_checks" ADD CONSTRAINT "account_checks_workspace_id_account_id_run_id_attempt_pk" PRIMARY KEY("workspace_id","account_id","run_id","attempt");--> statement-breakpoint
ALTER TABLE "account_checks" ADD CONSTRAINT "account_checks_attempt" CHECK (attempt > 0);--> statement-breakpoint
-- What has an outcome had one attempt: a default does not rewrite the table, an update would.
ALTER TABLE "account_check_items" ADD COLUMN "attempts" smallint DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "account_check_items" ALTER COLUMN "attempts" SET DEFAULT 0;--> statement-breakpoint
update account_check_items set attempts = 0 where outcome is null;--> statement-breakpoint
ALTER TABLE "account_check_items" ADD COLUMN "not_before" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "account_check_items" ADD CONSTRAINT "account_check_items_attempts" CHECK (outcome is null or attempts > 0);--> statement-breakpoint
DROP INDEX "account_check_items_waiting";--> statement-breakpoint
CREATE INDEX "account_check_items_waiting" ON "account_check_items" USING btree ("workspace_id","run_id","attempts","account_id") WHERE outcome is null;
