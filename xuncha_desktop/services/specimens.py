"""Papers as they look, filled with made-up matters, in the words of a regulation: shown before there is a record."""

from dataclasses import dataclass, fields, replace
from typing import Any

from xuncha_desktop.kernel.errors import NotFound, Refused
from xuncha_desktop.printing import FORMS, Stamp, draft, render
from xuncha_desktop.printing.form import View
from xuncha_desktop.printing.samples import sample_of
from xuncha_desktop.rules.profile import Profile
from xuncha_desktop.services import form_kinds, paper_views
from xuncha_desktop.services.form_words import FormWords
from xuncha_desktop.services.printing_desk import BANNER


@dataclass(frozen=True, slots=True)
class FormLine:
    """A form in a list. `width` and `height` of the sheet in millimetres; `drafted`: it is long text, also for DOCX;
    `blank`: there is a version for the hand.
    """

    name: str
    label: str
    kind: str
    width: int
    height: int
    public: bool
    drafted: bool
    blank: bool


def forms() -> list[FormLine]:
    """Every form, by kinds of work."""
    blanks = paper_views.blanks()
    return [
        FormLine(
            form.name,
            form.label,
            form_kinds.of(form.name),
            round(form.paper.width),
            round(form.paper.height),
            form.public,
            draft.has_text(sample_of(form.name)),
            form.name in blanks,
        )
        for form in map(FORMS.__getitem__, form_kinds.in_order())
    ]


def specimen(name: str, profile: Profile | None = None) -> bytes:
    """A form as PDF, marked as made up. With a profile: under its title and with its signers.

    Raises `NotFound` for a name that is no form, `Refused` where the profile has no such form.
    """
    return render(name, _view(name, profile), Stamp(copy=1, copies=1, banner=BANNER))


def specimen_draft(name: str, profile: Profile | None = None) -> bytes:
    """The same as a DOCX draft. Raises as `specimen`, and `Refused` for a form that is no long text."""
    view = _view(name, profile)
    if not draft.has_text(view):
        raise Refused(f"“{FORMS[name].label}”是表单，没有文稿")
    return draft.docx_of(draft.draft_of(view))


def _view(name: str, profile: Profile | None) -> View:
    if name not in FORMS:
        raise NotFound(f"没有“{name}”这种文书。可用：{'、'.join(sorted(FORMS))}")
    form = FORMS[name]
    view: Any = sample_of(form.name)
    if profile is None:
        return view
    words = FormWords(profile, name, form.label, {})
    if words.form is None:
        raise Refused(f"{profile.about.name}没有规定“{form.label}”")
    known = {field.name for field in fields(view)}
    changed: dict[str, Any] = {"title": words.title} if _is_form(view) else {}
    if "places" in known and words.signers:
        changed["places"] = words.places(round(form.paper.text_width))
    return replace(view, **changed)


def _is_form(view: Any) -> bool:
    """A form bears its name as its title; an official paper has a title of its own matter."""
    return not draft.has_text(view)
