"""How the window looks: one palette, one stylesheet, fonts, icons and shapes; nothing here knows a record."""

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

from ui.theme import fonts
from ui.theme.palette import LIGHT, Palette
from ui.theme.stylesheet import sheet

__all__ = ["LIGHT", "Palette", "apply"]


def apply(app: QApplication) -> None:
    """Dress the application: style, colours, fonts, and Qt's own words in Chinese. Calling it twice is harmless."""
    if app.property("dressed"):
        return
    app.setProperty("dressed", True)
    QLocale.setDefault(QLocale(QLocale.Language.Chinese, QLocale.Script.SimplifiedChineseScript, QLocale.Country.China))
    translator = QTranslator(app)
    if translator.load("qtbase_zh_CN", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        app.installTranslator(translator)
    app.setStyle("Fusion")
    fonts.load()
    app.setFont(fonts.font())
    app.setPalette(LIGHT.for_qt())
    app.setStyleSheet(sheet(LIGHT))
