"""The policies of a run over many reports."""

from collections.abc import Collection, Iterable
from datetime import date
from pathlib import Path

from govdisclosure.checks._rule import Finding, Message
from govdisclosure.errors import Lang
from govdisclosure.formats import Report
from govdisclosure.policy._file import find_policy, load_policy
from govdisclosure.policy._policy import Policy, Waiver


class Policies:
    """The policies of a run, each loaded once, and what became of their waivers.

    The policy of a report is the first `POLICY_FILE` in its own folder or one above it, and that file alone; with
    `file`, it is that file for all.
    """

    def __init__(self, today: date, file: Path | None = None) -> None:
        self._today = today
        self._file = file
        self._loaded: dict[Path, Policy] = {}
        self._used: set[tuple[str, Waiver]] = set()
        self._expired: dict[tuple[str, Waiver], None] = {}  # in the order met
        self._idle: dict[tuple[str, Waiver], None] = {}

    def of(self, path: Path) -> Policy:
        """The policy for a report's file. Raises `InvalidPolicy` or `OSError` if it cannot be used."""
        file = self._file or find_policy(path)
        if file is None:
            return Policy()
        if file not in self._loaded:
            self._loaded[file] = load_policy(file)
        return self._loaded[file]

    def applied(
        self,
        policy: Policy,
        findings: Iterable[Finding],
        *,
        name: str,
        report: Report,
        ran: Collection[str] | None = None,
    ) -> tuple[Finding, ...]:
        """What `Policy.applied` makes of the findings; which waivers were of use is kept for `remarks`."""
        result = policy.applied(findings, name=name, report=report, today=self._today, ran=ran)
        source = policy.source or ""
        self._used.update((source, waiver) for waiver in result.used)
        self._expired.update(dict.fromkeys((source, waiver) for waiver in _in_order(result.expired)))
        self._idle.update(dict.fromkeys((source, waiver) for waiver in _in_order(result.idle)))
        return result.findings

    def remarks(self, lang: Lang) -> list[str]:
        """After the run: a line for each waiver that has expired or waived nothing in the reports it speaks of."""
        unused = [key for key in self._idle if key not in self._used and key not in self._expired]
        return [
            *(_remark(_EXPIRED, source, waiver, lang) for source, waiver in self._expired),
            *(_remark(_UNUSED, source, waiver, lang) for source, waiver in unused),
        ]


_EXPIRED = Message(
    zh="{source}：第 {number} 条豁免（{code} {path}）已于 {until} 到期，不再有效；请改正报告，或说明理由后延期",
    en="{source}: waiver {number} ({code} {path}) ended on {until} and waives no longer; mend the report, or extend it",
)
_UNUSED = Message(
    zh="{source}：第 {number} 条豁免（{code} {path}）没有对应的问题；如已改正，请删去",
    en="{source}: waiver {number} ({code} {path}) waives nothing; if that was mended, remove it",
)


def _remark(message: Message, source: str, waiver: Waiver, lang: Lang) -> str:
    template = message.text(lang)
    path = waiver.path or '""'
    return template.format(source=source, number=waiver.number, code=waiver.code, path=path, until=waiver.until)


def _in_order(waivers: Iterable[Waiver]) -> list[Waiver]:
    return sorted(waivers, key=lambda waiver: waiver.number)
