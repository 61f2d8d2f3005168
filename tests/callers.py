"""Somebody who uses the API with a token, and looks at the read log afterwards."""

import uuid
from datetime import UTC, datetime
from typing import Any

from flask import Flask
from werkzeug.test import TestResponse

from custody.domain.tokens import SCOPES
from custody.services import accounts, tokens
from custody.services.looks import newest
from tests.pages import CAST

NUMBER_OF = {username: number for username, number, *_ in CAST}
USER_OF = {role: username for username, _, _, role, _, unit in CAST if unit == "WTL-HAVEN"}


def token_of(username: str, scopes: frozenset[str] = frozenset(SCOPES), days: int = 1) -> str:
    """Return a fresh token of this person."""
    person = accounts.find_account(NUMBER_OF[username]).person
    return tokens.make_token("test", scopes, days, person, datetime.now(UTC))[1]


class Caller:
    """A program that acts for one person."""

    def __init__(
        self, app: Flask, username: str, scopes: frozenset[str] = frozenset(SCOPES)
    ) -> None:
        self.token = token_of(username, scopes)
        self.client = app.test_client(use_cookies=False)

    def _headers(self, more: dict[str, str]) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}", **more}

    def get(self, path: str, **more: str) -> TestResponse:
        """Ask."""
        return self.client.get(f"/api/v1{path}", headers=self._headers(more))

    def post(self, path: str, sent: Any, key: str = "", **more: str) -> TestResponse:
        """Act, under a key of its own unless one is given."""
        headers = self._headers({"Idempotency-Key": key or str(uuid.uuid4()), **more})
        return self.client.post(f"/api/v1{path}", json=sent, headers=headers)

    def raw(self, path: str, content: str | bytes, **more: str) -> TestResponse:
        """Send these bytes as JSON."""
        headers = self._headers({"Idempotency-Key": str(uuid.uuid4()), **more})
        kind = "application/json"
        return self.client.post(f"/api/v1{path}", data=content, content_type=kind, headers=headers)

    def hands_over(self, **more: Any) -> str:
        """Record a handover of two keys and return the item's code."""
        keys = {"category": "keys", "quantity": 2, "description": "rode hanger"}
        giver = {"role": "giver", "name": "Annie Verhoeven"}
        sent = {"items": [keys], "parties": [giver], "place": "BIJ-4711", **more}
        response = self.post("/handovers", sent)
        assert response.status_code == 201, response.json
        code: str = response.json["items"][0]
        return code


def looks(route: str) -> list[Any]:
    """Return what the read log holds of this route."""
    by = accounts.find_account("5004").person
    return [look for look in newest(by) if look.route == route]
