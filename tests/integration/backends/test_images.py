"""Pictures opened in a process apart: what comes out, and what hostile files do to it."""

import contextlib
import io
import os
import struct
import zlib
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from PIL import Image

from engine.backends.images import Images, Limits, Output, Step, TooMuch, Undecodable
from tests.conformance import recording


@pytest.fixture
async def images() -> AsyncIterator[Images]:
    opened = Images(Limits(pixels=4_000_000, frames=50))
    yield opened
    await opened.close()


def _file(folder: Path, name: str) -> Path:
    path = folder / name
    path.write_bytes(recording.media(name))
    return path


def _png(width: int, height: int, rows: bytes) -> bytes:
    def chunk(kind: bytes, content: bytes) -> bytes:
        return (
            struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
        )

    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(rows, 9))
        + chunk(b"IEND", b"")
    )


def _animation(frames: int) -> bytes:
    pictures = [Image.new("L", (4, 4), number * 4) for number in range(frames)]
    made = io.BytesIO()
    pictures[0].save(made, "GIF", save_all=True, append_images=pictures[1:])
    return made.getvalue()


async def test_look_tells_what_is_inside(images: Images, tmp_path: Path) -> None:
    looked = await images.look(_file(tmp_path, "harbour.jpg"))
    assert (looked.media_type, looked.width, looked.height, looked.orientation) == (
        "image/jpeg",
        1600,
        1200,
        1,
    )
    assert looked.exif["Model"] == "FX-7"


async def test_look_at_what_is_no_picture_finds_nothing(images: Images, tmp_path: Path) -> None:
    assert not (await images.look(_file(tmp_path, "notes.txt"))).media_type


async def test_make_writes_each_size(images: Images, tmp_path: Path) -> None:
    small, square = str(tmp_path / "small.webp"), str(tmp_path / "square.webp")
    made = await images.make(
        _file(tmp_path, "lamp.webp"),
        (
            Output(small, 86, (Step("resize", (300, 225)),)),
            Output(square, 86, (Step("crop", (80, 0, 480, 480)), Step("resize", (150, 150)))),
        ),
    )
    assert [(one.path, one.width, one.height) for one in made] == [(small, 300, 225), (square, 150, 150)]
    assert [one.filesize for one in made] == [Path(one.path).stat().st_size for one in made]
    for one in made:
        with Image.open(one.path) as written:
            assert (written.format, written.size) == ("WEBP", (one.width, one.height))


async def test_make_of_a_turned_photograph_sets_it_upright(images: Images, tmp_path: Path) -> None:
    path, target = tmp_path / "turned.jpg", tmp_path / "upright.jpg"
    exif = Image.Exif()
    exif[0x0112] = 6
    Image.new("RGB", (40, 20)).save(path, exif=exif)
    assert (await images.look(path)).orientation == 6
    (made,) = await images.make(path, (Output(str(target), 82, (Step("orient"),)),))
    assert (made.width, made.height) == (20, 40)
    with Image.open(target) as written:
        assert not written.getexif().get(0x0112)


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(_png(50_000, 50_000, b"\0" * 64), id="says it is huge"),
        pytest.param(_png(2_500, 2_000, b"\0" * (314 * 2000)), id="more pixels than allowed"),
        pytest.param(_animation(60), id="too many frames"),
    ],
)
async def test_bomb_is_refused_and_the_next_picture_is_not(
    images: Images, tmp_path: Path, content: bytes
) -> None:
    bomb = tmp_path / "bomb"
    bomb.write_bytes(content)
    with pytest.raises(TooMuch):
        await images.look(bomb)
    assert (await images.look(_file(tmp_path, "tiny.png"))).width == 10


async def test_bomb_by_its_ratio_is_refused(tmp_path: Path) -> None:
    images = Images(Limits(ratio=1_000))
    bomb = tmp_path / "bomb.png"
    bomb.write_bytes(_png(8_000, 8_000, b"\0" * (1001 * 8000)))
    with pytest.raises(TooMuch):
        await images.look(bomb)
    await images.close()


async def test_work_beyond_its_time_is_ended_and_leaves_nothing(tmp_path: Path) -> None:
    images = Images(Limits(seconds=0.001))
    target = tmp_path / "out.jpg"
    with pytest.raises(TooMuch):
        await images.make(
            _file(tmp_path, "panorama.jpg"), (Output(str(target), 82, (Step("rotate", (7,)),)),)
        )
    assert not target.exists()
    images.limits = Limits()
    assert (await images.look(_file(tmp_path, "tiny.png"))).width == 10
    await images.close()


async def test_work_beyond_its_memory_is_refused_and_the_next_is_not(tmp_path: Path) -> None:
    images = Images(Limits(memory=160 * 1024 * 1024))
    path, target = tmp_path / "large.png", tmp_path / "out.png"
    Image.frombytes("RGB", (7000, 7000), os.urandom(7000 * 3) * 7000).save(path)
    with pytest.raises((TooMuch, Undecodable)):
        await images.make(path, (Output(str(target), 82, (Step("rotate", (7,)),)),))
    assert not target.exists()
    assert (await images.look(_file(tmp_path, "tiny.png"))).width == 10
    await images.close()


async def test_damaged_picture_is_undecodable(images: Images, tmp_path: Path) -> None:
    path, target = tmp_path / "cut.jpg", tmp_path / "out.jpg"
    path.write_bytes(recording.media("kiln.jpg")[:4000])
    with pytest.raises(Undecodable):
        await images.make(path, (Output(str(target), 82, (Step("resize", (10, 10)),)),))
    assert not target.exists()


async def test_process_sees_nothing_of_the_environment(
    images: Images, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TYMPAN_DATABASE_URL", "secret")
    await images.look(_file(tmp_path, "tiny.png"))
    (process,) = images._idle
    assert b"secret" not in Path(f"/proc/{process._process.pid}/environ").read_bytes()


async def test_recording_says_what_it_is(images: Images, tmp_path: Path) -> None:
    said = await images.listen(_file(tmp_path, "foghorn.mp3"), "audio/mpeg")
    assert (said["title"], said["length"], said["channelmode"]) == ("Foghorn", 1, "joint stereo")


@pytest.mark.parametrize(
    "content", [b"", b"\0" * 64, b"ID3\x03\0\0\x7f\x7f\x7f\x7f", b"\x1a\x45\xdf\xa3\xff\xff"]
)
async def test_recording_that_is_none_says_nothing(images: Images, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x.mp3"
    path.write_bytes(content)
    said = {}
    with contextlib.suppress(Undecodable):
        said = dict(await images.listen(path, "audio/mpeg"))
    assert "title" not in said
