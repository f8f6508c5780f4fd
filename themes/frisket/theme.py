"""What Frisket has places for: a menu above the page, widgets below it."""

from engine.plugin_api import Registrations, Registry, Sidebar


def register(_hooks: Registry, registrations: Registrations) -> None:
    """Register the places."""
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
