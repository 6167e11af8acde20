CREATE TABLE "assignments" (
	"organization_id" text NOT NULL,
	"caller_id_id" text NOT NULL,
	"user_id" text NOT NULL,
	"assigned_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "assignments_caller_id_id_user_id_pk" PRIMARY KEY("caller_id_id","user_id")
);
--> statement-breakpoint
CREATE TABLE "audit_events" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"organization_id" text NOT NULL,
	"user_id" text,
	"order_id" text,
	"event" text NOT NULL,
	"details" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "caller_ids" (
	"id" text PRIMARY KEY NOT NULL,
	"organization_id" text NOT NULL,
	"source" text NOT NULL,
	"e164" text NOT NULL,
	"country" text NOT NULL,
	"type" text NOT NULL,
	"locality" text,
	"region" text,
	"twilio_account_sid" text,
	"sid" text,
	"order_line_id" text,
	"forward_to" text,
	"ring_forever" boolean DEFAULT false NOT NULL,
	"price_micros" bigint,
	"currency" text,
	"added_at" timestamp with time zone DEFAULT now() NOT NULL,
	"released_at" timestamp with time zone,
	CONSTRAINT "caller_ids_organization_id" UNIQUE("organization_id","id"),
	CONSTRAINT "caller_ids_source" CHECK ("caller_ids"."source" in ('twilio','own')),
	CONSTRAINT "caller_ids_twilio_has_sid" CHECK (("caller_ids"."source" = 'twilio') = ("caller_ids"."sid" is not null)),
	CONSTRAINT "caller_ids_twilio_has_account" CHECK (("caller_ids"."source" = 'twilio') = ("caller_ids"."twilio_account_sid" is not null))
);
--> statement-breakpoint
CREATE TABLE "cart_items" (
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
	CONSTRAINT "cart_items_cart_id_e164_pk" PRIMARY KEY("cart_id","e164"),
	CONSTRAINT "cart_items_availability" CHECK ("cart_items"."availability" in ('unchecked','available','may-be-gone')),
	CONSTRAINT "cart_items_e164" CHECK ("cart_items"."e164" ~ '^[+][1-9][0-9]{6,14}$')
);
--> statement-breakpoint
CREATE TABLE "carts" (
	"id" text PRIMARY KEY NOT NULL,
	"organization_id" text NOT NULL,
	"user_id" text NOT NULL,
	CONSTRAINT "carts_one_per_admin" UNIQUE("user_id"),
	CONSTRAINT "carts_organization_id" UNIQUE("organization_id","id")
);
--> statement-breakpoint
CREATE TABLE "order_lines" (
	"id" text PRIMARY KEY NOT NULL,
	"organization_id" text NOT NULL,
	"order_id" text NOT NULL,
	"twilio_account_sid" text NOT NULL,
	"position" integer NOT NULL,
	"e164" text NOT NULL,
	"country" text NOT NULL,
	"type" text NOT NULL,
	"locality" text,
	"region" text,
	"address_requirement" text DEFAULT 'none' NOT NULL,
	"needs_bundle" boolean DEFAULT false NOT NULL,
	"price_micros" bigint NOT NULL,
	"currency" text NOT NULL,
	"state" text DEFAULT 'proposed' NOT NULL,
	"reason" text,
	"sid" text,
	"attempts" integer DEFAULT 0 NOT NULL,
	"checks" integer DEFAULT 0 NOT NULL,
	"fence" bigint DEFAULT 0 NOT NULL,
	"lease_until" timestamp with time zone,
	"not_before" timestamp with time zone,
	"first_attempt_at" timestamp with time zone,
	"last_attempt_at" timestamp with time zone,
	"uncertain_since" timestamp with time zone,
	"finished_at" timestamp with time zone,
	CONSTRAINT "order_lines_number_once" UNIQUE("order_id","e164"),
	CONSTRAINT "order_lines_organization_id" UNIQUE("organization_id","id"),
	CONSTRAINT "order_lines_state" CHECK ("order_lines"."state" in ('proposed','queued','intent','bought','failed','review','dropped')),
	CONSTRAINT "order_lines_bought_has_sid" CHECK (("order_lines"."state" = 'bought') = ("order_lines"."sid" is not null)),
	CONSTRAINT "order_lines_failed_has_reason" CHECK ("order_lines"."state" <> 'failed' or "order_lines"."reason" is not null),
	CONSTRAINT "order_lines_intent_was_attempted" CHECK ("order_lines"."state" <> 'intent' or "order_lines"."last_attempt_at" is not null),
	CONSTRAINT "order_lines_price" CHECK ("order_lines"."price_micros" >= 0)
);
--> statement-breakpoint
CREATE TABLE "order_users" (
	"organization_id" text NOT NULL,
	"order_id" text NOT NULL,
	"user_id" text NOT NULL,
	CONSTRAINT "order_users_order_id_user_id_pk" PRIMARY KEY("order_id","user_id")
);
--> statement-breakpoint
CREATE TABLE "orders" (
	"id" text PRIMARY KEY NOT NULL,
	"organization_id" text NOT NULL,
	"requester_id" text NOT NULL,
	"twilio_account_sid" text NOT NULL,
	"state" text DEFAULT 'awaiting_code' NOT NULL,
	"paused_reason" text,
	"fingerprint" text NOT NULL,
	"forward_to" text NOT NULL,
	"ring_forever" boolean NOT NULL,
	"currency" text NOT NULL,
	"total_micros" bigint NOT NULL,
	"survey_until" timestamp with time zone,
	"not_before" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"approved_at" timestamp with time zone,
	"finished_at" timestamp with time zone,
	CONSTRAINT "orders_organization_id" UNIQUE("organization_id","id"),
	CONSTRAINT "orders_organization_account_id" UNIQUE("organization_id","twilio_account_sid","id"),
	CONSTRAINT "orders_state" CHECK ("orders"."state" in ('awaiting_code','approved','buying','paused','done','partly_done','failed','cancelled','expired')),
	CONSTRAINT "orders_approved_at" CHECK ("orders"."approved_at" is not null or "orders"."state" in ('awaiting_code', 'cancelled', 'expired')),
	CONSTRAINT "orders_paused_reason" CHECK (("orders"."state" = 'paused') = ("orders"."paused_reason" is not null))
);
--> statement-breakpoint
CREATE TABLE "provider_slots" (
	"twilio_account_sid" text NOT NULL,
	"lane" integer NOT NULL,
	"lease_until" timestamp with time zone,
	"line_id" text,
	"fence" bigint DEFAULT 0 NOT NULL,
	CONSTRAINT "provider_slots_twilio_account_sid_lane_pk" PRIMARY KEY("twilio_account_sid","lane")
);
--> statement-breakpoint
CREATE TABLE "transaction_codes" (
	"id" text PRIMARY KEY NOT NULL,
	"organization_id" text NOT NULL,
	"order_id" text NOT NULL,
	"user_id" text NOT NULL,
	"mac" text NOT NULL,
	"fingerprint" text NOT NULL,
	"tries" integer DEFAULT 0 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"sent_at" timestamp with time zone,
	"failed_at" timestamp with time zone,
	"checking_until" timestamp with time zone,
	"superseded_at" timestamp with time zone,
	"consumed_at" timestamp with time zone,
	CONSTRAINT "transaction_codes_tries" CHECK ("transaction_codes"."tries" between 0 and 5)
);
--> statement-breakpoint
CREATE TABLE "accounts" (
	"user_id" text NOT NULL,
	"type" text NOT NULL,
	"provider" text NOT NULL,
	"provider_account_id" text NOT NULL,
	"refresh_token" text,
	"access_token" text,
	"expires_at" integer,
	"token_type" text,
	"scope" text,
	"id_token" text,
	"session_state" text,
	CONSTRAINT "accounts_provider_provider_account_id_pk" PRIMARY KEY("provider","provider_account_id")
);
--> statement-breakpoint
CREATE TABLE "organizations" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"twilio_account_sid" text NOT NULL,
	"maximum_caller_ids" integer DEFAULT 500 NOT NULL,
	"default_country" text DEFAULT 'US' NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "organizations_twilio_account_sid_unique" UNIQUE("twilio_account_sid"),
	CONSTRAINT "organizations_id_twilio_account" UNIQUE("id","twilio_account_sid"),
	CONSTRAINT "organizations_maximum" CHECK ("organizations"."maximum_caller_ids" >= 0),
	CONSTRAINT "organizations_country" CHECK ("organizations"."default_country" ~ '^[A-Z]{2}$')
);
--> statement-breakpoint
CREATE TABLE "outbox_messages" (
	"id" text PRIMARY KEY NOT NULL,
	"to" text NOT NULL,
	"subject" text NOT NULL,
	"text" text NOT NULL,
	"html" text NOT NULL,
	"idempotency_key" text NOT NULL,
	"sent_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "outbox_messages_idempotency_key_unique" UNIQUE("idempotency_key")
);
--> statement-breakpoint
CREATE TABLE "rate_limits" (
	"key" text NOT NULL,
	"window_start" timestamp with time zone NOT NULL,
	"hits" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "rate_limits_key_window_start_pk" PRIMARY KEY("key","window_start")
);
--> statement-breakpoint
CREATE TABLE "sessions" (
	"session_token" text PRIMARY KEY NOT NULL,
	"user_id" text NOT NULL,
	"expires" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "users" (
	"id" text PRIMARY KEY NOT NULL,
	"organization_id" text NOT NULL,
	"email" text NOT NULL,
	"name" text NOT NULL,
	"role" text DEFAULT 'user' NOT NULL,
	"deactivated_at" timestamp with time zone,
	"email_verified" timestamp with time zone,
	"image" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "users_organization_id" UNIQUE("organization_id","id"),
	CONSTRAINT "users_role" CHECK ("users"."role" in ('admin','user')),
	CONSTRAINT "users_email_lower" CHECK ("users"."email" = lower("users"."email"))
);
--> statement-breakpoint
CREATE TABLE "verification_tokens" (
	"identifier" text NOT NULL,
	"token" text NOT NULL,
	"expires" timestamp with time zone NOT NULL,
	CONSTRAINT "verification_tokens_identifier_token_pk" PRIMARY KEY("identifier","token")
);
--> statement-breakpoint
ALTER TABLE "assignments" ADD CONSTRAINT "assignments_organization_id_caller_id_id_caller_ids_organization_id_id_fk" FOREIGN KEY ("organization_id","caller_id_id") REFERENCES "public"."caller_ids"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "assignments" ADD CONSTRAINT "assignments_organization_id_user_id_users_organization_id_id_fk" FOREIGN KEY ("organization_id","user_id") REFERENCES "public"."users"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "audit_events" ADD CONSTRAINT "audit_events_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "audit_events" ADD CONSTRAINT "audit_events_organization_id_user_id_users_organization_id_id_fk" FOREIGN KEY ("organization_id","user_id") REFERENCES "public"."users"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "caller_ids" ADD CONSTRAINT "caller_ids_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "caller_ids" ADD CONSTRAINT "caller_ids_organization_id_twilio_account_sid_organizations_id_twilio_account_sid_fk" FOREIGN KEY ("organization_id","twilio_account_sid") REFERENCES "public"."organizations"("id","twilio_account_sid") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "caller_ids" ADD CONSTRAINT "caller_ids_organization_id_order_line_id_order_lines_organization_id_id_fk" FOREIGN KEY ("organization_id","order_line_id") REFERENCES "public"."order_lines"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "cart_items" ADD CONSTRAINT "cart_items_organization_id_cart_id_carts_organization_id_id_fk" FOREIGN KEY ("organization_id","cart_id") REFERENCES "public"."carts"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "carts" ADD CONSTRAINT "carts_organization_id_user_id_users_organization_id_id_fk" FOREIGN KEY ("organization_id","user_id") REFERENCES "public"."users"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "order_lines" ADD CONSTRAINT "order_lines_organization_id_twilio_account_sid_order_id_orders_organization_id_twilio_account_sid_id_fk" FOREIGN KEY ("organization_id","twilio_account_sid","order_id") REFERENCES "public"."orders"("organization_id","twilio_account_sid","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "order_users" ADD CONSTRAINT "order_users_organization_id_order_id_orders_organization_id_id_fk" FOREIGN KEY ("organization_id","order_id") REFERENCES "public"."orders"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "order_users" ADD CONSTRAINT "order_users_organization_id_user_id_users_organization_id_id_fk" FOREIGN KEY ("organization_id","user_id") REFERENCES "public"."users"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "orders" ADD CONSTRAINT "orders_organization_id_requester_id_users_organization_id_id_fk" FOREIGN KEY ("organization_id","requester_id") REFERENCES "public"."users"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "orders" ADD CONSTRAINT "orders_organization_id_twilio_account_sid_organizations_id_twilio_account_sid_fk" FOREIGN KEY ("organization_id","twilio_account_sid") REFERENCES "public"."organizations"("id","twilio_account_sid") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "transaction_codes" ADD CONSTRAINT "transaction_codes_organization_id_order_id_orders_organization_id_id_fk" FOREIGN KEY ("organization_id","order_id") REFERENCES "public"."orders"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "transaction_codes" ADD CONSTRAINT "transaction_codes_organization_id_user_id_users_organization_id_id_fk" FOREIGN KEY ("organization_id","user_id") REFERENCES "public"."users"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "accounts" ADD CONSTRAINT "accounts_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "users" ADD CONSTRAINT "users_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "assignments_user" ON "assignments" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "audit_events_order" ON "audit_events" USING btree ("organization_id","order_id","id");--> statement-breakpoint
CREATE UNIQUE INDEX "caller_ids_number_per_account" ON "caller_ids" USING btree ("twilio_account_sid","e164") WHERE "caller_ids"."source" = 'twilio' and "caller_ids"."released_at" is null;--> statement-breakpoint
CREATE UNIQUE INDEX "caller_ids_number_per_organization" ON "caller_ids" USING btree ("organization_id","e164") WHERE "caller_ids"."released_at" is null;--> statement-breakpoint
CREATE UNIQUE INDEX "caller_ids_sid" ON "caller_ids" USING btree ("sid") WHERE "caller_ids"."released_at" is null;--> statement-breakpoint
CREATE INDEX "caller_ids_newest" ON "caller_ids" USING btree ("organization_id","added_at" DESC NULLS LAST,"id");--> statement-breakpoint
CREATE INDEX "cart_items_number" ON "cart_items" USING btree ("organization_id","e164");--> statement-breakpoint
CREATE UNIQUE INDEX "order_lines_one_open_per_number" ON "order_lines" USING btree ("twilio_account_sid","e164") WHERE "order_lines"."state" in ('queued', 'intent', 'review');--> statement-breakpoint
CREATE INDEX "order_lines_due" ON "order_lines" USING btree ("twilio_account_sid","order_id","position") WHERE "order_lines"."state" in ('queued', 'intent');--> statement-breakpoint
CREATE UNIQUE INDEX "order_lines_sid" ON "order_lines" USING btree ("sid") WHERE "order_lines"."sid" is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "orders_one_awaiting_per_admin" ON "orders" USING btree ("organization_id","requester_id") WHERE "orders"."state" = 'awaiting_code';--> statement-breakpoint
CREATE INDEX "orders_newest" ON "orders" USING btree ("organization_id","created_at" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "orders_open" ON "orders" USING btree ("twilio_account_sid","created_at") WHERE "orders"."state" in ('approved', 'buying');--> statement-breakpoint
CREATE INDEX "transaction_codes_order" ON "transaction_codes" USING btree ("order_id","created_at" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "transaction_codes_sends" ON "transaction_codes" USING btree ("user_id","created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "transaction_codes_one_live" ON "transaction_codes" USING btree ("order_id") WHERE "transaction_codes"."superseded_at" is null and "transaction_codes"."consumed_at" is null;--> statement-breakpoint
CREATE UNIQUE INDEX "users_email" ON "users" USING btree ("email");