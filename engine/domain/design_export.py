"""The active theme's design with what the site has made of it, as files to build a theme of."""

import io
import json
import zipfile

from engine.content.blocks.templates import without_theme
from engine.content.json_values import JsonObject, mapping
from engine.content.styles.documents import joined
from engine.domain import block_templates, designs
from engine.domain.capabilities import can
from engine.domain.context import Context
from engine.model.block_templates import BlockTemplateQuery, TemplateType
from engine.model.errors import Forbidden

_FOLDERS: tuple[tuple[TemplateType, str], ...] = (("wp_template", "templates"), ("wp_template_part", "parts"))


def require_exporting(ctx: Context) -> None:
    """Raise Forbidden unless the actor designs the site."""
    if not can(ctx, "edit_theme_options"):
        raise Forbidden("You may not export the site's design.", code="rest_cannot_export_templates")


async def files(ctx: Context) -> dict[str, str]:
    """Text by path: templates and parts as they stand now, and theme.json."""
    require_exporting(ctx)
    found: dict[str, str] = {}
    for kind, folder in _FOLDERS:
        for one in await block_templates.query(ctx, BlockTemplateQuery(kind)):
            if _is_plain(one.slug):
                found[f"{folder}/{one.slug}.html"] = without_theme(one.content)
    found["theme.json"] = json.dumps(await _document(ctx), indent=2, ensure_ascii=False)
    return found


def _is_plain(slug: str) -> bool:
    """Whether a name can be that of a file below the folder."""
    return all(part and not part.startswith(".") for part in slug.split("/"))


async def _document(ctx: Context) -> JsonObject:
    theme = json.loads(ctx.types.theme_json) if ctx.types.theme_json else {"version": 3}
    post = await designs.user_post(ctx)
    if post is None:
        return dict(theme)
    own = json.loads(post.content or "{}")
    return joined(theme, {name: mapping(own, name) for name in ("settings", "styles")})


async def archive(ctx: Context) -> bytes:
    """The files as a zip archive."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as opened:
        for path, text in (await files(ctx)).items():
            opened.writestr(path, text)
    return made.getvalue()
