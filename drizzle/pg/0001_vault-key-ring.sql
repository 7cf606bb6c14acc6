CREATE TABLE "vault_data_keys" (
	"workspace_id" uuid NOT NULL,
	"id" integer NOT NULL,
	"wrapped" "bytea" NOT NULL,
	"current" boolean NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "vault_data_keys_workspace_id_id_pk" PRIMARY KEY("workspace_id","id")
);
--> statement-breakpoint
CREATE TABLE "vault_rotations" (
	"workspace_id" uuid NOT NULL,
	"key_id" integer NOT NULL,
	"requested_by" text NOT NULL,
	"started_at" timestamp with time zone DEFAULT now() NOT NULL,
	"finished_at" timestamp with time zone,
	"total" integer NOT NULL,
	"resealed" integer DEFAULT 0 NOT NULL,
	"unreadable" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "vault_rotations_workspace_id_key_id_pk" PRIMARY KEY("workspace_id","key_id"),
	CONSTRAINT "vault_rotations_counts" CHECK (total >= 0 and resealed >= 0 and unreadable >= 0)
);
--> statement-breakpoint
ALTER TABLE "vault_keys" ADD COLUMN "derivation" jsonb;--> statement-breakpoint
ALTER TABLE "vault_keys" ADD COLUMN "fingerprint_key" "bytea";--> statement-breakpoint
ALTER TABLE "vault_data_keys" ADD CONSTRAINT "vault_data_keys_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "vault_rotations" ADD CONSTRAINT "vault_rotations_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "vault_data_keys_current" ON "vault_data_keys" USING btree ("workspace_id") WHERE current;--> statement-breakpoint
CREATE UNIQUE INDEX "vault_rotations_running" ON "vault_rotations" USING btree ("workspace_id") WHERE finished_at is null;