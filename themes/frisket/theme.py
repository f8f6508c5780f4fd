"""What Frisket has places for: a menu above the page, widgets below it."""

from engine.plugin_api import Registrations, Registry, Sidebar

_SIZES = (
    ("small", "Small", "0.85em"),
    ("medium", "Medium", "1.15em"),
    ("large", "Large", "1.35em"),
    ("x-large", "Extra large", "1.75em"),
    ("xx-large", "Huge", "2.25em"),
)


def register(_hooks: Registry, registrations: Registrations) -> None:
    """Register the places, and what sizes of letters come to."""
    registrations.add_theme_support(
        "editor-font-sizes",
        value=[{"slug": slug, "name": name, "size": size} for slug, name, size in _SIZES],
    )
    registrations.menu_locations["primary"] = "Primary"
    registrations.register_sidebar(
        Sidebar(
            "footer",
            "Footer",
            "Below every page.",
            before_widget='<section id="%1$s" class="widget %2$s">',
            after_widget="</section>\n",
            before_title='<h2 class="widget-title">',
        )
    )
