"""What was found, made readable: on the terminal, in an editor, in the document itself, and as pages."""

from govdisclosure.review._checked import Checked

__all__ = ["Checked"]
