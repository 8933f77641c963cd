"""Gunicorn writes lines of its own, with the address of the page that failed: discreet too."""

from gunicorn import glogging
from gunicorn.config import Config

from lizhi.config.logs import Discreet


class WebLogger(glogging.Logger):
    """Gunicorn's logger with our way of writing a line."""

    def setup(self, cfg: Config) -> None:
        """As it does it, and then ours."""
        super().setup(cfg)
        for handler in self.error_log.handlers:
            handler.setFormatter(Discreet(self.error_fmt, self.datefmt))
