"""``python -m fuzz``: fuzz the targets; ends with 1 if anything was found."""

import argparse
import sys
from pathlib import Path

from fuzz.run import all_fuzzed
from fuzz.targets import TARGETS


def main() -> int:
    parser = argparse.ArgumentParser(prog="fuzz", description="Look for input that breaks a reader.")
    parser.add_argument("targets", nargs="*", metavar="TARGET", help=f"{', '.join(TARGETS)}; all if none is named")
    parser.add_argument("--seconds", type=int, default=60, help="for each target")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--folder", type=Path, default=Path("build/fuzz"))
    parser.add_argument("--replay", type=Path, help="run one input again")
    given = parser.parse_args()
    unknown = set(given.targets) - set(TARGETS)
    if unknown:
        parser.error(f"no such target: {', '.join(sorted(unknown))}; there are {', '.join(TARGETS)}")
    names = given.targets or list(TARGETS)
    if given.replay:
        for name in names:
            TARGETS[name].take(given.replay.read_bytes())
        return 0
    clean = True
    for tally in all_fuzzed(names, given.seconds, given.seed, given.folder):
        print(tally, flush=True)
        clean = clean and tally.is_clean
    return 0 if clean else 1


if __name__ == "__main__":
    sys.exit(main())
