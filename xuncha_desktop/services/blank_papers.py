"""Papers to be filled in by hand: what there is, found by its words, and how each looks for a group."""

from dataclasses import dataclass

from xuncha_desktop.kernel.errors import NotFound
from xuncha_desktop.printing import FORMS, Stamp, render
from xuncha_desktop.printing.form import View
from xuncha_desktop.records.organisation import Group
from xuncha_desktop.rules.bodies import BodyKind
from xuncha_desktop.rules.profile import Profile
from xuncha_desktop.services import form_kinds, paper_views, printing_desk, profiles
from xuncha_desktop.services.form_words import FormWords
from xuncha_desktop.services.paper_views import Heads
from xuncha_desktop.services.session import Session
from xuncha_desktop.storage.table import ANY

SPECIMEN = "空白样张，未登记打印"


@dataclass(frozen=True, slots=True)
class BlankPaper:
    """A form that can be had empty: its name in the regime, the kind of work it belongs to, its sheet."""

    form: str
    title: str
    kind: str
    sheet: str

    def answers(self, words: str) -> bool:
        """Whether every word searched for stands in its name, its label or its kind."""
        said = f"{self.title} {FORMS[self.form].label} {self.kind}"
        return all(word in said for word in words.split())


def groups(session: Session) -> list[Group]:
    """For whom blanks can be printed here, the newest group first: a print is registered on it, in its regime."""
    return session.table(Group).where(ANY, order="rowid DESC")


def offered(session: Session, group: Group) -> list[BlankPaper]:
    """Every form with a version for the hand, by kinds of work, under the names of the group's regime."""
    profile = profiles.of_round(session, group.round_id)
    made = set(paper_views.blanks())
    return [_offer(profile, form) for form in form_kinds.in_order() if form in made]


def view(session: Session, group: Group, form: str) -> View:
    """The empty paper for a group. Raises `NotFound` for a form without such a version."""
    profile = profiles.of_round(session, group.round_id)
    return _make(form)(profile, Heads(group.name, printing_desk.known_letterhead(session, profile, BodyKind.OFFICE)))


def specimen(form: str, profile: Profile) -> bytes:
    """The same as PDF before there is a workspace: it says that its print is not registered. Raises `NotFound`."""
    heads = Heads(office=profiles.letterhead(profile, BodyKind.OFFICE))
    return render(form, _make(form)(profile, heads), Stamp(copy=1, copies=1, banner=SPECIMEN))


def _offer(profile: Profile, form: str) -> BlankPaper:
    paper = FORMS[form].paper
    title = FormWords(profile, form, FORMS[form].label, {}).title
    return BlankPaper(form, title, form_kinds.of(form), f"A4{'横' if paper.width > paper.height else '竖'}")


def _make(form: str) -> paper_views.MakeBlank:
    made = paper_views.blanks()
    if form not in made:
        raise NotFound(f"“{form}”没有空白表。有空白表的：{'、'.join(sorted(made))}")
    return made[form]
