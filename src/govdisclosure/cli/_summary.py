"""``govdisclosure summary``: rates over many reports, as tables, a page or pictures."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, cast

import click

from govdisclosure.cli._console import put, put_bytes, put_json, table, to_json
from govdisclosure.cli._run import Run
from govdisclosure.cli._text import say
from govdisclosure.errors import Lang
from govdisclosure.summary import GROUPS, Group

if TYPE_CHECKING:
    import polars

    from govdisclosure.summary._pictures import Form

TABLES = ("text", "csv", "json")
PAGE = "html"
PICTURES = ("png", "svg")
FORMS = (*TABLES, PAGE, *PICTURES)

EVERYTHING = "all"
"""What one says to have one group of all."""


def summary(path: Path, by: str, division_digits: str, form: str, output: Path | None, lang: Lang) -> int:
    """Rates over many reports."""
    groups = _groups(by, lang)
    if output is None and form not in TABLES:
        raise click.UsageError(say("summary.output_wanted", lang, form=form))
    run = Run(lang)
    with run.reporting(path):
        from govdisclosure.summary import rates

        try:
            found = rates(path, groups, division_digits=int(division_digits))
        except OverflowError:
            run.fail(f"{path}: {say('summary.too_large', lang)}")
            return run.code()
        _deliver(run, found, form, output)
    return run.code()


def _groups(by: str, lang: Lang) -> list[Group]:
    names = {name.strip() for name in by.split(",")} - {"", EVERYTHING}
    for name in sorted(names - set(GROUPS)):
        known = ", ".join((*GROUPS, EVERYTHING))
        raise click.UsageError(say("summary.no_group", lang, name=name, names=known))
    return [group for group in GROUPS if group in names]


def _deliver(run: Run, found: "polars.DataFrame", form: str, output: Path | None) -> None:
    """Print the rates in a form, or write them."""
    if output is None:
        _print(found, form, run.lang)
    elif form in PICTURES:
        _draw(run, found, cast("Form", form), output)
    else:
        _write(run, {output: _as_file(found, form, run.lang)})


def _print(found: "polars.DataFrame", form: str, lang: Lang) -> None:
    if form == "csv":
        put_bytes(_as_file(found, form, lang))
    elif form == "json":
        put_json(_as_file(found, form, lang).decode().rstrip())
    else:
        put(_as_file(found, form, lang).decode().rstrip())


def _as_file(found: "polars.DataFrame", form: str, lang: Lang) -> bytes:
    from govdisclosure.summary import rates_csv, rates_data, rates_page
    from govdisclosure.summary._tables import as_text

    if form == "csv":
        return rates_csv(found)
    if form == "json":
        return (to_json(rates_data(found)) + "\n").encode()
    if form == PAGE:
        return rates_page(found, lang=lang).encode()
    return (as_text(found, lang, table) + "\n").encode()


def _draw(run: Run, found: "polars.DataFrame", form: "Form", folder: Path) -> None:
    """A picture of each chart, in a folder that is made if need be."""
    from govdisclosure.summary import rates_pictures

    pictures = rates_pictures(found, form, lang=run.lang)
    if not pictures:
        put(say("summary.no_charts", run.lang))
        return
    with run.reporting(folder):
        folder.mkdir(parents=True, exist_ok=True)
    _write(run, {folder / f"{name}.{form}": data for name, data in pictures.items()})


def _write(run: Run, files: Mapping[Path, bytes]) -> None:
    for path, data in files.items():
        with run.reporting(path):
            path.write_bytes(data)
    if not run.unusable:
        put(say("summary.wrote", run.lang, paths=("、" if run.lang == "zh" else ", ").join(map(str, files))))
