"""What is fuzzed: every reader of a kind of document, and everything else that takes a file."""

import random
from collections.abc import Callable, Iterator, Mapping

import attrs

from fuzz import changes, holds, samples


@attrs.frozen
class Target:
    """Input that is as it should be, how it is changed, and what must hold for it then."""

    seeds: Callable[[], Iterator[bytes]]
    change: Callable[[bytes, random.Random], bytes]
    take: Callable[[bytes], None]


_DOCUMENTS: Mapping[str, Target] = {
    kind: Target(samples.documents(kind), change, holds.take_document(kind))
    for kind, change in zip(
        samples.READ,
        (
            changes.change_text,
            changes.change_markdown,
            changes.change_html,
            changes.change_package,
            changes.change_package,
            changes.change_pdf,
        ),
        strict=True,
    )
}
TARGETS: Mapping[str, Target] = {
    **_DOCUMENTS,
    "kind": Target(samples.anything, changes.change_any, holds.take_kind),
    "json": Target(samples.records, changes.change_json, holds.take_json),
    "evidence": Target(samples.evidence, changes.change_json, holds.take_evidence),
    "policy": Target(samples.policies, changes.change_toml, holds.take_policy),
    "roster": Target(samples.rosters, changes.change_roster, holds.take_roster),
}
"""By name: the kinds of documents, ``kind`` where nobody says which it is, and the files beside them."""
