import pytest

from engine.content.images import (
    ImageSize,
    Loading,
    Picture,
    filter_content_tags,
    is_same_shape,
    srcset,
)

BASE = "http://a.test/wp-content/uploads/2024/02"
PICTURE = Picture(
    7,
    f"{BASE}/a.jpg",
    width=1600,
    height=1200,
    sizes=(
        ImageSize("medium", f"{BASE}/a-300x225.jpg", 300, 225),
        ImageSize("thumbnail", f"{BASE}/a-150x150.jpg", 150, 150),
    ),
)


def test_srcset_shown_size_comes_first_and_other_shapes_stay_out() -> None:
    assert srcset(PICTURE, 300, 225, source=f"{BASE}/a-300x225.jpg") == (
        f"{BASE}/a-300x225.jpg 300w, {BASE}/a.jpg 1600w"
    )


def test_srcset_of_an_image_from_elsewhere_is_empty() -> None:
    assert srcset(PICTURE, 300, 225, source="http://b.test/x.jpg") == ""


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [((1600, 1200), (300, 225), True), ((1600, 1200), (150, 150), False), ((0, 0), (1, 1), False)],
)
def test_is_same_shape_gives_way_by_a_pixel(
    one: tuple[int, int], other: tuple[int, int], *, same: bool
) -> None:
    assert is_same_shape(one, other) is same


def test_filter_content_tags_known_image_gets_dimensions_sources_and_loading() -> None:
    html = filter_content_tags(f'<img src="{BASE}/a.jpg" class="wp-image-7">', {7: PICTURE}.get, Loading())
    assert html.startswith('<img loading="lazy" decoding="async" width="1600" height="1200" src=')
    assert html.endswith('sizes="auto, (max-width: 1600px) 100vw, 1600px" />')


def test_filter_content_tags_first_large_image_of_the_loop_is_loaded_first() -> None:
    image = '<img src="x{}.jpg" width="800" height="600">'
    html = filter_content_tags("".join(map(image.format, range(5))), lambda _: None, Loading(in_loop=True))
    assert html.count('fetchpriority="high"') == 1
    assert html.count('loading="lazy"') == 2


def test_filter_content_tags_images_without_a_quoted_source_stay_as_they_are() -> None:
    assert filter_content_tags("<img src=x>", lambda _: None, Loading()) == "<img src=x>"


def test_filter_content_tags_iframes_with_dimensions_load_late() -> None:
    html = filter_content_tags('<iframe src="x" width="1" height="1"></iframe>', lambda _: None, Loading())
    assert html == '<iframe loading="lazy" src="x" width="1" height="1"></iframe>'
