"""The buttons and forms of grooming."""

from handlers.grooming.actions.buttons import GroomingButtons
from handlers.grooming.actions.forms import GroomingForms

__all__ = ["GroomingButtons", "GroomingForms"]
