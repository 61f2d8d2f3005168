"""What two people decide is refused to one who comes twice: in the service, whatever the page asked (Q26)."""

from collections.abc import Callable

import pytest

from custody import storage
from custody.domain.errors import CustodyError
from custody.domain.steps import SecondPersonError
from custody.services import accounts, corrections, inspections, recovery
from tests.acts import at_the_desk, form, size
from tests.cast import JOKE, NOON, NOOR, RUUD
from tests.databases import Home
from tests.services.test_returns import MONEY, give_back

Act = Callable[[str], object]

# Each act that two people do, done by one of them twice.
ALONE: dict[str, tuple[Act, type[CustodyError]]] = {
    "money goes back": (lambda code: give_back(code, second=JOKE.number), SecondPersonError),
    "money goes back, nobody named": (lambda code: give_back(code), SecondPersonError),
    "declared not valid": (
        lambda code: corrections.void(code, "dubbel", "gebeld", RUUD, form(), RUUD, NOON),
        SecondPersonError,
    ),
    "sealed anew": (
        lambda code: inspections.change_seal(
            code, inspections.NewSeal("Z 9", "Z 9", JOKE.number, "nat"), form(), JOKE, NOON
        ),
        SecondPersonError,
    ),
    "other roles": (
        lambda _: accounts.set_roles(NOOR.number, NOOR.roles | {"auditor"}, None, True, NOOR, NOON),
        accounts.OwnAccountError,
    ),
    "an old copy acknowledged": (
        lambda _: recovery.acknowledge("disk broke", NOOR, NOOR, NOON),
        recovery.SamePersonError,
    ),
}


@pytest.mark.parametrize("name", ALONE)
def test_one_person_is_not_two(home: Home, name: str) -> None:
    code = at_the_desk(MONEY)
    act, error = ALONE[name]
    before, roles = size(), accounts.find_account(NOOR.number).person.roles
    with pytest.raises(error):
        act(code)
    assert size() == before
    assert accounts.find_account(NOOR.number).person.roles == roles
    with storage.reading() as books:
        state = books.items.find(code)
    assert state is not None
    assert (state.status, state.seal) == ("in_custody", MONEY.seal)
