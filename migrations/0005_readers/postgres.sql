-- Readers known by another network: their identities, their sessions, which comments are theirs; and tickets, secrets
-- that are good for one thing for a while. Times are Unix times, secrets are kept as their SHA-256.

CREATE TABLE IF NOT EXISTS "{prefix}tympan_readers" (
    "id" BIGSERIAL PRIMARY KEY,
    "person" CHAR(64) NOT NULL UNIQUE,
    "provider" VARCHAR(20) NOT NULL,
    "subject" VARCHAR(255) NOT NULL,
    "name" TEXT NOT NULL,
    "url" VARCHAR(200) NOT NULL,
    "email" VARCHAR(100) NOT NULL,
    "email_verified" SMALLINT NOT NULL,
    "picture" TEXT NOT NULL,
    "avatar" VARCHAR(100) NOT NULL,
    "user_id" BIGINT NOT NULL DEFAULT 0,
    "first_at" BIGINT NOT NULL,
    "last_at" BIGINT NOT NULL
);
CREATE INDEX IF NOT EXISTS "{prefix}tympan_readers_email" ON "{prefix}tympan_readers" ("email");
CREATE INDEX IF NOT EXISTS "{prefix}tympan_readers_user_id" ON "{prefix}tympan_readers" ("user_id");

CREATE TABLE IF NOT EXISTS "{prefix}tympan_reader_sessions" (
    "token" CHAR(64) PRIMARY KEY,
    "reader_id" BIGINT NOT NULL,
    "started_at" BIGINT NOT NULL,
    "expires_at" BIGINT NOT NULL,
    "ip" VARCHAR(100) NOT NULL,
    "agent" VARCHAR(255) NOT NULL
);
CREATE INDEX IF NOT EXISTS "{prefix}tympan_reader_sessions_reader_id" ON "{prefix}tympan_reader_sessions" ("reader_id");
CREATE INDEX IF NOT EXISTS "{prefix}tympan_reader_sessions_expires_at" ON "{prefix}tympan_reader_sessions" ("expires_at");

CREATE TABLE IF NOT EXISTS "{prefix}tympan_reader_comments" (
    "comment_id" BIGINT PRIMARY KEY,
    "reader_id" BIGINT NOT NULL
);
CREATE INDEX IF NOT EXISTS "{prefix}tympan_reader_comments_reader_id" ON "{prefix}tympan_reader_comments" ("reader_id");

CREATE TABLE IF NOT EXISTS "{prefix}tympan_tickets" (
    "secret" CHAR(64) PRIMARY KEY,
    "data" TEXT NOT NULL,
    "expires_at" BIGINT NOT NULL
);
CREATE INDEX IF NOT EXISTS "{prefix}tympan_tickets_expires_at" ON "{prefix}tympan_tickets" ("expires_at");
