"""What sound and film say about themselves, in the names that WordPress stores."""

import struct
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import mutagen
from mutagen.flac import FLAC
from mutagen.id3 import ID3, ID3NoHeaderError
from mutagen.mp3 import MP3, BitrateMode
from mutagen.mp4 import MP4
from mutagen.oggvorbis import OggVorbis
from mutagen.wave import WAVE

_LONGEST: Final = 4096
_CHANNELS: Final = {1: "mono", 2: "stereo"}
_MP3_MODES: Final = ("stereo", "joint stereo", "dual channel", "mono")
# Seconds from 1904, where QuickTime counts from, to 1970.
_QUICKTIME_EPOCH: Final = 2_082_844_800
_ID3: Final = {
    "TIT2": "title", "TPE1": "artist", "TALB": "album", "TYER": "year", "TDRC": "year", "TCON": "genre",
    "TRCK": "track_number", "TPE2": "band", "TCOM": "composer", "TPUB": "publisher", "TCOP": "copyright_message",
    "TENC": "encoded_by", "TSSE": "encoder_settings", "TBPM": "bpm", "TPOS": "part_of_a_set", "TLAN": "language",
    "TSRC": "isrc", "TEXT": "lyricist", "TIT1": "content_group_description", "TIT3": "subtitle", "COMM": "comment",
    "USLT": "unsynchronised_lyric",
}  # fmt: skip
_ATOMS: Final = {
    "\xa9nam": "title", "\xa9ART": "artist", "\xa9alb": "album", "\xa9day": "creation_date", "\xa9gen": "genre",
    "\xa9cmt": "comment", "\xa9wrt": "composer", "\xa9too": "encoding_tool", "aART": "album_artist", "cprt": "copyright",
}  # fmt: skip
_VORBIS: Final = {"tracknumber": "track_number", "date": "date", "albumartist": "albumartist"}


def read(path: Path, media_type: str) -> dict[str, Any]:
    """The facts of a recording or film (wp_read_audio_metadata, wp_read_video_metadata); {} where it says nothing."""
    size = path.stat().st_size
    family = media_type.partition("/")[0]
    with path.open("rb") as file:
        head = file.read(12)
    if head[4:8] == b"ftyp" or path.suffix.lower() in {".mp4", ".m4v", ".mov", ".m4a"}:
        return _quicktime(path, size, family)
    if head[:4] == b"\x1a\x45\xdf\xa3":
        return _matroska(path, size, media_type)
    return _sound(path, size) if family == "audio" else {}


def _length(seconds: float) -> dict[str, Any]:
    whole = int(seconds + 0.5)
    hours, rest = divmod(whole, 3600)
    minutes, left = divmod(rest, 60)
    shown = f"{hours}:{minutes:02}:{left:02}" if hours else f"{minutes}:{left:02}"
    return {"length": whole, "length_formatted": shown}


# Sound.


def _sound(path: Path, size: int) -> dict[str, Any]:
    opened = mutagen.File(path)
    if isinstance(opened, MP3):
        facts, kind, media_type = _mp3(opened), "mp3", "audio/mpeg"
    elif isinstance(opened, WAVE):
        facts, kind, media_type = _wave(opened), "wav", "audio/wav"
    elif isinstance(opened, FLAC):
        facts, kind, media_type = _flac(opened), "flac", "audio/flac"
    elif isinstance(opened, OggVorbis):
        facts, kind, media_type = _vorbis(opened), "ogg", "audio/ogg"
    else:
        return {}
    said = {"fileformat": kind, "filesize": size, "mime_type": media_type, **_length(opened.info.length)}
    return facts | said | _tags(path, opened)


def _mp3(opened: MP3) -> dict[str, Any]:
    info = opened.info
    steady = info.bitrate_mode in {BitrateMode.CBR, BitrateMode.UNKNOWN}
    facts: dict[str, Any] = {
        "dataformat": "mp3",
        "channels": info.channels,
        "sample_rate": info.sample_rate,
        "bitrate": info.bitrate,
        "channelmode": _MP3_MODES[info.mode],
        "bitrate_mode": "cbr" if steady else "vbr",
        "lossless": False,
    }
    if info.encoder_info:
        facts["encoder"] = info.encoder_info
    if steady:
        facts["encoder_options"] = f"CBR{info.bitrate // 1000}"
    elif info.encoder_settings:
        facts["encoder_options"] = info.encoder_settings
    return facts | _ratio(info.bitrate, info.channels, info.sample_rate, 16)


def _wave(opened: WAVE) -> dict[str, Any]:
    info = opened.info
    facts: dict[str, Any] = {
        "dataformat": "wav",
        "bitrate_mode": "cbr",
        "wformattag": info.audio_format if hasattr(info, "audio_format") else 1,
        "codec": "Pulse Code Modulation (PCM)",
        "channels": info.channels,
        "sample_rate": info.sample_rate,
        "bitrate": info.bitrate,
        "bits_per_sample": info.bits_per_sample,
        "lossless": True,
        **_mode(info.channels),
    }
    return facts | _ratio(info.bitrate, info.channels, info.sample_rate, info.bits_per_sample)


def _flac(opened: FLAC) -> dict[str, Any]:
    info = opened.info
    facts: dict[str, Any] = {
        "dataformat": "flac",
        "bitrate_mode": "vbr",
        "lossless": True,
        "sample_rate": info.sample_rate,
        "channels": info.channels,
        "bits_per_sample": info.bits_per_sample,
        "bitrate": info.bitrate,
        **_mode(info.channels),
    }
    return facts | _ratio(info.bitrate, info.channels, info.sample_rate, info.bits_per_sample)


def _vorbis(opened: OggVorbis) -> dict[str, Any]:
    info = opened.info
    facts: dict[str, Any] = {
        "dataformat": "vorbis",
        "bitrate_mode": "vbr",
        "lossless": False,
        "channels": info.channels,
        "sample_rate": info.sample_rate,
        "bitrate": info.bitrate,
        **_mode(info.channels),
    }
    return facts | _ratio(info.bitrate, info.channels, info.sample_rate, 16)


def _mode(channels: int) -> dict[str, Any]:
    return {"channelmode": _CHANNELS[channels]} if channels in _CHANNELS else {}


def _ratio(bitrate: int, channels: int, rate: int, bits: int) -> dict[str, Any]:
    """How much smaller it is than the bare samples; a whole number where it is none smaller."""
    plain = channels * rate * bits
    ratio = bitrate / plain if plain else 0.0
    return {"compression_ratio": int(ratio) if ratio.is_integer() else ratio}


def _tags(path: Path, opened: Any) -> dict[str, Any]:
    if isinstance(opened, (MP3, WAVE)):
        return dict(_id3(path, opened))
    found = {}
    for name, values in (opened.tags or {}).items() if hasattr(opened.tags, "items") else ():
        key = _VORBIS.get(name.lower(), name.lower())
        if values and key.isidentifier() and not key.startswith("metadata_block"):
            found[key] = str(values[0])[:_LONGEST]
    return found


def _id3(path: Path, opened: Any) -> Iterator[tuple[str, Any]]:
    """The frames in their own order; version 2.3 is not translated, so that a year stays a year."""
    try:
        tags = ID3(path, translate=False) if isinstance(opened, MP3) else opened.tags
    except ID3NoHeaderError:
        return
    for frame in (tags or {}).values():
        name = _ID3.get(frame.FrameID)
        text = getattr(frame, "text", None)
        if name and text:
            yield name, str(text if isinstance(text, str) else text[0]).strip()[:_LONGEST]


# Film.


def _quicktime(path: Path, size: int, family: str) -> dict[str, Any]:
    boxes = _boxes(path)
    movie = boxes.get("mvhd")
    seconds, created = _movie_times(movie) if movie else (0.0, None)
    tracks = [box for box in boxes.get("trak", ()) if isinstance(box, dict)]
    pictures = next((one for one in tracks if one.get("kind") == b"vide"), {})
    sounds = next((one for one in tracks if one.get("kind") == b"soun"), None)
    brand = "mp4" if tracks else "quicktime"
    media_type = {"mp4": f"{family}/mp4", "quicktime": "video/quicktime"}[brand]
    facts: dict[str, Any] = {}
    if tracks and seconds:
        facts["bitrate"] = _whole((size * 8) / seconds)
    facts |= {"filesize": size, "mime_type": media_type, **_length(seconds)}
    if pictures:
        facts |= {"width": pictures["width"], "height": pictures["height"]}
    facts["fileformat"] = brand
    if tracks:
        facts["dataformat"] = "quicktime"
    sound = _quicktime_sound(path) if sounds is not None or tracks else {}
    data = boxes.get("mdat", 0)
    if not sound and seconds and data and not tracks:
        sound = {"bitrate": data * 8 / seconds}
    if sound and family == "audio":
        facts = sound | {key: value for key, value in facts.items() if key != "bitrate"}
    elif sound:
        facts["audio"] = sound
    if created is not None:
        facts["created_timestamp"] = created
    return facts | _atoms(path)


def _whole(number: float) -> int | float:
    return int(number) if number.is_integer() else number


def _movie_times(content: bytes) -> tuple[float, int]:
    if content[0] == 1:
        created, _, scale, duration = struct.unpack(">QQIQ", content[4:32])
    else:
        created, _, scale, duration = struct.unpack(">IIII", content[4:20])
    return (duration / scale if scale else 0.0), created - _QUICKTIME_EPOCH


def _boxes(path: Path) -> dict[str, Any]:
    """The boxes that matter: the movie's head, each track's kind and size, and how much media there is."""
    found: dict[str, Any] = {"trak": []}
    with path.open("rb") as file:
        end = path.stat().st_size
        for kind, start, stop in _walk(file, 0, end):
            if kind == b"mdat":
                found["mdat"] = found.get("mdat", 0) + stop - start
            if kind != b"moov":
                continue
            for inner, begin, finish in _walk(file, start, stop):
                if inner == b"mvhd":
                    file.seek(begin)
                    found["mvhd"] = file.read(min(finish - begin, 256))
                elif inner == b"trak":
                    found["trak"].append(_track(file, begin, finish))
    return found


def _track(file: Any, start: int, stop: int) -> dict[str, Any]:
    track: dict[str, Any] = {"width": 0, "height": 0, "kind": b""}
    for kind, begin, finish in _walk(file, start, stop):
        file.seek(begin)
        if kind == b"tkhd":
            head = file.read(min(finish - begin, 256))
            width, height = struct.unpack(">II", head[-8:])
            track |= {"width": width >> 16, "height": height >> 16}
        elif kind == b"mdia":
            for inner, at, _ in _walk(file, begin, finish):
                if inner == b"hdlr":
                    file.seek(at + 8)
                    track["kind"] = file.read(4)
    return track


def _walk(file: Any, start: int, stop: int) -> Iterator[tuple[bytes, int, int]]:
    """The boxes between two places: kind, where the content begins, where it ends."""
    at = start
    for _ in range(10_000):
        if at + 8 > stop:
            return
        file.seek(at)
        size, kind = struct.unpack(">I4s", file.read(8))
        begin = at + 8
        if size == 1:
            (size,) = struct.unpack(">Q", file.read(8))
            begin += 8
        size = size or stop - at
        if size < begin - at or at + size > stop:
            return
        yield kind, begin, at + size
        at += size


def _quicktime_sound(path: Path) -> dict[str, Any]:
    try:
        info = MP4(path).info
    except mutagen.MutagenError:
        return {}
    if not info.channels:
        return {}
    return {
        "dataformat": "mp4",
        "codec": info.codec_description or info.codec,
        "sample_rate": float(info.sample_rate),
        "channels": info.channels,
        "bits_per_sample": info.bits_per_sample,
        "lossless": info.codec == "alac",
        **_mode(info.channels),
    }


def _atoms(path: Path) -> dict[str, Any]:
    try:
        tags = MP4(path).tags or {}
    except mutagen.MutagenError:
        return {}
    return {name: str(tags[key][0])[:_LONGEST] for key, name in _ATOMS.items() if tags.get(key)}


# Matroska and WebM.

_SEGMENT: Final = 0x18538067
_INFO: Final = 0x1549A966
_TRACKS: Final = 0x1654AE6B
_TRACK: Final = 0xAE
_VIDEO: Final = 0xE0
_CONTAINERS: Final = frozenset({_SEGMENT, _INFO, _TRACKS, _TRACK, _VIDEO})
_SCALE, _DURATION, _WIDTH, _HEIGHT = 0x2AD7B1, 0x4489, 0xB0, 0xBA


def _matroska(path: Path, size: int, media_type: str) -> dict[str, Any]:
    found: dict[int, bytes] = {}
    with path.open("rb") as file:
        _elements(file, size, found)
    scale = int.from_bytes(found.get(_SCALE, b"\x0f\x42\x40"))
    raw = found.get(_DURATION, b"")
    duration = struct.unpack(">d" if len(raw) == 8 else ">f", raw)[0] if len(raw) in {4, 8} else 0.0
    kind = "webm" if media_type.endswith("webm") else "matroska"
    facts: dict[str, Any] = {
        "filesize": size,
        "mime_type": media_type,
        **_length(duration * scale / 1_000_000_000),
    }
    if _WIDTH in found and _HEIGHT in found:
        facts |= {"width": int.from_bytes(found[_WIDTH]), "height": int.from_bytes(found[_HEIGHT])}
    return facts | {"fileformat": kind, "dataformat": kind}


def _elements(file: Any, stop: int, found: dict[int, bytes]) -> None:
    """Collect what matters from the head of the file; the first of each is kept, clusters are passed over."""
    for _ in range(2_000):
        at = file.tell()
        if at >= stop:
            return
        identity, size = _number(file, marked=True), _number(file)
        if identity is None or size is None:
            return
        if identity in _CONTAINERS:
            continue
        if identity in {_SCALE, _DURATION, _WIDTH, _HEIGHT} and size <= 8:
            found.setdefault(identity, file.read(size))
            continue
        file.seek(file.tell() + size)


def _number(file: Any, *, marked: bool = False) -> int | None:
    first = file.read(1)
    if not first or not first[0]:
        return None
    length = 8 - first[0].bit_length() + 1
    octets = first + file.read(length - 1)
    number = int.from_bytes(octets)
    return number if marked else number & ((1 << (7 * length)) - 1)
