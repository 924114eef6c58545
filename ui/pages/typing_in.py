"""What is still in the input method counts as typed: it is committed before anything is saved or decided."""

from PySide6.QtGui import QGuiApplication


def commit() -> None:
    """Put an unfinished word of the input method into its field, as leaving the field would."""
    QGuiApplication.inputMethod().commit()
