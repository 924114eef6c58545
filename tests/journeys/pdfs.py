"""What a PDF of the program says, read with another library than the one that wrote it."""

from pathlib import Path

import pypdfium2


def read(path: Path) -> str:
    """Every page's text without white space, so that no line break matters."""
    document = pypdfium2.PdfDocument(path)
    try:
        texts: list[str] = []
        for page in document:
            text = page.get_textpage()
            texts.append(text.get_text_bounded())
            text.close()
            page.close()
        return "".join("".join(texts).split())
    finally:
        document.close()
