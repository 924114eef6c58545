"""打印登记表 of this workspace since a round began. Prints of petitions and leads are in a register of their own."""

from dataclasses import replace

from xuncha_desktop.kernel.clock import day_of, local_text, moment_of
from xuncha_desktop.kernel.levels import Level
from xuncha_desktop.printing.forms import print_register as register_form
from xuncha_desktop.printing.forms.ledger import LedgerRow
from xuncha_desktop.printing.forms.print_register import PrintRegister
from xuncha_desktop.records.organisation import Round
from xuncha_desktop.records.prints import PrintStamp
from xuncha_desktop.records.registry import exact_day
from xuncha_desktop.rules.profile import Profile
from xuncha_desktop.services import days, profiles
from xuncha_desktop.services.office_forms import TableWords
from xuncha_desktop.services.paper_views import Heads, blank_of, paper_of
from xuncha_desktop.services.session import Session
from xuncha_desktop.storage.table import Where

REGISTER = "print_register"
_SIGNED_ROOM = 9  # millimetres of a row somebody signs in
_ACROSS = 257
_CODE = 12  # characters of the digest: enough to find the paper, and what fits the column


@paper_of(REGISTER, Round)
def register(session: Session, round_: Round) -> PrintRegister:
    """What was printed here since the round began, with room for those who took the copies."""
    words = TableWords(profiles.of_round(session, round_.id), REGISTER, register_form.COLUMNS)
    began = exact_day(round_.from_on)
    found = session.table(PrintStamp).where(Where(), order="at, rowid")
    shown = [one for one in found if began is None or day_of(moment_of(one.at)) >= began]
    until = f"截至{days.words(session.today)}　共{len(shown)}次"
    scope = f"{session.place.name}　{round_.name}　{until}"
    rows = words.listed([_row(words, number, one) for number, one in enumerate(shown, 1)])
    made = words.register(PrintRegister, Level.INTERNAL, scope, rows, across=_ACROSS)
    return replace(made, room=_SIGNED_ROOM)


@blank_of(REGISTER)
def blank(profile: Profile, heads: Heads) -> PrintRegister:
    """Rows to write in by hand, for papers printed elsewhere."""
    words = TableWords(profile, REGISTER, register_form.COLUMNS)
    return words.register(PrintRegister, Level.INTERNAL, heads.group or heads.office, across=_ACROSS)


def _row(words: TableWords, number: int, one: PrintStamp) -> LedgerRow:
    code = one.view_digest[:_CODE].upper()
    return words.row(
        {
            "order": str(number),
            "at": local_text(one.at),
            "label": one.label,
            "digest": "-".join(code[place : place + 4] for place in range(0, _CODE, 4)),
            "copies": str(one.copies),
            "reprint": "未印成" if one.failed else f"补打第{one.reprint}次" if one.reprint else "首次",
            "printed_by": one.printed_by,
            "purpose": one.purpose or "",
        }
    )
