"""What needs no extra, done by the Python of an environment that has none, in a folder of documents.

Each command has a line here, but those that do nothing without an extra.
"""

import io
import json
from contextlib import redirect_stderr, redirect_stdout

COMMANDS = {
    "check": (
        "check report.json",
        "check report.txt report.md --lang zh",
        "check report.json --format json",
        "check report.json --format sarif -o found.sarif",
    ),
    "compare": ("compare report.json report.txt",),
    "formats": ("formats", "formats {format}"),
    "next": ("next report.json -o next.json", "next report.txt -o next.txt"),
    "read": ("read report.txt report.md -o records",),
    "roll-up": ("roll-up report.json --make whole.json --organ 云溪县人民政府",),
    "rule": ("rule GD203",),
    "rules": ("rules", "rules --family 2"),
    "schema": ("schema {format}", "schema rules"),
    "series": ("series report.json",),
    "table": ("table report.json -o table.csv",),
    "upgrade": ("upgrade report.json --to {format} -o upgraded.json",),
    "write": ("write report.json -o new.json", "write new.json -o new.txt", "write new.txt -o new.md"),
}
"""Lines that work, by their command; ``{format}`` is that of the report."""


def in_python() -> str:
    """From a document to a record and back, checked, printed and started anew; its format."""
    from govdisclosure import (
        RULES,
        check,
        check_roll_up,
        check_series,
        dumps,
        from_dict,
        loads,
        read,
        read_all,
        render,
        to_dict,
        validate,
    )
    from govdisclosure.columns import layout, row_of
    from govdisclosure.draft import blank, next_year
    from govdisclosure.upgrade import upgrade

    parsed = read("report.txt")
    report = parsed.report
    validate(report)
    assert loads(dumps(report)) == from_dict(to_dict(report)) == read_all("report.txt")[0].report == report
    assert set(check(report, evidence=parsed.evidence).counts) <= set(RULES)
    assert check_series([report, next_year(report)]).counts
    assert check_roll_up(report, [report]).counts
    assert read(render(report, "text")).report.year == read(render(report, "markdown")).report.year == report.year
    assert upgrade(report, to=report.format).report == report
    assert row_of(report).report == report
    assert layout().columns
    return blank(report.format).format


def on_the_command_line(line: str) -> tuple[int, str, str]:
    """What a line ends with, what it prints, and what it says on standard error."""
    from govdisclosure.cli import main

    said, complained = io.StringIO(), io.StringIO()
    with redirect_stdout(said), redirect_stderr(complained):
        try:
            main(line.split())
        except SystemExit as left:
            return int(left.code or 0), said.getvalue(), complained.getvalue()
    raise AssertionError("a command leaves with its exit code")


def main() -> None:
    """Do all of it, and print what came of each line."""
    form = in_python()
    lines = [line.format(format=form) for some in COMMANDS.values() for line in some]
    print(json.dumps([(line, *on_the_command_line(line)) for line in lines]))


if __name__ == "__main__":
    main()
