"""The words for a post type and a taxonomy, as WordPress derives them from their nouns."""

from collections.abc import Mapping
from dataclasses import dataclass

from engine.model.terms import Term
from engine.model.types import PostType, Taxonomy

Labels = dict[str, str | None]


@dataclass(frozen=True, slots=True)
class _Noun:
    """A thing and many of them, as titles; inside a sentence they stand in small letters."""

    one: str
    many: str

    @property
    def low(self) -> str:
        return self.one.lower()

    @property
    def lows(self) -> str:
        return self.many.lower()


_POST = _Noun("Post", "Posts")
_PAGE = _Noun("Page", "Pages")
_TAG = _Noun("Tag", "Tags")
_CATEGORY = _Noun("Category", "Categories")
# The types whose nouns the usual words are made of, so that nothing derives from a label of their own.
_NAMESAKES = frozenset({"post", "page"})


def of_post_type(kind: PostType) -> Labels:
    """Every label of a post type (get_post_type_labels)."""
    labels = _post_words(_PAGE if kind.hierarchical else _POST)
    labels["parent_item_colon"] = "Parent Page:" if kind.hierarchical else None
    own = dict(kind.labels)
    if kind.name not in _NAMESAKES:
        own = {"name": kind.label, "singular_name": kind.singular, **own}
    labels |= own
    if kind.name in _NAMESAKES:
        own |= {name: labels[name] for name in ("all_items", "archives")}
    for name, of in (("menu_name", "name"), ("all_items", "menu_name"), ("archives", "all_items")):
        if name not in own:
            labels[name] = labels[of]
    labels.setdefault("name_admin_bar", None)
    if "name_admin_bar" not in own:
        labels["name_admin_bar"] = labels["singular_name"]
    if kind.name not in _NAMESAKES:
        labels.setdefault("template_name", f"Single item: {labels['singular_name']}")
    return labels


def of_term(term: Term) -> str:
    """The name to show: post formats have theirs from WordPress, not from their terms."""
    if term.taxonomy == "post_format":
        return term.slug.removeprefix("post-format-").capitalize()
    return term.name


def of_taxonomy(taxonomy: Taxonomy) -> Labels:
    """Every label of a taxonomy (get_taxonomy_labels)."""
    labels = _term_words(_CATEGORY if taxonomy.hierarchical else _TAG, hierarchical=taxonomy.hierarchical)
    own = {"name": taxonomy.label, "singular_name": taxonomy.singular, **taxonomy.labels}
    labels |= own
    if "menu_name" not in own:
        labels["menu_name"] = labels["name"]
    labels["template_name"] = own.get("template_name", f"{labels['singular_name']} Archives")
    if taxonomy.name in {"category", "post_tag"}:
        labels["name_admin_bar"] = taxonomy.name
        return labels
    if "all_items" not in own:
        labels["all_items"] = labels["menu_name"]
    labels["archives"] = own.get("archives", labels["all_items"])
    labels["name_admin_bar"] = own.get("name_admin_bar", labels["singular_name"])
    return labels


def _post_words(noun: _Noun) -> Labels:
    one, many, low, lows = noun.one, noun.many, noun.low, noun.lows
    return {
        "name": many,
        "singular_name": one,
        "add_new": "Add",
        "add_new_item": f"Add {one}",
        "edit_item": f"Edit {one}",
        "new_item": f"New {one}",
        "view_item": f"View {one}",
        "view_items": f"View {many}",
        "search_items": f"Search {many}",
        "not_found": f"No {lows} found.",
        "not_found_in_trash": f"No {lows} found in Trash.",
        "all_items": f"All {many}",
        "archives": f"{one} Archives",
        "attributes": f"{one} Attributes",
        "insert_into_item": f"Insert into {low}",
        "uploaded_to_this_item": f"Uploaded to this {low}",
        "featured_image": "Featured image",
        "set_featured_image": "Set featured image",
        "remove_featured_image": "Remove featured image",
        "use_featured_image": "Use as featured image",
        "filter_items_list": f"Filter {lows} list",
        "filter_by_date": "Filter by date",
        "items_list_navigation": f"{many} list navigation",
        "items_list": f"{many} list",
        "item_published": f"{one} published.",
        "item_published_privately": f"{one} published privately.",
        "item_reverted_to_draft": f"{one} reverted to draft.",
        "item_trashed": f"{one} trashed.",
        "item_scheduled": f"{one} scheduled.",
        "item_updated": f"{one} updated.",
        "item_link": f"{one} Link",
        "item_link_description": f"A link to a {low}.",
    }


def designed(one: str, many: str, *, low: str = "", lows: str = "") -> Mapping[str, str]:
    """The labels that the site editor's own types bring: templates, navigation menus."""
    low, lows = low or one.lower(), lows or many.lower()
    return {
        "add_new": f"Add {one}",
        "add_new_item": f"Add {one}",
        "new_item": f"New {one}",
        "edit_item": f"Edit {one}",
        "view_item": f"View {one}",
        "all_items": many,
        "search_items": f"Search {many}",
        "parent_item_colon": f"Parent {one}:",
        "not_found": f"No {lows} found.",
        "not_found_in_trash": f"No {lows} found in Trash.",
        "archives": f"{one} archives",
        "insert_into_item": f"Insert into {low}",
        "uploaded_to_this_item": f"Uploaded to this {low}",
        "filter_items_list": f"Filter {lows} list",
        "items_list_navigation": f"{many} list navigation",
        "items_list": f"{many} list",
        "item_updated": f"{one} updated.",
    }


def of_terms(one: str, many: str) -> Labels:
    """The labels that a flat taxonomy of these nouns brings itself."""
    words = _term_words(_Noun(one, many), hierarchical=False)
    return {name: word for name, word in words.items() if name != "all_items"}


def _term_words(noun: _Noun, *, hierarchical: bool) -> Labels:
    one, many, low, lows = noun.one, noun.many, noun.low, noun.lows
    flat = not hierarchical
    example = (
        "Assign a parent term to create a hierarchy. The term Jazz, for example, would be the parent of Bebop and"
        " Big Band."
    )
    return {
        "name": many,
        "singular_name": one,
        "search_items": f"Search {many}",
        "popular_items": f"Popular {many}" if flat else None,
        "all_items": f"All {many}",
        "parent_item": None if flat else f"Parent {one}",
        "parent_item_colon": None if flat else f"Parent {one}:",
        "name_field_description": "The name is how it appears on your site.",
        "slug_field_description": (
            "The &#8220;slug&#8221; is the URL-friendly version of the name. It is usually all lowercase and"
            " contains only letters, numbers, and hyphens."
        ),
        "parent_field_description": None if flat else example,
        "desc_field_description": (
            "The description is not prominent by default; however, some themes may show it."
        ),
        "edit_item": f"Edit {one}",
        "view_item": f"View {one}",
        "update_item": f"Update {one}",
        "add_new_item": f"Add {one}",
        "new_item_name": f"New {one} Name",
        "separate_items_with_commas": f"Separate {lows} with commas" if flat else None,
        "add_or_remove_items": f"Add or remove {lows}" if flat else None,
        "choose_from_most_used": f"Choose from the most used {lows}" if flat else None,
        "not_found": f"No {lows} found.",
        "no_terms": f"No {lows}",
        "filter_by_item": None if flat else f"Filter by {low}",
        "items_list_navigation": f"{many} list navigation",
        "items_list": f"{many} list",
        "most_used": "Most Used",
        "back_to_items": f"&larr; Go to {many}",
        "item_link": f"{one} Link",
        "item_link_description": f"A link to a {low}.",
    }
