"""Files over HTTP: in parts on the way here, by ranges on the way out."""

from lizhi.documents.views.serving import serve

__all__ = ["serve"]
