-- Which tables a writing transaction changed, without the prefix: only what was read from those is old. '' means any.

ALTER TABLE `{prefix}tympan_changes` ADD COLUMN `written` varchar(255) NOT NULL DEFAULT '';
