"""What is known of a record without asking it: a plain dict, path -> value, changed only by what an operation said.

Nothing here calls the operations. Each function takes the dict from before and what the operation returned besides its
record, holds that to be true as far as arithmetic and the docs go, and gives the dict that the new record must equal.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction

import attrs

from govdisclosure import FORMATS, Format, Organ, Report, format_for
from govdisclosure.formats._kit import MAX_COUNT, MAX_MONEY, Kind, types_in
from govdisclosure.levels import RolledUp
from govdisclosure.upgrade import CHANGES, Upgraded

Model = dict[str, object]
"""Every value of a record by its path, blanks too: the figures, the raw texts as ``printed[PATH]``, head and prose.

A table that is not there is None under its key, and its cells have no entry.
"""

STOCKS = ("in_force", "total_disclosed", "items_last_year", "items_change")
"""What no sum over units tells: the docs of `roll_up` name them."""

HEADINGS = (
    ("一、", "总体情况", None),
    ("二、", "主动公开政府信息情况", "proactive"),
    ("三、", "收到和处理政府信息公开申请情况", "requests"),
    ("四、", "政府信息公开行政复议、行政诉讼情况", "proceedings"),
    ("五、", "存在的主要问题及改进情况", None),
    ("六、", "其他需要报告的事项", None),
)
"""The sections that both standard formats prescribe."""

LEFT_OUT = ("contact", *(f"statistics.foot.{name}" for name in ("head_of_unit", "prepared_by", "contact")))
"""What tells who a person is."""


# --- a record as a dict ------------------------------------------------------------------------------------------


def model_of(report: Report) -> Model:
    """The record as it is: every field of every class, whatever it is called."""
    return dict(_leaves(report, ""))


def _leaves(part: object, path: str) -> Iterator[tuple[str, object]]:
    cls = type(part)
    if attrs.has(cls):
        for field in attrs.fields(cls):
            yield from _leaves(getattr(part, field.name), f"{path}.{field.name}" if path else field.name)
    elif isinstance(part, tuple) and part:
        for n, item in enumerate(part):
            yield from _leaves(item, f"{path}[{n}]")
    elif isinstance(part, Mapping):
        yield from ((f"{path}[{key}]", value) for key, value in part.items())
    else:
        yield path, part


def model_of_json(data: object, path: str = "") -> Model:
    """The same of plain data, in which every number is a Decimal and every date its text."""
    if isinstance(data, dict):
        step = "{}[{}]" if path == "printed" else "{}.{}" if path else "{}{}"
        pairs = [(step.format(path, key), value) for key, value in data.items()]
    elif isinstance(data, list) and data:
        pairs = [(f"{path}[{n}]", value) for n, value in enumerate(data)]
    else:
        return {path: () if data == [] else Decimal(data) if type(data) is int else data}
    return {inner: leaf for name, value in pairs for inner, leaf in model_of_json(value, name).items()}


def plainly(model: Model) -> Model:
    """The dict as `model_of_json` would give it."""
    return {path: _plain(value) for path, value in model.items()}


def _plain(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    return Decimal(value) if type(value) is int else value


def differences(model: Model, found: Model) -> dict[str, str]:
    """Where two dicts differ: in value, in type (7 and 7.0), or in the digits of an amount (1.5 and 1.50)."""
    paths = dict.fromkeys((*model, *found))
    shown = {path: (_shown(model, path), _shown(found, path)) for path in paths}
    return {path: f"should be {one}, is {other}" for path, (one, other) in shown.items() if one != other}


def _shown(model: Model, path: str) -> str:
    return repr(model[path]) if path in model else "not there"


def format_in(model: Model) -> Format:
    return FORMATS[str(model["format"])]


def year_in(model: Model) -> int:
    year = model["year"]
    assert isinstance(year, int)
    return year


def figure(model: Model, path: str) -> int | Decimal | None:
    """The figure at a path; None where it is blank or its table is not there."""
    value = model.get(path)
    assert value is None or type(value) in (int, Decimal), path
    return value  # type: ignore[return-value]  # just asserted


def raw(path: str) -> str:
    """Where the raw text of a cell stands."""
    return f"printed[{path}]"


def _figures(model: Model) -> dict[str, int | Decimal | None]:
    return {path: figure(model, path) for path in format_in(model).by_path}


# --- what operations do ------------------------------------------------------------------------------------------


def digits(value: int | Decimal | None) -> str:
    """A figure as it is printed by itself."""
    return "" if value is None else f"{value:f}" if isinstance(value, Decimal) else str(value)


def tables_printed(model: Model) -> tuple[str, ...]:
    """The tables that a document shows: those a section claims, and those that hold anything."""
    claimed = {value for path, value in model.items() if path.startswith("sections") and path.endswith(".table")}
    return tuple(key for key in format_in(model).tables if key in claimed or _holds(model, key))


def _holds(model: Model, key: str) -> bool:
    begins = (f"{key}.", f"printed[{key}.")
    return any(path.startswith(begins) and value is not None for path, value in model.items())


def in_print(model: Model) -> dict[str, str]:
    """What is printed in each cell of the tables that a document shows."""
    shown = tables_printed(model)
    cells = (cell for cell in format_in(model).cells if cell.table in shown)
    return {cell.path: str(model.get(raw(cell.path), digits(figure(model, cell.path)))) for cell in cells}


def after_print(model: Model) -> Model:
    """A document shows neither code; an empty cell is one that prints nothing; amounts have plain digits."""
    read = model | {"organ.division_code": None, "organ.credit_code": None}
    for path in in_print(model):
        value = figure(model, path)
        if value is None:
            read.setdefault(raw(path), "")
        elif isinstance(value, Decimal):
            read[path] = Decimal(digits(value))
    return read


def may_be_refused(model: Model) -> set[str]:
    """How the paths begin for which a writer may refuse a record with ordinary prose; hardly any record has one.

    Without a table, nothing printed tells a format that is not the year's own. And who leaves out a contact that the
    prose states keeps it in print; who leaves it out below the statistics table leaves a day there alone, which could
    as well be that of the signature.
    """
    keys: set[str] = set()
    if not tables_printed(model) and format_in(model) is not format_for(year_in(model)):
        keys |= {"format", *(key for fmt in FORMATS.values() for key in fmt.tables)}
    if model["contact"] is None and any("联系方式：" in str(v) for p, v in model.items() if p.startswith("preamble")):
        keys.add("contact")
    foot = {path.rpartition(".")[2]: value for path, value in model.items() if path.startswith("statistics.foot.")}
    if foot.get("filled_on") is not None and not any(foot[name] for name in ("head_of_unit", "prepared_by", "contact")):
        keys |= {"statistics.foot", "signed_", "sections", "preamble"}
    return keys


def after_redaction(model: Model) -> Model:
    return model | {path: None for path in LEFT_OUT if path in model}


def after_upgrade(model: Model, done: Upgraded, to: Format) -> Model:
    """Carried is what both formats have; the rest of the old record must be lost, the rest of the new one told."""
    old = format_in(model)
    if old is to:
        assert (done.lost, done.unknown, done.derived) == ((), (), ())
        return model
    derived = {each.path: _derived(model, each.parts, each.value) for each in done.derived}
    unknown = {each.path for each in done.unknown}
    carried = {path for path in to.by_path if path not in derived and path not in unknown}
    assert not unknown & derived.keys()
    assert carried <= old.by_path.keys(), "a figure of the new record comes from nowhere"
    assert all(to.by_path[path].measure == old.by_path[path].measure for path in carried)
    said = {each.path: (each.value, each.printed) for each in done.lost}
    assert len(said) == len(done.lost)
    zeros = {part for each in done.derived if each.value == 0 for part in each.parts if raw(part) not in model}
    for path, value in _figures(model).items():
        if path not in carried and path not in zeros:
            what = (value, model.get(raw(path)))
            assert said.pop(path, (None, None)) == what, f"{path} is gone, and it was not said what it was"
    words = {path for path in _words(model, old) if model[path] is not None}
    assert said == dict.fromkeys(words, (None, None)), "lost is said of what was not there"
    known = {path: figure(model, path) for path in carried} | derived
    return _head(model, to) | _tables(to, known) | {raw(p): model[raw(p)] for p in carried if raw(p) in model}


def _derived(model: Model, parts: Sequence[str], value: int | Decimal | None) -> int:
    """A sum of counts that are all known, or 0 as a part of 0: both are the sum of `parts`."""
    assert parts
    known = [figure(model, part) for part in parts]
    assert all(type(each) is int for each in known)
    total = sum(each for each in known if isinstance(each, int))
    assert value == total
    assert len(parts) > 1 or total == 0
    return total


def _words(model: Model, fmt: Format) -> list[str]:
    """What stands in a table and is no figure."""
    begins = tuple(f"{key}." for key in fmt.tables)
    return [path for path in model if path.startswith(begins) and path not in fmt.by_path]


def _head(model: Model, to: Format) -> Model:
    """Head and prose as they are, but for the mark of a table that the format does not have."""
    old = format_in(model)
    begins = (*(f"{key}." for key in old.tables), "printed[")
    kept = {path: value for path, value in model.items() if not path.startswith(begins) and path not in old.tables}
    marks = {p for p, v in kept.items() if p.startswith("sections") and p.endswith(".table") and v not in to.tables}
    return kept | dict.fromkeys(marks) | {"format": to.name}


def _tables(fmt: Format, known: Mapping[str, object], *, every: bool = False) -> Model:
    """The tables of a format with these figures and no other; `every` also those that need not be there."""
    model: Model = {}
    for key in fmt.tables:
        field = attrs.fields_dict(fmt.report)[key]
        has_any = any(path.startswith(f"{key}.") and value is not None for path, value in known.items())
        if field.default is None and not has_any and not every:
            model[key] = None
            continue
        cls = next(each for each in types_in(field.type) if attrs.has(each))
        model |= dict(_leaves(cls(), key))
    return {path: known.get(path, value) for path, value in model.items()}


# --- records that are made ---------------------------------------------------------------------------------------


def _form(fmt: Format, organ: Model, year: int, known: Mapping[str, object]) -> Model:
    """The empty form with these figures: title, sections and tables as prescribed, nothing else."""
    blank = model_of(fmt.report(year=year, organ=Organ()))
    head = {path: value for path, value in _head(blank, fmt).items() if path != "sections"}
    title = f"{organ['organ.name'] or ''}{year}年政府信息公开工作年度报告"
    headings = HEADINGS if fmt.headings else tuple((None, t.label.zh, key) for key, t in fmt.tables.items())
    sections = {
        f"sections[{n}].{name}": value
        for n, (number, heading, table) in enumerate(headings)
        for name, value in (
            ("number", number),
            ("heading", heading),
            ("level", 1),
            ("paragraphs", ()),
            ("parts", ()),
            ("table", table),
        )
    }
    return head | organ | {"title": title} | sections | _tables(fmt, known, every=True)


def organ_in(model: Model) -> Model:
    return {path: value for path, value in model.items() if path.startswith("organ.")}


def after_roll_up(models: Sequence[Model], made: RolledUp, organ: Organ) -> Model:
    """The exact sum in each cell, or why there is none."""
    fmt, year = format_in(models[0]), year_in(models[0])
    known: dict[str, object] = {}
    blanks: dict[str, tuple[int, ...]] = {}
    doubtful: dict[str, object] = {}
    for path in fmt.by_path:
        values = [figure(model, path) for model in models]
        if None in values:
            blanks[path] = tuple(n for n, value in enumerate(values) if value is None)
        elif path.endswith(STOCKS) and any(values):
            doubtful[path] = exact_sum(values)
        else:
            known[path] = exact_sum(values)
    assert made.blanks == blanks, "where blanks are"
    assert differences(doubtful, dict(made.doubtful)) == {}
    assert {later for _, later in made.twice} == _given_before(models), "which organs are given twice"
    return _form(fmt, dict(_leaves(organ, "organ")), year, known) | {"scope": "consolidated"}


def _given_before(models: Sequence[Model]) -> set[int]:
    """The records, counted from 0, whose organ's name or credit code an earlier one has."""
    known_by = [{model["organ.name"], model["organ.credit_code"]} - {None} for model in models]
    return {n for n, keys in enumerate(known_by) if any(keys & before for before in known_by[:n])}


def exact_sum(values: Iterable[int | Decimal | None]) -> int | Decimal:
    """The sum by fractions, with as many decimal places as the summand that has most."""
    known = [value for value in values if value is not None]
    total = sum(map(Fraction, known), Fraction())
    if all(isinstance(value, int) for value in known):
        return int(total)
    places = max(len(digits(value).partition(".")[2]) for value in known)
    return Decimal(f"{int(total * 10**places)}E-{places}")


def too_large(models: Sequence[Model]) -> bool:
    """Whether a sum is more than a figure may be."""
    cells = [cell for cell in format_in(models[0]).cells if not cell.path.endswith(STOCKS)]
    most: dict[Kind, int | Decimal] = {Kind.COUNT: MAX_COUNT, Kind.CHANGE: MAX_COUNT, Kind.MONEY: MAX_MONEY}
    columns = [(cell.kind, [figure(model, cell.path) for model in models]) for cell in cells]
    return any(None not in values and exact_sum(values) > most[kind] for kind, values in columns)


def sum_of_parts(model: Model, whole: str) -> int | None:
    """A row that the record's format divides; None if one of the rows it is divided into is blank."""
    row, _, column = whole.rpartition(".")
    rows = next(each.parts for change in CHANGES.values() for each in change.divisions if each.whole == row)
    values = [figure(model, f"{part}.{column}") for part in rows]
    total = None if None in values else int(exact_sum(values))
    return None if total is None or total > MAX_COUNT else total


def after_a_year(model: Model) -> Model:
    """Next year's draft: what was carried out is carried in, what there was is there still."""
    old, new = format_in(model), format_for(year_in(model) + 1)
    known: dict[str, object] = {}
    for path in new.by_path:
        before = _a_year_before(path)
        if before and all(source in old.by_path for source in before):
            values = [figure(model, source) for source in before]
            total = None if None in values else exact_sum(values)
            known[path] = total if total is not None and 0 <= total <= MAX_COUNT else None
    return _form(new, organ_in(model), year_in(model) + 1, known)


def _a_year_before(path: str) -> tuple[str, ...]:
    """The figures of the year before that make this one."""
    row, _, name = path.rpartition(".")
    if row == "requests.carried_in":
        return (f"requests.carried_out.{name}",)
    if name == "in_force":
        return (path,)
    return (path, f"{row}.items_change") if name == "items_last_year" else ()
