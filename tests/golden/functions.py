"""WordPress's function names and the callables of ours that answer for them.

`FUNCTIONS` are called with the recorded arguments; `SITE_FUNCTIONS` with the recorded site and the
case, and may be coroutines. Where PHP passes a constant, null or a mixed value that our faces
express by other types, the entry translates.
"""

from collections.abc import Callable
from dataclasses import asdict, replace
from typing import Any

from engine.content import (
    accents,
    autop,
    capitals,
    entities,
    escaping,
    excerpts,
    kses,
    protocols,
    safe_css,
    slugs,
    smilies,
    tags,
    texturize,
    whitespace,
)
from engine.content.allowed_html import COMMENT, POST
from engine.content.escaping import Quotes
from tests.golden.cases import Case, RecordedSite

SHORTCODES = ("wp_caption", "caption", "gallery", "playlist", "audio", "video", "embed")
SMILIES_FOLDER = "http://blog.test/wp-includes/images/smilies"
QUOTES = {0: Quotes.NONE, 2: Quotes.DOUBLE, 3: Quotes.BOTH, "single": Quotes.SINGLE, "double": Quotes.DOUBLE}


def php_string(value: Any) -> str:
    """Convert a scalar as PHP does where a string is wanted."""
    if value is None or value is False:
        return ""
    return "1" if value is True else str(value)


def on_string(function: Callable[[str], Any]) -> Callable[[Any], Any]:
    """Let a function of one string take any scalar, as its PHP namesake does."""
    return lambda value: function(php_string(value))


FUNCTIONS: dict[str, Callable[..., Any]] = {
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
    "wp_kses_post": lambda text: kses.kses(text, replace(POST, upload_host="blog.test")),
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
    "wpautop": lambda text, br=True: autop.autop(text, br=br),
    "wptexturize": lambda text: texturize.texturize(text, shortcode_tags=SHORTCODES),
}

SITE_FUNCTIONS: dict[str, Callable[[RecordedSite, Case], Any]] = {}
