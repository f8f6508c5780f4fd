-- Failed attempts to log in, by who made them: how many in a row, and when the last was (Unix time).

CREATE TABLE IF NOT EXISTS "{prefix}tympan_attempts" (
    "bucket" CHAR(64) PRIMARY KEY,
    "failures" INTEGER NOT NULL,
    "last_at" BIGINT NOT NULL
);
CREATE INDEX IF NOT EXISTS "{prefix}tympan_attempts_last_at" ON "{prefix}tympan_attempts" ("last_at");
