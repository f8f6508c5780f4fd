"""Widgets to HTML. Those that have become blocks since are shown as these blocks, so each thing is rendered once."""

from collections.abc import Iterable, Mapping

from engine.content.blocks.data import WidgetView
from engine.domain import block_rendering, widget_texts
from engine.domain.context import Context
from engine.domain.menu_trees import Here
from engine.domain.widgets import shown_in
from engine.model.widgets import Widget


async def rendered(ctx: Context, widgets: Iterable[Widget]) -> dict[str, str]:
    """The HTML of these widgets with what their sidebars put around them, by name; unused ones show nothing."""
    return await _shown(ctx, await widget_texts.views(ctx, widgets))


async def sidebars(ctx: Context, where: Here) -> dict[str, str]:
    """Everything in each sidebar of the theme, by id, as a reader at this place sees it (dynamic_sidebar)."""
    widgets = shown_in(ctx, ctx.types.sidebars)
    made = await _shown(ctx, await widget_texts.views(ctx, widgets, where), anew=False) if widgets else {}
    return {
        name: "".join(made[one.id] for one in widgets if one.sidebar == name) for name in ctx.types.sidebars
    }


async def previews(ctx: Context, widgets: Iterable[Widget]) -> dict[str, str]:
    """The HTML of these widgets as they look outside of any sidebar (the_widget)."""
    return await _shown(ctx, await widget_texts.views(ctx, widgets, alone=True))


async def _shown(ctx: Context, views: Mapping[str, WidgetView], *, anew: bool = True) -> dict[str, str]:
    """The HTML of widgets, by name; all they ask of the site is answered at once.

    Not `anew` are those that stand on a page with other texts.
    """
    made: dict[str, str] = {}
    render = block_rendering.renderer(ctx, None)

    def attempt() -> None:
        made.update((name, view.shown(render)) for name, view in views.items())

    await block_rendering.settle(ctx, attempt, anew=anew)
    return made
