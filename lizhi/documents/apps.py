"""Django's view of this room."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    """Papers and files: printing, reading, checking signatures, packages, the encrypted store."""

    name = "lizhi.documents"
