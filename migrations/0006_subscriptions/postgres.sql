-- Who is mailed about new comments on a post, or about new posts (post 0), once that was confirmed; and numbers that
-- plugins count, under names that tell nothing. Times are Unix times.

CREATE TABLE IF NOT EXISTS "{prefix}tympan_subscriptions" (
    "id" BIGSERIAL PRIMARY KEY,
    "subject" CHAR(64) NOT NULL UNIQUE,
    "email" VARCHAR(100) NOT NULL,
    "post_id" BIGINT NOT NULL,
    "pace" VARCHAR(10) NOT NULL,
    "asked_at" BIGINT NOT NULL,
    "confirmed_at" BIGINT NOT NULL,
    "told_at" BIGINT NOT NULL
);
CREATE INDEX IF NOT EXISTS "{prefix}tympan_subscriptions_post_id" ON "{prefix}tympan_subscriptions" ("post_id", "confirmed_at");
CREATE INDEX IF NOT EXISTS "{prefix}tympan_subscriptions_email" ON "{prefix}tympan_subscriptions" ("email");

CREATE TABLE IF NOT EXISTS "{prefix}tympan_tallies" (
    "owner" VARCHAR(40) NOT NULL,
    "name" CHAR(64) NOT NULL,
    "number" BIGINT NOT NULL,
    PRIMARY KEY ("owner", "name")
);
