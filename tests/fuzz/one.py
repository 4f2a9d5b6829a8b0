"""One target fuzzed in a process of its own, as the fuzzer ends its process: ``python -m fuzz.one TARGET ...``."""

import argparse
import importlib
import random
import sys
import time
import traceback
import warnings
from pathlib import Path

from fuzz.changes import change_bytes
from fuzz.targets import TARGETS

SLOW = 20.0
"""Seconds of work after which an input is a find: the limit should have ended it."""
HUNG, LARGEST, MEMORY = 300, 2**20, 3000
"""When the fuzzer gives an input up (seconds), the largest input (bytes), and what it may take (MB)."""

WATCHED = ("govdisclosure", "pdfminer")
"""Packages in which new code is looked for; in more of them the search would be for oddities of parsers."""


def run_one(name: str, data: bytes, finds: Path) -> None:
    """Give one input to a target; keep it if it fails in a way not seen yet, or is smaller than the one seen."""
    began = time.process_time()
    try:
        TARGETS[name].take(data)
        spent = time.process_time() - began
        if spent <= SLOW:
            return
        called, report = "slow", f"{spent:.1f} s\n"
    except Exception as error:  # whatever escapes is what we look for
        frame = traceback.extract_tb(error.__traceback__)[-1]
        called = f"{type(error).__name__}-{Path(frame.filename).stem}-{frame.lineno}"
        report = traceback.format_exc()
    kept = finds / called
    if not kept.exists() or len(data) < kept.stat().st_size:
        kept.write_bytes(data)
        kept.with_suffix(".txt").write_text(report, encoding="utf-8")
        print(f"FIND {name} {called} ({len(data)} bytes)", flush=True)


def run_target(name: str, seconds: int, seed: int, folder: Path) -> None:
    """Fuzz one target in this process, which ends with it. The same seed tries the same inputs in the same order."""
    atheris = importlib.import_module("atheris")
    finds, corpus = folder / name / "finds", folder / name / "corpus"
    for each in (finds, corpus):
        each.mkdir(parents=True, exist_ok=True)
    for number, document in enumerate(TARGETS[name].seeds()):
        (corpus / f"seed-{number}").write_bytes(document)
    for module in [module for module in sys.modules if module.partition(".")[0] in (*WATCHED, "fuzz")]:
        del sys.modules[module]  # to be loaded again, watched
    with atheris.instrument_imports(include=list(WATCHED), enable_loader_override=False):
        watched = importlib.import_module("fuzz.one")
        for path in sorted(corpus.glob("seed-*")):
            watched.TARGETS[name].take(path.read_bytes())  # loads what loads late

    def mutate(data: bytes, most: int, number: int) -> bytes:
        chance = random.Random(number)
        changed = change_bytes(data, chance) if chance.random() < 0.05 else TARGETS[name].change(data, chance)
        return changed if len(changed) <= most else data[:most]

    options = [f"-seed={seed}", f"-max_total_time={seconds}", f"-max_len={LARGEST}", f"-timeout={HUNG}"]
    options += [f"-rss_limit_mb={MEMORY}", "-len_control=0", "-print_final_stats=1", "-verbosity=0"]
    options += [f"-artifact_prefix={finds}/", str(corpus)]
    atheris.Setup([sys.argv[0], *options], lambda data: watched.run_one(name, data, finds), custom_mutator=mutate)
    atheris.Fuzz()


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("target", choices=list(TARGETS))
    parser.add_argument("--seconds", type=int, required=True)
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--folder", type=Path, required=True)
    given = parser.parse_args()
    warnings.simplefilter("ignore")
    run_target(given.target, given.seconds, given.seed, given.folder)


if __name__ == "__main__":
    main()
