"""E-mail: a notice becomes a letter in its reader's words, and goes out by SMTP.

Rules kept here:
- the letter holds codes and links, nothing else (P128); every address in it is a setting (Q37);
- a message keeps one Message-ID however often it is tried (Q3);
- no try lasts longer than `PATIENCE`, so that a silent mail server stops no other work;
- what a mail server answers is kept as a number: its words may repeat an address.
"""

import smtplib
import ssl
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path

from babel.support import NullTranslations, Translations

from custody.config import Settings
from custody.domain.codes import show_item_code
from custody.domain.notices import NOTICES
from custody.domain.people import Person
from custody.domain.words import mark
from custody.services import notices
from custody.services.notices import Doer, UndeliverableError, Work

PATIENCE = 20.0
OPEN = mark("Sign in to see more:")
WHY = mark("You get this message because of your task. It names nobody on purpose.")
CALL = mark("Questions? Call %(phone)s.")


class MailServerError(Exception):
    """The mail server did not take a message; another try may help."""


class RefusedError(UndeliverableError):
    """The mail server will never take this message."""

    sentence = mark("The mail server refused this message for good, with code %(code)s.")


@dataclass(frozen=True)
class PostOffice:
    """Writes letters with the words in `translations`, and hands them to the mail server."""

    settings: Settings
    translations: Path

    def deliver(self, work: Work, at: datetime) -> str | None:
        """Send the message that a row of the outbox asks for, or note that mail is off."""
        if not self.settings.mail_server:
            return notices.MAIL_IS_OFF
        reader = notices.reader(work.payload["to"])
        items = work.payload["items"]
        self.send(self.letter(work.payload["notice"], items, reader, work.key, at))
        return None

    def letter(
        self, notice: str, items: Sequence[str], reader: Person, key: str, at: datetime
    ) -> EmailMessage:
        """Return a notice about these items as a letter in the reader's language."""
        _ = self._words(reader.language).gettext
        said = NOTICES[notice]
        base = self.settings.base_url
        links = [f"- {show_item_code(item)}  {base}/items/{item}" for item in items]
        blocks = [
            _(said.text),
            "\n".join(links),
            f"{_(OPEN)}\n{base}{said.path}",
            f"{_(WHY)}\n{_(CALL) % {'phone': self.settings.help_phone}}",
            f"-- \n{self.settings.service_name}",
        ]
        subject = _(said.subject)
        if items:
            more = f" + {len(items) - 1}" if len(items) > 1 else ""
            subject += f": {show_item_code(items[0])}{more}"
        message = EmailMessage()
        message["Subject"] = subject
        message["From"] = self.settings.mail_from
        message["To"] = reader.email
        message["Date"] = format_datetime(at)
        message["Message-ID"] = f"<{uuid.uuid5(uuid.NAMESPACE_URL, key)}@{self._domain}>"
        message["Auto-Submitted"] = "auto-generated"
        message.set_content("\n\n".join(filter(None, blocks)) + "\n")
        message["Content-Language"] = reader.language
        return message

    def send(self, message: EmailMessage) -> None:
        """Hand a letter to the mail server; MailServerError or RefusedError when it does not take it."""
        try:
            with self._connection() as server:
                if self.settings.mail_user:
                    server.login(self.settings.mail_user, self.settings.mail_password)
                server.send_message(message)
        except smtplib.SMTPRecipientsRefused as error:
            raise _refused(*(code for code, _ in error.recipients.values())) from None
        except smtplib.SMTPResponseException as error:
            raise _refused(error.smtp_code) from None
        except (smtplib.SMTPException, OSError) as error:
            raise MailServerError(type(error).__name__) from None

    def _connection(self) -> smtplib.SMTP:
        host, _, port = self.settings.mail_server.rpartition(":")
        if self.settings.mail_security == "tls":
            context = ssl.create_default_context()
            return smtplib.SMTP_SSL(host, int(port), timeout=PATIENCE, context=context)
        server = smtplib.SMTP(host, int(port), timeout=PATIENCE)
        if self.settings.mail_security == "starttls":
            server.starttls(context=ssl.create_default_context())
        return server

    def _words(self, language: str) -> NullTranslations:
        return Translations.load(self.translations, [language])

    @property
    def _domain(self) -> str:
        return self.settings.mail_from.rpartition("@")[2]


def _refused(*codes: int) -> Exception:
    """Return what an answer means: from 550 on this address is refused for good, else try later.

    A login that is refused (535) or a server that wants one (530) is mended by a setting.
    """
    if codes and all(550 <= code < 560 for code in codes):
        return RefusedError(code=codes[0])
    return MailServerError(f"SMTP {', '.join(map(str, codes))}")


def doers(settings: Settings, translations: Path) -> dict[str, Doer]:
    """Return who does the work of kind `mail` with these settings."""
    return {"mail": PostOffice(settings, translations).deliver}
