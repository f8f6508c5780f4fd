"""The hooks of texts on their way to readers, in WordPress's names; callbacks are sync."""

from engine.content.passage import Passage
from engine.hooks import Filter

the_title: Filter[str, [int]] = Filter("the_title", "A post's title ready for a page; with the post's id.")
the_content: Filter[str, [Passage]] = Filter("the_content", "A post's content ready for a page.")
the_excerpt: Filter[str, [Passage]] = Filter("the_excerpt", "A post's excerpt ready for a page.")
comment_text: Filter[str, [Passage]] = Filter("comment_text", "A comment's text ready for a page.")
the_title_rss: Filter[str, []] = Filter("the_title_rss", "A title ready for a feed.")
the_excerpt_rss: Filter[str, []] = Filter("the_excerpt_rss", "A post's excerpt ready for a feed.")
the_content_feed: Filter[str, [str]] = Filter(
    "the_content_feed", "A post's content ready for a feed; with the kind of feed."
)
comment_author_rss: Filter[str, []] = Filter(
    "comment_author_rss", "The name of a comment's author for a feed."
)
comment_text_rss: Filter[str, []] = Filter("comment_text_rss", "A comment as plain text, ready for a feed.")
widget_text: Filter[str, [Passage]] = Filter("widget_text", "The text of an old text widget as it was typed.")
widget_text_content: Filter[str, [Passage]] = Filter(
    "widget_text_content", "The text of a text widget ready for a page."
)
