-- Which tables a writing transaction changed, without the prefix: only what was read from those is old. '' means any.

ALTER TABLE "{prefix}tympan_changes" ADD COLUMN IF NOT EXISTS "written" VARCHAR(255) NOT NULL DEFAULT '';
