"""Paper: frozen views in, PDF bytes out. The only package that knows the PDF writer."""

from xuncha_desktop.printing import forms
from xuncha_desktop.printing.book import Book, render
from xuncha_desktop.printing.form import FORMS, content_digest, reopen
from xuncha_desktop.printing.marks import Marks, Stamp
from xuncha_desktop.printing.views import plain

__all__ = ["FORMS", "Book", "Marks", "Stamp", "content_digest", "forms", "plain", "render", "reopen"]
