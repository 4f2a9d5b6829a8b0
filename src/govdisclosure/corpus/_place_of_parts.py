"""The folder beside the output in which parts are kept until all are there."""

import hashlib
import json
import shutil
from collections.abc import Iterable, Mapping
from importlib.metadata import version
from pathlib import Path

import attrs

from govdisclosure.columns import REVISION, layout
from govdisclosure.corpus._found import Found
from govdisclosure.corpus._part import TABLE_SUFFIX
from govdisclosure.corpus._tasks import dump_task, planned
from govdisclosure.corpus._unreadable import Unreadable
from govdisclosure.readers._limits import Limits

_MANIFEST, _PLAN, _NEW_PLAN = "manifest.json", "plan.jsonl", "plan.new"


@attrs.frozen(kw_only=True)
class Parts:
    """Where the parts of one conversion are: a folder that is named after what is converted, and how.

    `files` and `size` are how many files there are to read and how large they are together; `before` is how many
    parts were there already, and `differs` what a conversion that was given up had otherwise.
    """

    folder: Path
    files: int
    size: int
    before: int = 0
    differs: tuple[str, ...] = ()

    @property
    def plan(self) -> Path:
        """The tasks, one a line."""
        return self.folder / _PLAN

    def numbers(self) -> list[str]:
        """The parts that are there, in their order."""
        return sorted(path.stem for path in self.folder.glob(f"*{TABLE_SUFFIX}"))

    def remove(self) -> None:
        """Remove all parts: the output has everything."""
        shutil.rmtree(self.folder.parent)


def folder_of(output: Path) -> Path:
    """The folder for the parts of an output.

    >>> from pathlib import Path
    >>> from govdisclosure.corpus._place_of_parts import folder_of
    >>> folder_of(Path("corpus.parquet")).name
    'corpus.parquet.parts'
    """
    return output.with_name(output.name + ".parts")


def prepared(
    output: Path, inputs: Iterable[str], found: Iterable[Found | Unreadable], *, redact: bool, limits: Limits
) -> Parts:
    """Plan the work, and find the parts that an interrupted conversion of the same inputs has left.

    Parts of anything else are removed: another list of files, a file that has changed, other options, another version.
    """
    root = folder_of(output)
    root.mkdir(parents=True, exist_ok=True)
    digest, files, size = _write_plan(root / _NEW_PLAN, found)
    manifest = {
        "version": version("govdisclosure"),
        "layout": f"{REVISION} {','.join(fmt.name for fmt in layout().formats)}",
        "inputs": list(inputs),
        "files": digest,
        "redact": redact,
        "limits": attrs.asdict(limits),
    }
    text = json.dumps(manifest, indent=1)
    folder = root / hashlib.sha256(text.encode()).hexdigest()[:16]
    differs = () if folder.exists() else _differences(root, manifest)
    for other in root.iterdir():
        if other.is_dir() and other != folder:
            shutil.rmtree(other)
    folder.mkdir(exist_ok=True)
    for leftover in folder.glob("*.tmp"):
        leftover.unlink(missing_ok=True)
    (root / _NEW_PLAN).replace(folder / _PLAN)
    (folder / _MANIFEST).write_text(text, encoding="ascii")
    parts = Parts(folder=folder, files=files, size=size, differs=differs)
    return attrs.evolve(parts, before=len(parts.numbers()))


def _write_plan(path: Path, found: Iterable[Found | Unreadable]) -> tuple[str, int, int]:
    """Write the tasks as they are found; what they are together, how many files there are, and how large they are."""
    digest, files, size = hashlib.sha256(), 0, 0
    with path.open("w", encoding="ascii") as opened:
        for task in planned(found):
            line = dump_task(task) + "\n"
            opened.write(line)
            digest.update(line.encode())
            files += len(task.files)
            size += task.size
    return digest.hexdigest(), files, size


def _differences(root: Path, manifest: Mapping[str, object]) -> tuple[str, ...]:
    """What another conversion into the same output had otherwise: names of the manifest."""
    for path in root.glob(f"*/{_MANIFEST}"):
        try:
            other = json.loads(path.read_bytes())
        except ValueError:  # it was killed while it wrote this
            continue
        return tuple(key for key in manifest if other.get(key) != manifest[key])
    return ()
