"""Writes the tables of GLOSSARY.md that follow from declarations: `python -m tests.architecture.glossary`."""

from pathlib import Path

from xuncha_desktop.kernel.levels import Compartment, Level
from xuncha_desktop.kernel.people import Post
from xuncha_desktop.printing.form import FORMS
from xuncha_desktop.records.registry import record_types
from xuncha_desktop.services.use_case import use_cases

GLOSSARY = Path(__file__).parents[2] / "GLOSSARY.md"
BEGIN = "<!-- declared: begin -->"
END = "<!-- declared: end -->"


def declared() -> str:
    """Record types, posts, compartments, levels, forms and acts with the labels the code uses."""
    types = [(t.label, t.name, t.compartment.label) for t in record_types().values()]
    acts = [(u.label, u.name, "、".join(sorted(p.label for p in u.by))) for u in use_cases().values()]
    parts = [
        ("Record types", ("中文", "Identifier", "Compartment"), types),
        ("Posts", ("中文", "Identifier"), [(p.label, p.value) for p in Post]),
        ("Compartments", ("中文", "Identifier"), [(c.label, c.value) for c in Compartment]),
        ("Levels", ("中文", "Identifier"), [(level.label, level.value) for level in Level]),
        ("Forms", ("中文", "Identifier"), [(f.label, f.name) for f in FORMS.values()]),
        ("Acts, and who may do them", ("中文", "Identifier", "Posts"), acts),
    ]
    return "\n\n".join(_table(title, heads, rows) for title, heads, rows in parts)


def _table(title: str, heads: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    lines = [f"| {' | '.join(row)} |" for row in (heads, ("---",) * len(heads), *rows)]
    return f"## {title}\n\n" + "\n".join(lines)


def renewed(text: str) -> str:
    """The glossary with its declared part as the code has it."""
    before, rest = text.split(BEGIN)
    return f"{before}{BEGIN}\n{declared()}\n{END}{rest.split(END)[1]}"


if __name__ == "__main__":
    GLOSSARY.write_text(renewed(GLOSSARY.read_text("utf-8")), "utf-8")
