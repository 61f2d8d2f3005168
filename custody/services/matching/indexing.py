"""Items as they are compared: read once from the register, many in one act."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import NAMESPACE_URL, uuid5
from zoneinfo import ZoneInfo

from custody import storage
from custody.domain.items import FOUND_TAKINGS, Party
from custody.domain.matching import MODEL_VERSION, reading
from custody.domain.matching.values import ItemView, Who
from custody.domain.trail import State
from custody.storage import Act
from custody.storage.store import Books

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
_GIVERS = ("owner", "giver", "seized_from", "finder", "for_whom")


def index_items(codes: Sequence[str]) -> tuple[ItemView, ...]:
    """Let items be found by what they are now; return them as they are compared."""
    with storage.transaction() as books:
        views = views_of(books, codes)
        books.blocks.index_items(views, MODEL_VERSION)
    return views


def views_of(books: Books, codes: Sequence[str]) -> tuple[ItemView, ...]:
    """Return items of the register as they are compared, in the order of the codes."""
    states = {state.item: state for state in books.items.with_codes(tuple(codes))}
    acts = books.handovers.of_items(tuple(codes))
    units = {unit.code: unit.name for unit in books.places.units()}
    places = books.places.names()
    receipts = books.signed.receipts_of_each([act.id for act, _ in acts.values()])
    return tuple(
        _view(states[code], *acts[code], tuple(receipts.get(acts[code][0].id, ())), units, places)
        for code in codes
        if code in states and code in acts and states[code].received_at is not None
    )


def _view(
    state: State,
    act: Act,
    parties: tuple[Party, ...],
    receipts: tuple[str, ...],
    units: dict[str, str],
    places: dict[str, str],
) -> ItemView:
    assert state.received_at is not None
    named = (*state.identifiers, *(("receipt", no) for no in receipts))
    numbers = reading.numbers_of(state.description, state.marks, named)
    receipt = next((one.shown or one.value for one in numbers if one.kind == "receipt"), "")
    ended = state.status not in ("in_custody",) and state.since is not None
    return ItemView(
        item=state.item,
        handover=_act_of(act, receipt, parties),
        category=state.category,
        description=state.description,
        quantity=state.quantity,
        taking=state.taking,
        day=local(state.received_at),
        giver=_giver(state.taking, parties),
        concepts=reading.concepts_of(state.description),
        attributes=reading.attributes_of(state.description),
        words=reading.telling_words(state.description),
        cents=_cents(state),
        identifiers=numbers,
        unit=units.get(act.unit or "", ""),
        taken_at=act.taken_at,
        place=places.get(act.place or "", ""),
        officer=act.officer or (act.by_name if act.by_number.isdigit() else ""),
        ended_on=local(state.since) if ended and state.since else None,
    )


def _act_of(act: Act, receipt: str, parties: tuple[Party, ...]) -> str:
    """Return what makes a handover: its receipt, or else time, place, officer and giver."""
    if receipt:
        return str(uuid5(NAMESPACE_URL, f"receipt:{receipt}"))
    if act.precision in ("day", "unknown"):
        return act.id
    giver = next((party.name for party in parties), "")
    parts = (act.happened_at.isoformat(), act.unit, act.taken_at, act.officer or act.by_number)
    return str(uuid5(NAMESPACE_URL, "|".join(map(str, (*parts, giver)))))


def _giver(taking: str, parties: tuple[Party, ...]) -> Who:
    roles = ("owner", "finder") if taking in FOUND_TAKINGS else _GIVERS
    for role in roles:
        for party in parties:
            if party.role == role and (party.name or party.phone or party.email):
                return Who(party.name, party.born, party.phone, party.email, party.address)
    return Who()


def _cents(state: State) -> tuple[int, ...]:
    if isinstance(state.cash, dict) and state.cash.get("sum"):
        return (int(state.cash["sum"]),)
    return reading.cents_in(state.description, money=state.category == "cash")


def local(moment: datetime) -> date:
    """Return the local day of a moment."""
    return moment.astimezone(AMSTERDAM).date()
