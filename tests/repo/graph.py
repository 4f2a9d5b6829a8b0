"""How large the modules are, and what imports what: ``python tests/repo/graph.py``, or `make graph`."""

from collections import Counter
from pathlib import Path

import grimp

PACKAGE = "govdisclosure"
SOURCE = Path(__file__).resolve().parents[2] / "src" / PACKAGE
LARGEST = 20


def lines_of_modules() -> dict[str, int]:
    """By the name of a module below the package, how many lines it has."""
    files = sorted(SOURCE.rglob("*.py"))
    return {file.relative_to(SOURCE).as_posix(): len(file.read_text("utf-8").splitlines()) for file in files}


def room_of(name: str) -> str:
    """The package or module directly below the library's that a file or a module is in."""
    return name.removeprefix(f"{PACKAGE}.").replace("/", ".").partition(".")[0]


def imports_between_rooms() -> dict[str, set[str]]:
    """By room, those that it imports; imports in functions and for types alone count too."""
    graph = grimp.build_graph(PACKAGE, cache_dir=None)
    rooms: dict[str, set[str]] = {}
    for module in graph.modules - {PACKAGE}:
        imported = graph.find_modules_directly_imported_by(module) - {PACKAGE}
        rooms.setdefault(room_of(module), set()).update(map(room_of, imported))
    return {room: imported - {room} for room, imported in sorted(rooms.items())}


def main() -> None:
    lines = lines_of_modules()
    rooms: Counter[str] = Counter()
    for name, count in lines.items():
        rooms[room_of(name)] += count
    print(f"{sum(lines.values())} lines in {len(lines)} modules\n")
    for room, count in rooms.most_common():
        print(f"{count:6} {room}")
    print(f"\nThe {LARGEST} largest modules\n")
    for name, count in sorted(lines.items(), key=lambda pair: -pair[1])[:LARGEST]:
        print(f"{count:6} {name}")
    print("\nWhat imports what\n")
    for room, imported in imports_between_rooms().items():
        print(f"{room} -> {', '.join(sorted(imported)) or '-'}")


if __name__ == "__main__":
    main()
