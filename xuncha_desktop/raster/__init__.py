"""Pictures of foreign PDFs and images, drawn in a limited child process that holds no key."""

from xuncha_desktop.raster.layout import Char, PageLayout, Rule
from xuncha_desktop.raster.viewer import PageSize, Picture, Viewer, page_png, pages, picture_png

__all__ = ["Char", "PageLayout", "PageSize", "Picture", "Rule", "Viewer", "page_png", "pages", "picture_png"]
