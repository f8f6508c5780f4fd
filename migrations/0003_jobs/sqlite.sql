-- Background work: what waits, what is being done (holder, until due_at), what failed for good (failed_at).
-- Times are Unix times in seconds. A unique_key names work of which there is one at a time.

CREATE TABLE IF NOT EXISTS "{prefix}tympan_jobs" (
    "id" INTEGER PRIMARY KEY AUTOINCREMENT,
    "kind" TEXT NOT NULL,
    "unique_key" TEXT UNIQUE,
    "arguments" TEXT NOT NULL,
    "due_at" INTEGER NOT NULL,
    "holder" TEXT NOT NULL DEFAULT '',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "failed_at" INTEGER NOT NULL DEFAULT 0,
    "error" TEXT NOT NULL,
    "added_at" INTEGER NOT NULL
);
CREATE INDEX IF NOT EXISTS "{prefix}tympan_jobs_waiting" ON "{prefix}tympan_jobs" ("failed_at", "due_at");
CREATE INDEX IF NOT EXISTS "{prefix}tympan_jobs_holder" ON "{prefix}tympan_jobs" ("holder");
