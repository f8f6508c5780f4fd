-- Readers known by another network: their identities, their sessions, which comments are theirs; and tickets, secrets
-- that are good for one thing for a while. Times are Unix times, secrets are kept as their SHA-256.

CREATE TABLE IF NOT EXISTS "{prefix}tympan_readers" (
    "id" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    "person" TEXT NOT NULL UNIQUE,
    "provider" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "url" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "email_verified" INTEGER NOT NULL,
    "picture" TEXT NOT NULL,
    "avatar" TEXT NOT NULL,
    "user_id" INTEGER NOT NULL DEFAULT 0,
    "first_at" INTEGER NOT NULL,
    "last_at" INTEGER NOT NULL
);
CREATE INDEX IF NOT EXISTS "{prefix}tympan_readers_email" ON "{prefix}tympan_readers" ("email");
CREATE INDEX IF NOT EXISTS "{prefix}tympan_readers_user_id" ON "{prefix}tympan_readers" ("user_id");

CREATE TABLE IF NOT EXISTS "{prefix}tympan_reader_sessions" (
    "token" TEXT PRIMARY KEY,
    "reader_id" INTEGER NOT NULL,
    "started_at" INTEGER NOT NULL,
    "expires_at" INTEGER NOT NULL,
    "ip" TEXT NOT NULL,
    "agent" TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS "{prefix}tympan_reader_sessions_reader_id" ON "{prefix}tympan_reader_sessions" ("reader_id");
CREATE INDEX IF NOT EXISTS "{prefix}tympan_reader_sessions_expires_at" ON "{prefix}tympan_reader_sessions" ("expires_at");

CREATE TABLE IF NOT EXISTS "{prefix}tympan_reader_comments" (
    "comment_id" INTEGER PRIMARY KEY,
    "reader_id" INTEGER NOT NULL
);
CREATE INDEX IF NOT EXISTS "{prefix}tympan_reader_comments_reader_id" ON "{prefix}tympan_reader_comments" ("reader_id");

CREATE TABLE IF NOT EXISTS "{prefix}tympan_tickets" (
    "secret" TEXT PRIMARY KEY,
    "data" TEXT NOT NULL,
    "expires_at" INTEGER NOT NULL
);
CREATE INDEX IF NOT EXISTS "{prefix}tympan_tickets_expires_at" ON "{prefix}tympan_tickets" ("expires_at");
