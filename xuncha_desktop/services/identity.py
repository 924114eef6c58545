"""信访人身份: sealed to a key of its own when it is typed, opened one at a time with a reason, and always audited."""

import base64
import binascii

from xuncha_desktop.crypto.primitives import open_with, seal_to
from xuncha_desktop.kernel.canonical import canonical
from xuncha_desktop.kernel.errors import Damaged, Invalid, NotAllowed, Refused
from xuncha_desktop.kernel.levels import Compartment
from xuncha_desktop.kernel.people import BUSINESS
from xuncha_desktop.kernel.text import cleaned, length, refuse_unstorable
from xuncha_desktop.records.restricted import Petition
from xuncha_desktop.services.session import UNKNOWN, Session, Tx
from xuncha_desktop.services.use_case import use_case

NO_KEY = UNKNOWN
SEALED = "已密封"
KEY = "identity"
LIMIT = 200  # characters of name, address and telephone together
_ROOM = 1024  # bytes sealed, whatever is inside: the length of a name tells who it is


def seal_reporter(session: Session, petition_id: str, words: str) -> str | None:
    """What is stored for a reporter's identity as typed: base64 that only a holder of the identity key opens.

    None for an empty text. Raises `Invalid`, keyed `reporter`.
    """
    try:
        refuse_unstorable(words[: 4 * LIMIT])
        said = cleaned(words[: 4 * LIMIT], multiline=True)
    except ValueError as error:
        raise Invalid({"reporter": f"信访人{error}"}) from error
    if len(words) > 4 * LIMIT or length(said) > LIMIT or len(said.encode()) > _ROOM:
        raise Invalid({"reporter": f"信访人不能超过{LIMIT}字"})
    if not said:
        return None
    room = said.encode().ljust(_ROOM, b"\0")
    return base64.b64encode(seal_to(session.keys.public(KEY), room, _info(petition_id))).decode()


@use_case("identity.reveal", "查看信访人身份", compartment=Compartment.RESTRICTED, by=BUSINESS)
def reveal(tx: Tx, petition_id: str, reason: str) -> str:
    """A reporter's identity, for one look. The entry with the reason is in the audit before the words are shown.

    Raises `NotAllowed` without the identity key, `Refused` without a reason, `Damaged` for altered content.
    """
    private = tx.session.keys.private.get(KEY)
    if private is None:
        raise NotAllowed(f"{NO_KEY}：您没有打开信访人身份的密钥")
    if not reason.strip():
        raise Refused("请写明查看信访人身份的事由")
    petition = tx.table(Petition).get(petition_id)
    if petition.reporter is None:
        raise Refused("这件信访没有登记信访人")
    tx.facts |= {"type": petition.type.name, "id": petition.id, "reason": reason.strip()}
    return open_with(private, _bytes(petition.reporter), _info(petition.id)).rstrip(b"\0").decode()


def sealed_to(session: Session, petition_id: str, stored: str, public: str) -> str:
    """A stored identity sealed anew to another workspace's identity key (hex), for a package; nobody sees the words.

    Raises `NotAllowed` without the identity key, `Damaged` for altered content.
    """
    private = session.keys.private.get(KEY)
    if private is None:
        raise NotAllowed(f"{NO_KEY}：您没有打开信访人身份的密钥")
    room = open_with(private, _bytes(stored), _info(petition_id))
    return base64.b64encode(seal_to(public, room, _info(petition_id))).decode()


def shown(session: Session, petition: Petition) -> str:
    """What stands in the column: never the identity itself."""
    if petition.reporter is None:
        return ""
    return SEALED if KEY in session.keys.private else NO_KEY


def _bytes(stored: str) -> bytes:
    try:
        return base64.b64decode(stored, validate=True)
    except (binascii.Error, ValueError) as error:
        raise Damaged("密封的信访人身份已损坏") from error


def _info(petition_id: str) -> bytes:
    return b"identity\0" + canonical([petition_id, "reporter"])
