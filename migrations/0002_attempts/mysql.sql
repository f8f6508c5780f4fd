-- Failed attempts to log in, by who made them: how many in a row, and when the last was (Unix time).

CREATE TABLE IF NOT EXISTS `{prefix}tympan_attempts` (
    `bucket` char(64) CHARACTER SET ascii NOT NULL,
    `failures` int(11) NOT NULL,
    `last_at` bigint(20) NOT NULL,
    PRIMARY KEY (`bucket`),
    KEY `last_at` (`last_at`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_520_ci;
