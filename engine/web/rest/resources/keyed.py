"""Collections that are an object by slug, not a list: types, statuses, taxonomies."""

from typing import Any, TypeVar

from engine.web.rest.links import with_curies
from engine.web.rest.resource import Resource
from engine.web.rest.routes import Answer, Call
from engine.web.rest.serialize import bare, includes, pick, wanted

T = TypeVar("T")


async def keyed(call: Call, resource: Resource[T], items: dict[str, T]) -> Answer:
    """The items by slug, each with its links; as in WordPress `_fields` picks fields of the items, then among the slugs."""
    view = await resource.view(call, tuple(items.values()))
    tree = wanted(call.query.get("_fields"))
    result: dict[str, Any] = {}
    for slug, item in items.items():
        if not includes(tree, slug) and tree is not None:
            continue
        data = resource.reader(view.context, call.query.get("_fields"))(view, item)
        if includes(tree, "_links") or includes(tree, "_embedded"):
            data["_links"] = with_curies(resource.links_of(view, item))
        result[slug] = bare(pick(data, tree[slug] if tree else None))
    # Nothing to choose from is an object still; nothing chosen is what PHP makes of an empty array.
    return Answer(bare(result) if items else {})
