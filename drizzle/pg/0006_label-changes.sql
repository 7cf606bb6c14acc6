CREATE TABLE "account_label_change_items" (
	"workspace_id" uuid NOT NULL,
	"change_id" uuid NOT NULL,
	"account_id" bigint NOT NULL,
	"before" text[] NOT NULL,
	"after" text[] NOT NULL,
	CONSTRAINT "account_label_change_items_workspace_id_change_id_account_id_pk" PRIMARY KEY("workspace_id","change_id","account_id")
);
--> statement-breakpoint
CREATE TABLE "account_label_changes" (
	"workspace_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"changed_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"changed_by" text NOT NULL,
	"added" text[] NOT NULL,
	"taken_away" text[] NOT NULL,
	"accounts" integer NOT NULL,
	"undone_at" timestamp (3) with time zone,
	"undone_by" text,
	CONSTRAINT "account_label_changes_workspace_id_id_pk" PRIMARY KEY("workspace_id","id")
);
--> statement-breakpoint
ALTER TABLE "account_label_change_items" ADD CONSTRAINT "account_label_change_items_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "account_label_change_items" ADD CONSTRAINT "account_label_change_items_workspace_id_change_id_account_label_changes_workspace_id_id_fk" FOREIGN KEY ("workspace_id","change_id") REFERENCES "public"."account_label_changes"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "account_label_change_items" ADD CONSTRAINT "account_label_change_items_workspace_id_account_id_accounts_workspace_id_id_fk" FOREIGN KEY ("workspace_id","account_id") REFERENCES "public"."accounts"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "account_label_changes" ADD CONSTRAINT "account_label_changes_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "account_label_changes_by_time" ON "account_label_changes" USING btree ("workspace_id","changed_at");