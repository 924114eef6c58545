"""Workbooks: a table written as XLSX, and a foreign workbook read in a limited child."""

from xuncha_desktop.sheets.reading import Row, Sheet, WorkbookReader
from xuncha_desktop.sheets.writing import CellKind, Column, Table, Written, write

__all__ = ["CellKind", "Column", "Row", "Sheet", "Table", "WorkbookReader", "Written", "write"]
