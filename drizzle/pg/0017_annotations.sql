CREATE TABLE "annotations" (
	"workspace_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"day" date NOT NULL,
	"text" text NOT NULL,
	"subject_kind" text,
	"subject_id" text,
	"operator_id" uuid NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "annotations_workspace_id_id_pk" PRIMARY KEY("workspace_id","id"),
	CONSTRAINT "annotations_text" CHECK (length(text) between 1 and 200),
	CONSTRAINT "annotations_subject_kind" CHECK (subject_kind in ('customer', 'channel', 'category')),
	CONSTRAINT "annotations_subject" CHECK ((subject_kind is null) = (subject_id is null))
);
--> statement-breakpoint
ALTER TABLE "annotations" ADD CONSTRAINT "annotations_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE no action ON UPDATE no action;