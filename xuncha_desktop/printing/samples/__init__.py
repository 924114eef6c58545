"""One module for each module of forms, with its sample views; importing this package registers them all."""

import importlib
import pkgutil

from xuncha_desktop.printing.samples.registry import sample_of

__all__ = ["sample_of"]

for _found in sorted(pkgutil.iter_modules(__path__), key=lambda found: found.name):
    importlib.import_module(f"{__name__}.{_found.name}")
