"""Fonts over the API: who may, and files that are no fonts."""

import json
from pathlib import Path
from typing import Any

import httpx2
import pytest

from tests.conformance import replay
from tests.conformance.sites import RecordedSite

_FAMILY = "/wp-json/wp/v2/font-families/207"
_WOFF = b"wOF2" + bytes(64)


async def _send_face(
    site: RecordedSite, content: bytes, name: str = "quay.woff2", **settings: Any
) -> httpx2.Response:
    face = {"fontFamily": "Quay Sans", "fontWeight": "700", "src": "file-0", **settings}
    case = {"method": "POST", "path": f"{_FAMILY}/font-faces", "role": "admin"}
    data = {"font_face_settings": json.dumps(face)}
    return await replay.send(site.client, case, data=data, files={"file-0": (name, content, "font/woff2")})


def _files(root: Path) -> list[str]:
    return sorted(path.name for path in root.rglob("*") if "fonts" in path.parts and path.is_file())


@pytest.mark.parametrize("role", ["anon", "subscriber", "author", "editor"])
@pytest.mark.parametrize(
    ("method", "path"), [("GET", ""), ("DELETE", "?force=true"), ("DELETE", "/font-faces/208?force=true")]
)
async def test_everything_by_who_does_not_design_is_refused(
    site: RecordedSite, role: str, method: str, path: str
) -> None:
    answer = await site.send(method, _FAMILY + path, role)

    assert answer.status_code == (401 if role == "anon" else 403)


async def test_sent_font_is_kept_and_goes_with_its_face(site: RecordedSite, tmp_path: Path) -> None:
    made = (await _send_face(site, _WOFF)).json()
    assert made["font_face_settings"]["src"] == "http://blog.test/wp-content/uploads/fonts/quay.woff2"
    assert _files(tmp_path) == ["quay.woff2"]

    await site.send("DELETE", f"{_FAMILY}/font-faces/{made['id']}?force=true")
    assert _files(tmp_path) == []


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"<?php system();", "a.woff2"),
        (_WOFF, "a.php"),
        (_WOFF, "a.ttf"),
        (_WOFF, "../../a.html"),
        (b"", "a.woff2"),
    ],
)
async def test_file_that_is_no_font_is_refused_and_leaves_nothing(
    site: RecordedSite, tmp_path: Path, content: bytes, name: str
) -> None:
    answer = await _send_face(site, content, name)

    assert answer.status_code == 400
    assert _files(tmp_path) == []


async def test_face_that_is_there_is_refused_and_its_file_is_gone(site: RecordedSite, tmp_path: Path) -> None:
    answer = await _send_face(site, _WOFF, fontWeight="400")

    assert (answer.status_code, answer.json()["code"]) == (400, "rest_duplicate_font_face")
    assert _files(tmp_path) == []


async def test_source_that_is_neither_sent_nor_an_address_is_refused(site: RecordedSite) -> None:
    answer = await _send_face(site, _WOFF, src="file:///etc/passwd")

    assert answer.json()["code"] == "rest_invalid_param"


async def test_deleted_family_takes_its_faces_along(site: RecordedSite) -> None:
    await site.send("DELETE", f"{_FAMILY}?force=true")

    assert (await site.ask(f"{_FAMILY}/font-faces/208", "admin")).status_code == 404
