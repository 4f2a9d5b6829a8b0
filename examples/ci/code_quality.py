"""Findings in SARIF as a Code Quality report, which GitLab shows in merge requests. What is waived is left out.

python code_quality.py findings.sarif code-quality.json
"""

import json
import sys
from pathlib import Path
from typing import Any
from urllib.parse import unquote

SEVERITIES = {"error": "major", "warning": "minor", "note": "info"}


def entry(result: dict[str, Any]) -> dict[str, Any]:
    """One finding; of a file without lines, such as a Word file, it is at the first."""
    place = result["locations"][0]["physicalLocation"]
    return {
        "description": result["message"]["text"],
        "check_name": result["ruleId"],
        "fingerprint": result["partialFingerprints"]["govdisclosure/v1"],
        "severity": SEVERITIES[result["level"]],
        "location": {
            "path": unquote(place["artifactLocation"]["uri"]),
            "lines": {"begin": place.get("region", {}).get("startLine", 1)},
        },
    }


def main(source: str, target: str) -> None:
    """Read the one file and write the other."""
    (run,) = json.loads(Path(source).read_text(encoding="utf-8"))["runs"]
    entries = [entry(result) for result in run["results"] if not result.get("suppressions")]
    Path(target).write_text(json.dumps(entries, ensure_ascii=False, indent=2), encoding="utf-8")
    print(f"wrote {target}: {len(entries)} findings")


if __name__ == "__main__":
    main(*sys.argv[1:])
