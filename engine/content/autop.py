"""Paragraphs and line breaks from blank lines and line ends (wpautop)."""

import re
from typing import Final

from engine.content.scan import NextIndex
from engine.content.tags import split_html
from engine.content.whitespace import trim

_BLOCK: Final = (
    "(?:table|thead|tfoot|caption|col|colgroup|tbody|tr|td|th|div|dl|dd|dt|ul|ol|li|pre|form|map|area"
    "|blockquote|address|style|p|h[1-6]|hr|fieldset|legend|section|article|aside|hgroup|header|footer"
    "|nav|figure|figcaption|details|menu|summary)"
)
# A run of white space is taken only from its first character on, so that a long run costs one pass.
_RUN: Final = r"(?:(?<!\s)\s++)?+"

# In a pattern that ends with an optional tail, the whole tag is taken even when the tail is not
# there: all starts before one `>` share that `>`, so looking again from the next start is vain.
_TO_TAG_END: Final = r"[^>]*+(?:>|\Z)"


def _pattern(pattern: str, flags: int = 0) -> re.Pattern[str]:
    return re.compile(pattern, re.ASCII | flags)


_DOUBLE_BREAK: Final = _pattern(r"<br\s*/?>\s*<br\s*/?>")
_BLOCK_OPENING: Final = _pattern(rf"(<{_BLOCK}[\s/>])")
_BLOCK_CLOSING: Final = _pattern(rf"(</{_BLOCK}>)")
_RULE: Final = _pattern(r"(<hr\s*+/?>)")

_BEFORE_OPTION: Final = _pattern(rf"{_RUN}<option")
_AFTER_OPTION: Final = _pattern(r"</option>\s*")
_OBJECT_OPENING: Final = _pattern(rf"(<object{_TO_TAG_END})\s*")
_OBJECT_CLOSING: Final = _pattern(rf"{_RUN}</object>")
_OBJECT_PART: Final = _pattern(rf"{_RUN}(</?(?:param|embed){_TO_TAG_END})\s*")
_MEDIA_OPENING: Final = _pattern(r"([<\[](?:audio|video)[^>\]]*+(?:[>\]]|\Z))\s*")
_MEDIA_CLOSING: Final = _pattern(rf"{_RUN}([<\[]/(?:audio|video)[>\]])")
_MEDIA_PART: Final = _pattern(rf"{_RUN}(<(?:source|track){_TO_TAG_END})\s*")
_FIGCAPTION_OPENING: Final = _pattern(rf"{_RUN}(<figcaption{_TO_TAG_END})")
_FIGCAPTION_CLOSING: Final = _pattern(r"</figcaption>\s*")

_BLANK_LINE: Final = _pattern(r"\n\s*\n")
_EMPTY_PARAGRAPH: Final = _pattern(r"<p>\s*</p>")
_TEXT_BEFORE_CLOSING: Final = _pattern(r"<p>([^<]+)</(div|address|form)>")
_WRAPPED_BLOCK: Final = _pattern(rf"<p>\s*(</?{_BLOCK}[^>]*+>)\s*</p>")
_WRAPPED_QUOTE: Final = _pattern(r"<(?i:p><blockquote)([^>]*+)>")
_PARAGRAPH_BEFORE_BLOCK: Final = _pattern(rf"<p>\s*(</?{_BLOCK}[^>]*+>)")
_CLOSING_AFTER_BLOCK: Final = _pattern(rf"(</?{_BLOCK}{_TO_TAG_END})(?:\s*</p>)?")
_BREAK_AFTER_BLOCK: Final = _pattern(rf"(</?{_BLOCK}{_TO_TAG_END})(?:\s*<br />)?")
_BREAK_BEFORE_BLOCK: Final = _pattern(r"<br />(\s*</?(?:p|li|div|dl|dd|dt|th|pre|td|ul|ol)[^>]*+>)")
_SPACE: Final = _pattern(r"\s+")
_BLANKS: Final = " \t\n\r\f\v"
_LAST_CLOSING: Final = _pattern(r"\n</p>$")
_KEPT_LINES: Final = _pattern(r"<(script|style|svg|math)")

_PLACEHOLDER: Final = re.compile(r"<pre wp-pre-tag-[0-9]+></pre>")
_LINE_END_IN_TAG: Final = " <!-- wpnl --> "
_KEPT_LINE_END: Final = "<WPPreserveNewline />"


def autop(text: str, *, br: bool = True) -> str:
    """Wrap text parted by blank lines in `<p>`; with `br`, line ends left become `<br />`."""
    if not trim(text):
        return ""
    text, preformatted = _set_aside_preformatted(text + "\n")
    if "<" in text:
        text = _unwrap_blocks(_paragraphs(_collapse_around_parts(_break_around_blocks(text))))
    else:
        text = _paragraphs(_with_line_feeds(text))
    if br:
        text = _line_breaks(text)
    text = _BREAK_AFTER_BLOCK.sub(r"\1", text)
    text = _BREAK_BEFORE_BLOCK.sub(r"\1", text)
    text = _LAST_CLOSING.sub("</p>", text)
    if preformatted:
        text = _PLACEHOLDER.sub(lambda match: preformatted.get(match[0], match[0]), text)
    return text.replace(_LINE_END_IN_TAG, "\n").replace(_LINE_END_IN_TAG.strip(), "\n")


def _set_aside_preformatted(text: str) -> tuple[str, dict[str, str]]:
    """Put a placeholder for every `<pre>` with its content."""
    if "<pre" not in text:
        return text, {}
    *parts, rest = text.split("</pre>")
    kept: list[str] = []
    originals: dict[str, str] = {}
    for part in parts:
        before, opening, content = part.partition("<pre")
        kept.append(before)
        if opening:
            placeholder = f"<pre wp-pre-tag-{len(originals)}></pre>"
            originals[placeholder] = f"{opening}{content}</pre>"
            kept.append(placeholder)
    return "".join(kept) + rest, originals


def _break_around_blocks(text: str) -> str:
    text = _DOUBLE_BREAK.sub("\n\n", text)
    text = _BLOCK_OPENING.sub(r"\n\n\1", text)
    text = _BLOCK_CLOSING.sub(r"\1\n\n", text)
    text = _RULE.sub(r"\1\n\n", text)
    pieces = split_html(_with_line_feeds(text))
    pieces[1::2] = [piece.replace("\n", _LINE_END_IN_TAG) for piece in pieces[1::2]]
    return "".join(pieces)


def _with_line_feeds(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _collapse_around_parts(text: str) -> str:
    """Take line ends away where a paragraph would break options, objects, media or captions."""
    if "<option" in text:
        text = _AFTER_OPTION.sub("</option>", _BEFORE_OPTION.sub("<option", text))
    if "</object>" in text:
        text = _OBJECT_CLOSING.sub("</object>", _sub_tag(_OBJECT_OPENING, text))
        text = _sub_tag(_OBJECT_PART, text)
    if "<source" in text or "<track" in text:
        text = _MEDIA_CLOSING.sub(r"\1", _sub_tag(_MEDIA_OPENING, text))
        text = _sub_tag(_MEDIA_PART, text)
    if "<figcaption" in text:
        text = _FIGCAPTION_CLOSING.sub("</figcaption>", _sub_tag(_FIGCAPTION_OPENING, text))
    return text


def _sub_tag(pattern: re.Pattern[str], text: str) -> str:
    """Replace by the tag alone, leaving an unfinished tag at the end of the text as it was."""
    return pattern.sub(lambda match: match[1] if match[1][-1:] in {">", "]"} else match[0], text)


def _paragraphs(text: str) -> str:
    parts = [f"<p>{part.strip(chr(10))}</p>\n" for part in _BLANK_LINE.split(text) if part]
    return _EMPTY_PARAGRAPH.sub("", "".join(parts))


def _unwrap_blocks(text: str) -> str:
    text = _TEXT_BEFORE_CLOSING.sub(r"<p>\1</p></\2>", text)
    text = _WRAPPED_BLOCK.sub(r"\1", text)
    text = _unwrap_list_items(text)
    text = _WRAPPED_QUOTE.sub(r"<blockquote\1><p>", text)
    text = text.replace("</blockquote></p>", "</p></blockquote>")
    text = _PARAGRAPH_BEFORE_BLOCK.sub(r"\1", text)
    return _CLOSING_AFTER_BLOCK.sub(r"\1", text)


def _unwrap_list_items(text: str) -> str:
    """Turn `<p><li…</p>` on one line into `<li…`."""
    if "<p><li" not in text:
        return text
    closing, line_end = NextIndex(text, "</p>"), NextIndex(text, "\n")
    parts: list[str] = []
    position = 0
    while (start := text.find("<p><li", position)) >= 0:
        end = closing.after(start + len("<p><li") + 1)
        if end < 0:
            break
        if 0 <= line_end.after(start) < end:
            parts.append(text[position : start + 1])
            position = start + 1
            continue
        parts += (text[position:start], text[start + len("<p>") : end])
        position = end + len("</p>")
    return "".join(parts) + text[position:]


def _line_breaks(text: str) -> str:
    text = _keep_lines(text)
    text = _broken_lines(text.replace("<br>", "<br />").replace("<br/>", "<br />"))
    return text.replace(_KEPT_LINE_END, "\n")


def _keep_lines(text: str) -> str:
    """Hide the line ends inside scripts, styles, drawings and formulas."""
    if not _KEPT_LINES.search(text):
        return text
    closings = {name: NextIndex(text, f"</{name}>") for name in ("script", "style", "svg", "math")}
    parts: list[str] = []
    position = 0
    for match in _KEPT_LINES.finditer(text):
        if match.start() < position:
            continue
        end = closings[match[1]].after(match.end())
        if end >= 0:
            end += len(match[1]) + len("</>")
            element = text[match.start() : end].replace("\n", _KEPT_LINE_END)
            parts += (text[position : match.start()], element)
            position = end
    return "".join(parts) + text[position:]


def _broken_lines(text: str) -> str:
    """Put a `<br />` for white space up to its last line end, unless one stands before it."""
    parts: list[str] = []
    position = 0
    while (end := text.find("\n", position)) >= 0:
        before = text[position:end].rstrip(_BLANKS)
        run = _SPACE.match(text, position + len(before))
        assert run is not None, "there is the line end"
        kept = 1 if before.endswith("<br />") else 0
        space, last = run[0], run[0].rfind("\n")
        parts += (before, space if last < kept else f"{space[:kept]}<br />{space[last:]}")
        position = run.end()
    return "".join(parts) + text[position:]
