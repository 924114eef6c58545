"""The letter that urges a unit, as it was frozen when it was sent, and to be written by hand."""

from xuncha_desktop.kernel.levels import Level
from xuncha_desktop.printing.forms.urging_letter import UrgingLetter
from xuncha_desktop.printing.marks import Marks
from xuncha_desktop.records.urging import Urging
from xuncha_desktop.rules.profile import Profile
from xuncha_desktop.services import notices, urging, urging_letters
from xuncha_desktop.services.form_words import DAY, LINE
from xuncha_desktop.services.paper_views import Heads, blank_of, paper_of
from xuncha_desktop.services.session import Session


def _is_letter(session: Session, found: Urging) -> str | None:
    del session
    return urging.why_no_paper(found) or None


@paper_of(urging_letters.FORM, Urging, ready=_is_letter)
def urging_letter(session: Session, found: Urging) -> UrgingLetter:
    """What the letter said when it was sent."""
    del session
    return urging.printable(found)[1]


@blank_of(urging_letters.FORM)
def blank(profile: Profile, heads: Heads) -> UrgingLetter:
    """A letter to be written by hand; of several papers a ladder has, the mildest one's name stands on it."""
    ladder = profile.rectification.ladder if profile.rectification else ()
    document = next((rung.document for rung in ladder if rung.document not in ("", notices.KIND)), "")
    words = urging_letters.words_of(profile, document)
    return UrgingLetter(
        marks=Marks(Level.INTERNAL),
        mark=heads.office,
        title=words.title,
        recipients=LINE,
        opening=f"截至{DAY}，你单位巡察整改有下列情形，现采取“{LINE}”的督促措施。",
        heads=words.texts(tuple(urging_letters.HEADS)),
        matters=(),
        demand=(),
        office=heads.office,
        issued_on="",
        note=f"督促依据：{LINE}。",
    )
