"""The rules of the audit chain, without a database: how an entry is sealed, linked and checked.

An entry's hash covers its number, the hash before it and the digest of its body; so a body can go, or be left
out of an extract, and the chain still holds. Personal values stand in the body as salted commitments only.
"""

import hashlib
import hmac
import json
import secrets
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

DOMAIN = "taktgeber-audit-1"
GENESIS = "0" * 64  # what stands before the first entry
SALT_BYTES = 32

Seal = Callable[[str, "Personal"], object]
Mark = tuple[int, str]  # a number, and the hash that its entry must have


@dataclass(frozen=True, slots=True)
class Personal:
    """A value that names or was written by a person, who may have it erased."""

    value: str
    of: str


@dataclass(frozen=True, slots=True)
class Opening:
    """What a commitment hides: whoever has it can check the commitment, nobody else can guess the value."""

    salt: str
    value: str


@dataclass(frozen=True, slots=True)
class Link:
    """One entry of the chain; `body` is None once it was deleted, or where an extract leaves it out.

    `openings` are the personal values that are still there, by their JSON pointer in the body. `label` is the
    kind and subject under which the entry is found.
    """

    number: int
    digest: str
    hash: str
    body: str | None
    openings: Mapping[str, Opening] = field(default_factory=dict)
    label: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """`first_bad` is the number of the first entry that does not hold; `head` the last hash that does."""

    first_bad: int | None
    count: int
    head: str

    @property
    def holds(self) -> bool:
        return self.first_bad is None


def canonical(value: object) -> str:
    """One spelling for each value: sorted keys, no spaces, times in UTC."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def digest_of(body: str) -> str:
    return hashlib.sha256(body.encode()).hexdigest()


def fingerprint(content: Mapping[str, Any]) -> str:
    """What an entry's `after` holds of a fact that lies elsewhere."""
    return digest_of(canonical(plain(content)))


def link_hash(number: int, previous: str, digest: str) -> str:
    return digest_of(f"{DOMAIN}\n{number}\n{previous}\n{digest}")


def commitment(opening: Opening) -> str:
    return hmac.digest(bytes.fromhex(opening.salt), opening.value.encode(), "sha256").hex()


def plain(value: object, seal: Seal | None = None, *, at: str = "") -> Any:  # noqa: ANN401 - JSON
    """A value in JSON's types; `seal` says what stands for a personal value at this JSON pointer."""
    match value:
        case Personal() if seal:
            return seal(at, value)
        case Mapping():
            return {str(name): plain(part, seal, at=f"{at}/{name}") for name, part in value.items()}
        case list() | tuple():
            return [plain(part, seal, at=f"{at}/{index}") for index, part in enumerate(value)]
        case set() | frozenset():
            return sorted(map(plain, value))
        case _:
            return _moment(value)


def _moment(value: object) -> object:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    return value.isoformat() if isinstance(value, date) else value


def sealed(content: Mapping[str, object]) -> tuple[str, dict[str, tuple[Opening, str]]]:
    """The body of an entry, and by pointer what opens each of its commitments, with whom it belongs to."""
    openings: dict[str, tuple[Opening, str]] = {}

    def seal(pointer: str, personal: Personal) -> dict[str, str]:
        opening = Opening(secrets.token_hex(SALT_BYTES), personal.value)
        openings[pointer] = (opening, personal.of)
        return {"sealed": commitment(opening)}

    return canonical(plain(content, seal)), openings


def opened(body: str, openings: Mapping[str, Opening]) -> dict[str, Any]:
    """The body as people read it: personal values in place of commitments, None where one was erased."""

    def visible(value: object, at: str) -> object:
        match value:
            case {"sealed": str()}:
                return openings[at].value if at in openings else None
            case dict():
                return {name: visible(part, f"{at}/{name}") for name, part in value.items()}
            case list():
                return [visible(part, f"{at}/{index}") for index, part in enumerate(value)]
            case _:
                return value

    return {name: visible(part, f"/{name}") for name, part in json.loads(body).items()}


def follow(
    links: Iterable[Link], *, after: int = 0, previous: str = GENESIS, marks: Iterable[Mark] = ()
) -> Verdict:
    """Check every link from the one after `after` on, and that the chain meets the marks beyond it."""
    wanted: defaultdict[int, set[str]] = defaultdict(set)
    for marked, known in marks:
        wanted[marked].add(known)
    number, head = after, previous
    for link in links:
        number += 1
        if link.number != number or not _holds(link, head) or wanted[number] - {link.hash}:
            return Verdict(number, number - 1 - after, head)
        head = link.hash
    is_cut = any(marked > number and known for marked, known in wanted.items())
    return Verdict(number + 1 if is_cut else None, number - after, head)


def _holds(link: Link, previous: str) -> bool:
    if link.hash != link_hash(link.number, previous, link.digest):
        return False
    if link.body is None:
        return not link.openings
    return link.digest == digest_of(link.body) and _tells_the_truth(link, link.body)


def _tells_the_truth(link: Link, body: str) -> bool:
    """Whether label and opened values are those that the body was sealed with."""
    content = json.loads(body)
    if link.label is not None and link.label != (content["kind"], content["subject"]):
        return False
    return all(
        _at(content, pointer) == {"sealed": commitment(opening)} for pointer, opening in link.openings.items()
    )


def _at(content: object, pointer: str) -> object:
    for name in pointer.split("/")[1:]:
        match content:
            case dict():
                content = content.get(name)
            case list() if name.isdigit() and int(name) < len(content):
                content = content[int(name)]
            case _:
                return None
    return content
