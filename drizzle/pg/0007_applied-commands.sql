CREATE TABLE "applied_commands" (
	"workspace_id" uuid NOT NULL,
	"key" uuid NOT NULL,
	"operator_id" uuid NOT NULL,
	"command" text NOT NULL,
	"answer" jsonb NOT NULL,
	"applied_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "applied_commands_workspace_id_key_pk" PRIMARY KEY("workspace_id","key")
);
--> statement-breakpoint
ALTER TABLE "applied_commands" ADD CONSTRAINT "applied_commands_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "applied_commands_age" ON "applied_commands" USING btree ("workspace_id","applied_at");