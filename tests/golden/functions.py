"""WordPress's function names and the callables of ours that answer for them.

`FUNCTIONS` are called with the recorded arguments; `SITE_FUNCTIONS` with the recorded site and the
case, and may be coroutines. Where PHP passes a constant, null or a mixed value that our faces
express by other types, the entry translates.
"""

import re
from collections.abc import Callable
from dataclasses import asdict, replace
from typing import Any

from engine.content import (
    accents,
    autop,
    balance,
    block_kses,
    calendar,
    capitals,
    date_format,
    dates,
    emails,
    emoji,
    entities,
    escaping,
    excerpts,
    fields,
    files,
    kses,
    links,
    numbers,
    protocols,
    query_strings,
    safe_css,
    shortcodes,
    slugs,
    smilies,
    tags,
    texturize,
    timezones,
    urls,
    values,
    whitespace,
)
from engine.content.allowed_html import COMMENT, POST
from engine.content.escaping import Quotes
from tests.golden import (
    addresses,
    blocks,
    classes,
    http_pages,
    link_kinds,
    serialized,
    site_texts,
    url_answers,
)
from tests.golden.cases import Case, RecordedSite

SHORTCODES = ("wp_caption", "caption", "gallery", "playlist", "audio", "video", "embed")
SMILIES_FOLDER = "http://blog.test/wp-includes/images/smilies"
HOSTS = urls.internal_hosts("http://blog.test")
ZONE = timezones.site_zone("America/St_Johns")
QUOTES = {0: Quotes.NONE, 2: Quotes.DOUBLE, 3: Quotes.BOTH, "single": Quotes.SINGLE, "double": Quotes.DOUBLE}


def php_string(value: Any) -> str:
    """Convert a scalar as PHP does where a string is wanted."""
    if value is None or value is False:
        return ""
    return "1" if value is True else str(value)


def on_string(function: Callable[[str], Any]) -> Callable[[Any], Any]:
    """Let a function of one string take any scalar, as its PHP namesake does."""
    return lambda value: function(php_string(value))


def only_protocols(protocols: list[str] | None) -> tuple[str, ...] | None:
    """Take PHP's list of schemes, or null for the usual ones."""
    return None if protocols is None else tuple(protocols)


def url_component(url: str, component: int = -1) -> Any:
    """Answer like wp_parse_url, whose components are numbered."""
    parsed = urls.parse_url(url)
    if parsed is None:
        return False
    parts = {"pass" if name == "password" else name: value for name, value in asdict(parsed).items()}
    if component >= 0:
        return list(parts.values())[component]
    return {name: value for name, value in parts.items() if value is not None}


def filetype(name: str) -> dict[str, Any]:
    """Answer like wp_check_filetype, with false for what is unknown."""
    extension, mime_type = files.check_filetype(name, files.allowed_types()) or (False, False)
    return {"ext": extension, "type": mime_type}


def add_query_arg(*arguments: Any) -> str:
    """Take a name, a value and an address, or a map and an address."""
    if isinstance(arguments[0], dict):
        return query_strings.add_query_args(*arguments)
    name, value, url = arguments
    return query_strings.add_query_args({name: value}, url)


def or_false(value: Any) -> Any:
    """Say false, as PHP does, where we say None."""
    return False if value is None else value


def php_array(values: dict[str | int, Any]) -> Any:
    """Write a PHP array as JSON does: a list when its keys are 0, 1, 2 …, a map otherwise."""
    if list(values) == list(range(len(values))):
        return list(values.values())
    return {str(key): value for key, value in values.items()}


def at_first_places(unique: list[Any], value: Any, read: Callable[[Any], Any]) -> Any:
    """Give different items the keys that PHP's array_unique leaves them: those of their first places."""
    everything = [read(item) for item in values.parse_list([value] if isinstance(value, int) else value)]
    return php_array({everything.index(item): item for item in unique})


def php_number(value: Any) -> float:
    """Read a number as PHP's cast does."""
    match = re.match(r"\s*[+-]?\d+(\.\d*)?", str(value))
    return float(match[0]) if match else -1.0


FUNCTIONS: dict[str, Callable[..., Any]] = {
    **blocks.FUNCTIONS,
    **serialized.FUNCTIONS,
    "_wp_specialchars": lambda text, quotes=0, _charset=False, double=False: escaping.specialchars(
        text, QUOTES[quotes], double_encode=double
    ),
    "wp_specialchars_decode": lambda text, quotes=0: escaping.specialchars_decode(text, QUOTES[quotes]),
    "esc_html": on_string(escaping.esc_html),
    "esc_attr": on_string(escaping.esc_attr),
    "esc_js": on_string(escaping.esc_js),
    "esc_textarea": on_string(escaping.esc_textarea),
    "esc_xml": on_string(escaping.esc_xml),
    "wp_check_invalid_utf8": lambda text, strip=False: escaping.check_invalid_utf8(text, strip=strip),
    "wp_slash": escaping.slash,
    "wp_unslash": escaping.unslash,
    "wp_kses_normalize_entities": entities.normalize_entities,
    "wp_kses_decode_entities": entities.decode_numeric_entities,
    "convert_chars": entities.convert_chars,
    "ent2ncr": entities.named_to_numeric,
    "normalize_whitespace": whitespace.normalize_whitespace,
    "wp_html_split": tags.split_html,
    "wp_strip_all_tags": lambda text, remove=False: tags.strip_all_tags(
        php_string(text), remove_breaks=remove
    ),
    "wp_kses_post": lambda text: block_kses.kses_block_content(text, replace(POST, upload_host="blog.test")),
    "wp_kses_comment": lambda text: kses.kses(text, COMMENT),
    "wp_filter_nohtml_kses": kses.filter_nohtml,
    "wp_pre_kses_less_than": kses.escape_less_than,
    "wp_kses_bad_protocol": lambda text, allowed: protocols.bad_protocol(text, tuple(allowed)),
    "safecss_filter_attr": safe_css.safe_css,
    "remove_accents": lambda text, locale="": accents.remove_accents(text, locale or "en_US"),
    "sanitize_title": slugs.sanitize_title,
    "sanitize_title_for_query": lambda title: slugs.sanitize_title(title, "", "query"),
    "sanitize_title_with_dashes": lambda title, _raw="", context="display": slugs.sanitize_title_with_dashes(
        title, context
    ),
    "sanitize_key": lambda key: "" if isinstance(key, list) else slugs.sanitize_key(php_string(key)),
    "convert_smilies": lambda text: smilies.convert_smilies(text, images=SMILIES_FOLDER),
    "capital_P_dangit": lambda text, filtered: capitals.capital_p(text, title=filtered == "the_title"),
    "sanitize_html_class": slugs.sanitize_html_class,
    "wp_trim_words": lambda text, limit=55, more=None: excerpts.trim_words(
        text, limit, "&hellip;" if more is None else more
    ),
    "wp_html_excerpt": excerpts.html_excerpt,
    "get_extended": lambda text: asdict(excerpts.split_at_more(text)),
    "make_clickable": lambda text: links.make_clickable(text, hosts=HOSTS),
    "wp_rel_nofollow": lambda text: escaping.slash(
        links.add_rel(escaping.unslash(text), "nofollow", hosts=HOSTS)
    ),
    "wp_rel_ugc": lambda text: escaping.slash(
        links.add_rel(escaping.unslash(text), "nofollow ugc", hosts=HOSTS)
    ),
    "links_add_target": links.add_target,
    "links_add_base_url": links.add_base,
    "esc_url": lambda url, allowed=None, context="display": urls.esc_url(
        url, only_protocols(allowed), display=context == "display"
    ),
    "esc_url_raw": lambda url, allowed=None: urls.sanitize_url(url, only_protocols(allowed)),
    "wp_parse_url": url_component,
    "wp_make_link_relative": urls.relative_link,
    "url_shorten": urls.shorten,
    "trailingslashit": urls.trailingslashit,
    "untrailingslashit": urls.untrailingslashit,
    "add_query_arg": add_query_arg,
    "remove_query_arg": lambda names, url: query_strings.remove_query_args(
        names if isinstance(names, list) else [names], url
    ),
    "force_balance_tags": balance.force_balance_tags,
    "sanitize_text_field": on_string(fields.sanitize_text_field),
    "sanitize_textarea_field": on_string(fields.sanitize_textarea_field),
    "sanitize_user": lambda name, strict=False: fields.sanitize_user(name, strict=strict),
    "sanitize_hex_color": fields.sanitize_hex_color,
    "sanitize_hex_color_no_hash": fields.sanitize_hex_color_no_hash,
    "sanitize_mime_type": fields.sanitize_mime_type,
    "sanitize_sql_orderby": lambda clause: or_false(fields.sanitize_sql_orderby(clause)),
    "is_email": lambda address: address if emails.is_email(address) else False,
    "sanitize_email": emails.sanitize_email,
    "sanitize_file_name": files.sanitize_file_name,
    "wp_check_filetype": filetype,
    "wp_basename": files.basename,
    "wp_normalize_path": files.normalize_path,
    "absint": values.absint,
    "wp_parse_list": values.parse_list,
    "wp_parse_id_list": lambda value: at_first_places(
        values.parse_id_list([value] if isinstance(value, int) else value), value, values.absint
    ),
    "wp_parse_slug_list": lambda value: at_first_places(
        values.parse_slug_list(value), value, lambda item: slugs.sanitize_title(str(item))
    ),
    "wp_validate_boolean": values.validate_boolean,
    "number_format_i18n": numbers.number_format,
    "size_format": lambda octets, decimals=0: or_false(numbers.size_format(php_number(octets), decimals)),
    "zeroise": numbers.zeroise,
    "wp_encode_emoji": emoji.encode_emoji,
    "shortcode_parse_atts": lambda text: php_array(shortcodes.parse_attributes(text)),
    "strip_shortcodes": lambda text: shortcodes.strip_shortcodes(text, SHORTCODES),
    "wp_date": lambda pattern, timestamp, zone=None: date_format.format_date(
        pattern, timestamp, timezones.site_zone(zone) if zone else ZONE
    ),
    "mysql2date": lambda pattern, date, _translate=True: or_false(dates.mysql_date(pattern, date, zone=ZONE)),
    "mysql_to_rfc3339": lambda date: or_false(dates.to_rfc3339(date, ZONE)),
    "get_gmt_from_date": lambda date, pattern=dates.MYSQL: dates.gmt_from_date(date, ZONE, pattern),
    "get_date_from_gmt": lambda date, pattern=dates.MYSQL: dates.date_from_gmt(date, ZONE, pattern),
    "iso8601_to_datetime": lambda date, zone="user": or_false(
        dates.datetime_from_iso8601(date, ZONE, gmt=zone == "gmt")
    ),
    "iso8601_timezone_to_offset": dates.offset_from_iso8601,
    "human_time_diff": dates.human_time_diff,
    "wp_checkdate": lambda month, day, year, _source: calendar.is_date(year, month, day),
    "wpautop": lambda text, br=True: autop.autop(text, br=br),
    "wptexturize": lambda text: texturize.texturize(text, shortcode_tags=SHORTCODES),
}

SITE_FUNCTIONS: dict[str, Callable[[RecordedSite, Case], Any]] = {
    **addresses.SITE_FUNCTIONS,
    **blocks.SITE_FUNCTIONS,
    **site_texts.SITE_FUNCTIONS,
    **classes.SITE_FUNCTIONS,
    **url_answers.SITE_FUNCTIONS,
    **link_kinds.SITE_FUNCTIONS,
    **http_pages.SITE_FUNCTIONS,
}
