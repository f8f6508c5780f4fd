"""Search for texts that break the content pipeline: `python -m tests.fuzz [--seconds N]`.

Each text goes through one of the pipeline's ways, chosen by its first octet. What is searched for: anything raised, a
script left in what somebody without `unfiltered_html` wrote, blocks that do not come out as they went in, tags that are
not closed. The search takes the same way every time, unless FUZZ_SEED is set. A find is written down as `crash-…` in the
folder of finds and fails the run.
"""

import argparse
import os
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

try:
    import atheris
except ImportError:  # there is none for this platform, see pyproject.toml
    atheris = None

SECONDS: Final = 10
LONGEST: Final = 2048  # octets of one text


def main(arguments: Sequence[str]) -> int:
    """Fuzz for some seconds; the library ends the process with a status of its own when something is found."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--seconds", type=int, default=int(os.environ.get("FUZZ_SECONDS", SECONDS)))
    parser.add_argument("--finds", type=Path, default=Path("var/fuzz"))
    options = parser.parse_args(arguments)
    if atheris is None:
        print("not fuzzed: atheris does not run on this platform")
        return 0
    if options.seconds <= 0:
        print("not fuzzed: no time was given")
        return 0
    with atheris.instrument_imports(include=["engine.content"]):
        from tests.fuzz import ways  # noqa: PLC0415 - what is instrumented is imported under watch
    options.finds.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as corpus:
        _plant(Path(corpus), ways.SEEDS, len(ways.WAYS))
        _fuzz(ways.WAYS, Path(corpus), options.finds, options.seconds)
    return 0


def _plant(corpus: Path, seeds: Sequence[str], ways: int) -> None:
    for number, seed in enumerate(seeds):
        octets = seed.encode("utf-8", "surrogateescape")[:LONGEST]
        (corpus / str(number)).write_bytes(bytes([number % ways]) + octets)


def _fuzz(ways: Sequence[Callable[[str], None]], corpus: Path, finds: Path, seconds: int) -> None:
    def one(octets: bytes) -> None:
        if octets:
            ways[octets[0] % len(ways)](octets[1:].decode("utf-8", "surrogateescape"))

    settings = [
        f"-max_total_time={seconds}",
        f"-seed={os.environ.get('FUZZ_SEED', '1')}",
        f"-max_len={LONGEST}",
        "-timeout=20",
        "-rss_limit_mb=1024",
        "-print_final_stats=0",
        "-verbosity=0",
        f"-artifact_prefix={finds}/",
        str(corpus),
    ]
    atheris.Setup([sys.argv[0], *settings], one)
    atheris.Fuzz()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
