"""The people of the stories. What they do are sentences; how it is done stands below them."""

import re
import uuid
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from flask import Flask

from custody import worker
from custody.services import notices
from tests.pages import Visitor


class Officer(Visitor):
    """Somebody in the street, with things in pockets and vehicles."""

    def takes_in(self, category: str, giver: str = "", **more: Any) -> str:
        """Record a handover and return the item code."""
        return self.takes_in_all([category], giver, **more)[0]

    def takes_in_all(self, categories: list[str], giver: str = "", **more: Any) -> list[str]:
        """Record a handover of several things from one person and return their codes."""
        self.open("/handovers/new")
        fields: dict[str, Any] = {
            "form_id": self.form_id(),
            "taking": "safekeeping",
            "place": "BIJ-4711",
            "when_way": "now",
            "giver_way": "name" if giver else "unknown",
            "giver_name": giver,
        }
        for n, category in enumerate(categories):
            fields |= {f"items-{n}-category": category, f"items-{n}-quantity": "1"}
        fields |= {name.replace("__", "-"): value for name, value in more.items()}
        self.send("/handovers/new", follow=True, **fields)
        assert self.status == 200, self.words()[:600]
        self.receipt = re.search(r"R\d\d-\d{6}-\w", self.words())[0]
        return self._codes()

    def finds(self, category: str, place: str, **more: str) -> str:
        """Record something found, knowing nothing, and return its code."""
        self.open("/finds/new")
        self.send(
            "/finds/new",
            form_id=self.form_id(),
            category=category,
            quantity="1",
            place=place,
            **more,
        )
        assert self.status == 200, self.words()[:600]
        return self._codes()[0]

    def offers(self, *codes: str, to: str = "BALIE-HAVEN") -> None:
        """Ask the desk, or somebody else, to take these over."""
        self.open("/transfers/new")
        self.send("/transfers/new", form_id=self.form_id(), items=list(codes), to=to)
        assert self.status == 302, self.words()[:600]

    def has_with_them(self) -> str:
        """Return what stands on the page "with me"."""
        return self.open("/my-items").words()

    def trail_of(self, code: str) -> str:
        """Return what stands on the page of an item."""
        return self.open(f"/items/{code}").words()

    def _codes(self) -> list[str]:
        shown = re.findall(r"code--large\">\s*([0-9A-Z]{3}-[0-9A-Z]{3}-[0-9A-Z]{4})", self.text)
        return [code.replace("-", "") for code in shown]


class Desk(Visitor):
    """Somebody with a scanner at the front desk or in the property room."""

    def scans(self, raw: str, target: str = "") -> dict[str, Any]:
        """Scan a label and return what the page says."""
        self.open("/scan-moves")
        response = self.client.post(
            "/scan-moves",
            data={
                "csrf_token": self.token(),
                "form_id": str(uuid.uuid4()),
                "raw": raw,
                "target": target,
            },
            headers={"Accept": "application/json"},
        )
        assert response.status_code == 200, response.text[:600]
        return response.get_json()

    def sees_waiting(self) -> str:
        """Return what stands on the page of what waits for an answer."""
        return self.open("/transfers/incoming").words()

    def trail_of(self, code: str) -> str:
        """Return what stands on the page of an item."""
        return self.open(f"/items/{code}").words()

    def answers(self, code: str, answer: str, **more: str) -> None:
        """Answer one line of what was offered."""
        self.open("/transfers/incoming")
        self.send("/transfers/incoming", form_id=self.form_id(), item=code, answer=answer, **more)

    def gives_back(self, code: str, to: str, **more: str) -> None:
        """Give an item back after seeing who it is."""
        self.open(f"/items/{code}/return")
        fields = {
            "receiver": to,
            "entitlement": "giver",
            "identity_kind": "passport",
            "tail": "12A",
            "sign_way": "typed",
            "sign_text": to,
        }
        self.send(f"/items/{code}/return", form_id=self.form_id(), **{**fields, **more})


class Custodian(Visitor):
    """Somebody who keeps the property room, and compares what lies there with what is missed."""

    def answers_candidate(
        self, claim: str, code: str, answer: str, reason: str, **more: str
    ) -> None:
        """Say whether an item is the one of a claim."""
        self.open(f"/claims/{claim}")
        fields = {"item": code, "answer": answer, "reason": reason, **more}
        self.send(f"/claims/{claim}", form_id=str(uuid.uuid4()), **fields)
        assert self.status == 302, self.words()[:600]


class Handler(Custodian):
    """Somebody who looks into complaints."""

    def registers(self, text: str, received_on: date, **who: str) -> str:
        """Register a complaint word for word and return its number."""
        self.open("/complaints/new")
        self.send(
            "/complaints/new",
            form_id=self.form_id(),
            text=text,
            channel="letter",
            received_on=received_on.isoformat(),
            **who,
        )
        assert self.status == 302, self.words()[:600]
        return re.search(r"/complaints/(K-\d{4}-\d{4})/links", self.path)[1]

    def opens_a_claim(self, complaint: str, mention: int = 0, **more: str) -> str:
        """Say that nothing was recorded, and return the number of the claim."""
        where = f"?complaint={complaint}&mention={mention}" if complaint else ""
        self.open(f"/claims/new{where}")
        fields = {"category": "keys", "account": "Mijn huissleutels", "complaint": complaint}
        self.send("/claims/new", form_id=self.form_id(), mention=str(mention), **{**fields, **more})
        assert self.status == 302, self.words()[:600]
        return re.search(r"A-\d{4}-\d{4}", self.path)[0]

    def sends(self, complaint: str, kind: str, receiver: str = "", **more: str) -> str:
        """Make a letter of a complaint, record that it went out by post, and return its words."""
        self.open(f"/complaints/{complaint}/letters")
        fields = {"kind": kind, "receiver": receiver, "form_id": str(uuid.uuid4()), **more}
        self.send(f"/complaints/{complaint}/letters", **fields)
        assert self.status == 302, self.words()[:600]
        letter = self.path
        told = self.open(letter).words()
        today = datetime.now(ZoneInfo("Europe/Amsterdam")).date().isoformat()
        sent = {"form_id": self.form_id(), "way": "post", "sent_on": today}
        self.send(f"{letter}/sendings", **sent)
        assert self.status == 302, self.words()[:600]
        return told

    def links(self, complaint: str, code: str, mention: int = 0) -> None:
        """Link an item to a complaint."""
        path = f"/complaints/{complaint}/links"
        self.open(path)
        self.send(path, form_id=str(uuid.uuid4()), mention=str(mention), item=code)
        assert self.status == 302, self.words()[:600]


def the_worker_runs(app: Flask, at: datetime) -> None:
    """Do all the work that waits, as the worker does it."""
    with app.app_context():
        while notices.deliver(worker.DOERS, at):
            pass
