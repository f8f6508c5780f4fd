"""Jinja2 for themes: sandboxed, everything escaped that is not marked as HTML, nothing silently missing."""

import traceback
from collections.abc import Callable, Mapping
from typing import Any, Final

from jinja2 import ChoiceLoader, FileSystemLoader, PackageLoader, StrictUndefined, TemplateError

from engine.content.language import ENGLISH, Language
from engine.content.styles.presets import variables_in
from engine.theme import markup
from engine.theme.errors import TemplateFailure
from engine.theme.loader import Theme
from engine.theme.sandbox import Sandbox

# The file that a theme has where it brings an icon for the site.
ICON: Final = "icon.svg"
SHEET: Final = "style.css"


class Templates:
    """The templates of one theme, a child's before its parent's, and the engine's own parts; compiled once and kept."""

    def __init__(
        self,
        theme: Theme,
        *,
        asset: Callable[[str], str],
        template_asset: Callable[[str], str] | None = None,
        own_asset: Callable[[str], str] = str,
        language: Language = ENGLISH,
        reload: bool = False,
    ) -> None:
        self.theme = theme
        # The variables of presets that the theme's own rules take.
        self.presets = frozenset(variables_in(theme.css(SHEET)))
        self._asset = asset
        sheets = [(template_asset or asset, one) for one in [*theme.line][1:][-1:]] + [(asset, theme)]
        # The addresses of the theme's style sheets that have more to say than what the theme is called.
        self.sheets = tuple(address(SHEET) for address, one in sheets if one.has_rules)
        self.icon = asset(ICON) if theme.asset(ICON) else ""
        self._environment = Sandbox(
            messages(language),
            loader=ChoiceLoader(
                [FileSystemLoader([one.folder for one in theme.line]), PackageLoader("engine.theme")]
            ),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=reload,
            extensions=["jinja2.ext.do", "jinja2.ext.loopcontrols"],
        )
        self._environment.filters["scrollable"] = markup.scrollable
        self._environment.globals.update(
            asset=asset,
            template_asset=template_asset or asset,
            own_asset=own_asset,
        )

    def file_address(self, name: str) -> str:
        """The address of a file of the theme; '' for one that is missing."""
        return self._asset(name) if self.theme.asset(name) else ""

    def render(self, name: str, values: Mapping[str, Any]) -> str:
        """The page that a template makes of these values; raises TemplateFailure with file and line."""
        try:
            return self._environment.get_template(name).render(values)
        except TemplateError as error:
            raise TemplateFailure(_place(error, name), str(error)) from error
        except Exception as error:
            raise TemplateFailure(_place(error, name), f"{type(error).__name__}: {error}") from error


def _place(error: Exception, name: str) -> str:
    """File and line of the template that an error comes from."""
    line = getattr(error, "lineno", None)
    if line:
        return f"{getattr(error, 'name', None) or name}, line {line}"
    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        if frame.filename.endswith(".jinja"):
            return f"{frame.filename.rsplit('/', 1)[-1]}, line {frame.lineno}"
    return name


def messages(language: Language) -> dict[str, Callable[..., Any]]:
    """The functions by which templates speak a language, in gettext's names and WordPress's."""

    def counted(one: str, many: str, number: int) -> str:
        return language.plural(one, many, number) % {"num": number}

    return {
        "_": language.text,
        "__": language.text,
        "_x": language.in_context,
        "_n": language.plural,
        "ngettext": counted,
        "is_rtl": lambda: language.is_rtl,
    }
