-- Readers known by another network: their identities, their sessions, which comments are theirs; and tickets, secrets
-- that are good for one thing for a while. Times are Unix times, secrets are kept as their SHA-256.

CREATE TABLE IF NOT EXISTS `{prefix}tympan_readers` (
    `id` bigint(20) unsigned NOT NULL AUTO_INCREMENT,
    `person` char(64) CHARACTER SET ascii NOT NULL,
    `provider` varchar(20) NOT NULL,
    `subject` varchar(255) NOT NULL,
    `name` text NOT NULL,
    `url` varchar(200) NOT NULL,
    `email` varchar(100) NOT NULL,
    `email_verified` tinyint(1) NOT NULL,
    `picture` text NOT NULL,
    `avatar` varchar(100) NOT NULL,
    `user_id` bigint(20) unsigned NOT NULL DEFAULT 0,
    `first_at` bigint(20) NOT NULL,
    `last_at` bigint(20) NOT NULL,
    PRIMARY KEY (`id`),
    UNIQUE KEY `person` (`person`),
    KEY `email` (`email`),
    KEY `user_id` (`user_id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_520_ci;

CREATE TABLE IF NOT EXISTS `{prefix}tympan_reader_sessions` (
    `token` char(64) CHARACTER SET ascii NOT NULL,
    `reader_id` bigint(20) unsigned NOT NULL,
    `started_at` bigint(20) NOT NULL,
    `expires_at` bigint(20) NOT NULL,
    `ip` varchar(100) NOT NULL,
    `agent` varchar(255) NOT NULL,
    PRIMARY KEY (`token`),
    KEY `reader_id` (`reader_id`),
    KEY `expires_at` (`expires_at`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_520_ci;

CREATE TABLE IF NOT EXISTS `{prefix}tympan_reader_comments` (
    `comment_id` bigint(20) unsigned NOT NULL,
    `reader_id` bigint(20) unsigned NOT NULL,
    PRIMARY KEY (`comment_id`),
    KEY `reader_id` (`reader_id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_520_ci;

CREATE TABLE IF NOT EXISTS `{prefix}tympan_tickets` (
    `secret` char(64) CHARACTER SET ascii NOT NULL,
    `data` mediumtext NOT NULL,
    `expires_at` bigint(20) NOT NULL,
    PRIMARY KEY (`secret`),
    KEY `expires_at` (`expires_at`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_520_ci;
