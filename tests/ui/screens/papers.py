"""Small files for tests of screens."""

import io

from reportlab.pdfgen.canvas import Canvas


def pdf(pages: int) -> bytes:
    """A PDF of so many pages with a number on each."""
    out = io.BytesIO()
    canvas = Canvas(out, invariant=1)
    for number in range(pages):
        canvas.setFont("Helvetica", 40)
        canvas.drawString(120, 600, f"page {number + 1}")
        canvas.rect(60, 60, 475, 720)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


HOSTILE = b"%PDF-1.7\n" + b"1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\n" * 3 + b"\xff\x00[[[[" * 500
