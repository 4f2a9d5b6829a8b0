"""A synthetic country: invented reports of any number of organs, right throughout, with errors planted where asked for.

For tests, demonstrations and benchmarks of programs that check reports in bulk: what they must find is listed, told by
the formats' identities and flows and not by the checks. No place, organ or figure is a real one.
"""

from govdisclosure.synthetic._country import Country, country
from govdisclosure.synthetic._errors import Planted
from govdisclosure.synthetic._tree import MOST_ORGANS
from govdisclosure.synthetic._write import Written, write

__all__ = ["MOST_ORGANS", "Country", "Planted", "Written", "country", "write"]
