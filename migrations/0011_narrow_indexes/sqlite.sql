-- SQLite chooses an index by the number of its columns that a statement names, for it keeps no statistics by itself. Without
-- these it reads every approved comment to find those of one post, and every post to find the one of a slug.

CREATE INDEX IF NOT EXISTS "{prefix}comments_post_approved_date" ON "{prefix}comments" ("comment_post_ID", "comment_approved", "comment_date_gmt");
CREATE INDEX IF NOT EXISTS "{prefix}posts_name_type_status" ON "{prefix}posts" ("post_name", "post_type", "post_status");
