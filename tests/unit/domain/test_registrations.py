"""Names under which plugins may register blocks."""

import pytest

from engine.domain.registrations import Registrations


@pytest.mark.parametrize(
    "name", ["price", "Wares/price", "wares/", "wares/a/b", "../price", "core/paragraph"]
)
def test_block_needs_a_name_of_its_own_in_a_namespace(name: str) -> None:
    with pytest.raises(ValueError, match=r"no name with a namespace|registered already"):
        Registrations().register_block_type(name, {"title": "Price"})


def test_source_of_bindings_may_not_stand_in_for_wordpress() -> None:
    with pytest.raises(ValueError, match="registered already"):
        Registrations().register_block_bindings_source("core/post-meta", lambda _bound: "x")
