"""The hooks that pages fire, in WordPress's names."""

from engine.hooks import Filter
from engine.model.main_query import MainQuery

wp_head: Filter[tuple[str, ...], [MainQuery]] = Filter(
    "wp_head", "The elements of a page's head, as HTML; a plugin adds its own at the end."
)
wp_footer: Filter[tuple[str, ...], [MainQuery]] = Filter(
    "wp_footer", "Elements before the end of a page's body, as HTML."
)
body_class: Filter[list[str], [MainQuery]] = Filter("body_class", "The CSS classes of a page's body.")
document_title_parts: Filter[list[str], [MainQuery]] = Filter(
    "document_title_parts", "The parts of a document's title, the most particular first."
)
template_include: Filter[str, [MainQuery]] = Filter(
    "template_include", "The file of the template that shows a page."
)
tympan_describe_page: Filter[bool, [MainQuery]] = Filter(
    "tympan_describe_page",
    "Whether a page describes itself in Open Graph and JSON-LD; a plugin that does so says no.",
)
