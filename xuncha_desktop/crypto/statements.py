"""One signed line of the key file's history: who did what to accounts, certificates and grants, chained by hash."""

from dataclasses import dataclass

from xuncha_desktop.crypto import reading
from xuncha_desktop.crypto.primitives import Octets, sign, verify
from xuncha_desktop.kernel import canonical

_CONTEXT = "keyring-statement"


@dataclass(frozen=True)
class Statement:
    """`n` counts from 1, `prev` is the hash of the one before (empty at first), `at` is UTC microseconds."""

    n: int
    prev: str
    kind: str
    body: reading.Fields
    by: str
    at: int
    sig: bytes

    def as_json(self) -> reading.Fields:
        """The statement as it stands in the file."""
        return self._unsigned() | {"sig": self.sig.hex()}

    def hash(self) -> str:
        """What the next statement and the anchors outside the file name it by."""
        return canonical.digest(self.as_json())

    def signed(self, workspace_id: str, private: Octets) -> "Statement":
        """The same with the signer's signature, good in this workspace only."""
        return Statement(
            self.n, self.prev, self.kind, self.body, self.by, self.at, sign(private, _CONTEXT, self._said(workspace_id))
        )

    def signature_holds(self, workspace_id: str, public: str) -> bool:
        """Whether the holder of this Ed25519 key (hex) said this, here."""
        return verify(public, _CONTEXT, self._said(workspace_id), self.sig)

    def _said(self, workspace_id: str) -> bytes:
        return canonical.canonical({"workspace_id": workspace_id, "statement": self._unsigned()})

    def _unsigned(self) -> reading.Fields:
        return {"n": self.n, "prev": self.prev, "kind": self.kind, "body": self.body, "by": self.by, "at": self.at}


def statement_from_json(value: object) -> Statement:
    """Read a statement's outer form; whether it was allowed is the state's business. Raises Damaged."""
    found = reading.fields(value, ("n", "prev", "kind", "body", "by", "at", "sig"))
    return Statement(
        reading.whole(found, "n"),
        reading.text(found, "prev"),
        reading.text(found, "kind"),
        reading.table(found["body"]),
        reading.text(found, "by"),
        reading.whole(found, "at"),
        reading.octets(found, "sig", length=64),
    )
