"""Widgets and the sidebars they stand in, in WordPress's options: sidebars_widgets and one widget_{type} per kind."""

import hmac
import re
from base64 import b64decode, b64encode
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, cast

from engine.content.block_kses import kses_block_content
from engine.content.fields import sanitize_text_field
from engine.content.urls import sanitize_url
from engine.domain import keys
from engine.domain.capabilities import can
from engine.domain.context import Context
from engine.domain.registrations import Sidebar
from engine.domain.widget_types import BY_ID
from engine.model import php
from engine.model.errors import Forbidden, Invalid, NotFound
from engine.model.widgets import INACTIVE, Widget, WidgetField, WidgetType

_NAME = re.compile(r"(?P<type>.+)-(?P<number>[0-9]{1,9})")
_ARRANGEMENT = "sidebars_widgets"
_MOST_SETTINGS = 64 * 1024


def require_managing(ctx: Context) -> None:
    """Raise Forbidden unless the actor arranges widgets."""
    if not can(ctx, "edit_theme_options"):
        raise Forbidden("You may not manage widgets.", code="rest_cannot_manage_widgets")


def type_of(id_base: str) -> WidgetType:
    """A kind of widget; raises NotFound."""
    found = BY_ID.get(id_base)
    if found is None:
        raise NotFound("There is no such kind of widget.", code="rest_widget_type_invalid")
    return found


def sidebar(ctx: Context, identity: str) -> Sidebar | None:
    """A place for widgets, that for unused ones included; None where the theme has no such place."""
    if identity == INACTIVE:
        return Sidebar(
            INACTIVE, "Inactive widgets", before_widget="", after_widget="", before_title="", after_title=""
        )
    return ctx.types.sidebars.get(identity)


def parsed(identity: str) -> tuple[str, int]:
    """The kind and number that a widget's name says; the number is 0 where it says none."""
    found = _NAME.fullmatch(identity)
    return (found["type"], int(found["number"])) if found else (identity, 0)


# Settings.


def instances(ctx: Context, id_base: str) -> dict[int, dict[str, Any]]:
    """The settings of every widget of a kind, by number."""
    known = ctx.remembered("widget_instances")
    if id_base not in known:
        known[id_base] = dict(_read(ctx.options.data(f"widget_{id_base}")))
    return cast("dict[int, dict[str, Any]]", known[id_base])


def _read(stored: Any) -> Iterator[tuple[int, dict[str, Any]]]:
    """The settings that an option has, by number; what else stands there is no widget's."""
    pairs = (
        stored.items() if isinstance(stored, dict) else enumerate(stored) if isinstance(stored, list) else ()
    )
    for number, settings in pairs:
        if isinstance(number, int) and isinstance(settings, dict):
            yield number, {str(name): value for name, value in settings.items()}
        elif isinstance(number, int) and settings == []:
            yield number, {}


async def _keep(ctx: Context, id_base: str, settings: dict[int, dict[str, Any]]) -> None:
    stored: dict[int | str, object] = {number: one for number, one in settings.items()}  # noqa: C416 - of wider keys
    await ctx.site.options.put(f"widget_{id_base}", stored | {"_multiwidget": 1})
    ctx.remembered("widget_instances")[id_base] = settings


def cleaned(
    ctx: Context, kind: WidgetType, said: Mapping[str, Any], before: Mapping[str, Any]
) -> dict[str, Any]:
    """The settings that a form's fields make (WP_Widget::update): each in its own type, HTML as the actor may write."""
    kept: dict[str, Any] = {}
    for one in kind.fields:
        value = _cleaned(ctx, one, said.get(one.name))
        if value is None:
            continue
        if value or not one.optional:
            kept[one.name] = value
    other = {name: value for name, value in before.items() if name not in BY_FIELD[kind.id]}
    return {**other, **kept}


BY_FIELD = {kind.id: frozenset(one.name for one in kind.fields) for kind in BY_ID.values()}


def _cleaned(ctx: Context, one: WidgetField, value: Any) -> Any:
    if one.kind == "checkbox":
        return int(bool(value) and value != "0")
    if one.kind == "flag":
        return None if value is None and one.default is None else bool(value) and value not in {"0", "false"}
    if one.kind == "ids":
        listed = value.split(",") if isinstance(value, str) else value if isinstance(value, list) else []
        return [_number(item) for item in listed if _number(item)]
    if one.kind in {"number", "menu"}:
        return max(_number(one.default if value is None else value), one.lowest)
    text = value if isinstance(value, str) else "" if value is None else str(value)
    if len(text) > _MOST_SETTINGS:
        raise Invalid("That is too much for a widget.", code="rest_invalid_widget")
    if one.kind == "html":
        return text if can(ctx, "unfiltered_html") else kses_block_content(text)
    if one.kind == "url":
        return sanitize_url(text)
    if one.kind == "choice":
        return text if text in one.choices else one.default
    if one.kind == "taxonomy":
        return text if text in ctx.types.taxonomies else one.default
    return sanitize_text_field(text) if text or not one.default else one.default


def _number(value: Any) -> int:
    text = str(value).strip()
    return abs(int(text)) if re.fullmatch(r"-?[0-9]{1,15}", text) else 0


# Settings as programs carry them about: signed, so that only what came from here is taken back.


async def encoded(ctx: Context, instance: Mapping[str, Any]) -> tuple[str, str]:
    """Settings as text, and their signature (wp_hash)."""
    serialized = php.serialize(dict(instance))
    return b64encode(serialized.encode()).decode(), await _signature(ctx, serialized)


async def decoded(ctx: Context, text: str, signature: str) -> dict[str, Any]:
    """The settings of a text; raises Invalid for one that was not signed here."""
    try:
        serialized = b64decode(text, validate=True).decode()
    except ValueError as error:
        raise Invalid("These settings are not readable.", code="rest_invalid_widget") from error
    if not hmac.compare_digest(await _signature(ctx, serialized), signature):
        raise Invalid("These settings were not made here.", code="rest_invalid_widget")
    value = php.maybe_unserialize(serialized)
    return {str(name): one for name, one in value.items()} if isinstance(value, dict) else {}


async def _signature(ctx: Context, text: str) -> str:
    salt = await keys.site_salt(ctx, "auth")
    return hmac.new(salt.encode(), text.encode(), "md5").hexdigest()


# The arrangement.


def arranged(ctx: Context) -> dict[str, list[str]]:
    """The widgets of each sidebar, unused ones first; what the theme has no place for is among these.

    As WordPress's retrieve_widgets, but nothing is stored by looking.
    """
    known = ctx.remembered("widgets")
    if "arranged" not in known:
        known["arranged"] = _arranged(ctx)
    return cast("dict[str, list[str]]", known["arranged"])


def _arranged(ctx: Context) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {INACTIVE: [], **{name: [] for name in ctx.types.sidebars}}
    for name in _places(ctx):
        place = str(name) if name in found else INACTIVE
        found[place] += _stored_in(ctx, name)
    shown = {one for listed in found.values() for one in listed}
    lost = [
        f"{kind}-{number}"
        for kind in BY_ID
        for number in instances(ctx, kind)
        if number > 1 and f"{kind}-{number}" not in shown
    ]
    found[INACTIVE] = lost + found[INACTIVE]
    return found


def _places(ctx: Context) -> Mapping[Any, Any]:
    stored = ctx.options.data(_ARRANGEMENT)
    return stored if isinstance(stored, dict) else {}


def _stored_in(ctx: Context, name: object) -> list[str]:
    """The widgets that the option lists at a place, of those that there are."""
    return [one for one in _listed_in(ctx, name) if exists(ctx, one)]


def _listed_in(ctx: Context, name: object) -> list[str]:
    listed = _places(ctx).get(name)
    values = listed.values() if isinstance(listed, dict) else listed if isinstance(listed, list) else ()
    return [str(one) for one in values]


def exists(ctx: Context, identity: str) -> bool:
    """Whether there is a widget of this name."""
    kind, number = parsed(identity)
    return kind in BY_ID and number in instances(ctx, kind)


def place_of(ctx: Context, identity: str) -> str | None:
    """The sidebar where a widget stands; None where there is no such widget."""
    return next((place for place, listed in arranged(ctx).items() if identity in listed), None)


def get(ctx: Context, identity: str) -> Widget:
    """A widget by its name; raises NotFound."""
    place = place_of(ctx, identity)
    if place is None:
        raise NotFound("There is no such widget.", code="rest_widget_not_found")
    kind, number = parsed(identity)
    return Widget(BY_ID[kind], number, instances(ctx, kind)[number], place)


def all_in(ctx: Context, sidebars: Iterable[str]) -> list[Widget]:
    """The widgets of these sidebars, in their order."""
    return [get(ctx, one) for name in sidebars for one in arranged(ctx).get(name, ())]


def shown_in(ctx: Context, sidebars: Iterable[str]) -> list[Widget]:
    """The widgets that pages show in these places of the theme; unused ones are not looked for."""
    if not any(_stored_in(ctx, name) for name in sidebars):
        return []
    return all_in(ctx, sidebars)


async def _arrange(ctx: Context, places: Mapping[str, Sequence[str]]) -> None:
    changed = {name: list(listed) for name, listed in places.items()}
    await ctx.site.options.put(_ARRANGEMENT, {**_with_strangers(ctx, changed), "array_version": 3})
    ctx.remembered("widgets")["arranged"] = changed


def _with_strangers(ctx: Context, places: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """An arrangement as it is stored: places and widgets that only WordPress's theme and plugins know stay where they were.

    What stands in such a place counts as unused here, until it is given another.
    """
    used = {one for name, listed in places.items() if name != INACTIVE for one in listed}
    unused = set(places[INACTIVE])
    elsewhere = {
        str(name): [one for one in _listed_in(ctx, name) if _is_strange(one) or one in unused - used]
        for name, listed in _places(ctx).items()
        if str(name) not in places and isinstance(listed, list | dict)
    }
    kept = {one for listed in elsewhere.values() for one in listed}
    here = {
        name: [one for one in listed if name != INACTIVE or one not in kept]
        for name, listed in places.items()
    }
    return {name: _among(_listed_in(ctx, name), listed) for name, listed in here.items()} | elsewhere


def _among(stored: Sequence[str], listed: Sequence[str]) -> list[str]:
    """The widgets of a place, strangers still behind those that they were stored behind."""
    merged = list(listed)
    for before, one in zip(["", *stored], stored, strict=False):
        if _is_strange(one):
            merged.insert(merged.index(before) + 1 if before in merged else 0, one)
    return merged


def _is_strange(identity: str) -> bool:
    return parsed(identity)[0] not in BY_ID


async def move(ctx: Context, identity: str, place: str) -> None:
    """Put a widget at the end of a sidebar; '' takes it out of all."""
    require_managing(ctx)
    places = arranged(ctx)
    if place and identity in places.get(place, ()):
        return
    changed = {name: [one for one in listed if one != identity] for name, listed in places.items()}
    if place:
        changed.setdefault(place, []).append(identity)
    await _arrange(ctx, changed)


async def fill(ctx: Context, place: str, wanted: Sequence[str]) -> None:
    """Give a sidebar exactly these widgets; what stood there and is not among them is unused then."""
    require_managing(ctx)
    taken = [one for one in dict.fromkeys(wanted) if exists(ctx, one)]
    places = arranged(ctx)
    left = [one for one in places.get(place, ()) if one not in taken]
    changed = {name: [one for one in listed if one not in taken] for name, listed in places.items()}
    changed[INACTIVE] = changed[INACTIVE] + ([] if place == INACTIVE else left)
    await _arrange(ctx, changed | {place: taken + (left if place == INACTIVE else [])})


async def create(ctx: Context, kind: WidgetType, place: str, settings: Mapping[str, Any]) -> Widget:
    """Add a widget to a sidebar."""
    require_managing(ctx)

    async def work() -> Widget:
        known = instances(ctx, kind.id)
        number = max([1, *known]) + 1
        await _keep(ctx, kind.id, {**known, number: cleaned(ctx, kind, settings, {})})
        identity = f"{kind.id}-{number}"
        # A widget that nobody has placed yet counts as unused.
        ctx.remembered("widgets").pop("arranged", None)
        places = {name: [one for one in listed if one != identity] for name, listed in arranged(ctx).items()}
        places.setdefault(place, []).append(identity)
        await _arrange(ctx, places)
        return get(ctx, identity)

    return await ctx.atomically(work)


async def change(
    ctx: Context, widget: Widget, settings: Mapping[str, Any] | None = None, *, place: str | None = None
) -> Widget:
    """Give a widget new settings, another place, or both."""
    require_managing(ctx)

    async def work() -> Widget:
        if settings is not None:
            known = instances(ctx, widget.type.id)
            changed = cleaned(ctx, widget.type, settings, widget.instance)
            await _keep(ctx, widget.type.id, {**known, widget.number: changed})
        if place is not None and place != widget.sidebar:
            await move(ctx, widget.id, place)
        return get(ctx, widget.id)

    return await ctx.atomically(work)


async def delete(ctx: Context, widget: Widget) -> None:
    """Remove a widget and its settings for good."""
    require_managing(ctx)

    async def work() -> None:
        await move(ctx, widget.id, "")
        known = instances(ctx, widget.type.id)
        left = {number: one for number, one in known.items() if number != widget.number}
        await _keep(ctx, widget.type.id, left)

    await ctx.atomically(work)
