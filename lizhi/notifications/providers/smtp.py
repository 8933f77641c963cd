"""Mail through the firm's own server (`LIZHI_SMTP_*`)."""

import hashlib
import smtplib
from collections.abc import Mapping

from django.conf import settings
from django.core.mail import EmailMessage

from lizhi.common.refusals import NotPermitted
from lizhi.notifications.models import Message
from lizhi.notifications.providers import Report, SendFailed

SUBJECT_LENGTH = 60
FOR_GOOD = 500
"""From here on an answer is final; many servers first say 451 to a sender that is new to them."""


class SmtpSender:
    """Plain text, the first line as subject, one recipient."""

    def send(self, message: Message) -> str:
        """Hand it to the server; the Message-ID is the same at every try."""
        ref = _message_id(message.key)
        subject = message.text.splitlines()[0][:SUBJECT_LENGTH]
        mail = EmailMessage(subject, message.text, to=[message.address])
        mail.extra_headers["Message-ID"] = ref
        try:
            mail.send()
        except smtplib.SMTPRecipientsRefused as error:
            code = min((code for code, _ in error.recipients.values()), default=FOR_GOOD)
            reason = f"{type(error).__name__} {code}"
            raise SendFailed(reason, permanent=code >= FOR_GOOD) from None
        except smtplib.SMTPNotSupportedError as error:
            raise SendFailed(type(error).__name__, permanent=True) from None
        except smtplib.SMTPResponseException as error:
            reason = f"{type(error).__name__} {error.smtp_code}"
            raise SendFailed(reason, permanent=error.smtp_code >= FOR_GOOD) from None
        except (smtplib.SMTPException, OSError) as error:
            raise SendFailed(type(error).__name__, permanent=False) from None
        return ref

    def parse_delivery_report(
        self, headers: Mapping[str, str], query: Mapping[str, str], raw: bytes
    ) -> list[Report]:
        """Mail servers report by mail, not here."""
        raise NotPermitted("mail has no delivery reports")


def _message_id(key: str) -> str:
    digest = hashlib.sha256(key.encode()).hexdigest()[:32]
    domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].rstrip(">")
    return f"<{digest}@{domain}>"
