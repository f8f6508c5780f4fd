"""WordPress's twelve tables and the engine's own as Tortoise models: for writing; private to the store."""

from tortoise import fields
from tortoise.models import Model

from engine.store.dates import WordPressDate
from engine.store.texts import Chars, Text


class Posts(Model):
    """Every post, page, attachment, revision, menu item, block …."""

    id = fields.BigIntField(primary_key=True, source_field="ID")
    author = fields.BigIntField(source_field="post_author", default=0)
    date = WordPressDate(source_field="post_date")
    date_gmt = WordPressDate(source_field="post_date_gmt")
    content = Text(source_field="post_content")
    title = Text(source_field="post_title")
    excerpt = Text(source_field="post_excerpt")
    status = Chars(20, source_field="post_status", default="publish")
    comment_status = Chars(20, default="open")
    ping_status = Chars(20, default="open")
    password = Chars(255, source_field="post_password", default="")
    name = Chars(200, source_field="post_name", default="")
    to_ping = Text(default="")
    pinged = Text(default="")
    modified = WordPressDate(source_field="post_modified")
    modified_gmt = WordPressDate(source_field="post_modified_gmt")
    content_filtered = Text(source_field="post_content_filtered", default="")
    parent = fields.BigIntField(source_field="post_parent", default=0)
    guid = Chars(255, default="")
    menu_order = fields.IntField(default=0)
    type = Chars(20, source_field="post_type", default="post")
    mime_type = Chars(100, source_field="post_mime_type", default="")
    comment_count = fields.BigIntField(default=0)

    class Meta:
        table = "posts"


class PostMeta(Model):
    """Key and value on a post."""

    id = fields.BigIntField(primary_key=True, source_field="meta_id")
    object = fields.BigIntField(source_field="post_id", default=0)
    key = Chars(255, source_field="meta_key", null=True)
    value = Text(source_field="meta_value", null=True)

    class Meta:
        table = "postmeta"


class Comments(Model):
    """Comments, pingbacks, trackbacks, notes."""

    id = fields.BigIntField(primary_key=True, source_field="comment_ID")
    post = fields.BigIntField(source_field="comment_post_ID", default=0)
    author = Text(source_field="comment_author")
    author_email = Chars(100, source_field="comment_author_email", default="")
    author_url = Chars(200, source_field="comment_author_url", default="")
    author_ip = Chars(100, source_field="comment_author_IP", default="")
    date = WordPressDate(source_field="comment_date")
    date_gmt = WordPressDate(source_field="comment_date_gmt")
    content = Text(source_field="comment_content")
    karma = fields.IntField(source_field="comment_karma", default=0)
    approved = Chars(20, source_field="comment_approved", default="1")
    agent = Chars(255, source_field="comment_agent", default="")
    type = Chars(20, source_field="comment_type", default="comment")
    parent = fields.BigIntField(source_field="comment_parent", default=0)
    user = fields.BigIntField(source_field="user_id", default=0)

    class Meta:
        table = "comments"


class CommentMeta(Model):
    """Key and value on a comment."""

    id = fields.BigIntField(primary_key=True, source_field="meta_id")
    object = fields.BigIntField(source_field="comment_id", default=0)
    key = Chars(255, source_field="meta_key", null=True)
    value = Text(source_field="meta_value", null=True)

    class Meta:
        table = "commentmeta"


class Terms(Model):
    """Names and slugs, shared by taxonomies."""

    id = fields.BigIntField(primary_key=True, source_field="term_id")
    name = Chars(200, default="")
    slug = Chars(200, default="")
    group = fields.BigIntField(source_field="term_group", default=0)

    class Meta:
        table = "terms"


class TermTaxonomy(Model):
    """A term's place in a taxonomy."""

    id = fields.BigIntField(primary_key=True, source_field="term_taxonomy_id")
    term = fields.BigIntField(source_field="term_id", default=0)
    taxonomy = Chars(32, default="")
    description = Text()
    parent = fields.BigIntField(default=0)
    count = fields.BigIntField(default=0)

    class Meta:
        table = "term_taxonomy"


class TermRelationships(Model):
    """Which object has which term. Its key is composite: never save() or delete() one that was loaded."""

    object = fields.BigIntField(primary_key=True, generated=False, source_field="object_id")
    term_taxonomy = fields.BigIntField(source_field="term_taxonomy_id")
    order = fields.IntField(source_field="term_order", default=0)

    class Meta:
        table = "term_relationships"


class TermMeta(Model):
    """Key and value on a term."""

    id = fields.BigIntField(primary_key=True, source_field="meta_id")
    object = fields.BigIntField(source_field="term_id", default=0)
    key = Chars(255, source_field="meta_key", null=True)
    value = Text(source_field="meta_value", null=True)

    class Meta:
        table = "termmeta"


class Users(Model):
    """Accounts."""

    id = fields.BigIntField(primary_key=True, source_field="ID")
    login = Chars(60, source_field="user_login", default="")
    password = Chars(255, source_field="user_pass", default="")
    nicename = Chars(50, source_field="user_nicename", default="")
    email = Chars(100, source_field="user_email", default="")
    url = Chars(100, source_field="user_url", default="")
    registered = WordPressDate(source_field="user_registered")
    activation_key = Chars(255, source_field="user_activation_key", default="")
    status = fields.IntField(source_field="user_status", default=0)
    display_name = Chars(250, default="")

    class Meta:
        table = "users"


class UserMeta(Model):
    """Key and value on an account."""

    id = fields.BigIntField(primary_key=True, source_field="umeta_id")
    object = fields.BigIntField(source_field="user_id", default=0)
    key = Chars(255, source_field="meta_key", null=True)
    value = Text(source_field="meta_value", null=True)

    class Meta:
        table = "usermeta"


class Options(Model):
    """Settings of the site, PHP-serialised where they are not text."""

    id = fields.BigIntField(primary_key=True, source_field="option_id")
    name = Chars(191, source_field="option_name", default="")
    value = Text(source_field="option_value")
    autoload = Chars(20, default="yes")

    class Meta:
        table = "options"


class Links(Model):
    """The old blogroll."""

    id = fields.BigIntField(primary_key=True, source_field="link_id")
    url = Chars(255, source_field="link_url", default="")
    name = Chars(255, source_field="link_name", default="")
    image = Chars(255, source_field="link_image", default="")
    target = Chars(25, source_field="link_target", default="")
    description = Chars(255, source_field="link_description", default="")
    visible = Chars(20, source_field="link_visible", default="Y")
    owner = fields.BigIntField(source_field="link_owner", default=1)
    rating = fields.IntField(source_field="link_rating", default=0)
    updated = WordPressDate(source_field="link_updated")
    rel = Chars(255, source_field="link_rel", default="")
    notes = Text(source_field="link_notes")
    rss = Chars(255, source_field="link_rss", default="")

    class Meta:
        table = "links"


class Attempts(Model):
    """Failed attempts to log in, by who made them; `last_at` is a Unix time."""

    bucket = fields.CharField(64, primary_key=True)
    failures = fields.IntField()
    last_at = fields.BigIntField()

    class Meta:
        table = "tympan_attempts"


class Jobs(Model):
    """Work that waits, is being done, or has failed for good; times are Unix times in seconds."""

    id = fields.BigIntField(primary_key=True)
    kind = fields.CharField(60)
    unique_key = fields.CharField(120, null=True)
    arguments = Text()
    due_at = fields.BigIntField()
    holder = fields.CharField(32, default="")
    attempts = fields.IntField(default=0)
    failed_at = fields.BigIntField(default=0)
    error = Text(default="")
    added_at = fields.BigIntField()

    class Meta:
        table = "tympan_jobs"


class Readers(Model):
    """Readers known by another network; `person` is the SHA-256 of network and subject, which compares exactly."""

    id = fields.BigIntField(primary_key=True)
    person = fields.CharField(64)
    provider = Chars(20)
    subject = Chars(255)
    name = Text()
    url = Chars(200)
    email = Chars(100)
    email_verified = fields.SmallIntField()
    picture = Text()
    avatar = Chars(100, default="")
    user = fields.BigIntField(source_field="user_id", default=0)
    first_at = fields.BigIntField()
    last_at = fields.BigIntField()

    class Meta:
        table = "tympan_readers"


class ReaderSessions(Model):
    """Sessions of readers, by the SHA-256 of their token."""

    token = fields.CharField(64, primary_key=True)
    reader = fields.BigIntField(source_field="reader_id")
    started_at = fields.BigIntField()
    expires_at = fields.BigIntField()
    ip = Chars(100)
    agent = Chars(255)

    class Meta:
        table = "tympan_reader_sessions"


class ReaderComments(Model):
    """Which reader wrote a comment."""

    comment = fields.BigIntField(primary_key=True, generated=False, source_field="comment_id")
    reader = fields.BigIntField(source_field="reader_id")

    class Meta:
        table = "tympan_reader_comments"


class Tickets(Model):
    """Secrets that are good for one thing for a while, by their SHA-256."""

    secret = fields.CharField(64, primary_key=True)
    data = Text()
    expires_at = fields.BigIntField()

    class Meta:
        table = "tympan_tickets"


class Subscriptions(Model):
    """Who is mailed about what; `subject` is the SHA-256 of address and post, `post` is 0 for new posts."""

    id = fields.BigIntField(primary_key=True)
    subject = fields.CharField(64)
    email = Chars(100)
    post = fields.BigIntField(source_field="post_id")
    pace = fields.CharField(10)
    asked_at = fields.BigIntField()
    confirmed_at = fields.BigIntField(default=0)
    told_at = fields.BigIntField(default=0)

    class Meta:
        table = "tympan_subscriptions"


class Tallies(Model):
    """Numbers that a plugin counts; the key is the owner together with the name."""

    owner = fields.CharField(40, primary_key=True, generated=False)
    name = fields.CharField(64)
    number = fields.BigIntField()

    class Meta:
        table = "tympan_tallies"


MODELS: dict[str, type[Model]] = {
    model._meta.db_table: model  # noqa: SLF001 - Tortoise's documented place of a model's facts
    for model in (
        Posts, PostMeta, Comments, CommentMeta, Terms, TermTaxonomy, TermRelationships, TermMeta,
        Users, UserMeta, Options, Links,
    )
}  # fmt: skip

# The engine's own tables, which WordPress does not know.
OWN_MODELS: dict[str, type[Model]] = {
    model._meta.db_table: model  # noqa: SLF001 - as above
    for model in (Attempts, Jobs, Readers, ReaderSessions, ReaderComments, Tickets, Subscriptions, Tallies)
}


def use_prefix(prefix: str) -> None:
    """Point the models at the tables of this prefix; call before Tortoise.init."""
    for bare, model in (MODELS | OWN_MODELS).items():
        model._meta.db_table = prefix + bare  # noqa: SLF001
