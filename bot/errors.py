"""The exceptions that every layer may raise; `Refused` is the only one whose text people see."""

from bot.i18n import Text


class Refused(Exception):
    """The request cannot be carried out; the text tells the person why and what to do instead.

    `field` names the field of a form at which the text belongs.
    """

    def __init__(self, text: Text, *, field: str = "") -> None:
        super().__init__(str(text))
        self.text = text
        self.field = field


class Later(Exception):
    """Raised by an effect that may not run yet; the worker puts it back, which counts as no failure."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"again in {seconds:.1f} s")
        self.seconds = seconds


class Unavailable(Exception):
    """Another system did not answer in time, is overloaded, or may not be asked yet; later may help."""

    def __init__(self, system: str, reason: Text | str = "", *, retry_after: float | None = None) -> None:
        super().__init__(f"{system} is not available" + (f": {reason}" if reason else ""))
        self.system = system
        self.reason = reason
        self.retry_after = retry_after
