-- One row for every writing transaction; the highest id tells other processes that what they remember may be old.

CREATE TABLE IF NOT EXISTS `{prefix}tympan_changes` (
    `id` bigint(20) unsigned NOT NULL AUTO_INCREMENT,
    PRIMARY KEY (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_520_ci;
