"""The hooks of ``.pre-commit-hooks.yaml``, tried with pre-commit in a project that keeps reports.

The ordinary tests run them as what is installed (``tests/repo/test_pre_commit.py``). ``python -m hooks``, with
``tests`` on the path, has pre-commit install this checkout as a user's would, which asks the package index.
"""
