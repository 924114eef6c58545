"""What the tables of cells ask of a shipped profile: the bodies, lists, matters, duties and chains by their names."""

from collections.abc import Iterable

from xuncha_desktop.rules.chains import Chain
from xuncha_desktop.rules.duties import Duty
from xuncha_desktop.rules.matters import Matter
from xuncha_desktop.rules.profile import Profile
from xuncha_desktop.rules.purposes import ListPurpose


class Asked:
    """One profile that is asked; a name that is not there, or twice, fails the test."""

    def __init__(self, profile: Profile) -> None:
        self._profile = profile

    def names(self, body_ids: Iterable[str]) -> list[str]:
        """What the bodies are called."""
        return [self._profile.body(one).label for one in body_ids]

    def words(self, purpose: ListPurpose) -> list[str]:
        """The words of every list of a purpose."""
        return [code.label for code in self._profile.codes_for(purpose)]

    def matter(self, name: str) -> Matter:
        """The only matter of that id."""
        (found,) = [one for one in self._profile.matters if one.id == name]
        return found

    def duty(self, name: str) -> Duty:
        """The only duty of that id."""
        (found,) = [one for one in self._profile.duties if one.id == name]
        return found

    def chain(self, document: str) -> Chain:
        """The chain of a document."""
        found = self._profile.chain_for(document)
        assert found is not None
        return found
