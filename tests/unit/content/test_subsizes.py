"""Sizes of pictures, and the names of their files."""

import pytest

from engine.content.subsizes import Box, Cut, constrained, cut, edited_name, unique_name, wanted

_BOXES = {
    "thumbnail": Box(150, 150, crop=True),
    "medium": Box(300, 300),
    "medium_large": Box(768, 0),
    "large": Box(1024, 1024),
}


@pytest.mark.parametrize(
    ("size", "box", "fitted"),
    [
        pytest.param((2700, 1500), (2560, 2560), (2560, 1422), id="scaled"),
        pytest.param((400, 900), (300, 300), (133, 300), id="tall"),
        pytest.param((900, 700), (768, 0), (768, 597), id="any height"),
        pytest.param((100, 100), (300, 300), (100, 100), id="never larger"),
        pytest.param((5000, 1), (300, 300), (300, 1), id="never nothing"),
        pytest.param((10, 10), (0, 0), (10, 10), id="no box"),
    ],
)  # fmt: skip
def test_constrained_fits_the_box(
    size: tuple[int, int], box: tuple[int, int], fitted: tuple[int, int]
) -> None:
    assert constrained(*size, Box(*box)) == fitted


def test_cut_crops_from_the_middle() -> None:
    assert cut(320, 240, Box(150, 150, crop=True)) == Cut(40, 0, 240, 240, 150, 150)


def test_cut_crops_where_it_is_told() -> None:
    box = Box(150, 150, crop=True, position=("right", "top"))
    assert cut(320, 240, box) == Cut(80, 0, 240, 240, 150, 150)


@pytest.mark.parametrize("size", [(120, 90), (301, 300), (0, 0)], ids=["smaller", "nearly as large", "empty"])
def test_cut_is_none_where_nothing_would_change(size: tuple[int, int]) -> None:
    assert cut(*size, Box(300, 300)) is None


def test_cut_narrower_than_the_box_is_cropped_to_what_there_is() -> None:
    assert cut(160, 120, Box(150, 150, crop=True)) == Cut(5, 0, 150, 120, 150, 120)


def test_wanted_comes_in_the_order_of_wordpress() -> None:
    assert list(wanted(1600, 1200, {"card": Box(400, 200, crop=True), **_BOXES})) == [
        "medium", "large", "thumbnail", "medium_large", "card",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "taken", "free"),
    [
        pytest.param("wall.png", [], "wall.png", id="free"),
        pytest.param("wall.png", ["wall.png", "wall-1.png"], "wall-2.png", id="taken"),
        pytest.param("Wall.PNG", ["wall.png"], "Wall-1.png", id="case"),
        pytest.param("wall-300x200.png", [], "wall-300x200-1.png", id="like a size"),
        pytest.param("wall-scaled.png", [], "wall-scaled-1.png", id="like a smaller version"),
        pytest.param("wall.png", ["wall-150x150.png"], "wall-1.png", id="size of another"),
        pytest.param("wall", ["wall"], "wall-1", id="no extension"),
        pytest.param("(.png", ["(-scaled.png"], "(-1.png", id="signs of patterns"),
    ],
)
def test_unique_name_is_that_of_no_file_and_no_size(name: str, taken: list[str], free: str) -> None:
    assert unique_name(name, taken) == free


@pytest.mark.parametrize("name", ["wall.jpg", "wall-edited.jpg", "wall-edited-2.jpg"])
def test_edited_name_says_so_once(name: str) -> None:
    assert edited_name(name) == "wall-edited.jpg"
