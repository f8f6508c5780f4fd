import pytest

from engine.content.blocks.of_post import has_blocks_of_post
from engine.content.blocks.types import core_types


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Tide's out.", False),
        ("<!-- wp:paragraph --><p>In.</p><!-- /wp:paragraph -->", False),
        ('<!-- wp:image {"id":5} --><img><!-- /wp:image -->', False),
        ("<!-- wp:post-title /-->", True),
        ("<!-- wp:group --><div><!-- wp:post-date /--></div><!-- /wp:group -->", True),
        ("<!-- wp:footnotes /-->", True),
        ("<!-- wp:nobodys/block /-->", False),
    ],
)
def test_blocks_that_show_their_post_are_seen(text: str, *, expected: bool) -> None:
    assert has_blocks_of_post(text, core_types()) is expected
