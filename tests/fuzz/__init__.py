"""Looks for input that breaks a reader: `make fuzz`, or ``python -m fuzz --seconds 60 [TARGET...]`` beside `tests`.

Needs the dependency group ``fuzz``. The fuzzer (atheris) keeps what reaches new code. Changes know how a kind is
written, as blind ones never get past a check sum: parts of a package are changed inside and packed again, a PDF gets
its table of objects back. What is found is kept in ``build/fuzz/TARGET/finds``, one input for each place in the code
that failed, with its traceback; ``--replay FILE TARGET`` runs one input again.

A target fails if anything but an error of this library escapes, if what was read is no valid report or does not
survive JSON, or if it takes too long.
"""
