"""What mutation testing left alive, and whether `explained.toml` says why; ends with 1 if something is not explained.

Run in the directory that mutmut ran in, with its name as the argument. A change is known by what it makes of a line, so
that an explanation holds as long as the line does; one that nothing needs any more is named too.
"""

import subprocess
import sys
import tomllib
from collections import Counter
from pathlib import Path

UNCAUGHT = ("survived", "no tests", "suspicious")


def results(mutmut: str) -> dict[str, str]:
    """By the name of a change, what came of it."""
    said = subprocess.run([mutmut, "results", "--all", "true"], capture_output=True, text=True, check=True).stdout
    pairs = (line.strip().partition(": ") for line in said.splitlines())
    return {name: outcome for name, separator, outcome in pairs if separator}


def change(mutmut: str, name: str) -> tuple[str, str]:
    """The line as it was and as it was made, without outer space."""
    said = subprocess.run([mutmut, "show", name], capture_output=True, text=True, check=True).stdout
    lines = [line for line in said.splitlines() if not line.startswith(("---", "+++", "#"))]
    old, new = ("\n".join(line[1:].strip() for line in lines if line.startswith(sign)) for sign in "-+")
    return old, new


def judged(mutmut: str) -> tuple[Counter[str], list[str], set[tuple[str, str]]]:
    """How many changes had which outcome, those that are not explained, and explanations that nothing needs."""
    known = tomllib.loads((Path(__file__).parent / "explained.toml").read_text("utf-8"))
    reasons = {(each["line"], new): each["why"] for each in known["explained"] for new in each["becomes"]}
    outcomes = results(mutmut)
    used, unexplained = set(), []
    for name in (name for name, outcome in outcomes.items() if outcome in UNCAUGHT):
        made = change(mutmut, name)
        if made in reasons:
            used.add(made)
        else:
            unexplained.append(f"{name}\n    {made[0]}\n    {made[1]}")
    return Counter(outcomes.values()), unexplained, reasons.keys() - used


def main(mutmut: str) -> int:
    counts, unexplained, unused = judged(mutmut)
    print(", ".join(f"{outcome}: {count}" for outcome, count in sorted(counts.items())))
    for made in unused:
        print(f"explained, but not there any more: {made[0]}  ->  {made[1]}")
    print("\n".join(unexplained) or "nothing unexplained")
    return 1 if unexplained else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
