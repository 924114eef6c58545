"""The letter that urges a unit, as it was frozen when it was sent."""

from xuncha_desktop.printing.forms.urging_letter import UrgingLetter
from xuncha_desktop.records.urging import Urging
from xuncha_desktop.services import urging, urging_letters
from xuncha_desktop.services.paper_views import paper_of
from xuncha_desktop.services.session import Session


def _is_letter(session: Session, found: Urging) -> str | None:
    del session
    return None if found.view else f"“{found.label}”只作登记，没有文书"


@paper_of(urging_letters.FORM, Urging, ready=_is_letter)
def urging_letter(session: Session, found: Urging) -> UrgingLetter:
    """What the letter said when it was sent."""
    del session
    return urging.printable(found)[1]
