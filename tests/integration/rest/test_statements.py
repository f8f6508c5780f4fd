"""The number of statements of a collection does not depend on the number of its items."""

import re
from collections import Counter
from pathlib import Path

import pytest

from tests.conformance.sites import recorded_site

# Blocks may ask for posts that have blocks, and so on: each round of that takes its own statement of a kind.
ROUNDS = 8
COLLECTIONS = ["posts", "pages", "categories", "tags", "users", "comments", "blocks", "menu-items", "menus"]


@pytest.mark.parametrize("query", ["", "&_embed", "&context=edit"])
async def test_collection_of_many_runs_no_statement_per_item(
    database_url: str, tmp_path: Path, query: str
) -> None:
    async with recorded_site(database_url, tmp_path) as site:
        for name in COLLECTIONS:
            path = f"/wp-json/wp/v2/{name}?order=asc{query}&per_page="
            few, many = [await site.statements(f"{path}{number}", "admin") for number in (2, 100)]
            assert most_of_a_kind(many) <= ROUNDS, (name, "\n".join(many))
            # What only some items have, such as a picture or a block that shows other posts, takes statements of its own.
            assert len(many) <= len(few) + 40, (name, "\n".join(many))


def most_of_a_kind(statements: list[str]) -> int:
    """How often the statement ran that ran most often, whatever number of values it had."""
    kinds = Counter(re.sub(r"(?:\?|\$\d+|%s)(?:,(?:\?|\$\d+|%s))*", "?", sql) for sql in statements)
    return max(kinds.values())
