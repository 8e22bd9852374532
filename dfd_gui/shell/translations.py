"""The languages of the window: which one, and its words."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from dfd_core.paths import resource

SOURCE = "en"


def language(chosen: str) -> str:
    """The language of the setting ``ui.language``: of those that the system prefers, the first one that is there."""
    if chosen != "system":
        return chosen
    known = {SOURCE, *translated_languages()}
    preferred = (QLocale(name).name().split("_")[0] for name in system_languages())
    return next((name for name in preferred if name in known), SOURCE)


def system_languages() -> list[str]:
    """What the system prefers, in that order."""
    return list(QLocale.system().uiLanguages())


def translated_languages() -> list[str]:
    """Languages that came with the program, besides English."""
    folder = resource("translations")
    return sorted(path.stem.removeprefix("dfd_") for path in folder.glob("dfd_*.qm"))


def install(app: QCoreApplication, chosen: str) -> str:
    """Speak the language of the setting from now on; gives its code. Widgets made before keep their words."""
    code = language(chosen)
    if chosen != "system":
        QLocale.setDefault(QLocale(code))  # numbers and dates go with the words
    if code != SOURCE:
        for file, folder in (
            (f"qtbase_{code}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)),
            (f"dfd_{code}", str(resource("translations"))),
        ):
            translator = QTranslator(app)
            if translator.load(file, folder):
                app.installTranslator(translator)
    return code
