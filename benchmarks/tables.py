"""How a benchmark tells its figures."""

from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass(slots=True)
class Table:
    """One table of results; `verdicts` are the bounds that were set, and whether they hold."""

    title: str
    head: tuple[str, ...]
    rows: list[tuple[str, ...]] = field(default_factory=list)
    verdicts: list[tuple[str, bool]] = field(default_factory=list)

    def add(self, *cells: object) -> None:
        self.rows.append(tuple(_shown(cell) for cell in cells))

    def judge(self, bound: str, *, holds: bool) -> None:
        self.verdicts.append((bound, holds))

    def markdown(self) -> str:
        lines = [f"## {self.title}", "", _row(self.head), _row(["---"] * len(self.head))]
        lines += [_row(row) for row in self.rows]
        if self.verdicts:
            lines += [
                "",
                *(f"- {'holds' if holds else '**MISSED**'}: {bound}" for bound, holds in self.verdicts),
            ]
        return "\n".join(lines) + "\n"

    @property
    def all_hold(self) -> bool:
        return all(holds for _bound, holds in self.verdicts)


def percentile(values: Sequence[float], share: float) -> float:
    """The nearest-rank percentile."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, max(0, round(share * len(ordered)) - 1))]


def _row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def _shown(cell: object) -> str:
    return f"{cell:,.2f}" if isinstance(cell, float) else str(cell)
