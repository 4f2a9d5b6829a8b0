"""Many small choices from one drawn string of bytes, which is far quicker than drawing each."""

from collections.abc import Iterator, Sequence
from typing import TypeVar

_Option = TypeVar("_Option")


class Choices:
    """Choices read off bytes, one byte each. A zero chooses the first option, and so does the end of the bytes.

    >>> from govdisclosure.strategies._choices import Choices
    >>> choices = Choices(bytes([4, 0]))
    >>> [choices.among("abc") for _ in range(3)]
    ['b', 'a', 'a']
    """

    def __init__(self, data: bytes) -> None:
        self._bytes: Iterator[int] = iter(data)

    def among(self, options: Sequence[_Option]) -> _Option:
        return options[next(self._bytes, 0) % len(options)]

    def number(self, low: int, high: int) -> int:
        """From `low` to `high`, both included."""
        return low + next(self._bytes, 0) % (high - low + 1)
