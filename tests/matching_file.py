"""A small file of items, complaints and gold links, invented for the tests of the matching."""

import json
from typing import Any

META = {
    "type": "meta",
    "format": "custody-matching/1",
    "name": "small",
    "period": ["2025-01-01", "2025-12-31"],
    "noise_seed": 7,
}


def item(id: str, category: str, description: str, when: str, **more: Any) -> dict[str, Any]:
    """An item line; what is not said is null."""
    line = {
        "type": "item",
        "id": id,
        "intake": "surrendered",
        "receipt": None,
        "category": category,
        "qty": 1,
        "description": description,
        "handed_over_by": None,
        "handed_over_by_degraded": None,
        "datetime": when,
        "place": "balie",
        "unit": "Bureau Noordpoort",
        "officer": None,
        "identifiers": [],
        "person_ref": None,
    }
    return {**line, **more}


def complaint(id: str, received: str, text: str, **who: Any) -> dict[str, Any]:
    """A complaint line."""
    return {
        "type": "complaint",
        "id": id,
        "lang": "nl",
        "received": received,
        "complainant": who,
        "text": text,
        "person_ref": f"p-{id}",
    }


def gold(complaint: str, *links: tuple[str, str], **more: Any) -> dict[str, Any]:
    """A gold line of (item, mention) links that are certain."""
    made = [{"item": i, "strength": "certain", "mention": words} for i, words in links]
    return {"type": "gold", "complaint": complaint, "links": made, **more}


TJALLING = {"name": "Tjalling Roos", "dob": "1961-02-03", "phone": "06-99000111"}
SMALL: list[dict[str, Any]] = [
    META,
    item("a1", "phone", "telefoon Fairphone groen", "2025-05-12T10:00", handed_over_by=TJALLING,
         handed_over_by_degraded={"name": "T. Roos"}, person_ref="p-k1"),
    item("a2", "phone", "telefoon Nokia", "2025-05-12T11:00",
         handed_over_by={"name": "Ada Veenhof", "dob": "1990-01-01"}),
    item("a3", "bag", "rugzak blauw", "2025-05-12T10:00", handed_over_by=TJALLING),
    item("a4", "keys", "sleutelbos met groene kurk", "2025-07-01", intake="found",
         place="dienstauto 77, dashboardkastje"),
    item("a5", "bicycle", "damesfiets rood", "2025-03-03T09:00", receipt="R25-000512-X",
         identifiers=[{"kind": "frame", "value": "QZ7719304"}]),
    item("a6", "jewellery", "zilveren ketting", "2025-04-04", returned="2025-04-20"),
    complaint("k1", "2025-06-01", "Op 12 mei heb ik mijn telefoon en mijn rugzak afgegeven aan de"
              " balie. Ik kreeg ze nooit terug.", **TJALLING),
    complaint("k2", "2025-06-20", "Op 30 april gaf ik een agent mijn sleutelbos. Niemand weet ervan.",
              name="Lena Struik"),
    complaint("k3", "2025-06-21", "De agent was telefonisch niet te bereiken en onbeleefd."),
    complaint("k4", "2025-06-22", "In maart is mijn fiets meegenomen, framenummer QZ7719304."),
    gold("k1", ("a1", "telefoon"), ("a3", "rugzak"), must_not_link=[{"item": "a2", "why": "other"}]),
    gold("k2", ("a4", "sleutelbos")),
    gold("k3", non_mentions=["telefonisch"]),
    gold("k4", ("a5", "fiets")),
]  # fmt: skip


def lines(objects: list[dict[str, Any]] = SMALL) -> list[str]:
    """The objects as lines of a file."""
    return [json.dumps(one, ensure_ascii=False) for one in objects]
