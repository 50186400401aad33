"""Points, boxes and matrices of a page (ISO 32000-2 § 8.3)."""

from __future__ import annotations

from collections.abc import Iterable

Matrix = tuple[float, float, float, float, float, float]
Box = tuple[float, float, float, float]
"""Left, bottom, right, top."""

IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
UNIT: Box = (0.0, 0.0, 1.0, 1.0)


def times(one: Matrix, other: Matrix) -> Matrix:
    """First ``one``, then ``other``."""
    a, b, c, d, e, f = one
    g, h, i, j, k, m = other
    return (
        a * g + b * i,
        a * h + b * j,
        c * g + d * i,
        c * h + d * j,
        e * g + f * i + k,
        e * h + f * j + m,
    )


def at(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    """Where a point goes."""
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def inverse(matrix: Matrix) -> Matrix | None:
    """The way back; ``None`` where there is none."""
    a, b, c, d, e, f = matrix
    size = a * d - b * c
    if abs(size) < 1e-12:
        return None
    return (
        d / size,
        -b / size,
        -c / size,
        a / size,
        (c * f - d * e) / size,
        (b * e - a * f) / size,
    )


def box_of(matrix: Matrix, box: Box = UNIT) -> Box:
    """What a box covers once it is turned."""
    a, b, c, d, e, f = matrix
    left, bottom, right, top = box
    x, x2 = sorted((a * left, a * right))
    u, u2 = sorted((c * bottom, c * top))
    y, y2 = sorted((b * left, b * right))
    v, v2 = sorted((d * bottom, d * top))
    return x + u + e, y + v + f, x2 + u2 + e, y2 + v2 + f


def around(points: Iterable[tuple[float, float]]) -> Box:
    """The box around points, of which there is one at least."""
    every = list(points)
    xs, ys = [x for x, _ in every], [y for _, y in every]
    return min(xs), min(ys), max(xs), max(ys)


def union(boxes: Iterable[Box]) -> Box:
    """The box around boxes, of which there is one at least."""
    every = list(boxes)
    return (
        min(one[0] for one in every),
        min(one[1] for one in every),
        max(one[2] for one in every),
        max(one[3] for one in every),
    )


def overlap(one: Box, other: Box) -> tuple[float, float]:
    """How wide and how high what two boxes share is; not above 0 where they share nothing."""
    return (
        min(one[2], other[2]) - max(one[0], other[0]),
        min(one[3], other[3]) - max(one[1], other[1]),
    )


def meet(one: Box, other: Box, by: float = 0.0) -> bool:
    """Whether two boxes share more than ``by`` both ways."""
    wide, high = overlap(one, other)
    return wide > by and high > by


def inside(one: Box, other: Box, slack: float = 1.0) -> bool:
    """Whether one box lies in the other, but for a little."""
    return (
        one[0] >= other[0] - slack
        and one[1] >= other[1] - slack
        and one[2] <= other[2] + slack
        and one[3] <= other[3] + slack
    )
