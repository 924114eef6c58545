"""Papers that have a chain of their own, as they stand in it."""

from xuncha_desktop.printing.forms.working_paper import WorkingPaper
from xuncha_desktop.records.papers import Paper
from xuncha_desktop.rules.profile import Profile
from xuncha_desktop.services import working_papers
from xuncha_desktop.services.paper_views import Heads, blank_of, paper_of
from xuncha_desktop.services.session import Session


def _is_one(session: Session, paper: Paper) -> str | None:
    del session
    return None if paper.kind == working_papers.KIND else "这类文书还不能打印"


@paper_of(working_papers.KIND, Paper, ready=_is_one)
def working_paper(session: Session, paper: Paper) -> WorkingPaper:
    """The 底稿 as submitted, with the signatures given so far."""
    return working_papers.printable(session, paper)


@blank_of(working_papers.KIND)
def blank(profile: Profile, heads: Heads) -> WorkingPaper:
    """The same to be filled in by hand."""
    del heads
    return working_papers.blank_view(profile)
