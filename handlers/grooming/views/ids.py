"""The ids of grooming's buttons and forms, and what its buttons carry."""

VOTE = "grooming.vote"
MINE = "grooming.mine"
WITHDRAW = "grooming.withdraw"
REVEAL = "grooming.reveal"
ACCEPT = "grooming.accept"
OTHER = "grooming.other"
AGAIN = "grooming.again"
SECOND = "grooming.second"
NOT_READY = "grooming.not_ready"
SPLIT = "grooming.split"
SKIP = "grooming.skip"
UNDO = "grooming.undo"
OVERWRITE = "grooming.overwrite"
KEEP = "grooming.keep"
END = "grooming.end"
CANCEL = "grooming.cancel"
MORE = "grooming.more"
FIRST = "grooming.first"
BALLOT = "grooming.ballot"
BACK = "grooming.back"
ALL = "grooming.all"
START = "grooming.start"
HANDOVER = "grooming.handover"

WHOLE = "session"  # the button is about all stories of a session: `session:12`


def about(*parts: int | str) -> str:
    return ":".join(str(part) for part in parts)
