"""Texts made to be expensive: each is a pattern repeated, for formatters that must stay linear."""

from collections.abc import Callable

from engine.content.attachments import attachment_queries
from engine.content.autop import autop
from engine.content.balance import force_balance_tags
from engine.content.emails import is_email, sanitize_email
from engine.content.embeds import embed
from engine.content.emoji import encode_emoji
from engine.content.entities import (
    convert_chars,
    convert_invalid_entities,
    decode_numeric_entities,
    named_to_numeric,
    normalize_entities,
)
from engine.content.escaping import esc_attr, esc_html, esc_js, esc_textarea, esc_xml, specialchars_decode
from engine.content.excerpts import html_excerpt, split_at_more, trim_words
from engine.content.fields import (
    sanitize_sql_orderby,
    sanitize_text_field,
    sanitize_textarea_field,
    sanitize_user,
)
from engine.content.files import basename, normalize_path, sanitize_file_name
from engine.content.images import Loading, filter_content_tags
from engine.content.kses import filter_nohtml, kses_comment, kses_post
from engine.content.links import add_base, add_rel, add_target, make_clickable
from engine.content.pages import split_pages, tease
from engine.content.passage import no_picture
from engine.content.pipeline import render_comment, render_content, render_excerpt, trim_excerpt
from engine.content.query_strings import add_query_args, parse_query
from engine.content.safe_css import safe_css
from engine.content.shortcodes import do_shortcode, parse_attributes, shortcode_unautop, strip_shortcodes
from engine.content.slugs import sanitize_title
from engine.content.smilies import convert_smilies
from engine.content.tags import split_html, strip_all_tags
from engine.content.texturize import texturize
from engine.content.urls import absolute_url, esc_url, parse_url, relative_link, shorten
from engine.content.whitespace import normalize_whitespace

SHORTCODES = ("caption", "gallery", "embed")

PATTERNS = (
    "a", " ", "\n", "\r\n", "\t\n", " \n ", "<", ">", "<>", "&", "&#", "&#1", "&#x1", "&amp", "&a;", ";", '"', "'", "-",
    "--", "---", "1", "1.", "1x1", "0x", "9'", '9"', "(", ")", "[", "]", "[[", "%", "%0", "%0%0dd", "\\", "\0", "é", "😀",
    "<a", "<a ", "<a href=", '<a href="', "<a href='x' ", "</a", "</a>", "<a><a x>y</a></a>", "<p", "<p>", "<p> ", "<p>\n",
    "<p><li", "<p><table ", "</p>", "<br", "<br ", "<br />", "<br />\n", "<br>\n<p ", "<table ", "<table > ", "<pre", "<pre>",
    "<pre></pre>", "</pre>", "<!--", "<!-- ", "-->", "<!-->", "<!---", "<!x", "<![CDATA[", "]]>", "</1", "<?", "<?php '", "<hr ",
    "<script", "<script>", "<style>", "<svg ", "<object>", "<object><param ", "<source ", "<video ", "<figcaption ", "<option ",
    " <option", "</option> ", "<div ", "<div>", "<b><i>", "</b>", "<b>x", "<img src=x ", "<img style='a:b' ", "a:b;", "url(",
    "a:url(x);", "calc(", "var(()", "linear-gradient(", "[gallery ", "[gallery]", "[gallery/]", "[caption]x", "<p>[gallery ",
    "<p>[gallery] ", "<p>[caption]", "[/caption]", "[a=", 'a="', "a='b' ", "http://", "http://a.b/(", " http://a.b", "www.",
    " www.a.b", "a@b", "a@b.", "@", "a.", ":", "::", "feed:", "//", "../", "a/../", "?", "?a[", "a[]=1&", "=", "#", "’", ":) ", "{",
    "'99 ", "'9", '"9', "- ", " -", "n's ", "<a\n", "<h1>\n\n", "<li>\n", "<blockquote>", "`a` ASC, ", ",", "<a title=[gallery] ",
)  # fmt: skip

FORMATTERS: dict[str, Callable[[str], object]] = {
    "absolute_url": lambda text: absolute_url(text, "http://a.b/c/d"),
    "add_base": lambda text: add_base(text, "http://a.b/"),
    "add_query_args": lambda text: add_query_args({"a": "b"}, text),
    "add_rel": lambda text: add_rel(text, "nofollow", hosts=frozenset()),
    "add_target": add_target,
    "autop": autop,
    "basename": basename,
    "convert_chars": convert_chars,
    "convert_invalid_entities": convert_invalid_entities,
    "convert_smilies": lambda text: convert_smilies(text, images=""),
    "decode_numeric_entities": decode_numeric_entities,
    "do_shortcode": lambda text: do_shortcode(text, dict.fromkeys(SHORTCODES, lambda _shortcode: "")),
    "attachment_queries": lambda text: attachment_queries(text, 1),
    "embed": embed,
    "encode_emoji": encode_emoji,
    "esc_attr": esc_attr,
    "esc_html": esc_html,
    "esc_js": esc_js,
    "esc_textarea": esc_textarea,
    "esc_url": esc_url,
    "esc_xml": esc_xml,
    "filter_content_tags": lambda text: filter_content_tags(text, no_picture, Loading()),
    "filter_nohtml": filter_nohtml,
    "force_balance_tags": force_balance_tags,
    "html_excerpt": lambda text: html_excerpt(text, 100),
    "is_email": is_email,
    "kses_comment": kses_comment,
    "kses_post": kses_post,
    "make_clickable": lambda text: make_clickable(text, hosts=frozenset()),
    "named_to_numeric": named_to_numeric,
    "normalize_entities": normalize_entities,
    "normalize_path": normalize_path,
    "normalize_whitespace": normalize_whitespace,
    "parse_attributes": parse_attributes,
    "parse_query": parse_query,
    "parse_url": parse_url,
    "relative_link": relative_link,
    "render_comment": render_comment,
    "render_content": render_content,
    "render_excerpt": render_excerpt,
    "safe_css": safe_css,
    "sanitize_email": sanitize_email,
    "sanitize_file_name": sanitize_file_name,
    "sanitize_sql_orderby": sanitize_sql_orderby,
    "sanitize_text_field": sanitize_text_field,
    "sanitize_textarea_field": sanitize_textarea_field,
    "sanitize_title": sanitize_title,
    "sanitize_user": sanitize_user,
    "shorten": shorten,
    "shortcode_unautop": lambda text: shortcode_unautop(text, SHORTCODES),
    "specialchars_decode": specialchars_decode,
    "split_at_more": split_at_more,
    "split_pages": split_pages,
    "split_html": split_html,
    "strip_all_tags": strip_all_tags,
    "strip_shortcodes": lambda text: strip_shortcodes(text, SHORTCODES),
    "tease": tease,
    "texturize": lambda text: texturize(text, shortcode_tags=SHORTCODES),
    "trim_excerpt": trim_excerpt,
    "trim_words": trim_words,
}


def repeated(pattern: str, length: int) -> str:
    """Repeat a pattern up to so many characters, with an end that makes a scan for `>` go all the way."""
    return (pattern * (length // len(pattern) + 1))[:length]
