"""The supervision notice, as it was frozen when it was issued."""

from xuncha_desktop.printing.forms.supervision_notice import Notice
from xuncha_desktop.records.rectification import SupervisionNotice
from xuncha_desktop.services import notices
from xuncha_desktop.services.paper_views import paper_of
from xuncha_desktop.services.session import Session


@paper_of(notices.KIND, SupervisionNotice)
def supervision_notice(session: Session, notice: SupervisionNotice) -> Notice:
    """What the notice said when it was given its number."""
    return notices.printable(session, notice)[1]
