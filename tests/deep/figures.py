"""The figures of the page on quality: taken from runs, kept in ``recorded.json``, and written into the page.

``python -m deep.figures --deep build/deep/figures.json --mutation build/mutation --coverage build/coverage/data``
beside `tests` takes what is named; without a name it writes the page anew from what is recorded.
"""

import argparse
import contextlib
import json
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from mutation import explain

ROOT = Path(__file__).resolve().parents[2]
RECORDED = Path(__file__).parent / "recorded.json"
SOURCE = Path("src", "govdisclosure")
PAGE = ROOT / "docs" / "explanation" / "quality.md"
COMPLETE = ("formats", "codec", "checks")
"""The parts of the library every branch of which is to be gone through."""

Figures = Mapping[str, Any]


def main() -> None:
    parser = argparse.ArgumentParser(prog="deep.figures", description="Write the figures of the page on quality.")
    parser.add_argument("--deep", type=Path, help="figures.json of `make deep`")
    parser.add_argument("--mutation", type=Path, help="the folder `make mutation` ran in")
    parser.add_argument("--coverage", type=Path, help="the data file of `make coverage`")
    given = parser.parse_args()
    figures = recorded()
    if given.deep:
        figures["deep"] = json.loads(given.deep.read_text("utf-8"))
    if given.mutation:
        figures["mutation"] = of_mutation(given.mutation)
    if given.coverage:
        figures["coverage"] = of_coverage(given.coverage)
    RECORDED.write_text(json.dumps(figures, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    PAGE.write_text(with_figures(PAGE.read_text("utf-8"), figures), encoding="utf-8")


def recorded() -> dict[str, Figures]:
    """What is known of the last runs, by the kind of run."""
    return dict(json.loads(RECORDED.read_text("utf-8"))) if RECORDED.exists() else {}


def with_figures(page: str, figures: Mapping[str, Figures]) -> str:
    """The page with figures between its marks ``<!-- deep -->`` and ``<!-- end -->``, and so on."""
    for name, lines in LINES.items():
        before, mark, rest = page.partition(f"<!-- {name} -->\n")
        _, end, after = rest.partition("<!-- end -->")
        if not (mark and end):
            raise ValueError(f"the page has no place for {name}")
        text = "\n".join(lines(figures[name])) if name in figures else "No run is recorded."
        page = f"{before}{mark}\n{text}\n\n{end}{after}"
    return page


def _of_deep(run: Figures) -> Iterator[str]:
    if "properties" in run:
        properties = {**run, **run["properties"]}
        failed = len(properties["failed"]) or "none"
        yield f"Property tests, {_run(properties)}: {properties['tests']:,} tests were given"
        yield f"{properties['examples']:,} examples in {properties['seconds']:,} s, and {failed} failed;"
        left = properties["not_reached"]
        yield f"{left or 'none'} {'were' if left > 1 else 'was'} not reached in the time they had."
        yield ""
    yield f"Fuzzing and drawn damage, {_run(run)}:"
    yield ""
    yield "| what | inputs tried | crashes | hangs | wrong values | time |"
    yield "| --- | --: | --: | --: | --: | --: |"
    for target in run["fuzzing"]:
        counts = (target[key] for key in ("tried", "crashes", "hangs", "wrong", "seconds"))
        yield _row(f"fuzzing: {target['name']}", *counts)
    for part in run["damage"]:
        count = part["count"]
        wrong = count["wrong"] + count["unsaid"]
        yield _row(part["name"], count["documents"], count["crashes"], count["hangs"], wrong, part["seconds"])
    yield ""
    yield from (f"- {part['name'].capitalize()}: {_fate(part['count'])}." for part in run["damage"])


def _run(run: Figures) -> str:
    used = ", ".join(f"{name.capitalize()} {number}" for name, number in run["with"].items())
    return f"{run['date']}, seed {run['seed']} ({used})"


def _row(what: str, *cells: object) -> str:
    *counts, seconds = (f"{each:,}" if isinstance(each, int) else str(each) for each in cells)
    return f"| {what} | {' | '.join(counts)} | {seconds} s |"


def _fate(count: Mapping[str, int]) -> str:
    """What became of the figures of damaged documents."""
    return (
        f"of {count['values']:,} figures {count['right']:,} were read, {count['gone']:,} were not there any more, "
        f"{count['lost']:,} found no place and are said to, {count['wrong']:,} stood in a wrong cell, "
        f"{count['unsaid']:,} were lost without a word, and {count['refused']:,} documents were refused"
    )


def _of_mutation(run: Figures) -> Iterator[str]:
    outcomes = run["outcomes"]
    counted = ", ".join(f"{number:,} {outcome}" for outcome, number in sorted(outcomes.items()))
    yield f"`make mutation` of {run['date']}: {sum(outcomes.values()):,} changes, {counted}; of those that survived"
    yield f"{run['unexplained'] or 'none'} is without a reason."


def _of_coverage(run: Figures) -> Iterator[str]:
    yield f"`make coverage` of {run['date']}, lines and branches:"
    yield ""
    yield "| part | there are | gone through | share |"
    yield "| --- | --: | --: | --: |"
    for name, part in run["parts"].items():
        share = f"{part['gone_through'] / part['there']:.1%}"
        yield f"| {name if name == 'all' else f'`{name}/`'} | {part['there']:,} | {part['gone_through']:,} | {share} |"


LINES: Mapping[str, Callable[[Figures], Iterator[str]]] = {
    "deep": _of_deep,
    "mutation": _of_mutation,
    "coverage": _of_coverage,
}
"""By the kind of run, what the page says of it."""


# --- what is taken from runs ----------------------------------------------------------------------------------------


def of_mutation(folder: Path) -> Figures:
    """By outcome, how many changes of the sources there were, and how many that nothing caught are not explained."""
    with contextlib.chdir(folder):
        counts, unexplained, _ = explain.judged(str(Path(sys.executable).parent / "mutmut"))
    return {"date": _day_of(folder / "mutants"), "outcomes": dict(counts), "unexplained": len(unexplained)}


def of_coverage(data: Path) -> Figures:
    """By part of the library, its lines and branches and how many of them tests go through."""
    command = [sys.executable, "-m", "coverage", "json", "--quiet", "--data-file", str(data), "-o", "-"]
    said = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT).stdout
    parts = {name: {"there": 0, "gone_through": 0} for name in ("all", *COMPLETE)}
    for path, file in json.loads(said)["files"].items():
        summary = file["summary"]
        for name in ("all", Path(path).relative_to(SOURCE).parts[0]):
            if name in parts:
                parts[name]["there"] += summary["num_statements"] + summary["num_branches"]
                parts[name]["gone_through"] += summary["covered_lines"] + summary["covered_branches"]
    return {"date": _day_of(data), "parts": parts}


def _day_of(path: Path) -> str:
    return datetime.fromtimestamp(path.stat().st_mtime, UTC).date().isoformat()


if __name__ == "__main__":
    main()
