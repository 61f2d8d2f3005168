"""Keys recorded three days late by the officer who carried them: both times show, and no blame."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from flask import Flask

from tests.stories.actors import Officer

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


def typed(moment: datetime) -> str:
    return moment.astimezone(AMSTERDAM).strftime("%Y-%m-%dT%H:%M")


def test_keys_recorded_three_days_late_show_both_times_and_where_they_were(app: Flask) -> None:
    # Given Sanne, who was given keys three days ago and had them in her pocket since.
    sanne = Officer(app, "sanne")
    given = datetime.now(UTC).replace(second=0, microsecond=0) - timedelta(days=3)

    # When she records them without a reason, the form asks for one and keeps what she typed.
    late = {"when_way": "earlier", "happened_at": typed(given), "precision": "about"}
    sanne.open("/handovers/new")
    typed_in = {
        "form_id": sanne.form_id(),
        "items-0-category": "keys",
        "items-0-quantity": "2",
        "items-0-description": "met rode hanger",
        "taking": "given_entry",
        "place": "BIJ-4711",
        "giver_way": "name",
        "giver_name": "Annie Verhoeven",
        **late,
    }
    sanne.send("/handovers/new", **typed_in)
    assert sanne.status == 400
    assert "Say briefly why it is recorded now." in sanne.words()
    assert "met rode hanger" in sanne.text

    # And with the reason they are recorded, with a receipt.
    keys = sanne.takes_in("keys", "Annie Verhoeven", **late, late_reason="vergeten in mijn jas")

    # Then the trail shows both times and the delay, the reason, and the long stay, and nobody's fault.
    trail = sanne.trail_of(keys)
    assert "about " in trail
    assert "3 days later" in trail
    assert "vergeten in mijn jas" in trail
    assert "In personal keeping for 3 days" in trail
    assert "Nothing recorded here" not in trail
    assert "the event is intact" in trail

    # And when she remembers later that they lay in the car for a while, that stands in its place.
    sanne.open(f"/items/{keys}/late")
    in_the_car = given + timedelta(hours=20)
    sanne.send(
        f"/items/{keys}/late",
        form_id=sanne.form_id(),
        place="VOERTUIG-4417",
        happened_at=typed(in_the_car),
        reason="nu pas aan gedacht",
    )
    assert sanne.status == 302, sanne.words()[:600]
    trail = sanne.trail_of(keys)
    assert trail.index("Handed in by Annie Verhoeven") < trail.index("Put in Voertuig 4417")
    assert "nu pas aan gedacht" in trail
    assert "does not fit" not in trail
