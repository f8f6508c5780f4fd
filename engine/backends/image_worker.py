"""The process that opens what was uploaded: a question a line on its input, an answer a line on its output.

It is started by `images`, without the site's environment, and takes itself the means to do harm before it reads
anything: memory, files of any size, core dumps.
"""

import json
import os
import resource
import sys
import warnings
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from PIL import Image, ImageFile, ImageOps, UnidentifiedImageError

from engine.backends import photo_notes, recordings

_FORMATS: Final = ("JPEG", "PNG", "GIF", "WEBP", "AVIF", "BMP", "ICO", "TIFF")
_TYPES: Final = {
    "JPEG": "image/jpeg", "PNG": "image/png", "GIF": "image/gif", "WEBP": "image/webp", "AVIF": "image/avif",
    "BMP": "image/bmp", "ICO": "image/x-icon", "TIFF": "image/tiff", "MPO": "image/jpeg",
}  # fmt: skip
# Formats that are written, by type: a picture's own, or another that is asked for.
_WRITTEN: Final = {_TYPES[kind]: kind for kind in ("JPEG", "PNG", "GIF", "WEBP", "AVIF")}
_RATIO_FROM: Final = 16_000_000  # pixels
_LARGEST_FILE: Final = 256 * 1024 * 1024
_STEPS: Final = 64


class Refused(Exception):
    """The answer is no: `undecodable` or `too much`."""


def main() -> None:
    """Answer until the input ends."""
    limits = json.loads(sys.argv[1])
    _confine(limits)
    for line in sys.stdin.buffer:
        sys.stdout.buffer.write(json.dumps(_answer(json.loads(line), limits)).encode() + b"\n")
        sys.stdout.buffer.flush()


def _confine(limits: Mapping[str, Any]) -> None:
    for what, most in (
        (resource.RLIMIT_AS, int(limits["memory"])),
        (resource.RLIMIT_FSIZE, _LARGEST_FILE),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, 64),
    ):
        resource.setrlimit(what, (most, most))
    os.nice(5)
    # Bounds are checked here, once, and a warning about them would be no refusal.
    Image.MAX_IMAGE_PIXELS = None
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    warnings.simplefilter("ignore")


def _answer(question: Mapping[str, Any], limits: Mapping[str, Any]) -> dict[str, Any]:
    do = {"look": _look, "make": _make, "listen": _listen}[question["do"]]
    try:
        return {"found": do(question, limits)}
    except Refused as refused:
        return {"refused": str(refused)}
    except MemoryError:
        return {"refused": "too much"}
    except Exception:  # noqa: BLE001 - decoders raise anything when they read what is hostile
        return {"refused": "undecodable"}


def _look(question: Mapping[str, Any], limits: Mapping[str, Any]) -> dict[str, Any]:
    try:
        image = Image.open(question["path"], formats=_FORMATS)
    except UnidentifiedImageError:
        return {}
    with image:
        _refuse_too_much(image, question["path"], limits)
        return {
            "media_type": _TYPES.get(image.format or "", ""),
            "width": image.width,
            "height": image.height,
            "filesize": Path(question["path"]).stat().st_size,
            **photo_notes.read(image),
        }


def _refuse_too_much(image: Image.Image, path: str, limits: Mapping[str, Any]) -> None:
    pixels = image.width * image.height
    per_byte = pixels / max(Path(path).stat().st_size, 1)
    if pixels > limits["pixels"] or max(image.size) > limits["side"]:
        raise Refused("too much")
    if pixels > _RATIO_FROM and per_byte > limits["ratio"]:
        raise Refused("too much")
    if getattr(image, "n_frames", 1) > limits["frames"]:
        raise Refused("too much")


def _make(question: Mapping[str, Any], limits: Mapping[str, Any]) -> list[dict[str, Any]]:
    with Image.open(question["path"], formats=_FORMATS) as image:
        if _TYPES.get(image.format or "") not in _WRITTEN:
            raise Refused("undecodable")
        _refuse_too_much(image, question["path"], limits)
        kept = {name: image.info[name] for name in ("icc_profile",) if image.info.get(name)}
        shared, outputs = question["steps"], question["outputs"]
        if image.format == "JPEG" and not shared:
            image.draft(None, _largest(outputs))
        whole = _changed(image, shared, limits)
        return [_written(whole, image, output, kept, limits) for output in outputs]


def _largest(outputs: Sequence[Mapping[str, Any]]) -> tuple[int, int] | None:
    """What a JPEG may be brought near to while it is read; cutting needs its own pixels."""
    steps = [step for output in outputs for step in output["steps"]]
    if not steps or any(step["do"] != "resize" for step in steps) or not all(one["steps"] for one in outputs):
        return None
    sizes = [step["by"] for step in steps]
    return 2 * int(max(by[0] for by in sizes)), 2 * int(max(by[1] for by in sizes))


def _written(
    whole: Image.Image,
    source: Image.Image,
    output: Mapping[str, Any],
    kept: Mapping[str, Any],
    limits: Mapping[str, Any],
) -> dict[str, Any]:
    made = _changed(whole, output["steps"], limits)
    path, quality = output["path"], output["quality"]
    own = _WRITTEN[_TYPES[str(source.format)]]
    kind = _WRITTEN[output["media_type"]] if output["media_type"] else own
    if kind != own:
        kept = {} if made.mode == "CMYK" else kept
        made = _plain(made, see_through=kind != "JPEG")
    with Path(path).open("xb") as file:
        _save(_writable(made, source, kind), file, kind, quality, kept)
    return {
        "path": path,
        "width": made.width,
        "height": made.height,
        "filesize": Path(path).stat().st_size,
    }


def _save(image: Image.Image, file: Any, kind: str, quality: int, kept: Mapping[str, Any]) -> None:
    if kind == "JPEG":
        # As long as the comment that GD leaves, so that sizes noted by WordPress hold for what is made here.
        comment = f"CREATOR: Tympan (using libjpeg, smaller {quality:>2})".ljust(56) + "\n"
        image.save(file, kind, quality=quality, subsampling="4:2:0", comment=comment, **kept)
    elif kind in {"WEBP", "AVIF"}:
        image.save(file, kind, quality=quality, **kept)
    else:
        image.save(file, kind, **kept)


def _plain(image: Image.Image, *, see_through: bool) -> Image.Image:
    """The picture in colours that every format has; what cannot be seen through lies on white."""
    image = _smooth(image)
    if not image.has_transparency_data:
        return image.convert("RGB")
    image = image.convert("RGBA")
    if see_through:
        return image
    return Image.alpha_composite(Image.new("RGBA", image.size, "white"), image).convert("RGB")


def _writable(image: Image.Image, source: Image.Image, kind: str) -> Image.Image:
    """The picture in the colours its format is written in: with a palette, where its source had one."""
    if kind == "JPEG":
        return image if image.mode in {"RGB", "L", "CMYK"} else image.convert("RGB")
    if kind == "GIF":
        return image.convert("RGBA").quantize(method=Image.Quantize.FASTOCTREE)
    if kind == "PNG" and source.mode == "P":
        colours = image if image.mode in {"RGB", "RGBA"} else image.convert("RGBA")
        return colours.quantize(method=Image.Quantize.FASTOCTREE)
    return image


def _changed(
    image: Image.Image, steps: Iterable[Mapping[str, Any]], limits: Mapping[str, Any]
) -> Image.Image:
    for step in list(steps)[:_STEPS]:
        image = _CHANGES[step["do"]](_smooth(image), step["by"])
        if image.width * image.height > limits["pixels"]:
            raise Refused("too much")
    return image


def _smooth(image: Image.Image) -> Image.Image:
    """The picture in a mode whose pixels can be mixed."""
    if image.mode in {"P", "PA"} or (image.mode in {"1", "L", "RGB"} and "transparency" in image.info):
        return image.convert("RGBA")
    if image.mode == "1":
        return image.convert("L")
    return image.convert("RGB") if image.mode.startswith(("I", "F")) else image


def _crop(image: Image.Image, by: Sequence[float]) -> Image.Image:
    left, top, width, height = (int(one) for one in by)
    if width < 1 or height < 1:
        raise Refused("undecodable")
    return image.crop((left, top, left + width, top + height))


def _resize(image: Image.Image, by: Sequence[float]) -> Image.Image:
    size = (max(int(by[0]), 1), max(int(by[1]), 1))
    return image.resize(size, Image.Resampling.LANCZOS, reducing_gap=3.0)


def _flip(image: Image.Image, by: Sequence[float]) -> Image.Image:
    if by[0]:
        image = ImageOps.mirror(image)
    return ImageOps.flip(image) if by[1] else image


def _rotate(image: Image.Image, by: Sequence[float]) -> Image.Image:
    """Turned clockwise; what a slanted picture does not cover is see-through where it can be, else black."""
    return image.rotate(-by[0], expand=True, resample=Image.Resampling.BICUBIC)


def _orient(image: Image.Image, _by: Sequence[float]) -> Image.Image:
    return ImageOps.exif_transpose(image)


_CHANGES: Final = {"crop": _crop, "resize": _resize, "flip": _flip, "rotate": _rotate, "orient": _orient}


def _listen(question: Mapping[str, Any], _limits: Mapping[str, Any]) -> dict[str, Any]:
    return recordings.read(Path(question["path"]), str(question["media_type"]))


if __name__ == "__main__":
    main()
