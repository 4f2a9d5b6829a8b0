"""The tests in other environments than that of the checkout, each made anew from the package index.

`make test-built`, `test-extras`, `test-lowest` and `test-python` run them.
"""

import shutil
import tarfile
from collections.abc import Sequence
from pathlib import Path
from tempfile import gettempdir

import nox

nox.needs_version = ">=2025.2.9"
nox.options.default_venv_backend = "uv"
nox.options.envdir = "build/nox"
nox.options.error_on_missing_interpreters = True

ROOT = Path(__file__).parent
PYTHONS = [
    line.rpartition(" ")[2]
    for line in nox.project.load_toml("pyproject.toml")["project"]["classifiers"]
    if line.startswith("Programming Language :: Python :: 3.")
]
OF_THE_CHECKOUT = ("docs", "installed", "repo", "typing")
"""Folders of tests about the checkout and its pages, or that make environments of their own."""

EVERYTHING = ("tests", "--pyargs", "govdisclosure")
UNITS = ("tests/unit", "tests/snapshots", "tests/property/test_strategies.py", "--pyargs", "govdisclosure")
"""What goes through all packages that are required. The laws and the browser have nothing to add to that but time."""

PROOF = """
import govdisclosure, sysconfig
from pathlib import Path
print(govdisclosure.__file__)
assert Path(govdisclosure.__file__).is_relative_to(sysconfig.get_path("purelib"))
"""
"""That what is tested is what was installed."""


def build(session: nox.Session) -> tuple[Path, Path]:
    """The source distribution, and the wheel that is built from it."""
    folder = Path(session.create_tmp(), "dist")
    shutil.rmtree(folder, ignore_errors=True)
    session.run_install("uv", "build", "--quiet", "--out-dir", str(folder), external=True)
    (source,), (wheel,) = folder.glob("*.tar.gz"), folder.glob("*.whl")
    return source.resolve(), wheel.resolve()


def run_tests(session: nox.Session, source: Path, tests: Sequence[str]) -> None:
    """Run the tests of the source distribution without its sources, so that what is installed is all there is."""
    folder = Path(session.create_tmp(), "tests").resolve()
    shutil.rmtree(folder, ignore_errors=True)
    with tarfile.open(source) as archive:
        archive.extractall(folder, filter="data")
    (unpacked,) = folder.iterdir()
    shutil.rmtree(unpacked / "src")
    (unpacked / "build").mkdir()
    (unpacked / "build" / "node").symlink_to(ROOT / "build" / "node")
    if (shared := ROOT.parent / "shared").is_dir():
        (folder / "shared").symlink_to(shared)  # the real reports, which some tests read
    session.env["TMPDIR"] = gettempdir()  # browsers make sockets there, whose names have to be short
    session.chdir(unpacked)
    session.run("python", "-I", "-c", PROOF)
    left_out = [f"--ignore=tests/{name}" for name in OF_THE_CHECKOUT]
    session.run("python", "-m", "pytest", "-q", "-n", "auto", *left_out, *(session.posargs or tests))


@nox.session
def built(session: nox.Session) -> None:
    """What is shipped is as it should be, and the wheel the same, whether built of the checkout or of its source."""
    session.install("--group", "packaging")
    source, wheel = build(session)
    session.run("twine", "check", "--strict", str(source), str(wheel))
    session.run("check-wheel-contents", str(wheel))
    session.run("validate-pyproject", "pyproject.toml")
    again = Path(session.create_tmp(), "again")
    session.run_install("uv", "build", "--quiet", "--wheel", "--out-dir", str(again), external=True)
    if (again / wheel.name).read_bytes() != wheel.read_bytes():
        session.error("the wheel of the checkout differs from that of the source distribution")


@nox.session
def extras(session: nox.Session) -> None:
    """The wheel without extras and with each of them alone, all packages from the index."""
    session.install("--group", "dev", "--editable", ".[all]", "uv")
    folders = ("tests/installed", "tests/installed/one_extra.py")
    session.run("python", "-m", "pytest", "-q", *folders, *session.posargs, env={"FROM_INDEX": "1"})


@nox.session(python=PYTHONS)
def installed(session: nox.Session) -> None:
    """The tests on the installed wheel."""
    source, wheel = build(session)
    session.install(f"{wheel}[all]", "--group", "tests")
    run_tests(session, source, EVERYTHING)


@nox.session
def lowest(session: nox.Session) -> None:
    """The tests on the installed wheel, with the lowest versions that it allows of what it requires itself."""
    source, wheel = build(session)
    pins = Path(session.create_tmp(), "lowest.txt").resolve()
    session.run_install(
        *("uv", "pip", "compile", "--quiet", "pyproject.toml", "--extra", "all", "--resolution", "lowest-direct"),
        *("--python", str(session.virtualenv.location), "--output-file", str(pins)),
        external=True,
    )
    session.install(str(wheel), "--group", "tests", "--constraints", str(pins), "--requirements", str(pins))
    run_tests(session, source, UNITS)
