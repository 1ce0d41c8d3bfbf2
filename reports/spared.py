"""Modules that WeasyPrint names but our documents never use, loaded only if somebody does. Import it before WeasyPrint.

They cut variable fonts, and fonts where the system has no HarfBuzz that does so, and bring most of fontTools with them:
8 MB in each process that can draw, and a third of a second at each start.
"""

import sys
from importlib import import_module
from types import ModuleType

SPARED = {"fontTools.subset": (), "fontTools.varLib.instancer": ("instantiateVariableFont",)}
"""Names of modules, and of the functions that WeasyPrint takes out of them at once."""


class StandIn(ModuleType):
    """Stands for a module until something of it is used."""

    def __getattr__(self, name: str) -> object:
        """Load the module, and return what it has under a name."""
        if name.startswith("__"):
            raise AttributeError(name)
        if sys.modules.get(self.__name__) is self:
            del sys.modules[self.__name__]
        return getattr(import_module(self.__name__), name)


def _called(stand_in: StandIn, name: str) -> object:
    def call(*args: object, **named: object) -> object:
        return StandIn.__getattr__(stand_in, name)(*args, **named)  # type: ignore[operator]

    return call


for _module, _functions in SPARED.items():
    if _module not in sys.modules:
        _stand_in = StandIn(_module)
        for _function in _functions:
            setattr(_stand_in, _function, _called(_stand_in, _function))
        sys.modules[_module] = _stand_in
