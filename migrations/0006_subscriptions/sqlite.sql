-- Who is mailed about new comments on a post, or about new posts (post 0), once that was confirmed; and numbers that
-- plugins count, under names that tell nothing. Times are Unix times.

CREATE TABLE IF NOT EXISTS "{prefix}tympan_subscriptions" (
    "id" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    "subject" TEXT NOT NULL UNIQUE,
    "email" TEXT NOT NULL,
    "post_id" INTEGER NOT NULL,
    "pace" TEXT NOT NULL,
    "asked_at" INTEGER NOT NULL,
    "confirmed_at" INTEGER NOT NULL,
    "told_at" INTEGER NOT NULL
);
CREATE INDEX IF NOT EXISTS "{prefix}tympan_subscriptions_post_id" ON "{prefix}tympan_subscriptions" ("post_id", "confirmed_at");
CREATE INDEX IF NOT EXISTS "{prefix}tympan_subscriptions_email" ON "{prefix}tympan_subscriptions" ("email");

CREATE TABLE IF NOT EXISTS "{prefix}tympan_tallies" (
    "owner" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    PRIMARY KEY ("owner", "name")
);
