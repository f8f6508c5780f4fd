"""The patterns that every site offers are sound blocks."""

import pytest

from engine.content.blocks.parser import parse
from engine.content.blocks.serializer import serialize
from engine.content.core_patterns import CATEGORIES, core_patterns
from engine.model.designs import Pattern


@pytest.mark.parametrize("pattern", list(core_patterns()), ids=lambda one: one.name)
def test_pattern_is_blocks_that_close(pattern: Pattern) -> None:
    blocks = parse(pattern.content)

    assert len(blocks) == 1
    assert parse(serialize(blocks)) == blocks
    assert set(pattern.categories) <= {one.name for one in CATEGORIES}
