"""What is packed, taken out, split and put together, each as one plain sentence of the trail."""

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _

from custody.domain import events as e
from custody.domain.codes import show_item_code
from custody.web.entries import Entry, made, place_name


def _package_made(event: e.PackageMade, places: Mapping[str, str]) -> Entry:
    who = event.actor_name or event.actor
    title = _("%(who)s made a package or box", who=who)
    detail = ", ".join(filter(None, [event.description, place_name(event.place, places)]))
    tags = (("tag", _("seal %(number)s", number=event.seal), ""),) if event.seal else ()
    return made("event", title, icon="package-plus", detail=detail, tags=tags)


def _packed(event: e.ItemPacked, places: Mapping[str, str]) -> Entry:
    title = _("Put into %(box)s", box=show_item_code(event.into or ""))
    detail = _("By %(who)s", who=event.actor_name or event.actor)
    return made("event", title, icon="package-plus", detail=detail)


def _unpacked(event: e.ItemUnpacked, places: Mapping[str, str]) -> Entry:
    title = _("Taken out of %(box)s", box=show_item_code(event.from_ or ""))
    who = _("By %(who)s", who=event.actor_name or event.actor)
    detail = f"{who}, {place_name(event.place, places)}"
    return made("event", title, icon="package-plus", detail=detail)


def _split(event: e.ItemSplit, places: Mapping[str, str]) -> Entry:
    parts = event.parts or []
    title = _("Split into %(n)s parts", n=len(parts))
    detail = ", ".join(f"{show_item_code(code)} ({quantity})" for code, quantity in parts)
    tags: tuple[tuple[str, str, str], ...] = ()
    if event.difference:
        said = _(
            "together %(n)s other than before: %(why)s",
            n=f"{event.difference:+d}",
            why=event.reason or "–",
        )
        tags = (("circle-alert", said, "warn"),)
    return made("event", title, icon="package-plus", detail=detail, tags=tags)


def _split_off(event: e.ItemSplitOff, places: Mapping[str, str]) -> Entry:
    title = _("Split off from %(code)s", code=show_item_code(event.parent or ""))
    detail = f"{event.description or ''} ({event.quantity})"
    return made("event", title, icon="package-plus", detail=detail)


PACKING: dict[type[e.Event], Any] = {
    e.PackageMade: _package_made,
    e.ItemPacked: _packed,
    e.ItemUnpacked: _unpacked,
    e.ItemSplit: _split,
    e.ItemSplitOff: _split_off,
}
