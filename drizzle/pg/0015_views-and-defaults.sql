CREATE TABLE "view_defaults" (
	"workspace_id" uuid NOT NULL,
	"operator_id" uuid NOT NULL,
	"page" text NOT NULL,
	"view_id" uuid NOT NULL,
	CONSTRAINT "view_defaults_workspace_id_operator_id_page_pk" PRIMARY KEY("workspace_id","operator_id","page")
);
--> statement-breakpoint
ALTER TABLE "saved_views" ADD COLUMN "version" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "saved_views" ADD COLUMN "shared" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "view_defaults" ADD CONSTRAINT "view_defaults_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "view_defaults" ADD CONSTRAINT "view_defaults_workspace_id_view_id_saved_views_workspace_id_id_fk" FOREIGN KEY ("workspace_id","view_id") REFERENCES "public"."saved_views"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "view_defaults_by_view" ON "view_defaults" USING btree ("workspace_id","view_id");