-- What was imported: by source and kind, their id and ours; `waits` names what a row still has to be led to.

CREATE TABLE IF NOT EXISTS `{prefix}tympan_imports` (
    `source` varchar(32) NOT NULL,
    `kind` varchar(32) NOT NULL,
    `theirs` varchar(120) NOT NULL,
    `ours` bigint(20) unsigned NOT NULL,
    `waits` text NOT NULL,
    PRIMARY KEY (`theirs`, `kind`, `source`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
