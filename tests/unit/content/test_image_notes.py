"""What is noted of a photograph."""

from typing import Any

import pytest

from engine.content.image_notes import image_notes


def test_notes_of_a_silent_picture_are_zeros_and_nothing() -> None:
    notes = image_notes({}, {})
    assert {notes[name] for name in ("aperture", "created_timestamp", "iso", "orientation")} == {"0"}
    assert {notes[name] for name in ("title", "caption", "credit", "camera", "copyright", "alt")} == {""}
    assert notes["keywords"] == []


@pytest.mark.parametrize(
    ("name", "exif", "noted"),
    [
        pytest.param("aperture", {"FNumber": "28/10"}, "2.8", id="fraction"),
        pytest.param("shutter_speed", {"ExposureTime": "1/3"}, "0.33333333333333", id="PHP's digits"),
        pytest.param("shutter_speed", {"ExposureTime": "1/0"}, "0", id="nothing to divide by"),
        pytest.param("focal_length", {"FocalLength": [35, 1]}, "Array", id="list"),
        pytest.param("iso", {"ISOSpeedRatings": [200, 0]}, "200", id="first of several"),
        pytest.param("created_timestamp", {"DateTimeDigitized": "2024:05:04 11:22:33"}, "1714821753", id="moment"),
        pytest.param("created_timestamp", {"DateTimeDigitized": "0000:00:00 00:00:00"}, "0", id="no moment"),
        pytest.param("title", {"ImageDescription": " Wall "}, "Wall", id="short description"),
        pytest.param("title", {"ImageDescription": "x" * 80}, "", id="long description"),
        pytest.param("caption", {"ImageDescription": "a", "UserComment": "b"}, "b", id="comment"),
        pytest.param("credit", {"Artist": "<script>x</script>Ada"}, "xAda", id="markup"),
    ],
)  # fmt: skip
def test_note_of_exif(name: str, exif: dict[str, Any], noted: str) -> None:
    assert image_notes(exif, {})[name] == noted


def test_iptc_goes_before_exif() -> None:
    iptc = {"headline": ["Head"], "caption": ["Cap"], "credit": ["Cred"], "keywords": ["a", "b"]}
    notes = image_notes({"ImageDescription": "Other", "Artist": "Other"}, iptc, " Alt ")
    assert [notes[name] for name in ("title", "caption", "credit", "keywords", "alt")] == [
        "Head", "Cap", "Cred", ["a", "b"], "Alt",
    ]  # fmt: skip
