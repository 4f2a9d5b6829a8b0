"""How the site is built: make docs."""

import sys
from importlib.metadata import version as version_of
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "_site"))

project = "govdisclosure"
author = "The govdisclosure authors"
copyright = author
version = release = version_of("govdisclosure")
language = "en"

extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx_copybutton", "search", "chinese_pages", "python_names"]
exclude_patterns = ["_site"]
nitpicky = True

# The Python reference, from docstrings. A name in one backtick is a link if it is public, else text (python_names).
default_role = "py:obj"
autodoc_member_order = "bysource"
autodoc_typehints_format = "short"
python_maximum_signature_line_length = 80
python_display_short_literal_types = True
toc_object_entries_show_parents = "hide"
nitpick_ignore_regex = [
    # Internal, in results that nobody makes by hand; and variables of types.
    ("py:class", r"govdisclosure\.(checks\.bulk\._checks\.Batch|corpus\._part\.Done|testing\.[A-Z])"),
]

# Pages are Markdown as on any other site: a heading is a target, a link to a file is a link.
myst_heading_anchors = 4
myst_enable_extensions = ["colon_fence"]

# One index for both languages, and all of it works from the files alone: no server, no network.
html_search_language = "en-zh"
html_theme = "pydata_sphinx_theme"
html_title = "govdisclosure"
html_static_path = ["_site/static"]
html_css_files = ["site.css", "forms.css"]
html_js_files = ["site.js"]
html_copy_source = False
html_show_sourcelink = False
html_theme_options = {
    "navbar_align": "left",
    "navigation_with_keys": False,
    "show_nav_level": 1,
    "footer_start": ["copyright"],
    "footer_end": [],
    "secondary_sidebar_items": ["page-toc"],
    "pygments_light_style": "a11y-high-contrast-light",
    "pygments_dark_style": "a11y-high-contrast-dark",
}
pygments_style = "a11y-high-contrast-light"

copybutton_prompt_text = r">>> |\.\.\. |\$ "
copybutton_prompt_is_regexp = True
copybutton_only_copy_prompt_lines = True
