"""What the extras are for: for each package of each extra something that needs it, in Python and on the command line.

Read by the tests, and run as a program by the Python of an environment that has some extras or none: in a folder with
the files named here it does everything, and prints as JSON what came of it.
"""

import json
import subprocess
import sys
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from importlib import import_module
from io import BytesIO, StringIO, TextIOWrapper
from pathlib import Path
from typing import Any, Literal, get_args

import attrs

Lang = Literal["en", "zh"]
RULE = "GD203"


@attrs.frozen
class Use:
    """Something that needs a package. `command` is None where the command line does no such thing."""

    extra: str
    package: str
    python: Callable[[], object]
    command: tuple[str, ...] | None


def _render(kind: Any) -> Callable[[], object]:
    def made() -> object:
        from govdisclosure import loads, render

        return render(loads(Path("report.json").read_bytes()), kind)

    return made


def _review(kind: Literal["docx", "html", "xlsx"]) -> Callable[[], object]:
    def made() -> object:
        from govdisclosure import check, loads
        from govdisclosure.review import Checked

        report = loads(Path("report.json").read_bytes())
        maker = getattr(
            import_module(f"govdisclosure.review.{kind}"), "review_page" if kind == "html" else f"review_{kind}"
        )
        return maker(Checked.of("report.json", report, check(report)))

    return made


def _read(name: str) -> Callable[[], object]:
    def made() -> object:
        from govdisclosure import read

        return read(name)

    return made


def _checked(engine: Any) -> Callable[[], object]:
    def made() -> object:
        from govdisclosure.checks.bulk.files import check_file

        return list(check_file(Path("corpus.parquet"), engine=engine, select=[RULE]).findings)

    return made


def _schema() -> object:
    from govdisclosure import FORMATS
    from govdisclosure.schema import validator

    return [validator(fmt) for fmt in FORMATS.values()]


def _table() -> object:
    from govdisclosure.columns import to_table

    return to_table([])


def _rates() -> Any:
    from govdisclosure.summary import rates

    return rates(Path("corpus.parquet"))


def _page() -> object:
    from govdisclosure.summary import rates_page

    return rates_page(_rates() if _there("polars") else _nothing())


def _charts() -> object:
    from govdisclosure.summary import rates_charts

    return rates_charts(_rates() if _there("polars") else _nothing())


def _pictures() -> object:
    from govdisclosure.summary import rates_pictures

    return rates_pictures(_rates() if _there("polars") else _nothing())


def _there(module: str) -> bool:
    try:
        import_module(module)
    except ImportError:
        return False
    return True


def _nothing() -> Any:
    """In place of a table of rates, which nobody has who lacks the extra ``bulk``."""
    return None


CHECK, SUMMARY = ("check", "corpus.parquet", "--select", RULE), ("summary", "corpus.parquet")

USES = (
    Use("schema", "jsonschema", _schema, None),
    Use("html", "jinja2", _render("html"), ("write", "report.json", "-o", "new.html")),
    Use("html", "jinja2", _review("html"), ("check", "report.json", "--format", "html", "-o", "new")),
    Use("html", "justhtml", _read("report.html"), ("read", "report.html")),
    Use("docx", "lxml", _read("report.docx"), ("read", "report.docx")),
    Use("docx", "olefile", _read("report.doc"), ("read", "report.doc")),
    Use("docx", "python-docx", _render("docx"), ("write", "report.json", "-o", "new.docx")),
    Use("docx", "python-docx", _review("docx"), ("check", "report.json", "--format", "docx", "-o", "new")),
    Use("xlsx", "openpyxl", _read("report.xlsx"), ("read", "report.xlsx")),
    Use("xlsx", "olefile", _read("report.xls"), ("read", "report.xls")),
    Use("xlsx", "XlsxWriter", _render("xlsx"), ("write", "report.json", "-o", "new.xlsx")),
    Use("xlsx", "XlsxWriter", _review("xlsx"), ("check", "report.json", "--format", "xlsx", "-o", "new")),
    Use("pdf", "pdfplumber", _read("report.pdf"), ("read", "report.pdf")),
    Use("pdf", "weasyprint", _render("pdf"), ("write", "report.json", "-o", "new.pdf")),
    Use("bulk", "pyarrow", _table, ("convert", "report.json", "-o", "new.parquet")),
    Use("bulk", "polars", _checked("polars"), CHECK),
    Use("bulk", "polars", _rates, SUMMARY),
    Use("bulk", "narwhals", _checked("polars"), CHECK),
    Use("bulk", "duckdb", _checked("duckdb"), (*CHECK, "--engine", "duckdb")),
    Use("charts", "altair", _charts, (*SUMMARY, "--format", "svg", "-o", "new")),
    Use("charts", "great-tables", _page, (*SUMMARY, "--format", "html", "-o", "new.html")),
    Use("charts", "vl-convert-python", _pictures, (*SUMMARY, "--format", "png", "-o", "new")),
    Use("spark", "pyspark", _checked("spark"), (*CHECK, "--engine", "spark")),
    Use("testing", "hypothesis", lambda: import_module("govdisclosure.strategies"), None),
    Use("testing", "hypothesis", lambda: import_module("govdisclosure.testing"), None),
)


def module_of(package: str) -> str:
    """What is imported of a package."""
    named = {"python-docx": "docx", "vl-convert-python": "vl_convert"}
    return named.get(package, package.lower().replace("-", "_"))


def on_the_command_line(command: tuple[str, ...], lang: Lang) -> tuple[int, str]:
    """What a command ends with, and what it says on standard error; an error that is not caught is raised."""
    from govdisclosure.cli import main

    complained = StringIO()
    with redirect_stdout(TextIOWrapper(BytesIO(), encoding="utf-8")), redirect_stderr(complained):
        try:
            main([*command, "--lang", lang])
        except SystemExit as left:
            return int(left.code or 0), complained.getvalue()
    raise AssertionError("a command leaves with its exit code")


def in_python(use: Use) -> tuple[str, str, str] | None:
    """The error that is raised, in the library's words: its name, and its text in English and Chinese."""
    from govdisclosure.errors import GovDisclosureError

    try:
        use.python()
    except GovDisclosureError as error:
        return type(error).__name__, error.text("en"), error.text("zh")
    return None


def done_by(python: Path, folder: Path, *arguments: str) -> list[tuple[Use, dict[str, Any]]]:
    """What comes of the uses when the Python of an environment runs this file in a folder."""
    command = [str(python), "-I", "-X", "utf8", __file__, *arguments]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False, cwd=folder)
    assert done.returncode == 0, done.stderr
    return [(USES[one["use"]], one) for one in json.loads(done.stdout)]


def main() -> None:
    """Do all uses of the extras or packages named, or all there are, and print what came of it.

    A package named with ``-`` in front is not found.
    """
    for name in sys.argv[1:]:
        if name.startswith("-"):
            sys.modules[module_of(name[1:])] = None  # type: ignore[assignment]  # so says the reference of Python
    wanted = {name.removeprefix("-") for name in sys.argv[1:]}
    done = [
        {
            "use": number,
            "python": in_python(use),
            **{lang: use.command and on_the_command_line(use.command, lang) for lang in get_args(Lang)},
        }
        for number, use in enumerate(USES)
        if not wanted or wanted & {use.extra, use.package}
    ]
    print(json.dumps(done))


if __name__ == "__main__":
    main()
