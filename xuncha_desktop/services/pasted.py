"""Tables pasted from a spreadsheet: cells parted by tabs, quoted where they hold line breaks."""

import csv
import io

from xuncha_desktop.kernel.errors import Refused


def grid(text: str, *, rows: int, characters: int, columns: int = 1) -> list[list[str]]:
    """The rows that hold anything. Raises `Refused` for what is no table, too much of one, or too narrow."""
    if len(text) > characters:
        raise Refused("粘贴的内容过长，请分几次粘贴")
    if "\0" in text:
        raise Refused("粘贴的内容不是表格")
    try:
        found = list(csv.reader(io.StringIO(text), delimiter="\t"))
    except csv.Error as error:
        raise Refused("粘贴的内容不能读成表格，请在WPS表格中选中单元格后复制") from error
    found = [row for row in found if any(map(str.strip, row))]
    if not found:
        raise Refused("没有可以粘贴的内容，请先在WPS表格中选中单元格并复制")
    if len(found) > rows:
        raise Refused(f"一次最多粘贴{rows}行")
    if max(map(len, found)) < columns:
        raise Refused("粘贴的内容只有一列，请从WPS表格中连同各列一起复制")
    return found
