"""How many examples a property test tries: a few in every run, many in `make deep` (``--hypothesis-profile deep``)."""

from typing import Any

from hypothesis import HealthCheck, settings

PROFILE, ORDINARY = "deep", "ordinary"
TIMES = 10
"""How many times as many examples the deep profile tries, where a test does not say."""


def register_profiles() -> None:
    """Make the profiles known, and use the ordinary one. No example has a deadline: other work slows them down.

    A test that says nothing tries as many as Hypothesis does by itself, in the deep profile `TIMES` as many.
    """
    settings.register_profile(ORDINARY, deadline=None)
    settings.load_profile(ORDINARY)
    many, slow = settings().max_examples * TIMES, [HealthCheck.too_slow]
    settings.register_profile(PROFILE, max_examples=many, suppress_health_check=slow)


def examples(few: int, *, deep: int | None = None, **also: Any) -> settings:
    """Decorates a property test: try `few` examples, in the deep profile `deep` (else `TIMES` as many).

    What else `hypothesis.settings` takes is passed on. The profile is chosen before test modules are imported, so it
    is looked up when a test is decorated.
    """
    is_deep = settings.get_current_profile_name() == PROFILE
    many = few * TIMES if deep is None else deep
    return settings(max_examples=many if is_deep else few, deadline=None, **also)
