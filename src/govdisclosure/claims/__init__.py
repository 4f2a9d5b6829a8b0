"""What the prose of a report claims in figures: how many requests were received, answered, refused, and so on."""

from govdisclosure.claims._claim import Claim, ClaimScope

__all__ = ["Claim", "ClaimScope"]
