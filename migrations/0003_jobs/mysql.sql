-- Background work: what waits, what is being done (holder, until due_at), what failed for good (failed_at).
-- Times are Unix times in seconds. A unique_key names work of which there is one at a time.

CREATE TABLE IF NOT EXISTS `{prefix}tympan_jobs` (
    `id` bigint(20) unsigned NOT NULL AUTO_INCREMENT,
    `kind` varchar(60) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    `unique_key` varchar(120) CHARACTER SET ascii COLLATE ascii_bin DEFAULT NULL,
    `arguments` longtext NOT NULL,
    `due_at` bigint(20) NOT NULL,
    `holder` char(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
    `attempts` int(11) NOT NULL DEFAULT 0,
    `failed_at` bigint(20) NOT NULL DEFAULT 0,
    `error` longtext NOT NULL,
    `added_at` bigint(20) NOT NULL,
    PRIMARY KEY (`id`),
    UNIQUE KEY `unique_key` (`unique_key`),
    KEY `waiting` (`failed_at`, `due_at`),
    KEY `holder` (`holder`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_520_ci;
