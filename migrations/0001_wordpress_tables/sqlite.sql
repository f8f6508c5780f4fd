-- WordPress's twelve tables. Text compares as utf8mb4_unicode_520_ci does, by a collation that the engine registers; words
-- of the machine (types, statuses) by NOCASE, which SQLite knows itself and which is many times faster.
-- Dates are text, so that the zero date, order and ranges are the same everywhere.

CREATE TABLE IF NOT EXISTS "{prefix}commentmeta" (
    "meta_id" INTEGER PRIMARY KEY AUTOINCREMENT,
    "comment_id" INTEGER NOT NULL DEFAULT 0,
    "meta_key" TEXT COLLATE tympan_unicode_ci,
    "meta_value" TEXT COLLATE tympan_unicode_ci
);
CREATE INDEX IF NOT EXISTS "{prefix}commentmeta_comment_id" ON "{prefix}commentmeta" ("comment_id");
CREATE INDEX IF NOT EXISTS "{prefix}commentmeta_meta_key" ON "{prefix}commentmeta" ("meta_key");

CREATE TABLE IF NOT EXISTS "{prefix}comments" (
    "comment_ID" INTEGER PRIMARY KEY AUTOINCREMENT,
    "comment_post_ID" INTEGER NOT NULL DEFAULT 0,
    "comment_author" TEXT COLLATE tympan_unicode_ci NOT NULL DEFAULT '',
    "comment_author_email" TEXT COLLATE tympan_unicode_ci NOT NULL DEFAULT '',
    "comment_author_url" TEXT COLLATE tympan_unicode_ci NOT NULL DEFAULT '',
    "comment_author_IP" TEXT COLLATE tympan_unicode_ci NOT NULL DEFAULT '',
    "comment_date" TEXT NOT NULL DEFAULT '0000-00-00 00:00:00',
    "comment_date_gmt" TEXT NOT NULL DEFAULT '0000-00-00 00:00:00',
    "comment_content" TEXT COLLATE tympan_unicode_ci NOT NULL DEFAULT '',
    "comment_karma" INTEGER NOT NULL DEFAULT 0,
    "comment_approved" TEXT COLLATE NOCASE NOT NULL DEFAULT '1',
    "comment_agent" TEXT COLLATE tympan_unicode_ci NOT NULL DEFAULT '',
    "comment_type" TEXT COLLATE NOCASE NOT NULL DEFAULT 'comment',
    "comment_parent" INTEGER NOT NULL DEFAULT 0,
    "user_id" INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX IF NOT EXISTS "{prefix}comments_comment_post_ID" ON "{prefix}comments" ("comment_post_ID");
CREATE INDEX IF NOT EXISTS "{prefix}comments_comment_approved_date_gmt" ON "{prefix}comments" ("comment_approved", "comment_date_gmt");
CREATE INDEX IF NOT EXISTS "{prefix}comments_comment_date_gmt" ON "{prefix}comments" ("comment_date_gmt");
CREATE INDEX IF NOT EXISTS "{prefix}comments_comment_parent" ON "{prefix}comments" ("comment_parent");
CREATE INDEX IF NOT EXISTS "{prefix}comments_comment_author_email" ON "{prefix}comments" ("comment_author_email");

CREATE TABLE IF NOT EXISTS "{prefix}links" (
    "link_id" INTEGER PRIMARY KEY AUTOINCREMENT,
    "link_url" TEXT COLLATE tympan_unicode_ci NOT NULL DEFAULT '',
    "link_name" TEXT COLLATE tympan_unicode_ci NOT NULL DEFAULT '',
    "link_image" TEXT COLLATE tympan_unicode_ci NOT NULL DEFAULT '',
    "link_target" TEXT COLLATE tympan_unicode_ci NOT NULL DEFAULT '',
    "link_description" TEXT COLLATE tympan_unicode_ci NOT NULL DEFAULT '',
    "link_visible" TEXT COLLATE tympan_unicode_ci NOT NULL DEFAULT 'Y',
    "link_owner" INTEGER NOT NULL DEFAULT 1,
    "link_rating" INTEGER NOT NULL DEFAULT 0,
    "link_updated" TEXT NOT NULL DEFAULT '0000-00-00 00:00:00',
    "link_rel" TEXT COLLATE tympan_unicode_ci NOT NULL DEFAULT '',
    "link_notes" TEXT COLLATE tympan_unicode_ci NOT NULL DEFAULT '',
    "link_rss" TEXT COLLATE tympan_unicode_ci NOT NULL DEFAULT ''
);
CREATE INDEX IF NOT EXISTS "{prefix}links_link_visible" ON "{prefix}links" ("link_visible");

CREATE TABLE IF NOT EXISTS "{prefix}options" (
    "option_id" INTEGER PRIMARY KEY AUTOINCREMENT,
    "option_name" TEXT COLLATE tympan_unicode_ci NOT NULL DEFAULT '',
    "option_value" TEXT COLLATE tympan_unicode_ci NOT NULL DEFAULT '',
    "autoload" TEXT COLLATE NOCASE NOT NULL DEFAULT 'yes'
);
CREATE UNIQUE INDEX IF NOT EXISTS "{prefix}options_option_name" ON "{prefix}options" ("option_name");
CREATE INDEX IF NOT EXISTS "{prefix}options_autoload" ON "{prefix}options" ("autoload");

CREATE TABLE IF NOT EXISTS "{prefix}postmeta" (
    "meta_id" INTEGER PRIMARY KEY AUTOINCREMENT,
    "post_id" INTEGER NOT NULL DEFAULT 0,
    "meta_key" TEXT COLLATE tympan_unicode_ci,
    "meta_value" TEXT COLLATE tympan_unicode_ci
);
CREATE INDEX IF NOT EXISTS "{prefix}postmeta_post_id" ON "{prefix}postmeta" ("post_id");
CREATE INDEX IF NOT EXISTS "{prefix}postmeta_meta_key" ON "{prefix}postmeta" ("meta_key");

CREATE TABLE IF NOT EXISTS "{prefix}posts" (
    "ID" INTEGER PRIMARY KEY AUTOINCREMENT,
    "post_author" INTEGER NOT NULL DEFAULT 0,
    "post_date" TEXT NOT NULL DEFAULT '0000-00-00 00:00:00',
    "post_date_gmt" TEXT NOT NULL DEFAULT '0000-00-00 00:00:00',
    "post_content" TEXT COLLATE tympan_unicode_ci NOT NULL DEFAULT '',
    "post_title" TEXT COLLATE tympan_unicode_ci NOT NULL DEFAULT '',
    "post_excerpt" TEXT COLLATE tympan_unicode_ci NOT NULL DEFAULT '',
    "post_status" TEXT COLLATE NOCASE NOT NULL DEFAULT 'publish',
    "comment_status" TEXT COLLATE NOCASE NOT NULL DEFAULT 'open',
    "ping_status" TEXT COLLATE NOCASE NOT NULL DEFAULT 'open',
    "post_password" TEXT COLLATE tympan_unicode_ci NOT NULL DEFAULT '',
    "post_name" TEXT COLLATE tympan_unicode_ci NOT NULL DEFAULT '',
    "to_ping" TEXT COLLATE tympan_unicode_ci NOT NULL DEFAULT '',
    "pinged" TEXT COLLATE tympan_unicode_ci NOT NULL DEFAULT '',
    "post_modified" TEXT NOT NULL DEFAULT '0000-00-00 00:00:00',
    "post_modified_gmt" TEXT NOT NULL DEFAULT '0000-00-00 00:00:00',
    "post_content_filtered" TEXT COLLATE tympan_unicode_ci NOT NULL DEFAULT '',
    "post_parent" INTEGER NOT NULL DEFAULT 0,
    "guid" TEXT COLLATE tympan_unicode_ci NOT NULL DEFAULT '',
    "menu_order" INTEGER NOT NULL DEFAULT 0,
    "post_type" TEXT COLLATE NOCASE NOT NULL DEFAULT 'post',
    "post_mime_type" TEXT COLLATE tympan_unicode_ci NOT NULL DEFAULT '',
    "comment_count" INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX IF NOT EXISTS "{prefix}posts_post_name" ON "{prefix}posts" ("post_name");
CREATE INDEX IF NOT EXISTS "{prefix}posts_type_status_date" ON "{prefix}posts" ("post_type", "post_status", "post_date", "ID");
CREATE INDEX IF NOT EXISTS "{prefix}posts_post_parent" ON "{prefix}posts" ("post_parent");
CREATE INDEX IF NOT EXISTS "{prefix}posts_post_author" ON "{prefix}posts" ("post_author");
CREATE INDEX IF NOT EXISTS "{prefix}posts_type_status_author" ON "{prefix}posts" ("post_type", "post_status", "post_author");

CREATE TABLE IF NOT EXISTS "{prefix}term_relationships" (
    "object_id" INTEGER NOT NULL DEFAULT 0,
    "term_taxonomy_id" INTEGER NOT NULL DEFAULT 0,
    "term_order" INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY ("object_id", "term_taxonomy_id")
);
CREATE INDEX IF NOT EXISTS "{prefix}term_relationships_term_taxonomy_id" ON "{prefix}term_relationships" ("term_taxonomy_id");

CREATE TABLE IF NOT EXISTS "{prefix}term_taxonomy" (
    "term_taxonomy_id" INTEGER PRIMARY KEY AUTOINCREMENT,
    "term_id" INTEGER NOT NULL DEFAULT 0,
    "taxonomy" TEXT COLLATE NOCASE NOT NULL DEFAULT '',
    "description" TEXT COLLATE tympan_unicode_ci NOT NULL DEFAULT '',
    "parent" INTEGER NOT NULL DEFAULT 0,
    "count" INTEGER NOT NULL DEFAULT 0
);
CREATE UNIQUE INDEX IF NOT EXISTS "{prefix}term_taxonomy_term_id_taxonomy" ON "{prefix}term_taxonomy" ("term_id", "taxonomy");
CREATE INDEX IF NOT EXISTS "{prefix}term_taxonomy_taxonomy" ON "{prefix}term_taxonomy" ("taxonomy");

CREATE TABLE IF NOT EXISTS "{prefix}termmeta" (
    "meta_id" INTEGER PRIMARY KEY AUTOINCREMENT,
    "term_id" INTEGER NOT NULL DEFAULT 0,
    "meta_key" TEXT COLLATE tympan_unicode_ci,
    "meta_value" TEXT COLLATE tympan_unicode_ci
);
CREATE INDEX IF NOT EXISTS "{prefix}termmeta_term_id" ON "{prefix}termmeta" ("term_id");
CREATE INDEX IF NOT EXISTS "{prefix}termmeta_meta_key" ON "{prefix}termmeta" ("meta_key");

CREATE TABLE IF NOT EXISTS "{prefix}terms" (
    "term_id" INTEGER PRIMARY KEY AUTOINCREMENT,
    "name" TEXT COLLATE tympan_unicode_ci NOT NULL DEFAULT '',
    "slug" TEXT COLLATE tympan_unicode_ci NOT NULL DEFAULT '',
    "term_group" INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX IF NOT EXISTS "{prefix}terms_slug" ON "{prefix}terms" ("slug");
CREATE INDEX IF NOT EXISTS "{prefix}terms_name" ON "{prefix}terms" ("name");

CREATE TABLE IF NOT EXISTS "{prefix}usermeta" (
    "umeta_id" INTEGER PRIMARY KEY AUTOINCREMENT,
    "user_id" INTEGER NOT NULL DEFAULT 0,
    "meta_key" TEXT COLLATE tympan_unicode_ci,
    "meta_value" TEXT COLLATE tympan_unicode_ci
);
CREATE INDEX IF NOT EXISTS "{prefix}usermeta_user_id" ON "{prefix}usermeta" ("user_id");
CREATE INDEX IF NOT EXISTS "{prefix}usermeta_meta_key" ON "{prefix}usermeta" ("meta_key");

CREATE TABLE IF NOT EXISTS "{prefix}users" (
    "ID" INTEGER PRIMARY KEY AUTOINCREMENT,
    "user_login" TEXT COLLATE tympan_unicode_ci NOT NULL DEFAULT '',
    "user_pass" TEXT COLLATE tympan_unicode_ci NOT NULL DEFAULT '',
    "user_nicename" TEXT COLLATE tympan_unicode_ci NOT NULL DEFAULT '',
    "user_email" TEXT COLLATE tympan_unicode_ci NOT NULL DEFAULT '',
    "user_url" TEXT COLLATE tympan_unicode_ci NOT NULL DEFAULT '',
    "user_registered" TEXT NOT NULL DEFAULT '0000-00-00 00:00:00',
    "user_activation_key" TEXT COLLATE tympan_unicode_ci NOT NULL DEFAULT '',
    "user_status" INTEGER NOT NULL DEFAULT 0,
    "display_name" TEXT COLLATE tympan_unicode_ci NOT NULL DEFAULT ''
);
CREATE INDEX IF NOT EXISTS "{prefix}users_user_login_key" ON "{prefix}users" ("user_login");
CREATE INDEX IF NOT EXISTS "{prefix}users_user_nicename" ON "{prefix}users" ("user_nicename");
CREATE INDEX IF NOT EXISTS "{prefix}users_user_email" ON "{prefix}users" ("user_email");
