"""Texts made to be expensive: each is a pattern repeated, for formatters that must stay linear."""

import json
from collections.abc import Callable

from engine.content.accents import remove_accents
from engine.content.attachments import attachment_queries
from engine.content.attributes import decode_attribute
from engine.content.autop import autop
from engine.content.balance import force_balance_tags
from engine.content.block_excerpts import excerpt_blocks, remove_footnotes
from engine.content.block_kses import kses_block_content
from engine.content.blocks.needs import Data
from engine.content.blocks.parser import parse as parse_blocks
from engine.content.blocks.published import published_types
from engine.content.blocks.serializer import serialize
from engine.content.blocks.walk import core_environment, render
from engine.content.capitals import capital_p
from engine.content.chains import feed_frames
from engine.content.date_format import format_date
from engine.content.dates import (
    date_from_gmt,
    datetime_from_iso8601,
    gmt_from_date,
    mysql_date,
    offset_from_iso8601,
    to_rfc3339,
)
from engine.content.emails import is_email, sanitize_email
from engine.content.embeds import embed, embed_lone
from engine.content.emoji import encode_emoji
from engine.content.entities import (
    convert_chars,
    convert_invalid_entities,
    decode_numeric_entities,
    named_to_numeric,
    normalize_entities,
    normalize_xml_entities,
    remove_entities,
)
from engine.content.escaping import (
    Quotes,
    check_invalid_utf8,
    esc_attr,
    esc_html,
    esc_js,
    esc_textarea,
    esc_xml,
    slash,
    specialchars,
    specialchars_decode,
    unslash,
)
from engine.content.excerpts import html_excerpt, split_at_more, trim_words
from engine.content.feed_reader import feed_items
from engine.content.fields import (
    sanitize_hex_color,
    sanitize_mime_type,
    sanitize_sql_orderby,
    sanitize_text_field,
    sanitize_textarea_field,
    sanitize_user,
)
from engine.content.files import allowed_types, basename, check_filetype, normalize_path, sanitize_file_name
from engine.content.global_styles.designs import of_site
from engine.content.images import Loading, filter_content_tags
from engine.content.kses import escape_less_than, filter_nohtml, kses_comment, kses_post, read_attributes
from engine.content.links import add_base, add_rel, add_target, make_clickable
from engine.content.markup import add_classes
from engine.content.oembed_consumer import discovered, html_of, known_endpoint, parsed
from engine.content.pages import split_pages, tease, teaser
from engine.content.passage import no_picture
from engine.content.pipeline import (
    render_comment,
    render_content,
    render_description,
    render_excerpt,
    render_title,
    trim_excerpt,
)
from engine.content.protocols import bad_protocol
from engine.content.query_strings import add_query_args, parse_query, remove_query_args
from engine.content.safe_css import safe_css
from engine.content.shortcodes import (
    do_shortcode,
    find_shortcodes,
    parse_attributes,
    shortcode_unautop,
    strip_shortcodes,
)
from engine.content.slugs import (
    encode_octets,
    sanitize_html_class,
    sanitize_key,
    sanitize_title,
    sanitize_title_with_dashes,
)
from engine.content.smilies import convert_smilies
from engine.content.static_emoji import staticize_emoji
from engine.content.styles.custom import scoped
from engine.content.styles.names import kebab_case
from engine.content.styles.properties import plain
from engine.content.styles.selectors import split
from engine.content.tags import split_html, strip_all_tags, strip_tags
from engine.content.texturize import texturize
from engine.content.timezones import UTC_ZONE
from engine.content.url_details import details
from engine.content.urls import (
    absolute_url,
    esc_url,
    parse_url,
    relative_link,
    sanitize_url,
    shorten,
    trailingslashit,
    untrailingslashit,
    urldecode,
)
from engine.content.values import absint, parse_id_list, parse_list, parse_slug_list, validate_boolean
from engine.content.whitespace import normalize_whitespace
from engine.model import php

_STYLES = '{"version":3,"isGlobalStylesUserThemeJSON":true,"styles":{"css":%s}}'
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
    "absint": absint,
    "add_classes": lambda text: add_classes(text, "a"),
    "bad_protocol": lambda text: bad_protocol(text, ("http",)),
    "capital_p": capital_p,
    "check_filetype": lambda text: check_filetype(text, allowed_types()),
    "check_invalid_utf8": check_invalid_utf8,
    "custom_css": lambda text: scoped(text, ".a, .b"),
    "date_from_gmt": lambda text: date_from_gmt(text, UTC_ZONE),
    "datetime_from_iso8601": lambda text: datetime_from_iso8601(text, UTC_ZONE),
    "feed_items": lambda text: feed_items(f"<rss><channel><item><title>{text}", "http://a.b/"),
    "feed_items_closed": lambda text: feed_items(f"<rss>{text.replace('<', '').replace('&', '')}</rss>", ""),
    "gmt_from_date": lambda text: gmt_from_date(text, UTC_ZONE),
    "is_serialized": php.is_serialized,
    "kebab_case": kebab_case,
    "maybe_serialize": php.maybe_serialize,
    "maybe_unserialize": php.maybe_unserialize,
    "offset_from_iso8601": offset_from_iso8601,
    "parse_id_list": parse_id_list,
    "parse_list": parse_list,
    "parse_slug_list": parse_slug_list,
    "remove_query_args": lambda text: remove_query_args(("a", "b"), text),
    "sanitize_hex_color": sanitize_hex_color,
    "sanitize_mime_type": sanitize_mime_type,
    "shown_value": plain,
    "specialchars": lambda text: specialchars(text, Quotes.BOTH, double_encode=False),
    "split_selectors": split,
    "theme_json": lambda text: of_site(_STYLES % json.dumps(text), published_types()),
    "to_rfc3339": lambda text: to_rfc3339(text, UTC_ZONE),
    "trailingslashit": trailingslashit,
    "untrailingslashit": untrailingslashit,
    "validate_boolean": validate_boolean,
    "decode_attribute": decode_attribute,
    "discovered": lambda text: discovered(text, "http://a.b/"),
    "embed_lone": embed_lone,
    "encode_octets": encode_octets,
    "escape_less_than": escape_less_than,
    "excerpt_blocks": lambda text: excerpt_blocks(text, str),
    "feed_frames": lambda text: feed_frames(text, "rss2"),
    "find_shortcodes": lambda text: list(find_shortcodes(text, SHORTCODES)),
    "format_date": lambda text: format_date(text, 0, UTC_ZONE),
    "html_of": lambda text: html_of({"type": "rich", "html": text}, "", is_known=False, secret="a"),
    "kses_block_content": kses_block_content,
    "known_endpoint": known_endpoint,
    "mysql_date": lambda text: mysql_date("c", text, zone=UTC_ZONE),
    "normalize_xml_entities": normalize_xml_entities,
    "parse_blocks": parse_blocks,
    "parsed_json": lambda text: parsed(text, "json"),
    "parsed_xml": lambda text: parsed(text, "xml"),
    "read_attributes": lambda text: read_attributes(text, ("http",)),
    "remove_accents": remove_accents,
    "remove_entities": remove_entities,
    "remove_footnotes": remove_footnotes,
    "render_blocks": lambda text: render(text, core_environment(), Data()).html,
    "render_description": render_description,
    "render_title": render_title,
    "sanitize_html_class": sanitize_html_class,
    "sanitize_key": sanitize_key,
    "sanitize_title_with_dashes": sanitize_title_with_dashes,
    "sanitize_url": sanitize_url,
    "serialize_blocks": lambda text: serialize(parse_blocks(text)),
    "slash": slash,
    "staticize_emoji": staticize_emoji,
    "strip_tags": strip_tags,
    "teaser": teaser,
    "unslash": unslash,
    "url_details": lambda text: details(text, "http://a.b/"),
    "urldecode": urldecode,
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
