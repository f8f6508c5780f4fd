-- SQLite tells that another process has written, not what: one row for every writing transaction says which tables.

CREATE TABLE IF NOT EXISTS "{prefix}tympan_changes" (
    "id" INTEGER PRIMARY KEY,
    "written" TEXT NOT NULL DEFAULT ''
);
