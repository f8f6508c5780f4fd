"""Tabs and playlists: parts that show one at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from engine.content.blocks.supports.wrapper import wrapper_attributes
from engine.content.escaping import esc_attr, esc_html
from engine.content.json_values import is_empty, to_json, to_text
from engine.content.markup import Markup
from engine.content.tags import strip_all_tags
from engine.content.urls import esc_url

if TYPE_CHECKING:
    from engine.content.blocks.block import Block
    from engine.content.blocks.instance import Instance
    from engine.content.blocks.rendering import Renderers, Rendering
    from engine.content.json_values import JsonObject, JsonValue
    from engine.content.language import Language

_WAVEFORM: Final = {
    "waveformColor": "color",
    "waveformGradient": "gradient",
    "waveformBackgroundColor": "background-color",
    "waveformBackgroundGradient": "background-gradient",
}


def tabs_context(instance: Instance, rendering: Rendering) -> JsonObject:
    """The id of the tabs and those of their panels, for the blocks inside."""
    if instance.name != "core/tabs":
        return {}
    name = to_text(instance.written.get("anchor")) or rendering.ids.next("tabs_")
    panels = next((block for block in instance.block.inner if block.name == "core/tab-panels"), None)
    found = [block for block in panels.inner if block.name == "core/tab-panel"] if panels else []
    ids: list[JsonValue] = [_panel_id(block, name, index) for index, block in enumerate(found)]
    return {"core/tabs-id": name, "core/tabs-list": ids}


def _panel_id(block: Block, tabs: str, index: int) -> str:
    anchor = to_text(block.attributes.get("anchor"))
    return esc_attr(anchor or f"{tabs}-tab-{index}")


def tabs(instance: Instance, html: str, _rendering: Rendering) -> str:
    """Make the tabs interactive."""
    name = to_text(instance.available.get("core/tabs-id"))
    markup = Markup(html)
    tag = markup.next(class_name="wp-block-tabs")
    if not name:
        return ""
    if tag is None:
        return html
    tag.set("data-wp-interactive", "core/tabs")
    active = instance.get("activeTabIndex")
    tag.set(
        "data-wp-context",
        to_json({"tabsId": name, "activeTabIndex": 0 if active is None else active}, ascii_only=True),
    )
    tag.set("data-wp-init", "callbacks.onTabsInit")
    tag.set("data-wp-on--keydown", "actions.handleTabKeyDown")
    return str(markup)


def tab_list(instance: Instance, html: str, rendering: Rendering) -> str:
    """Tie each tab to its panel."""
    markup = Markup(html)
    tag = markup.next(class_name="wp-block-tab-list")
    if tag is not None:
        label = strip_all_tags(instance.text("ariaLabel"))
        label = label if instance.has("ariaLabel") else rendering.language.text("Tabbed content")
        tag.set("aria-label", label)
    known = instance.available.get("core/tabs-list")
    for index, panel in enumerate(known if isinstance(known, list) else []):
        button = markup.next("BUTTON")
        if button is None:
            break
        button.set("id", f"tab__{to_text(panel)}")
        button.set("aria-controls", to_text(panel))
        button.set("data-wp-on--click", "actions.handleTabClick")
        button.set("data-wp-on--keydown", "actions.handleTabKeyDown")
        button.set("data-wp-bind--aria-selected", "state.isActiveTab")
        button.set("data-wp-bind--tabindex", "state.tabIndexAttribute")
        button.set("data-wp-context", to_json({"tabIndex": index}))
    return str(markup)


def tab_panel(instance: Instance, html: str, rendering: Rendering) -> str:
    """Tie the panel to its tab."""
    name = to_text(instance.available.get("core/tabs-id"))
    index = rendering.count(f"tab-panel:{name}") - 1
    markup = Markup(html)
    tag = markup.next(class_name="wp-block-tab-panel")
    if tag is None:
        return html
    panel = tag.text("id")
    if is_empty(panel):
        panel = f"{name}-tab-{index}" if name else f"tab-{index}"
        tag.set("id", panel)
    tag.set("aria-labelledby", f"tab__{panel}")
    tag.set("data-wp-bind--hidden", "!state.isActiveTab")
    return str(markup)


def playlist(instance: Instance, html: str, rendering: Rendering) -> str:
    """The player above its tracks; nothing without one."""
    name = rendering.ids.next("playlist-")
    tracks = [
        block
        for block in instance.block.inner
        if block.name == "core/playlist-track" and not is_empty(block.attributes.get("id"))
    ]
    ids: list[JsonValue] = [f"track-{index}" for index in range(len(tracks))]
    markup = Markup(html)
    figure = markup.next("FIGURE") if tracks else None
    if figure is None:
        return html if tracks else ""
    figure.append_inside(_player(instance, rendering.language))
    figure.set("data-wp-interactive", "core/playlist")
    figure.set(
        "data-wp-context",
        to_json(_playlist_context(instance, name, ids, rendering.language), ascii_only=True),
    )
    for number in ids:
        button = markup.next(class_name="wp-block-playlist-track__button")
        if button is None:
            break
        button.set("data-wp-context", to_json({"trackId": number}))
    return str(markup)


def _playlist_context(instance: Instance, name: str, ids: list[JsonValue], language: Language) -> JsonObject:
    return {
        "playlistId": name,
        "currentId": ids[0],
        "isPlaying": False,
        "tracks": ids,
        "waveformStyle": instance.text("waveformStyle") or "bars",
        "showPlayButtonArtwork": instance.has("showPlayButtonArtwork"),
        "labelPauseTrack": language.text("Pause"),
        "labelSelectTrack": language.text("Play"),
    }


def _player(instance: Instance, language: Language) -> str:
    _ = language.text
    colours = "".join(
        f' data-waveform-player-{suffix}="{esc_attr(instance.text(name))}"'
        for name, suffix in _WAVEFORM.items()
        if instance.has(name)
    )
    return (
        f'<div class="wp-block-playlist__waveform-player"{colours}\n'
        '\t\tdata-wp-watch="callbacks.initWaveformPlayer"\n'
        f'\t\tdata-label-play="{esc_attr(_("Play"))}"\n\t\tdata-label-pause="{esc_attr(_("Pause"))}"\n'
        f'\t\tdata-label-seek="{esc_attr(_("Seek"))}"\n'
        f'\t\tdata-label-seek-value="{esc_attr(_("%1$s of %2$s"))}"\n\t></div>'
    )


def playlist_track(instance: Instance, _html: str, rendering: Rendering) -> str:
    """A track to choose."""
    if not instance.has("id"):
        return ""
    block, _ = "wp-block-playlist-track", rendering.language.text
    shows_images = instance.context.get("showImages") is None or not is_empty(instance.context["showImages"])
    image, artist, length = (instance.text(name) for name in ("image", "artist", "length"))
    html = ""
    if shows_images and image:
        html += f'<img class="{block}__image" src="{esc_url(image)}" alt="{esc_attr(instance.text("imageAlt"))}" />'
    title = esc_html(instance.text("title") if instance.has("title") else _("Unknown title"))
    html += f'<span class="{block}__content"><span class="{block}__title">{title}</span>'
    html += f'<span class="{block}__artist">{esc_html(artist)}</span></span>' if artist else "</span>"
    if length:
        label = f'<span class="screen-reader-text">{esc_html(_("Duration: "))}</span>'
        html += f'<span class="{block}__length">{label}{esc_html(length)}</span>'
    label = esc_html(_("Play"))
    html += f'<span class="screen-reader-text" data-wp-text="state.trackButtonActionLabel">{label}</span>'
    button = 'data-wp-on--click="actions.changeTrack" data-wp-bind--aria-current="state.isCurrentTrack"'
    attributes = wrapper_attributes(instance, rendering.theme)
    return f'<li {attributes}><button {button} class="{block}__button">{html}</button></li>'


RENDERERS: Final[Renderers] = {
    "core/playlist": playlist,
    "core/playlist-track": playlist_track,
    "core/tab-list": tab_list,
    "core/tab-panel": tab_panel,
    "core/tabs": tabs,
}
