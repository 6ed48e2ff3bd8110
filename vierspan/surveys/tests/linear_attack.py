"""Somebody who has everything that is shown and can add and subtract: exact linear algebra, no rounding to hide behind.

Shown figures are sums over sets of cells, hence rows of zeros and ones; what can be worked out from them is the space of
these rows. A combination that only involves cells with few people tells of these few people.
"""

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from itertools import combinations

from vierspan.surveys.suppression import Block, Key

Row = list[Fraction]


def reduced(rows: Iterable[Sequence[int | Fraction]]) -> tuple[list[Row], list[int]]:
    """Reduced row echelon form without zero rows, and the column of each row's leading one."""
    matrix = [[Fraction(value) for value in row] for row in rows]
    leads: list[int] = []
    for column in range(len(matrix[0]) if matrix else 0):
        rank = len(leads)
        pivot = next((at for at in range(rank, len(matrix)) if matrix[at][column]), None)
        if pivot is None:
            continue
        matrix[rank], matrix[pivot] = matrix[pivot], matrix[rank]
        matrix[rank] = [value / matrix[rank][column] for value in matrix[rank]]
        for at, row in enumerate(matrix):
            if at != rank and row[column]:
                matrix[at] = [value - row[column] * own for value, own in zip(row, matrix[rank], strict=True)]
        leads.append(column)
    return matrix[: len(leads)], leads


def exposed(shown: Iterable[Block], people: Mapping[Key, int], floor: int) -> Block | None:
    """Cells with fewer people than the floor about which a combination of shown figures tells something, if any.

    A vector is a combination of the rows exactly if it is at right angles to all that the rows cannot see (their null
    space). One that lives in a few cells exists exactly if the null space's rows of these cells depend on each other.
    """
    cells = sorted(key for key, n in people.items() if n)
    matrix, leads = reduced([[int(key in block) for key in cells] for block in shown])
    unseen = [column for column in range(len(cells)) if column not in leads]
    lead_rows = dict(zip(leads, matrix, strict=True))
    null = {
        key: [-lead_rows[at][free] if at in lead_rows else Fraction(at == free) for free in unseen]
        for at, key in enumerate(cells)
    }
    small = [key for key in cells if people[key] < floor]
    for size in range(1, floor):
        for few in combinations(small, size):
            if sum(people[key] for key in few) < floor and len(reduced([null[key] for key in few])[1]) < size:
                return frozenset(few)
    return None


def solved(figures: Mapping[Block, int], target: Block) -> Fraction | None:
    """The sum over the target that follows from the shown sums, None when it does not follow."""
    cells = sorted(frozenset().union(target, *figures))
    columns = [[int(key in block) for block in figures] + [int(key in target)] for key in cells]
    matrix, leads = reduced(columns)
    if len(figures) in leads:
        return None
    totals = list(figures.values())
    return sum((row[-1] * totals[lead] for row, lead in zip(matrix, leads, strict=True)), Fraction(0))
