CREATE TABLE "removed_cart_items" (
	"organization_id" text NOT NULL,
	"cart_id" text NOT NULL,
	"e164" text NOT NULL,
	"country" text NOT NULL,
	"type" text NOT NULL,
	"locality" text,
	"region" text,
	"address_requirement" text DEFAULT 'none' NOT NULL,
	"needs_bundle" boolean DEFAULT false NOT NULL,
	"price_micros" bigint NOT NULL,
	"currency" text NOT NULL,
	"voice" boolean DEFAULT true NOT NULL,
	"sms" boolean DEFAULT false NOT NULL,
	"mms" boolean DEFAULT false NOT NULL,
	"availability" text DEFAULT 'unchecked' NOT NULL,
	"checked_at" timestamp with time zone,
	"added_at" timestamp with time zone DEFAULT now() NOT NULL,
	"removed_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "removed_cart_items_cart_id_e164_pk" PRIMARY KEY("cart_id","e164")
);
--> statement-breakpoint
ALTER TABLE "removed_cart_items" ADD CONSTRAINT "removed_cart_items_organization_id_cart_id_carts_organization_id_id_fk" FOREIGN KEY ("organization_id","cart_id") REFERENCES "public"."carts"("organization_id","id") ON DELETE no action ON UPDATE no action;