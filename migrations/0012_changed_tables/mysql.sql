-- Which tables a writing transaction changed, without the prefix: only what was read from those is old. '' means any.
-- MySQL knows no ADD COLUMN IF NOT EXISTS.

SET @missing = (
    SELECT COUNT(*) = 0 FROM information_schema.columns
    WHERE table_schema = DATABASE() AND table_name = '{prefix}tympan_changes' AND column_name = 'written'
);
SET @change = IF(
    @missing, 'ALTER TABLE `{prefix}tympan_changes` ADD COLUMN `written` varchar(255) NOT NULL DEFAULT ''''', 'DO 0'
);
PREPARE tympan_change FROM @change;
EXECUTE tympan_change;
DEALLOCATE PREPARE tympan_change;
