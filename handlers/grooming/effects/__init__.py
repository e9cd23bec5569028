"""What grooming does outside, after the commit: it shows boards, reads Jira, and writes to it."""

from handlers.grooming.effects.drawing import Drawing
from handlers.grooming.effects.moments import Moments
from handlers.grooming.effects.reading import ReadingJira
from handlers.grooming.effects.writing import WritingJira

__all__ = ["Drawing", "Moments", "ReadingJira", "WritingJira"]
