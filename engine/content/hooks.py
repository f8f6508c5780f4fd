"""The hooks of texts on their way to readers, in WordPress's names; callbacks are sync."""

from engine.content.passage import Passage
from engine.hooks import Filter

the_title: Filter[str, [int]] = Filter("the_title", "A post's title ready for a page; with the post's id.")
the_content: Filter[str, [Passage]] = Filter("the_content", "A post's content ready for a page.")
the_excerpt: Filter[str, [Passage]] = Filter("the_excerpt", "A post's excerpt ready for a page.")
comment_text: Filter[str, [Passage]] = Filter("comment_text", "A comment's text ready for a page.")
widget_text: Filter[str, [Passage]] = Filter("widget_text", "The text of an old text widget as it was typed.")
widget_text_content: Filter[str, [Passage]] = Filter(
    "widget_text_content", "The text of a text widget ready for a page."
)
