-- What was imported: by source and kind, their id and ours; `waits` names what a row still has to be led to.

CREATE TABLE IF NOT EXISTS "{prefix}tympan_imports" (
    "source" VARCHAR(32) NOT NULL,
    "kind" VARCHAR(32) NOT NULL,
    "theirs" VARCHAR(120) NOT NULL,
    "ours" INTEGER NOT NULL,
    "waits" TEXT NOT NULL,
    PRIMARY KEY ("theirs", "kind", "source")
);
