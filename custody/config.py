"""The `CUSTODY_*` settings: read once, checked at start, refused all at once when wrong (Q83).

Rules kept here:
- no default secret, no short secret, no plain http outside the demo mode on loopback (Q83);
- every address in a QR, a mail or a PDF comes from one setting, never from a request (Q37);
- the origin of the log is fixed at creation and ends in ``/log`` (`ledger.md` 1.1).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from environs import Env, EnvValidationError

from custody.domain.counting import TWO_PERSONS, CashWitness
from custody.domain.items import CATEGORIES
from custody.domain.people import ROLES

LOOPBACK = frozenset({"127.0.0.1", "localhost", "[::1]"})
SHORTEST_SECRET = 32


class SettingsError(Exception):
    """One or more settings are wrong or missing; `problems` names each with what to do."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__(
            "\n".join(["These settings must be mended before custody starts:", *problems])
        )
        self.problems = problems


@dataclass(frozen=True)
class Settings:
    """All settings of one running custody, each explained in the README."""

    folder: Path
    database_url: str
    base_url: str
    origin: str
    secret_key: str
    keys: Path
    service_name: str
    help_phone: str
    demo: bool
    proxies: int
    old_secret_keys: tuple[str, ...] = ()
    owner_database_url: str = ""
    mail_server: str = ""
    mail_from: str = ""
    mail_security: str = "starttls"
    mail_user: str = ""
    mail_password: str = field(default="", repr=False)
    watch_token: str = field(default="", repr=False)
    least_free_mb: int = 500
    cash_witness_eur: int = 1000
    cash_witness_role: str = "custodian"

    @property
    def cash_witness(self) -> CashWitness:
        """Which role stands beside how much money (P27)."""
        return CashWitness(self.cash_witness_eur * 100, self.cash_witness_role)

    @property
    def least_free(self) -> int:
        """The free space in bytes below which the register is not in order."""
        return self.least_free_mb * 1_000_000

    two_persons: frozenset[str] = TWO_PERSONS

    @property
    def host(self) -> str:
        """The host name in every QR code."""
        return urlsplit(self.base_url).netloc

    @property
    def secure(self) -> bool:
        """Whether pages travel over TLS, so that cookies can be held to it."""
        return self.base_url.startswith("https://")


def read_settings() -> Settings:
    """Read the settings from the environment, or raise SettingsError with every problem at once."""
    env = Env(prefix="CUSTODY_", eager=False)
    folder = Path(env.str("FOLDER", "custody-data")).absolute()
    base_url = (env.str("BASE_URL", "") or "").rstrip("/")
    settings = Settings(
        folder=folder,
        database_url=env.str("DATABASE_URL", f"sqlite:///{folder / 'custody.db'}"),
        base_url=base_url,
        origin=env.str("ORIGIN", f"{urlsplit(base_url).netloc}/log"),
        secret_key=env.str("SECRET_KEY", ""),
        keys=Path(env.str("KEYS", str(folder / "keys"))).absolute(),
        service_name=env.str("SERVICE_NAME", "Afgifte en bewaring"),
        help_phone=env.str("HELP_PHONE", ""),
        demo=env.bool("DEMO", False),
        proxies=env.int("PROXIES", 0),
        old_secret_keys=tuple(env.list("OLD_SECRET_KEYS", [])),
        owner_database_url=env.str("OWNER_DATABASE_URL", ""),
        mail_server=env.str("MAIL_SERVER", ""),
        mail_from=env.str("MAIL_FROM", ""),
        mail_security=env.str("MAIL_SECURITY", "starttls"),
        mail_user=env.str("MAIL_USER", ""),
        mail_password=env.str("MAIL_PASSWORD", ""),
        watch_token=env.str("WATCH_TOKEN", ""),
        least_free_mb=env.int("LEAST_FREE_MB", 500),
        cash_witness_eur=env.int("CASH_WITNESS_EUR", 1000),
        cash_witness_role=env.str("CASH_WITNESS_ROLE", "custodian"),
        two_persons=frozenset(env.list("TWO_PERSONS", sorted(TWO_PERSONS))),
    )
    problems = []
    try:
        env.seal()
    except EnvValidationError as error:
        found = error.error_messages
        named = found.items() if isinstance(found, Mapping) else [("CUSTODY", found)]
        problems = [f"{name}: {' '.join(map(str, why))}" for name, why in named]
    problems += check_settings(settings)
    if problems:
        raise SettingsError(problems)
    return settings


def check_settings(settings: Settings) -> list[str]:
    """Return what is wrong with these settings, one sentence each that says what to do."""
    problems = []
    parts = urlsplit(settings.base_url)
    if parts.scheme not in ("http", "https") or not parts.netloc or parts.path:
        problems.append("CUSTODY_BASE_URL: give the public address, such as https://bon.example")
    elif parts.scheme == "http" and not (settings.demo and parts.hostname in LOOPBACK | {"::1"}):
        problems.append("CUSTODY_BASE_URL: plain http is for the demo on this machine; use https")
    if len(settings.secret_key) < SHORTEST_SECRET or len(set(settings.secret_key)) < 8:
        problems.append(f"CUSTODY_SECRET_KEY: give at least {SHORTEST_SECRET} random characters")
    if not re.fullmatch(r"[a-z0-9.:\[\]-]+(/[a-z0-9._-]+)*/log", settings.origin):
        problems.append("CUSTODY_ORIGIN: give the name of the log, such as bon.example/log")
    if not settings.database_url.startswith(
        ("sqlite:///", "postgresql://", "postgresql+psycopg://")
    ):
        problems.append("CUSTODY_DATABASE_URL: use sqlite:///FILE or postgresql://...")
    if not settings.help_phone:
        problems.append(
            "CUSTODY_HELP_PHONE: give the phone number that stands on pages and receipts"
        )
    if unknown := settings.two_persons - set(CATEGORIES):
        problems.append(f"CUSTODY_TWO_PERSONS: {', '.join(sorted(unknown))} is no kind of thing")
    if settings.cash_witness_role not in ROLES or settings.cash_witness_eur < 0:
        problems.append(
            f"CUSTODY_CASH_WITNESS_EUR, CUSTODY_CASH_WITNESS_ROLE: give whole euros, and one of {', '.join(ROLES)}"
        )
    if settings.watch_token and len(settings.watch_token) < SHORTEST_SECRET:
        problems.append(f"CUSTODY_WATCH_TOKEN: give at least {SHORTEST_SECRET} random characters")
    return problems + _check_mail(settings)


def _check_mail(settings: Settings) -> list[str]:
    """Return what is wrong with the settings of e-mail; without a server there is none (Q83)."""
    if not settings.mail_server:
        return []
    problems = []
    host, _, port = settings.mail_server.rpartition(":")
    if not host or not port.isdigit():
        problems.append("CUSTODY_MAIL_SERVER: give name and port, such as mail.example:587")
    if not re.fullmatch(r"[^@\s<>]+@[^@\s<>]+", settings.mail_from):
        problems.append("CUSTODY_MAIL_FROM: give the address that messages come from")
    if settings.mail_security not in ("starttls", "tls", "none"):
        problems.append("CUSTODY_MAIL_SECURITY: use starttls, tls or none")
    elif settings.mail_security == "none" and host not in LOOPBACK:
        problems.append("CUSTODY_MAIL_SECURITY: none is for a mail server on this machine")
    if bool(settings.mail_user) != bool(settings.mail_password):
        problems.append("CUSTODY_MAIL_USER: give CUSTODY_MAIL_PASSWORD with it, or neither")
    return problems
