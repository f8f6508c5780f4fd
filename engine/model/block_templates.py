"""Templates and template parts made of blocks, whether a theme's folder or the site's database has them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, TypeAlias

TemplateType: TypeAlias = Literal["wp_template", "wp_template_part"]


@dataclass(frozen=True, slots=True)
class BlockTemplate:
    """One template or part (WP_Block_Template); field names are WordPress's.

    `source` is theme or custom; a theme's template that somebody changed is custom with the origin theme. `wp_id` and
    `author` are 0 where nothing is stored. `area` belongs to parts.
    """

    type: TemplateType
    theme: str
    slug: str
    content: str
    title: str
    description: str = ""
    source: str = "theme"
    origin: str | None = None
    status: str = "publish"
    wp_id: int = 0
    has_theme_file: bool = False
    is_custom: bool = True
    author: int = 0
    area: str = ""
    post_types: tuple[str, ...] | None = None
    date: datetime | None = None
    modified: datetime | None = None

    @property
    def id(self) -> str:
        """Its name among the templates of all themes."""
        return f"{self.theme}//{self.slug}"


@dataclass(frozen=True, slots=True)
class BlockTemplateDraft:
    """A template to be, or changes to one; None says nothing."""

    slug: str | None = None
    theme: str | None = None
    content: str | None = None
    title: str | None = None
    description: str | None = None
    author: int | None = None
    area: str | None = None


@dataclass(frozen=True, slots=True)
class BlockTemplateQuery:
    """Which templates to list; None asks nothing. `post_type` asks for those an author may choose for it."""

    type: TemplateType = "wp_template"
    slugs: tuple[str, ...] | None = None
    wp_id: int | None = None
    area: str | None = None
    post_type: str | None = None
