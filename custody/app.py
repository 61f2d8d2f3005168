"""`create_app()`: the one place where settings, memory, faces and log-in meet."""

import secrets
import uuid
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from importlib import resources
from pathlib import Path
from typing import Any

from flask import Flask, g, request
from flask_babel import Babel
from flask_wtf.csrf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix

from custody import storage
from custody.config import Settings
from custody.domain.people import Person
from custody.paper.press import Press
from custody.services import keeping, recovery
from custody.storage import schema
from custody.storage.accounts import AccountDatastore
from custody.web import (
    accounts,
    audit,
    citizen,
    claims,
    complaints,
    copies,
    corrections,
    desk,
    dossier,
    handling,
    hearing,
    help,
    inspections,
    intake,
    items,
    labels,
    letters,
    navigation,
    notices,
    overview,
    packing,
    places,
    returns,
    search,
    sending,
    stages,
    taking,
    tokens,
    transfers,
    words,
)
from custody.web import (
    keeping as keeping_pages,
)
from custody.web.api import description
from custody.web.errors import init_errors
from custody.web.guard import GuardedFlask, init_guard
from custody.web.health import blueprint as health
from custody.web.packed import pack
from custody.web.watch import init_watch

LANGUAGES = ("nl", "en")
THEMES = ("auto", "light", "dark", "night")
LARGEST_REQUEST = 24 * 1024 * 1024
# The rooms with pages.
ROOMS = (
    health,
    accounts.blueprint,
    help.blueprint,
    intake.blueprint,
    items.blueprint,
    corrections.blueprint,
    inspections.blueprint,
    packing.blueprint,
    keeping_pages.blueprint,
    transfers.blueprint,
    desk.blueprint,
    returns.blueprint,
    search.blueprint,
    labels.blueprint,
    places.blueprint,
    complaints.blueprint,
    handling.blueprint,
    stages.blueprint,
    copies.blueprint,
    hearing.blueprint,
    sending.blueprint,
    dossier.blueprint,
    claims.blueprint,
    letters.blueprint,
    citizen.blueprint,
    audit.blueprint,
    notices.blueprint,
    overview.blueprint,
    taking.blueprint,
    tokens.blueprint,
)


def house_folder(name: str) -> Path:
    """Return a folder of the house: beside the package in a checkout, inside it in a wheel."""
    package = Path(str(resources.files("custody")))
    beside = package.parent / name
    return package / name if (package / name).is_dir() else beside


def utc_now() -> datetime:
    """The clock of the ledger."""
    return datetime.now(UTC)


def open_store(settings: Settings, clock: Callable[[], datetime] = utc_now) -> None:
    """Open the memory of this process for these settings."""
    storage.connect(
        settings.database_url, settings.folder, settings.origin, clock, keys=settings.keys
    )
    schema.check(settings.database_url)
    storage.look_for_doubt()


def check_start(settings: Settings) -> str:
    """Refuse to start on a database, a schema or keys that cannot be used (Q4, Q82, Q84).

    Returns why the register is read-only, or nothing (Q16).
    """
    try:
        open_store(settings)
        storage.store().signer.check_keys()
        return storage.store().doubt.found
    finally:
        storage.disconnect()


def make_register(settings: Settings, at: datetime) -> bool:
    """Make folder, schema and signing keys; what is there already is kept.

    Returns False where a whole register stood there: nothing of it was changed but its schema.
    """
    settings.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    owner = settings.owner_database_url or settings.database_url
    whole = schema.version(owner) is not None and (settings.keys / "log.pem").exists()
    schema.upgrade(owner)
    open_store(settings)
    storage.store().signer.make_keys(int(at.timestamp()))
    return not whole


def create_app(settings: Settings, clock: Callable[[], datetime] = utc_now) -> Flask:
    """Return the app for these settings, its store open."""
    open_store(settings, clock)
    app = GuardedFlask(
        "custody",
        template_folder=str(house_folder("templates")),
        static_folder=str(house_folder("static")),
    )
    app.config.update(_config(settings))
    app.wsgi_app = _one_look(app.wsgi_app)  # type: ignore[method-assign]
    if settings.proxies:
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]
            app.wsgi_app, x_for=settings.proxies, x_proto=settings.proxies
        )
    Babel(app, locale_selector=language)
    accounts.init_accounts(app, AccountDatastore())
    init_errors(app)
    init_watch(app)
    app.after_request(pack)
    # The guard first: an error page of the token check must know who is signed in.
    init_guard(app)
    _open_rooms(app, CSRFProtect(app))
    app.context_processor(_context)
    words.init_words(app)
    app.extensions["custody_press"] = Press(house_folder("templates"))
    app.jinja_env.globals["uuid"] = lambda: str(uuid.uuid4())
    return app


def _open_rooms(app: Flask, csrf: CSRFProtect) -> None:
    """Give the app its pages and its API."""
    for room in ROOMS:
        app.register_blueprint(room)
    for api_room in description.init_api(app):
        # No session says who acts there, so no foreign page can act with one (Q29, Q30).
        csrf.exempt(api_room)
    # It changes nothing, and a citizen may have a browser without cookies.
    csrf.exempt(citizen.check)


def _one_look(answer: Callable[..., Any]) -> Callable[..., Any]:
    """Let everything that is read for one page be read at one moment; a page changes nothing (Q29)."""

    def look(environ: dict[str, Any], start: Callable[..., Any]) -> Any:
        if environ["REQUEST_METHOD"] not in ("GET", "HEAD"):
            return answer(environ, start)
        with storage.one_look():
            return answer(environ, start)

    return look


def _config(settings: Settings) -> dict[str, Any]:
    return {
        "SECRET_KEY": settings.secret_key,
        "SECRET_KEY_FALLBACKS": list(settings.old_secret_keys),
        "SESSION_COOKIE_NAME": "__Host-custody" if settings.secure else "custody",
        "SESSION_COOKIE_SECURE": settings.secure,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "PERMANENT_SESSION_LIFETIME": timedelta(hours=12),
        "MAX_CONTENT_LENGTH": LARGEST_REQUEST,
        "MAX_FORM_MEMORY_SIZE": LARGEST_REQUEST,
        "TRUSTED_HOSTS": [settings.host.rsplit(":", 1)[0]],
        "WTF_CSRF_TIME_LIMIT": 12 * 3600,
        "BABEL_DEFAULT_LOCALE": "nl",
        "BABEL_DEFAULT_TIMEZONE": "Europe/Amsterdam",
        "BABEL_TRANSLATION_DIRECTORIES": str(house_folder("templates") / "translations"),
        "SECURITY_PASSWORD_SALT": settings.secret_key,
        "SECURITY_RETURN_GENERIC_RESPONSES": True,
        "SECURITY_REGISTERABLE": False,
        "SECURITY_TRACKABLE": False,
        "SECURITY_USE_REGISTER_V2": True,
        "BASE_URL": settings.base_url,
        "HOST": settings.host,
        "SERVICE_NAME": settings.service_name,
        "HELP_PHONE": settings.help_phone,
        "DEMO": settings.demo,
        "WATCH_TOKEN": settings.watch_token,
        "LEAST_FREE": settings.least_free,
        "TWO_PERSONS": settings.two_persons,
        "CASH_WITNESS": settings.cash_witness,
        "MAIL_IS_ON": bool(settings.mail_server),
        "ASSETS": secrets.token_hex(4),
    }


def language() -> str:
    """Return the reader's language: the choice on this device, the account's, the browser's, Dutch."""
    chosen = request.cookies.get("lang", "")
    if chosen in LANGUAGES:
        return chosen
    person = g.get("person")
    if person is not None and person.language in LANGUAGES:
        return str(person.language)
    return request.accept_languages.best_match(LANGUAGES) or "nl"


def _counts(person: Person | None) -> tuple[int, int]:
    """Return the numbers in the navigation; an error page must show also when they cannot be had."""
    if person is None or not person.may("keep_items"):
        return 0, 0
    try:
        return keeping.counts(person)
    except Exception:
        return 0, 0


def _context() -> dict[str, Any]:
    """Return what every template knows."""
    person = g.get("person")
    theme = request.cookies.get("theme", "auto")
    counts = _counts(person)
    return {
        "person": person,
        "nav": navigation.ways(person, counts),
        "theme": theme if theme in THEMES else "auto",
        "lang": language(),
        "shortcuts": request.cookies.get("keys") != "off",
        "here": request.full_path.rstrip("?"),
        "read_only": bool(person and recovery.doubt()),
    }
