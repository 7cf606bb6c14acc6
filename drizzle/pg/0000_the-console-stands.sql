CREATE TABLE "account_check_items" (
	"workspace_id" uuid NOT NULL,
	"run_id" uuid NOT NULL,
	"account_id" bigint NOT NULL,
	"outcome" text,
	"changed" boolean DEFAULT false NOT NULL,
	CONSTRAINT "account_check_items_workspace_id_run_id_account_id_pk" PRIMARY KEY("workspace_id","run_id","account_id"),
	CONSTRAINT "account_check_items_outcome" CHECK (outcome in ('active', 'limited', 'flood_wait', 'unauthorised', 'banned', 'deactivated', 'revoked', 'duplicated', 'unreachable'))
);
--> statement-breakpoint
CREATE TABLE "account_check_runs" (
	"workspace_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"state" text NOT NULL,
	"requested_by" text NOT NULL,
	"started_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"finished_at" timestamp (3) with time zone,
	CONSTRAINT "account_check_runs_workspace_id_id_pk" PRIMARY KEY("workspace_id","id"),
	CONSTRAINT "account_check_runs_state" CHECK (state in ('running', 'completed', 'cancelled')),
	CONSTRAINT "account_check_runs_finished" CHECK ((state = 'running') = (finished_at is null))
);
--> statement-breakpoint
CREATE TABLE "account_checks" (
	"workspace_id" uuid NOT NULL,
	"account_id" bigint NOT NULL,
	"run_id" uuid NOT NULL,
	"checked_at" timestamp (3) with time zone NOT NULL,
	"outcome" text NOT NULL,
	"error_code" text,
	"latency_ms" integer NOT NULL,
	"standing_before" text NOT NULL,
	"standing_after" text NOT NULL,
	CONSTRAINT "account_checks_workspace_id_account_id_run_id_pk" PRIMARY KEY("workspace_id","account_id","run_id"),
	CONSTRAINT "account_checks_outcome" CHECK (outcome in ('active', 'limited', 'flood_wait', 'unauthorised', 'banned', 'deactivated', 'revoked', 'duplicated', 'unreachable'))
);
--> statement-breakpoint
CREATE TABLE "account_leases" (
	"workspace_id" uuid NOT NULL,
	"account_id" bigint NOT NULL,
	"holder" uuid NOT NULL,
	"holder_name" text NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "account_leases_workspace_id_account_id_pk" PRIMARY KEY("workspace_id","account_id")
);
--> statement-breakpoint
CREATE TABLE "account_sessions" (
	"workspace_id" uuid NOT NULL,
	"account_id" bigint NOT NULL,
	"ciphertext" "bytea" NOT NULL,
	"fingerprint" "bytea" NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "account_sessions_workspace_id_account_id_pk" PRIMARY KEY("workspace_id","account_id")
);
--> statement-breakpoint
CREATE TABLE "accounts" (
	"workspace_id" uuid NOT NULL,
	"id" bigint GENERATED ALWAYS AS IDENTITY (sequence name "accounts_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"telegram_user_id" bigint,
	"phone" text,
	"display_name" text DEFAULT '' NOT NULL,
	"username" text,
	"standing" text DEFAULT 'unchecked' NOT NULL,
	"standing_reason" text,
	"flood_wait_until" timestamp (3) with time zone,
	"health" smallint,
	"joined_channels" integer,
	"channel_limit" integer DEFAULT 500 NOT NULL,
	"full" boolean GENERATED ALWAYS AS (coalesce(joined_channels >= channel_limit, false)) STORED NOT NULL,
	"labels" text[] DEFAULT '{}' NOT NULL,
	"last_used_at" timestamp (3) with time zone,
	"last_checked_at" timestamp (3) with time zone,
	"last_latency_ms" integer,
	"added_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"removed_at" timestamp (3) with time zone,
	CONSTRAINT "accounts_workspace_id_id_pk" PRIMARY KEY("workspace_id","id"),
	CONSTRAINT "accounts_standing" CHECK (standing in ('unchecked', 'active', 'limited', 'flood_wait', 'unauthorised', 'banned', 'deactivated', 'revoked', 'duplicated')),
	CONSTRAINT "accounts_health" CHECK (health between 0 and 100)
);
--> statement-breakpoint
CREATE TABLE "workspace_settings" (
	"workspace_id" uuid PRIMARY KEY NOT NULL,
	"settings" jsonb NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "vault_keys" (
	"workspace_id" uuid PRIMARY KEY NOT NULL,
	"proof" "bytea" NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "saved_views" (
	"workspace_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"operator_id" uuid NOT NULL,
	"grid" text NOT NULL,
	"name" text NOT NULL,
	"state" jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "saved_views_workspace_id_id_pk" PRIMARY KEY("workspace_id","id"),
	CONSTRAINT "saved_views_name" UNIQUE("workspace_id","operator_id","grid","name")
);
--> statement-breakpoint
CREATE TABLE "operators" (
	"workspace_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"name" text NOT NULL,
	"role" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "operators_workspace_id_id_pk" PRIMARY KEY("workspace_id","id"),
	CONSTRAINT "operators_role" CHECK (role in ('admin', 'finance', 'affiliate_manager', 'media_buyer', 'read_only'))
);
--> statement-breakpoint
CREATE TABLE "workspaces" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"time_zone" text DEFAULT 'UTC' NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "account_check_items" ADD CONSTRAINT "account_check_items_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "account_check_items" ADD CONSTRAINT "account_check_items_workspace_id_run_id_account_check_runs_workspace_id_id_fk" FOREIGN KEY ("workspace_id","run_id") REFERENCES "public"."account_check_runs"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "account_check_items" ADD CONSTRAINT "account_check_items_workspace_id_account_id_accounts_workspace_id_id_fk" FOREIGN KEY ("workspace_id","account_id") REFERENCES "public"."accounts"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "account_check_runs" ADD CONSTRAINT "account_check_runs_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "account_checks" ADD CONSTRAINT "account_checks_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "account_checks" ADD CONSTRAINT "account_checks_workspace_id_account_id_accounts_workspace_id_id_fk" FOREIGN KEY ("workspace_id","account_id") REFERENCES "public"."accounts"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "account_leases" ADD CONSTRAINT "account_leases_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "account_leases" ADD CONSTRAINT "account_leases_workspace_id_account_id_accounts_workspace_id_id_fk" FOREIGN KEY ("workspace_id","account_id") REFERENCES "public"."accounts"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "account_sessions" ADD CONSTRAINT "account_sessions_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "account_sessions" ADD CONSTRAINT "account_sessions_workspace_id_account_id_accounts_workspace_id_id_fk" FOREIGN KEY ("workspace_id","account_id") REFERENCES "public"."accounts"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "accounts" ADD CONSTRAINT "accounts_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "workspace_settings" ADD CONSTRAINT "workspace_settings_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "vault_keys" ADD CONSTRAINT "vault_keys_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "saved_views" ADD CONSTRAINT "saved_views_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "operators" ADD CONSTRAINT "operators_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "account_check_items_waiting" ON "account_check_items" USING btree ("workspace_id","run_id","account_id") WHERE outcome is null;--> statement-breakpoint
CREATE INDEX "account_check_items_outcomes" ON "account_check_items" USING btree ("workspace_id","run_id","outcome","changed");--> statement-breakpoint
CREATE INDEX "account_check_runs_by_start" ON "account_check_runs" USING btree ("workspace_id","started_at" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "account_check_runs_running" ON "account_check_runs" USING btree ("workspace_id","started_at") WHERE state = 'running';--> statement-breakpoint
CREATE INDEX "account_checks_by_time" ON "account_checks" USING btree ("workspace_id","account_id","checked_at" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "account_leases_by_holder" ON "account_leases" USING btree ("holder");--> statement-breakpoint
CREATE UNIQUE INDEX "account_sessions_fingerprint" ON "account_sessions" USING btree ("workspace_id","fingerprint");--> statement-breakpoint
CREATE INDEX "accounts_by_standing" ON "accounts" USING btree ("workspace_id","standing","id");--> statement-breakpoint
CREATE INDEX "accounts_by_last_checked" ON "accounts" USING btree ("workspace_id","last_checked_at","id");--> statement-breakpoint
CREATE INDEX "accounts_by_labels" ON "accounts" USING gin ("labels");