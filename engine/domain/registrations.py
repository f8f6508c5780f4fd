"""What core, theme and plugins register in code, so that it is not in the database."""

import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from engine.content.blocks.core import SOURCES
from engine.content.blocks.published import published_types
from engine.content.blocks.registered import RenderCallback, ValueCallback, binding_source, block_renderer
from engine.content.blocks.rendering import Renderer, Source
from engine.content.blocks.types import BlockStyle, BlockTypes, declare
from engine.content.core_patterns import CATEGORIES, core_patterns
from engine.content.global_styles.designs import Design, is_partial, partial_styles
from engine.content.json_values import JsonObject, JsonValue
from engine.content.language import ENGLISH, Language
from engine.content.subsizes import Box
from engine.domain.post_types import CORE_POST_TYPES, CORE_STATUSES
from engine.domain.settings import CORE_SETTINGS
from engine.domain.taxonomies import CORE_TAXONOMIES
from engine.model.designs import Pattern, PatternCategory, ThemeDesign
from engine.model.extensions import InstalledTheme, Plugin
from engine.model.types import MetaKey, PostStatus, PostType, Setting, Taxonomy

CORE_META_KEYS = (
    MetaKey("wp_pattern_sync_status", types=("wp_block",), default="", choices=("partial", "unsynced")),
)

FOOTNOTES = MetaKey("footnotes", default="", revisioned=True)
# What a type shown in the API has to have, for its posts to have footnotes.
_FOOTNOTED = frozenset({"editor", "custom-fields", "revisions"})


@dataclass(frozen=True, slots=True)
class Sidebar:
    """A place for widgets; the arguments of register_sidebar."""

    id: str
    name: str
    description: str = ""
    css_class: str = ""
    before_widget: str = '<li id="%1$s" class="widget %2$s">'
    after_widget: str = "</li>\n"
    before_title: str = '<h2 class="widgettitle">'
    after_title: str = "</h2>\n"


# The first argument is the Context, which knows this module.
Load = Callable[[Any, Mapping[str, Any], int], Awaitable[Any]]
"""Finds what a plugin's block needs: from the request, its attributes, and the post in whose text it stands (0 for none).

It is awaited before anything is rendered, once for blocks that say the same.
"""

_BLOCK_NAME = re.compile(r"[a-z0-9-]+/[a-z0-9-]+")


@dataclass(slots=True)
class Registrations:
    """Filled while the site starts; read only from then on.

    `plugins` and `themes` are those that are installed, by id and slug. `page_templates` are the templates an author may choose, with the post types that each is for.
    """

    post_types: dict[str, PostType] = field(default_factory=lambda: {t.name: t for t in CORE_POST_TYPES})
    statuses: dict[str, PostStatus] = field(default_factory=lambda: {s.name: s for s in CORE_STATUSES})
    taxonomies: dict[str, Taxonomy] = field(default_factory=lambda: {t.name: t for t in CORE_TAXONOMIES})
    meta_keys: list[MetaKey] = field(default_factory=lambda: list(CORE_META_KEYS))
    settings: list[Setting] = field(default_factory=lambda: list(CORE_SETTINGS))
    plugins: dict[str, Plugin] = field(default_factory=dict)
    themes: dict[str, InstalledTheme] = field(default_factory=dict)
    page_templates: dict[str, tuple[str, ...]] = field(default_factory=dict)
    sidebars: dict[str, Sidebar] = field(default_factory=dict)
    image_sizes: dict[str, Box] = field(default_factory=dict)
    menu_locations: dict[str, str] = field(default_factory=dict)
    post_formats: tuple[str, ...] = ()
    # The language of the site, and any other by its locale.
    language: Language = ENGLISH
    language_of: Callable[[str], Language] = Language
    # What the theme supports, by feature: True, or the list that it gives with it.
    theme_features: dict[str, JsonValue] = field(default_factory=dict)
    # The theme's theme.json as text, '' where it has none.
    theme_json: str = ""
    editor_css: str = ""
    design: ThemeDesign = field(default_factory=ThemeDesign)
    patterns: dict[str, Pattern] = field(default_factory=lambda: {one.name: one for one in core_patterns()})
    block_types: BlockTypes = field(default_factory=published_types)
    # The designs of this theme, by what the site has made of it.
    designs: dict[tuple[str, str], Design] = field(default_factory=dict)
    pattern_categories: dict[str, PatternCategory] = field(
        default_factory=lambda: {one.name: one for one in CATEGORIES}
    )
    block_renderers: dict[str, Renderer] = field(default_factory=dict)
    binding_sources: dict[str, Source] = field(default_factory=dict)
    # What finds the data of plugins' blocks and sources of bindings, by their name.
    loads: dict[str, Load] = field(default_factory=dict)
    _taxonomies_of: dict[str, list[Taxonomy]] = field(default_factory=dict)

    def register_post_type(self, post_type: PostType) -> None:
        """Add a post type; its taxonomies learn of it, and what has an editor is saved on the way."""
        if "editor" in post_type.supports:
            post_type = replace(post_type, supports=post_type.supports | {"autosave"})
        self._taxonomies_of.clear()
        self.post_types[post_type.name] = post_type
        for name in post_type.taxonomies:
            taxonomy = self.taxonomies.get(name)
            if taxonomy and post_type.name not in taxonomy.object_types:
                types = (*taxonomy.object_types, post_type.name)
                self.taxonomies[name] = replace(taxonomy, object_types=types)

    def register_taxonomy(self, taxonomy: Taxonomy) -> None:
        """Add a taxonomy; its post types learn of it."""
        self._taxonomies_of.clear()
        self.taxonomies[taxonomy.name] = taxonomy
        for name in taxonomy.object_types:
            if name in self.post_types:
                self.post_types[name] = self.post_types[name].with_taxonomy(taxonomy.name)

    def register_post_meta(self, key: MetaKey) -> None:
        """Have the API show and take a key of post meta."""
        self.meta_keys.append(key)

    def register_block_type(
        self,
        name: str,
        metadata: JsonObject,
        *,
        render: RenderCallback | None = None,
        load: Load | None = None,
    ) -> None:
        """Add a type of blocks, described as in block.json.

        `render` makes its HTML when it is shown; without it, what was saved is shown. `load` finds what `render` needs of
        the site. Raises ValueError for a name without a namespace, and for one that is taken.
        """
        self._require_free(name, taken=self.block_types.get(name) is not None)
        declared = declare(name, {**metadata, "name": name})
        self.block_types = self.block_types.with_type(replace(declared, is_dynamic=render is not None))
        if render:
            self.block_renderers[name] = block_renderer(render, loads=load is not None)
        if load:
            self.loads[name] = load

    def register_block_bindings_source(
        self,
        name: str,
        value: ValueCallback,
        *,
        uses_context: tuple[str, ...] = (),
        load: Load | None = None,
    ) -> None:
        """Add a source of values to which attributes of blocks may be bound; `load` is given the binding's arguments.

        Raises ValueError for a name without a namespace, and for one that is taken.
        """
        self._require_free(name, taken=name in SOURCES or name in self.binding_sources)
        self.binding_sources[name] = binding_source(
            name, value, uses_context=uses_context, loads=load is not None
        )
        if load:
            self.loads[name] = load

    def _require_free(self, name: str, *, taken: bool) -> None:
        if not _BLOCK_NAME.fullmatch(name):
            raise ValueError(f"{name} is no name with a namespace")
        if taken or name in self.loads:
            raise ValueError(f"{name} is registered already")

    def register_block_pattern(self, pattern: Pattern) -> None:
        """Offer a pattern to who writes."""
        self.patterns[pattern.name] = pattern

    def register_block_pattern_category(self, category: PatternCategory) -> None:
        """Add a category of patterns."""
        self.pattern_categories[category.name] = category

    def register_block_style(self, style: BlockStyle) -> None:
        """Offer a look for a block."""
        self.block_types = self.block_types.with_style(style)

    def bring_design(self, design: ThemeDesign) -> None:
        """Take in what the theme's folder has; its patterns are offered, and its templates where it says so."""
        self.design = design
        for pattern in design.patterns:
            self.register_block_pattern(pattern)
        for file in design.templates:
            if file.post_types is not None:
                self.page_templates[file.slug] = file.post_types
        for file_name, document in design.variations.items():
            if is_partial(document):
                for block, name, label in partial_styles(file_name, document):
                    self.register_block_style(BlockStyle(block, name, label))

    def add_theme_support(self, *features: str, value: JsonValue = True) -> None:
        """Say what the theme supports (add_theme_support); `value` are the presets of `editor-color-palette` and its kin."""
        self.theme_features |= dict.fromkeys(features, value)

    def register_setting(self, setting: Setting) -> None:
        """Have the API show and take an option."""
        self.settings.append(setting)

    def register_sidebar(self, sidebar: Sidebar) -> None:
        """Add a place for widgets."""
        self.sidebars[sidebar.id] = sidebar

    def register_image_size(self, name: str, width: int, height: int, *, crop: bool = False) -> None:
        """Have every picture that is uploaded made in this size, too; 0 is any width or height."""
        self.image_sizes[name] = Box(width, height, crop)

    def taxonomies_of(self, post_type: str) -> list[Taxonomy]:
        """The taxonomies of a post type, in the order of their registration."""
        known = self._taxonomies_of.get(post_type)
        if known is None:
            known = [one for one in self.taxonomies.values() if post_type in one.object_types]
            self._taxonomies_of[post_type] = known
        return known

    def meta_keys_of(self, post_type: str) -> list[MetaKey]:
        """The keys of meta that the API shows on a post type."""
        kind = self.post_types.get(post_type)
        footnoted = kind is not None and kind.show_in_rest and kind.supports >= _FOOTNOTED
        registered = [key for key in self.meta_keys if not key.types or post_type in key.types]
        return [FOOTNOTES, *registered] if footnoted else registered

    def revisioned_keys_of(self, post_type: str) -> list[str]:
        """The keys of meta that revisions of a post type keep."""
        return [key.key for key in self.meta_keys_of(post_type) if key.revisioned]
