CREATE TABLE "account_log_outs" (
	"workspace_id" uuid NOT NULL,
	"removal_id" uuid NOT NULL,
	"account_id" bigint NOT NULL,
	"state" text DEFAULT 'waiting' NOT NULL,
	"due_at" timestamp (3) with time zone NOT NULL,
	"begun_at" timestamp (3) with time zone,
	"attempts" integer DEFAULT 0 NOT NULL,
	"next_attempt_at" timestamp (3) with time zone NOT NULL,
	"outcome" text,
	"error_code" text,
	"ended_at" timestamp (3) with time zone,
	CONSTRAINT "account_log_outs_workspace_id_removal_id_account_id_pk" PRIMARY KEY("workspace_id","removal_id","account_id"),
	CONSTRAINT "account_log_outs_state" CHECK (state in ('waiting', 'ended', 'given_up')),
	CONSTRAINT "account_log_outs_ended" CHECK ((state = 'waiting') = (ended_at is null))
);
--> statement-breakpoint
CREATE TABLE "account_notes" (
	"workspace_id" uuid NOT NULL,
	"account_id" bigint NOT NULL,
	"text" text NOT NULL,
	"version" integer NOT NULL,
	"changed_by" text NOT NULL,
	"changed_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "account_notes_workspace_id_account_id_pk" PRIMARY KEY("workspace_id","account_id")
);
--> statement-breakpoint
CREATE TABLE "account_removal_items" (
	"workspace_id" uuid NOT NULL,
	"removal_id" uuid NOT NULL,
	"account_id" bigint NOT NULL,
	CONSTRAINT "account_removal_items_workspace_id_removal_id_account_id_pk" PRIMARY KEY("workspace_id","removal_id","account_id")
);
--> statement-breakpoint
CREATE TABLE "account_removals" (
	"workspace_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"removed_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"removed_by" text NOT NULL,
	"accounts" integer NOT NULL,
	"log_out" boolean NOT NULL,
	"restored_at" timestamp (3) with time zone,
	"restored_by" text,
	"restored" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "account_removals_workspace_id_id_pk" PRIMARY KEY("workspace_id","id")
);
--> statement-breakpoint
CREATE TABLE "account_usage" (
	"workspace_id" uuid NOT NULL,
	"id" bigint GENERATED ALWAYS AS IDENTITY (sequence name "account_usage_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"account_id" bigint NOT NULL,
	"at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"kind" text NOT NULL,
	"actor" text NOT NULL,
	"reference_kind" text,
	"reference_id" text,
	"outcome" text NOT NULL,
	"error_code" text,
	"latency_ms" integer NOT NULL,
	CONSTRAINT "account_usage_workspace_id_id_pk" PRIMARY KEY("workspace_id","id"),
	CONSTRAINT "account_usage_kind" CHECK (kind <> 'check'),
	CONSTRAINT "account_usage_outcome" CHECK (outcome in ('done', 'refused', 'active', 'limited', 'flood_wait', 'unauthorised', 'banned', 'deactivated', 'revoked', 'duplicated', 'unreachable')),
	CONSTRAINT "account_usage_reference" CHECK ((reference_kind is null) = (reference_id is null))
);
--> statement-breakpoint
ALTER TABLE "account_log_outs" ADD CONSTRAINT "account_log_outs_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "account_log_outs" ADD CONSTRAINT "account_log_outs_workspace_id_removal_id_account_id_account_removal_items_workspace_id_removal_id_account_id_fk" FOREIGN KEY ("workspace_id","removal_id","account_id") REFERENCES "public"."account_removal_items"("workspace_id","removal_id","account_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "account_notes" ADD CONSTRAINT "account_notes_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "account_notes" ADD CONSTRAINT "account_notes_workspace_id_account_id_accounts_workspace_id_id_fk" FOREIGN KEY ("workspace_id","account_id") REFERENCES "public"."accounts"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "account_removal_items" ADD CONSTRAINT "account_removal_items_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "account_removal_items" ADD CONSTRAINT "account_removal_items_workspace_id_removal_id_account_removals_workspace_id_id_fk" FOREIGN KEY ("workspace_id","removal_id") REFERENCES "public"."account_removals"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "account_removal_items" ADD CONSTRAINT "account_removal_items_workspace_id_account_id_accounts_workspace_id_id_fk" FOREIGN KEY ("workspace_id","account_id") REFERENCES "public"."accounts"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "account_removals" ADD CONSTRAINT "account_removals_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "account_usage" ADD CONSTRAINT "account_usage_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "account_usage" ADD CONSTRAINT "account_usage_workspace_id_account_id_accounts_workspace_id_id_fk" FOREIGN KEY ("workspace_id","account_id") REFERENCES "public"."accounts"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "account_log_outs_waiting" ON "account_log_outs" USING btree ("workspace_id","next_attempt_at") WHERE state = 'waiting';--> statement-breakpoint
CREATE INDEX "account_removals_by_time" ON "account_removals" USING btree ("workspace_id","removed_at");--> statement-breakpoint
CREATE INDEX "account_usage_by_time" ON "account_usage" USING btree ("workspace_id","account_id","at","id");--> statement-breakpoint
CREATE INDEX "account_usage_by_reference" ON "account_usage" USING btree ("workspace_id","reference_kind","reference_id","at") WHERE reference_id is not null;