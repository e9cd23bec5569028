"""Reads tokens as a query: conditions joined by AND, OR and NOT, and an order."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from sandbox.jira.jql.tokens import JqlError, Token, tokens

__all__ = [
    "And",
    "Clause",
    "Empty",
    "Function",
    "JqlError",
    "Node",
    "Not",
    "Or",
    "Query",
    "Sort",
    "Value",
    "parse",
]

_VALID = (
    "The valid operators are '=', '!=', '<', '>', '<=', '>=', '~', '!~', 'IN', 'NOT IN', 'IS' and 'IS NOT'."
)
_KEYWORDS = ("and", "or", "not", "in", "is", "order", "by")


@dataclass(frozen=True, slots=True)
class Value:
    text: str


@dataclass(frozen=True, slots=True)
class Function:
    name: str
    arguments: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Empty:
    """The word EMPTY or NULL."""


Operand = Value | Function | Empty


@dataclass(frozen=True, slots=True)
class Clause:
    """`operator` in capitals; only IN and NOT IN have several operands."""

    field: str
    operator: str
    operands: tuple[Operand, ...]


@dataclass(frozen=True, slots=True)
class And:
    parts: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Or:
    parts: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Not:
    part: "Node"


Node = Clause | And | Or | Not


@dataclass(frozen=True, slots=True)
class Sort:
    field: str
    descending: bool = False


@dataclass(frozen=True, slots=True)
class Query:
    where: Node | None
    order: tuple[Sort, ...]


def parse(text: str) -> Query:
    return _Parser(tokens(text)).query()


class _Parser:
    def __init__(self, stream: Iterator[Token]) -> None:
        self._stream = stream
        self._token = next(stream)

    def query(self) -> Query:
        where = None if self._token.kind == "end" or self._token.is_word("order") else self._or()
        order = self._order() if self._token.is_word("order") else ()
        if self._token.kind != "end":
            expected = "','" if order else "either 'OR' or 'AND'"
            raise self._unexpected(expected)
        return Query(where, order)

    def _or(self) -> Node:
        return self._joined("or", self._and, Or)

    def _and(self) -> Node:
        return self._joined("and", self._not, And)

    def _joined(self, word: str, part: Callable[[], Node], join: Callable[[tuple[Node, ...]], Node]) -> Node:
        parts = [part()]
        while self._token.is_word(word):
            self._take()
            parts.append(part())
        return parts[0] if len(parts) == 1 else join(tuple(parts))

    def _not(self) -> Node:
        if self._token.is_word("not"):
            self._take()
            return Not(self._not())
        if self._is_mark("("):
            self._take()
            inner = self._or()
            self._expect(")")
            return inner
        return self._clause()

    def _clause(self) -> Node:
        field = self._field()
        operator = self._operator()
        if operator in {"IN", "NOT IN"}:
            return Clause(field, operator, self._several())
        return Clause(field, operator, (self._operand(),))

    def _field(self) -> str:
        token = self._token
        if token.kind not in {"word", "text"} or token.is_word(*_KEYWORDS):
            raise self._unexpected("a field name")
        return self._take().text

    def _operator(self) -> str:
        token = self._token
        if token.kind == "operator":
            return self._take().text
        if token.is_word("in"):
            self._take()
            return "IN"
        if token.is_word("is"):
            self._take()
            if self._token.is_word("not"):
                self._take()
                return "IS NOT"
            return "IS"
        if token.is_word("not"):
            self._take()
            if self._token.is_word("in"):
                self._take()
                return "NOT IN"
        raise self._no_operator()

    def _several(self) -> tuple[Operand, ...]:
        if not self._is_mark("("):
            return (self._operand(),)
        self._take()
        operands = [self._operand()]
        while self._is_mark(","):
            self._take()
            operands.append(self._operand())
        self._expect(")")
        return tuple(operands)

    def _operand(self) -> Operand:
        token = self._token
        if token.kind not in {"word", "text"} or token.is_word(*_KEYWORDS):
            raise self._unexpected("either a value, list or function")
        self._take()
        if token.is_word("empty", "null"):
            return Empty()
        if self._is_mark("("):
            return Function(token.text, self._arguments())
        return Value(token.text)

    def _arguments(self) -> tuple[str, ...]:
        self._take()
        arguments: list[str] = []
        while self._token.kind in {"word", "text"}:
            arguments.append(self._take().text)
            if self._is_mark(","):
                self._take()
        self._expect(")")
        return tuple(arguments)

    def _order(self) -> tuple[Sort, ...]:
        self._take()
        if not self._token.is_word("by"):
            raise self._unexpected("'BY'")
        self._take()
        sorts = [self._sort()]
        while self._is_mark(","):
            self._take()
            sorts.append(self._sort())
        return tuple(sorts)

    def _sort(self) -> Sort:
        field = self._field()
        if self._token.is_word("asc", "desc"):
            return Sort(field, descending=self._take().is_word("desc"))
        return Sort(field)

    def _take(self) -> Token:
        token, self._token = self._token, next(self._stream, self._token)
        return token

    def _is_mark(self, mark: str) -> bool:
        return self._token.kind == "mark" and self._token.text == mark

    def _expect(self, mark: str) -> None:
        if not self._is_mark(mark):
            raise self._unexpected(f"'{mark}'")
        self._take()

    def _unexpected(self, expected: str) -> JqlError:
        token = self._token
        if token.kind == "end":
            return JqlError(f"Error in the JQL Query: Expecting {expected} before the end of the query.")
        hint = ""
        if token.is_word(*_KEYWORDS):
            hint = f" You must surround '{token.text}' in quotation marks to use it as a value."
        return JqlError(
            f"Error in the JQL Query: Expecting {expected} but got '{token.text}'.{hint} {token.place}"
        )

    def _no_operator(self) -> JqlError:
        token = self._token
        if token.kind == "end":
            return JqlError(
                f"Error in the JQL Query: Expecting operator before the end of the query. {_VALID}"
            )
        return JqlError(
            f"Error in the JQL Query: Expecting operator but got '{token.text}'. {_VALID} {token.place}"
        )
