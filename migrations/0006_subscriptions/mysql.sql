-- Who is mailed about new comments on a post, or about new posts (post 0), once that was confirmed; and numbers that
-- plugins count, under names that tell nothing. Times are Unix times.

CREATE TABLE IF NOT EXISTS `{prefix}tympan_subscriptions` (
    `id` bigint(20) unsigned NOT NULL AUTO_INCREMENT,
    `subject` char(64) CHARACTER SET ascii NOT NULL,
    `email` varchar(100) NOT NULL,
    `post_id` bigint(20) unsigned NOT NULL,
    `pace` varchar(10) NOT NULL,
    `asked_at` bigint(20) NOT NULL,
    `confirmed_at` bigint(20) NOT NULL,
    `told_at` bigint(20) NOT NULL,
    PRIMARY KEY (`id`),
    UNIQUE KEY `subject` (`subject`),
    KEY `post_id` (`post_id`, `confirmed_at`),
    KEY `email` (`email`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_520_ci;

CREATE TABLE IF NOT EXISTS `{prefix}tympan_tallies` (
    `owner` varchar(40) CHARACTER SET ascii NOT NULL,
    `name` char(64) CHARACTER SET ascii NOT NULL,
    `number` bigint(20) NOT NULL,
    PRIMARY KEY (`owner`, `name`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_520_ci;
