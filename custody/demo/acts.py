"""What the people of the demo do: handing over, finding, complaining.

Each function takes one act of `story.toml` and plays it through the services.
"""

import uuid
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from babel.dates import format_date

from custody import worker
from custody.demo.walk import AMSTERDAM, NO_MAIL, Walk, person
from custody.domain.claims import Claim
from custody.domain.complaints import Complaint
from custody.domain.items import Cash, Description, Handover, Party, Signature
from custody.domain.outsiders import Outsider
from custody.domain.people import Person
from custody.services import (
    claims,
    complaints,
    desk,
    intake,
    linking,
    outsiders,
    receipts,
    returns,
    transfers,
    unrecorded,
)


def hand_over(act: dict[str, Any], walk: Walk) -> None:
    """Somebody hands something over, and it goes the way that the story says."""
    by = person(act["by"])
    giver = act.get("giver", "")
    phone, address = act.get("phone", ""), act.get("address", "")
    party = Party("giver", giver, phone=phone, address=address, stated=bool(giver))
    handover = Handover(
        form_id=str(uuid.uuid4()),
        taking=act["taking"],
        items=tuple(_thing(item) for item in act["items"]),
        happened_at=walk.at,
        place=act.get("place", f"BIJ-{by.number}"),
        taken_at=act["taken_at"],
        parties=(party,),
        signature=Signature("typed", giver) if giver else Signature("refused", "niet aanwezig"),
    )
    taken = intake.hand_over(handover, by, walk.at)
    words = (item["description"] for item in act["items"])
    walk.things |= dict(zip(words, taken.items, strict=True))
    for receipt in taken.receipts:
        receipts.give_receipt(receipt, "given", by)
    for step in act["then"]:
        walk.passes(hours=3 if step == "offer" else 1)
        word, _, detail = step.partition(":")
        for code in taken.items if word != "offer" else [taken.items]:
            _STEPS[word](code, detail, by, walk)


def _thing(item: dict[str, Any]) -> Description:
    cash = None
    if "cash" in item:
        cash = Cash(faces=tuple(map(tuple, item["cash"])))
    elif item.get("sealed"):
        cash = Cash(counted=False)
    return Description(
        category=item["category"],
        description=item["description"],
        word=item["description"].split(",")[0],
        quantity=None if cash else item.get("quantity", 1),
        condition=item.get("condition", "unknown"),
        marks=item.get("marks", ""),
        seal=item.get("seal"),
        cash=cash,
        check_feature=tuple(filter(None, [item.get("check_feature")])),
    )


def _offer(codes: Any, _detail: str, by: Person, walk: Walk) -> None:
    transfers.offer(codes, "BALIE-HAVEN", "bewaren", str(uuid.uuid4()), by, walk.at)


def _accept(code: str, _detail: str, by: Person, walk: Walk) -> None:
    transfers.accept(code, "BALIE-HAVEN", None, str(uuid.uuid4()), person("joke"), walk.at)


def _refuse(code: str, reason: str, by: Person, walk: Walk) -> None:
    transfers.refuse(code, reason, "", str(uuid.uuid4()), person("joke"), walk.at)


def _shelf(code: str, place: str, by: Person, walk: Walk) -> None:
    """The desk offers it to the property room, which takes it in by a scan at the shelf."""
    transfers.offer([code], "KAMER-HAVEN", "bewaren", str(uuid.uuid4()), person("joke"), walk.at)
    walk.passes(minutes=20)
    ruud = person("ruud")
    desk.scan(code, place, str(uuid.uuid4()), "bon.example", ruud, walk.at)


def _return(code: str, receiver: str, by: Person, walk: Walk) -> None:
    release = returns.Release(
        receiver=Party("entitled", receiver),
        identity_kind="id_card",
        tail="7K2",
        entitlement="giver",
        feature_result="matches",
        feature_reason="",
        signature=Signature("typed", receiver),
        second="",
        remarks="",
    )
    walk.passes(hours=20)
    returns.give_back(code, release, str(uuid.uuid4()), person("ruud"), walk.at)


def _outside(code: str, organisation: str, by: Person, walk: Walk) -> None:
    name = "M. de Graaf"
    signed = {"way": "typed", "text": name}
    outsider = Outsider(name, organisation, "known", "onderzoek", None, signed)
    outsiders.hand_on(code, outsider, str(uuid.uuid4()), person("joke"), walk.at)


_STEPS: dict[str, Callable[[Any, str, Person, Walk], None]] = {
    "offer": _offer,
    "accept": _accept,
    "refuse": _refuse,
    "shelf": _shelf,
    "desk": _shelf,
    "return": _return,
    "outside": _outside,
}


def find(act: dict[str, Any], walk: Walk) -> None:
    """An officer finds something, and records it knowing nothing of any complaint."""
    by = person(act["by"])
    thing = Description(act["category"], act["description"], "sleutels", act["quantity"])
    found = Handover(
        form_id=str(uuid.uuid4()),
        taking="found_internal",
        items=(thing,),
        happened_at=walk.at,
        place=act["place"],
        taken_at=act["taken_at"],
    )
    intake.record_find(found, "BALIE-HAVEN", by, walk.at)


def complain(act: dict[str, Any], walk: Walk) -> None:
    """A complaint comes in: its item is linked and held, or a claim says nothing was recorded."""
    given = walk.today.astimezone(AMSTERDAM) - timedelta(days=act["given_days"])
    by = person(act["handler"])
    today = walk.at.astimezone(AMSTERDAM).date()
    complaint = Complaint(
        number="",
        text=act["text"].format(given=format_date(given, "d MMMM", locale="nl")),
        channel="letter",
        received_on=today,
        complainant=Party("complainant", act["name"], "", act["phone"], "", act["address"]),
    )
    made = complaints.register(complaint, str(uuid.uuid4()), by, walk.at, today)
    worker.work_off(lambda: walk.at, NO_MAIL)
    walk.passes(minutes=25)
    if "claim" in act:
        _claim(act, made, given.date(), by, walk)
    else:
        best = linking.show(made.number, by).suggestions[0]
        form, why = str(uuid.uuid4()), act["linked_because"]
        linking.link(made.number, best.mention, best.item, why, form, by, walk.at)
        unrecorded.linked(made.number, best.mention, best.item, why, by, walk.at)


def _claim(act: dict[str, Any], made: Complaint, given: date, by: Person, walk: Walk) -> None:
    claim = Claim(
        number="",
        category="keys",
        account=act["claim"],
        complaint=made.number,
        mention=0,
        first_on=given,
        last_on=given,
        place=act["address"],
        claimant=act["name"],
    )
    claims.open_claim(claim, str(uuid.uuid4()), by, walk.at)
