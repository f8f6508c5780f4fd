"""Writes an export file of any size: `python -m tests.transfer.generated FILE [POSTS [COMMENTS]]`."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

WORDS: Final = "the boat lay still in the grey water and nobody spoke of the weather that was to come".split()  # noqa: SIM905
_HEAD: Final = """<?xml version="1.0" encoding="UTF-8" ?>
<rss version="2.0"
	xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"
	xmlns:content="http://purl.org/rss/1.0/modules/content/"
	xmlns:dc="http://purl.org/dc/elements/1.1/"
	xmlns:wp="http://wordpress.org/export/1.2/"
>
<channel>
<title>Generated</title><link>http://old.example</link>
<wp:wxr_version>1.2</wp:wxr_version>
<wp:base_site_url>http://old.example</wp:base_site_url>
<wp:base_blog_url>http://old.example</wp:base_blog_url>
"""


def words(seed: int, count: int) -> str:
    """Some words, the same for the same seed."""
    return " ".join(WORDS[(seed * 7 + one * one) % len(WORDS)] for one in range(count))


def export(posts: int, comments: int, *, authors: int = 20, tags: int = 300) -> Iterator[str]:
    """The file, an item at a time; a tenth of the posts are pages below another, each has some meta."""
    yield _HEAD
    for one in range(1, authors + 1):
        yield (
            f"<wp:author><wp:author_id>{one}</wp:author_id><wp:author_login>writer{one}</wp:author_login>"
            f"<wp:author_email>writer{one}@old.example</wp:author_email></wp:author>\n"
        )
    for one in range(tags):
        yield (
            f"<wp:tag><wp:term_id>{one + 1000}</wp:term_id><wp:tag_slug>tag-{one}</wp:tag_slug>"
            f"<wp:tag_name><![CDATA[Tag {one}]]></wp:tag_name></wp:tag>\n"
        )
    each, number = divmod(comments, posts)
    identity = 0
    for post in range(1, posts + 1):
        count = each + (post <= number)
        yield "".join(_item(post, range(identity + 1, identity + count + 1), authors, tags))
        identity += count
    yield "</channel></rss>\n"


def _item(post: int, comments: range, authors: int, tags: int) -> Iterator[str]:
    is_page = post % 10 == 0
    day = f"20{10 + post % 15:02d}-{1 + post % 12:02d}-{1 + post % 28:02d} 10:{post % 60:02d}:00"
    yield (
        f"<item><title><![CDATA[{words(post, 5)} {post}]]></title><dc:creator>writer{1 + post % authors}</dc:creator>"
        f'<guid isPermaLink="false">http://old.example/?p={post + 100}</guid>'
        f"<content:encoded><![CDATA[<p>{words(post, 60)}</p>\n<p>{words(post + 1, 60)}</p>]]></content:encoded>"
        f"<excerpt:encoded></excerpt:encoded><wp:post_id>{post + 100}</wp:post_id><wp:post_date>{day}</wp:post_date>"
        f"<wp:post_date_gmt>{day}</wp:post_date_gmt><wp:comment_status>open</wp:comment_status>"
        f"<wp:ping_status>open</wp:ping_status><wp:post_name>post-{post}</wp:post_name><wp:status>publish</wp:status>"
        f"<wp:post_parent>{post + 110 if is_page and post % 20 == 0 else 0}</wp:post_parent>"
        f"<wp:menu_order>0</wp:menu_order><wp:post_type>{'page' if is_page else 'post'}</wp:post_type>"
        f"<wp:post_password></wp:post_password><wp:is_sticky>{int(post % 5000 == 1)}</wp:is_sticky>"
    )
    if not is_page:
        for tag in {post % tags, (post * 3) % tags}:
            yield f'<category domain="post_tag" nicename="tag-{tag}"><![CDATA[Tag {tag}]]></category>'
    yield (
        "<wp:postmeta><wp:meta_key>mood</wp:meta_key>"
        f"<wp:meta_value><![CDATA[{words(post, 2)}]]></wp:meta_value></wp:postmeta>"
    )
    for number, comment in enumerate(comments):
        parent = comment - 1 if number % 2 else 0
        yield (
            f"<wp:comment><wp:comment_id>{comment}</wp:comment_id><wp:comment_author>Reader {comment}</wp:comment_author>"
            f"<wp:comment_author_email>r{comment}@old.example</wp:comment_author_email><wp:comment_date>{day}"
            f"</wp:comment_date><wp:comment_date_gmt>{day}</wp:comment_date_gmt><wp:comment_content><![CDATA["
            f"{words(comment, 20)}]]></wp:comment_content><wp:comment_approved>{int(comment % 17 != 0)}"
            f"</wp:comment_approved><wp:comment_type>comment</wp:comment_type><wp:comment_parent>{parent}"
            "</wp:comment_parent><wp:comment_user_id>0</wp:comment_user_id></wp:comment>"
        )
    yield "</item>\n"


if __name__ == "__main__":
    numbers = [int(one) for one in sys.argv[2:]] or [50_000]
    with Path(sys.argv[1]).open("w", encoding="utf-8") as file:
        file.writelines(export(numbers[0], numbers[1] if len(numbers) > 1 else 4 * numbers[0]))
