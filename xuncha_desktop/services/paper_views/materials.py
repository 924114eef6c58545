"""资料清单 of a group: what hangs on its findings, to be checked against the originals and given back."""

from xuncha_desktop.kernel.levels import Level
from xuncha_desktop.printing.forms import materials_list as list_form
from xuncha_desktop.printing.forms.ledger import LedgerRow
from xuncha_desktop.printing.forms.materials_list import MaterialsList
from xuncha_desktop.records.onsite import Evidence
from xuncha_desktop.records.organisation import Group, Unit
from xuncha_desktop.rules.profile import Profile
from xuncha_desktop.services import profiles
from xuncha_desktop.services.office_forms import TableWords
from xuncha_desktop.services.paper_views import Heads, blank_of, paper_of
from xuncha_desktop.services.profiles import Names
from xuncha_desktop.services.session import Session
from xuncha_desktop.storage.table import Where

LIST = "materials_list"
_ALONG = 156


@paper_of(LIST, Group)
def materials(session: Session, group: Group) -> MaterialsList:
    """The evidence of the group's findings, in their order; without any, rows to write in by hand."""
    profile = profiles.of_round(session, group.round_id)
    words, names = TableWords(profile, LIST, list_form.COLUMNS), Names(session, profile)
    where = Where("owner_id IN (SELECT id FROM finding WHERE group_id = ?)", (group.id,))
    found = session.table(Evidence).where(where, order="owner_id, position, rowid")
    unit = session.table(Unit).get(group.unit_id).name
    scope = f"{group.name}　{unit}　共{len(found)}件" if found else f"{group.name}　{unit}"
    return _list(words, scope, tuple(_row(words, names, number, one) for number, one in enumerate(found, 1)))


@blank_of(LIST)
def blank(profile: Profile, heads: Heads) -> MaterialsList:
    """Rows to write in by hand."""
    return _list(TableWords(profile, LIST, list_form.COLUMNS), heads.group, ())


def _list(words: TableWords, scope: str, rows: tuple[LedgerRow, ...]) -> MaterialsList:
    signers = ("提供单位经办人", "巡察组接收人", "组长")
    return words.register(MaterialsList, Level.INTERNAL, scope, rows, across=_ALONG, signers=signers)


def _row(words: TableWords, names: Names, number: int, one: Evidence) -> LedgerRow:
    return words.row(
        {
            "order": str(number),
            "number": f"资{number:03d}",
            "name": one.name.rpartition(".")[0] or one.name,
            "pages": str(one.pages or ""),
            "form": names.code("evidence_form", one.form),
            "provider": one.provider or "",
        }
    )
