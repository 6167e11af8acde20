CREATE TABLE "installation" (
	"id" integer PRIMARY KEY DEFAULT 1 NOT NULL,
	"environment" text NOT NULL,
	"marked_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "installation_one_row" CHECK ("installation"."id" = 1),
	CONSTRAINT "installation_environment" CHECK ("installation"."environment" in ('embedded','preview','production'))
);
--> statement-breakpoint
CREATE TABLE "wake_ups" (
	"name" text PRIMARY KEY NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "order_notices" (
	"id" text PRIMARY KEY NOT NULL,
	"organization_id" text NOT NULL,
	"order_id" text NOT NULL,
	"kind" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"tries" integer DEFAULT 0 NOT NULL,
	"not_before" timestamp with time zone,
	"ended_at" timestamp with time zone,
	CONSTRAINT "order_notices_kind" CHECK ("order_notices"."kind" in ('finished','review','paused'))
);
--> statement-breakpoint
ALTER TABLE "orders" ADD COLUMN "refusals_accepted" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "organizations" ADD COLUMN "twilio_token_sealed" text;--> statement-breakpoint
ALTER TABLE "order_notices" ADD CONSTRAINT "order_notices_organization_id_order_id_orders_organization_id_id_fk" FOREIGN KEY ("organization_id","order_id") REFERENCES "public"."orders"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "order_notices_due" ON "order_notices" USING btree ("created_at") WHERE "order_notices"."ended_at" is null;--> statement-breakpoint
CREATE UNIQUE INDEX "order_notices_one_waiting" ON "order_notices" USING btree ("order_id","kind") WHERE "order_notices"."ended_at" is null;