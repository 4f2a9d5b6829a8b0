"""Chinese government-information-disclosure annual reports (政府信息公开工作年度报告) as typed records.

Read a document, check it, keep it as JSON, print it again. Blank is not zero; money is Decimal in 万元; a printed
number is never changed.

The names are listed in ``__init__.pyi`` and loaded when first used, so that the import costs next to nothing.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
