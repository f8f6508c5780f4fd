"""Heading Anchors: every heading in a post gets an id made of its words, unless it has one."""

import re
from collections import Counter

from engine.plugin_api import Passage, Registrations, Registry, sanitize_title, strip_all_tags, the_content

# After blocks and shortcodes were rendered, before smilies.
PRIORITY = 15

_HEADING = re.compile(
    r"<h([2-6])(?P<attributes>(?:\s[^<>]*)?)>(?P<text>[^\r\n]{1,2000}?)</h\1>", re.IGNORECASE
)


def register(hooks: Registry, _registrations: Registrations) -> None:
    """Step into the_content."""
    hooks.add_filter(the_content, with_anchors, PRIORITY)


def with_anchors(html: str, passage: Passage) -> str:
    """The content with ids on its headings; equal headings are numbered from the second on."""
    if passage.for_excerpt:
        return html
    used: Counter[str] = Counter()

    def anchored(heading: re.Match[str]) -> str:
        if re.search(r"\sid\s*=", heading["attributes"], re.IGNORECASE):
            return heading[0]
        slug = sanitize_title(strip_all_tags(heading["text"]))
        if not slug:
            return heading[0]
        used[slug] += 1
        name = slug if used[slug] == 1 else f"{slug}-{used[slug]}"
        return f'<h{heading[1]} id="{name}"{heading["attributes"]}>{heading["text"]}</h{heading[1]}>'

    return _HEADING.sub(anchored, html)
