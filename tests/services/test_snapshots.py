"""How far each trail of a complaint went, kept with the link and with the dossier."""

from custody import storage
from custody.domain.linking import Link
from custody.services import linking, snapshots
from tests.acts import complain, form, taken
from tests.cast import MARIT, NOON


def test_linking_keeps_how_far_the_trail_went_and_its_digest(home):
    number, code = complain(), taken()
    linking.link(number, None, code, "", form(), MARIT, NOON)
    with storage.reading() as books:
        (snapshot,) = books.handling.snapshots(number)
        records = books.ledger.trail(code).records
    assert (snapshot.item, snapshot.events, snapshot.by) == (code, len(records), MARIT.number)
    assert len(snapshot.digest) == 64


def test_a_link_that_the_rules_made_gets_its_snapshot_once(home):
    number, code = complain(), taken()
    with storage.transaction() as books:
        link = Link(number, code, "automatic", "", "H-1", "system:matching", NOON)
        books.complaints.link(link)
    for _ in range(2):
        snapshots.keep_new(NOON, item=code)
        snapshots.keep_new(NOON, complaint=number)
    (kept,) = snapshots.of_complaint(number, MARIT)
    assert (kept.snapshot.item, kept.true, kept.events_now) == (code, True, kept.snapshot.events)
