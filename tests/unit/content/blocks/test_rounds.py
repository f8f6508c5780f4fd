from collections.abc import Mapping

import pytest

from engine.content.blocks.data import PostNeed, PostView, ReusableNeed
from engine.content.blocks.needs import Data, Need
from engine.content.blocks.rendering import PageState, Rendered
from engine.content.blocks.rounds import rendered
from engine.content.blocks.walk import core_environment, render


class _Loader:
    def __init__(self, answers: Mapping[Need[object], object]) -> None:
        self._answers = answers
        self.batches: list[tuple[Need[object], ...]] = []

    async def __call__(self, needs: tuple[Need[object], ...]) -> Mapping[Need[object], object]:
        self.batches.append(needs)
        return {need: self._answers.get(need, need.empty()) for need in needs}


async def _rendered(text: str, loader: _Loader, state: PageState | None = None) -> str:
    def once(data: Data, attempt: PageState) -> Rendered:
        return render(
            text, core_environment(), data, context={"postId": 1, "postType": "post"}, state=attempt
        )

    return (await rendered(once, loader, state or PageState())).html


@pytest.mark.anyio
async def test_rendered_static_text_loads_nothing() -> None:
    loader = _Loader({})
    assert await _rendered("<!-- wp:my/x --><p>a</p><!-- /wp:my/x -->", loader) == "<p>a</p>"
    assert loader.batches == []


@pytest.mark.anyio
async def test_rendered_what_loaded_text_asks_for_comes_in_a_second_batch() -> None:
    loader = _Loader(
        {ReusableNeed(7): "<!-- wp:post-title /-->", PostNeed(1): PostView(1, "post", title="T")}
    )
    html = await _rendered('<!-- wp:block {"ref":7} /-->', loader)
    assert html == '<h2 class="wp-block-post-title">T</h2>'
    assert loader.batches == [(ReusableNeed(7),), (PostNeed(1),)]


@pytest.mark.anyio
async def test_rendered_numbers_go_on_from_text_to_text_and_count_no_round_twice() -> None:
    state, loader = PageState(), _Loader({})
    text = '<!-- wp:post-title /--><!-- wp:gallery --><figure class="g"></figure><!-- /wp:gallery -->'
    assert "wp-block-gallery-1" in await _rendered(text, loader, state)
    assert "wp-block-gallery-2" in await _rendered(text, loader, state)


@pytest.mark.anyio
async def test_rendered_pattern_that_contains_itself_ends() -> None:
    loader = _Loader({ReusableNeed(7): 'a<!-- wp:block {"ref":7} /-->'})
    assert await _rendered('<!-- wp:block {"ref":7} /-->', loader) == "a"
