-- SQLite tells by itself when another process has written: no table is needed here.

SELECT 1;
