"""First thing in each frozen program: streams that exist, and an environment that children can live with.

A windowed program has no standard streams (they are None): libraries that print, progress bars above all, would
fail at the first word. Outside of the frozen application this file does nothing useful and is never imported.
"""

import os
import sys

for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
    if getattr(sys, name) is None:
        setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: PTH123, SIM115 - lives as long as we do

# Another program's Qt, or one that a library brought, must not lend its plug-ins to ours.
for variable in ("QT_QPA_PLATFORM_PLUGIN_PATH", "QT_QPA_FONTDIR", "QT_PLUGIN_PATH"):
    os.environ.pop(variable, None)

# The loader has read its search path already; programs that we start (a browser, a file manager) must not see ours.
for variable in ("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "LIBPATH"):
    original = os.environ.pop(f"{variable}_ORIG", None)
    if original is not None:
        os.environ[variable] = original
    elif os.environ.get(variable, "").startswith(str(getattr(sys, "_MEIPASS", "\0"))):
        del os.environ[variable]

# albumentations asks a server for its newest version at import: this program calls nobody unasked.
os.environ["NO_ALBUMENTATIONS_UPDATE"] = "1"
os.environ.setdefault("HF_HUB_OFFLINE", "1")
os.environ.setdefault("MPLBACKEND", "Agg")
