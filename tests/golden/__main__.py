"""Replay recorded answers: `python -m tests.golden [DIR] [--only NAME] [--show N]`."""

import argparse
import sys
from pathlib import Path

from tests.golden.addresses import close_site
from tests.golden.cases import RECORDED, RecordedSite, case_files
from tests.golden.replay import Tally, is_mapped, replay, shown


def main(arguments: list[str]) -> int:
    """Print `identical N of M` per function and in total; 0 only when all are identical."""
    options = _parse(arguments)
    same = total = 0
    try:
        for name, path in case_files(options.folder):
            if options.only and name not in options.only:
                continue
            tally = replay(name, path, RecordedSite())
            same, total = same + tally.same, total + tally.total
            _report(tally, options.show)
    finally:
        close_site()
    print(f"identical {same} of {total}")
    return 0 if total and same == total else 1


def _parse(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.golden", description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=RECORDED, metavar="DIR")
    parser.add_argument("--only", action="append", metavar="NAME", help="replay this function (repeatable)")
    parser.add_argument(
        "--show", type=int, default=0, metavar="N", help="print up to N differences per function"
    )
    return parser.parse_args(arguments)


def _report(tally: Tally, show: int) -> None:
    missing = "" if is_mapped(tally.name) else "  (no function mapped)"
    print(f"{tally.name}: identical {tally.same} of {tally.total}{missing}")
    if missing:
        return
    for case, given in tally.differing[:show]:
        print(f"  args     {shown(case.args)}\n  expected {shown(case.expected)}\n  given    {shown(given)}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
