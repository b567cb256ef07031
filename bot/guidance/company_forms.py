"""The company forms (virksomhedsformer) of the CVR register, by their code.

Keyed on the code, never on the register's short name: FBA, for one, stands for two forms.
"""

from __future__ import annotations

from typing import Final

#: The three forms under which an organisation is public in NemLog-in: Statslig administrativ enhed, Region, Primærkommune.
#: Source: the official page, "Inden du starter tilslutning".
PUBLIC: Final = frozenset({230, 245, 250})

#: Uoplyst: the register itself does not say. It answers the question and settles nothing.
NOT_STATED: Final = 990

#: What a user says whose form is none of the three public ones, without naming it.
OTHER: Final = "other"

#: Every code the register uses.
CODES: Final = frozenset(
    {
        10,
        15,
        20,
        30,
        40,
        45,
        50,
        60,
        70,
        80,
        81,
        90,
        95,
        100,
        110,
        115,
        130,
        140,
        150,
        151,
        152,
        160,
        170,
        180,
        190,
        195,
    }
    | {196, 200, 210, 220, 230, 235, 240, 245, 250, 260, 270, 280, 285, 290, 291, 520, NOT_STATED}
)
