"""Writes docs/themes.md from the presenters: `python -m engine.theme.reference`."""

from dataclasses import fields
from pathlib import Path
from typing import Any, Final

from engine.theme.presenters import VIEWS

PAGE: Final = Path(__file__).resolve().parents[2] / "docs" / "themes.md"
_HEAD: Final = """\
# Themes

A theme is a folder with `style.css`, whose header names it as in WordPress (`Theme Name`, `Version`, `Template` for the
parent of a child theme), and Jinja2 templates named after WordPress's template hierarchy: `single.jinja`,
`category-news.jinja`, `page.jinja`, `404.jinja` … with `index.jinja` as the last resort. A child's templates stand before
its parent's. `theme.py`, where there is one, has a function `register(hooks, registrations)` and may import
`engine.plugin_api`.

Templates run in a sandbox, escape whatever is not marked as HTML, and wait for nothing: all data is loaded before.
A name that does not exist is an error, shown with file and line to an administrator.

A block theme of WordPress's works as it stands: `theme.json`, `templates/`, `parts/`, `styles/` and `patterns/`, with what
the site has stored in the place of its templates. The PHP in its patterns is read for the texts and addresses that it
writes, and never run; nor is `functions.php`.

A page carries in its head the rules of the blocks that are shown on it, and no others. A theme without `theme.json` gets
WordPress's presets, as far as the page or `style.css` names their classes (`has-large-font-size`) or variables
(`--wp--preset--…`). What it has of its own it says in `theme.py`, as `functions.php` does in WordPress:
`registrations.add_theme_support('editor-color-palette', value=[{'slug': 'ink', 'name': 'Ink', 'color': '#123'}])`, likewise
`editor-gradient-presets`, `editor-font-sizes` and `editor-spacing-sizes`; the classes of its own presets are for `style.css`.

`{{ post.content|scrollable }}` lets wide tables be reached by keyboard, for a theme in which they scroll.

Put a theme into the folder that the setting `themes_dir` names and switch it on by the options `template` and
`stylesheet`, or with the setting `theme`.

## Names

Every template finds `site`, `page`, `posts`, `post`, `archive`, `previous`, `next`, `pagination`, `navigation`, `menus`,
`sidebars`, `comments`, `body_class`, `wp_head` and `wp_footer`. `asset('style.css')` is the address of a file of the theme, made so
that browsers may keep it for good, and a child's before its parent's; `template_asset('style.css')` is the parent's own.
A file `icon.svg` is the site's icon where the site itself has none: `wp_head` links it.
`_('…')` and `ngettext('…', '…', n)` translate into the site's language (`WPLANG`), from the theme's own catalogue
(`languages/de_DE.mo`, or WordPress's pack in `languages_dir`), then from ours, then from WordPress's. WordPress's names
ask one text domain: `__('…', 'domain')`, `_x('…', 'context', 'domain')`, `_n('…', '…', n, 'domain')`. `is_rtl()` says
whether the language is written from right to left, as `site.direction` does.

The block editor shows a text in the look of `style.css`; what holds for its canvas alone, such as the width of a text,
stands in `editor-style.css`.

`theme.py` says which places for menus and widgets there are: `registrations.menu_locations |= {'primary': 'Primary'}` and
`registrations.register_sidebar(Sidebar('footer', 'Footer'))`. `menus.primary` are the entries of the menu that was put
there, `sidebars.footer` is the HTML of its widgets; `.get('…')` asks for a place that may not be registered.

`wp_head` describes the page in Open Graph and JSON-LD, unless the filter `tympan_describe_page` says no:
`hooks.add('tympan_describe_page', lambda _wanted, _query: False)`.

`{% include 'tympan/comment-form.jinja' %}` is the form for a comment, with its script and with everything that a visitor
may be: a guest, a reader who is logged in with another network, somebody with an account. A theme styles it, or has a
`tympan/comment-form.jinja` of its own. What it must not do is say anything about the visitor unless
`comments.form.is_private`: the page may be kept for everybody. In a block theme the block of WordPress's form shows it, on
the page of the post that it belongs to; `attributes`, defined there alone, are those of the block's tag.
"""


def themes_page() -> str:
    """The reference for authors of themes as Markdown."""
    return _HEAD + "".join(_section(view) for view in VIEWS)


def _section(view: Any) -> str:
    rows = "".join(
        f"| `{one.name}` | `{_type(one.type)}` | {one.metadata['says']} |\n" for one in fields(view)
    )
    return (
        f"\n## {view.__name__}\n\n{view.__doc__}\n\n| Field | Type | Meaning |\n| --- | --- | --- |\n{rows}"
    )


def _type(kind: Any) -> str:
    text = kind.__name__ if isinstance(kind, type) and not hasattr(kind, "__args__") else str(kind)
    return text.replace("engine.theme.presenters.", "").replace("markupsafe.", "").replace("|", "or")


if __name__ == "__main__":
    PAGE.write_text(themes_page(), encoding="utf-8")
