"""How light the package is to import, and that every public name is there."""

import subprocess
import sys

import govdisclosure

HEAVY = (
    "charset_normalizer", "click", "cn2an", "hypothesis", "jinja2", "jsonschema", "pytest", "rapidfuzz", "rich",
)  # fmt: skip


def test_importing_the_package_and_every_public_name_is_light() -> None:
    script = (
        "import sys, govdisclosure\n"
        "for name in govdisclosure.__all__: getattr(govdisclosure, name)\n"
        "print(*{name.partition('.')[0] for name in sys.modules})"
    )
    loaded = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True).stdout.split()
    assert {"attr", "msgspec"} <= set(loaded)
    assert set(loaded).isdisjoint(HEAVY)


def test_public_names_are_all_there() -> None:
    assert sorted(set(govdisclosure.__all__)) == sorted(govdisclosure.__all__)
    assert all(hasattr(govdisclosure, name) for name in govdisclosure.__all__)
