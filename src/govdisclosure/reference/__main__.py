"""``python -m govdisclosure.reference FOLDER`` writes the reference pages."""

import sys

from govdisclosure.reference import write_pages

write_pages(sys.argv[1])
