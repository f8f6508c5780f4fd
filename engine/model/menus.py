"""Classic menus: what an item points at, and what may be said about an item or a menu."""

from dataclasses import dataclass

from engine.model.posts import Post


@dataclass(frozen=True, slots=True)
class MenuItem:
    """A line of a menu (wp_setup_nav_menu_item): a nav_menu_item post, read with what it points at.

    `kind` is custom, post_type, taxonomy or post_type_archive; `object` and `object_id` name what is pointed at.
    `raw_title` is what is stored, '' where the item goes by its object's title. What points at nothing is `invalid`.
    """

    post: Post
    kind: str
    object: str
    object_id: int
    parent: int
    title: str
    url: str
    label: str
    target: str
    classes: tuple[str, ...]
    xfn: str
    description: str
    menu: int = 0
    invalid: bool = False

    @property
    def id(self) -> int:
        """The post's id."""
        return self.post.id


@dataclass(frozen=True, slots=True)
class MenuItemDraft:
    """An item to be, or changes to one; None says nothing."""

    kind: str | None = None
    object: str | None = None
    object_id: int | None = None
    parent: int | None = None
    title: str | None = None
    url: str | None = None
    description: str | None = None
    attr_title: str | None = None
    target: str | None = None
    classes: tuple[str, ...] | None = None
    xfn: tuple[str, ...] | None = None
    order: int | None = None
    status: str | None = None
    menu: int | None = None


@dataclass(frozen=True, slots=True)
class MenuDraft:
    """A menu to be, or changes to one; None says nothing, but for the description: as in WordPress it goes."""

    name: str | None = None
    description: str | None = None
    locations: tuple[str, ...] | None = None
    auto_add: bool | None = None


@dataclass(frozen=True, slots=True)
class MenuNode:
    """An item as readers see it, with the items below it; `is_current` says that it leads to the page they are on."""

    item: MenuItem
    classes: tuple[str, ...]
    is_current: bool = False
    below: tuple["MenuNode", ...] = ()
