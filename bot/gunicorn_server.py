"""Deliveries only, served by gunicorn: one worker process with as many threads as the pools have."""

from gunicorn.app.base import BaseApplication
from gunicorn.config import Config
from gunicorn.glogging import Logger
from gunicorn.workers.base import Worker

from bot.app import THREADS
from bot.settings import Settings
from bot.web import WayIn, create

STOP_SECONDS = 10


class SharedLogger(Logger):  # type: ignore[misc]  # gunicorn has no types
    """Passes gunicorn's own lines to our logging, which formats and redacts them."""

    def setup(self, cfg: Config) -> None:
        self.cfg = cfg
        self.error_log.propagate = True


class GunicornServer(BaseApplication):  # type: ignore[misc]  # gunicorn has no types
    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        super().__init__()

    def load_config(self) -> None:
        options = {
            "bind": _bind(self._settings),
            "workers": 1,
            "worker_class": "gthread",
            "threads": THREADS,
            "graceful_timeout": STOP_SECONDS,
            "logger_class": SharedLogger,
            "control_socket_disable": True,
            "worker_exit": _stop,
        }
        for name, value in options.items():
            self.cfg.set(name, value)

    def load(self) -> WayIn:
        return create()


def _bind(settings: Settings) -> str:
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    return f"{host}:{settings.port}"


def _stop(_server: object, worker: Worker) -> None:
    if isinstance(way_in := getattr(worker, "wsgi", None), WayIn):
        way_in.stop(timeout=STOP_SECONDS / 2)
