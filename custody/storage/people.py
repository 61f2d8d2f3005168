"""Accounts as persons: who there is, and changes to them. Passwords come in hashed."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from custody.domain.people import Person
from custody.storage.tables import AccountRoleRow, AccountRow, UnitRow


@dataclass(frozen=True)
class Account:
    """An account with what only its own administration needs beside the person."""

    person: Person
    username: str
    password: str
    active: bool
    uniquifier: str


class PeopleBook:
    """Accounts on one session."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def by_number(self, number: str) -> Person | None:
        """Return the person with this staff number, disabled ones too, or None."""
        row = self._session.scalar(select(AccountRow).where(AccountRow.number == number))
        return self._together([row])[0] if row else None

    def at_work(self, number: str) -> Person | None:
        """Return the person with this staff number while their account is open, or None."""
        found = self.account(number=number.strip())
        return found.person if found and found.active else None

    def units_of(self, numbers: Collection[str]) -> dict[str, str | None]:
        """Return the unit of each of these persons, disabled ones too; whoever is none is left out."""
        query = select(AccountRow.number, AccountRow.unit).where(AccountRow.number.in_(numbers))
        # The result is walked through: `dict` would take it for a mapping.
        return {number: unit for number, unit in self._session.execute(query)}  # noqa: C416

    def names_of(self, numbers: Collection[str]) -> dict[str, str]:
        """Return the name of each of these persons, disabled ones too; whoever is none is left out."""
        query = select(AccountRow.number, AccountRow.name).where(AccountRow.number.in_(numbers))
        return {number: name for number, name in self._session.execute(query)}  # noqa: C416

    def account(self, **what: str | int) -> Account | None:
        """Return the account with this `id`, `username`, `number` or `uniquifier`, or None."""
        row = self._session.scalar(select(AccountRow).filter_by(**what))
        return _account(row, *self._together([row])) if row else None

    def locked(self, number: str) -> Account | None:
        """Return the account with this number; nobody else changes it until the end of this unit."""
        row = self._session.scalar(
            select(AccountRow).where(AccountRow.number == number).with_for_update()
        )
        return _account(row, *self._together([row])) if row else None

    def accounts(self) -> tuple[Account, ...]:
        """Return all accounts by name."""
        rows = self._session.scalars(select(AccountRow).order_by(AccountRow.name)).all()
        people = self._together(rows)
        return tuple(_account(row, person) for row, person in zip(rows, people, strict=True))

    def with_role(self, role: str, unit: str | None = None) -> tuple[Person, ...]:
        """Return the active persons with a role, of one unit or of all, by name."""
        query = select(AccountRow).join(AccountRoleRow).where(AccountRoleRow.role == role)
        query = query.where(AccountRow.active)
        if unit is not None:
            query = query.where(AccountRow.unit == unit)
        return self._persons(query)

    def contact_of_holds(self, unit: str | None) -> str:
        """Return whom to call about a hold: a coordinator, of the unit where there is one (C82)."""
        found = self.with_role("coordinator", unit) or self.with_role("coordinator")
        return found[0].name if found else "-"

    def colleagues(self, unit: str | None) -> tuple[Person, ...]:
        """Return the active persons of a unit, or of all, by name."""
        query = select(AccountRow).where(AccountRow.active)
        if unit is not None:
            query = query.where(AccountRow.unit == unit)
        return self._persons(query)

    def staff_of(self, post: str) -> tuple[Person, ...]:
        """Return the active persons who staff a desk or store, by name."""
        return self._persons(select(AccountRow).where(AccountRow.post == post, AccountRow.active))

    def _persons(self, query: Select[tuple[AccountRow]]) -> tuple[Person, ...]:
        return self._together(self._session.scalars(query.order_by(AccountRow.name)).all())

    def add(self, account: Account, at: datetime) -> None:
        """Add the row of a new account; whether its name is free is checked before."""
        person = account.person
        row = AccountRow(
            username=account.username,
            number=person.number,
            name=person.name,
            unit=person.unit,
            post=person.post,
            language=person.language,
            email=person.email,
            password=account.password,
            active=account.active,
            uniquifier=account.uniquifier,
            made_at=at,
        )
        row.roles = [AccountRoleRow(role=role) for role in sorted(person.roles)]
        self._session.add(row)
        self._session.flush()

    def change(self, account: Account) -> None:
        """Write back name, unit, post, language, address, roles, password, activity, uniquifier."""
        person = account.person
        row = self._session.get_one(AccountRow, person.account)
        row.name, row.unit, row.post = person.name, person.unit or row.unit, person.post
        row.language, row.password, row.active = person.language, account.password, account.active
        row.email = person.email
        row.uniquifier = account.uniquifier
        present = {role.role: role for role in row.roles}
        row.roles = [present.get(r) or AccountRoleRow(role=r) for r in sorted(person.roles)]
        self._session.flush()

    def _together(self, rows: Sequence[AccountRow]) -> tuple[Person, ...]:
        """Return rows as persons; who is chief is asked once, not for each of them."""
        if not rows:
            return ()
        # By unit: there are far fewer units than people, and a question holds only so many values.
        query = select(UnitRow.code, UnitRow.chief)
        query = query.where(UnitRow.code.in_({row.unit for row in rows}))
        chiefs = {(code, chief) for code, chief in self._session.execute(query)}
        return tuple(_person(row, (row.unit, row.number) in chiefs) for row in rows)


def _person(row: AccountRow, chief: bool) -> Person:
    return Person(
        number=row.number,
        name=row.name,
        unit=row.unit,
        roles=frozenset(role.role for role in row.roles),
        post=row.post,
        account=row.id,
        language=row.language,
        email=row.email,
        chief=chief,
    )


def _account(row: AccountRow, person: Person) -> Account:
    return Account(person, row.username, row.password, row.active, row.uniquifier)
