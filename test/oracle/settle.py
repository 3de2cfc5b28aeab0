"""What a month under one band of a contract comes to, written down a second time: exact fractions, by the words of a
contract and none of the program's code.

    python3 test/oracle/settle.py > test/oracle/settle.json

A month is walked dollar by dollar in pieces: list dollars are used at the discount until what is due is used up; those
after it cost the overage.
"""

import json
from fractions import Fraction as F
from itertools import product


def text(value):
    return str(F(value))


def month(spend, discount, commitment, floor, commitment_basis, floor_basis, overage):
    rate = 1 - discount
    due = commitment * rate if commitment_basis == "list" else commitment
    covered = min(spend, due / rate)
    beyond = spend - covered
    price = rate if overage == "contract" else F(1) if overage == "list" else F(overage)
    cost = due + beyond * price
    tested = spend * rate if floor_basis == "contracted" else spend
    used = spend * rate
    return {
        "opens": tested >= floor,
        "counted": text(tested),
        "due": text(due),
        "used": text(used),
        "shortfall": text(due - covered * rate),
        "overage": text(beyond * (price - rate)),
        "effective": text(cost),
    }


def cases():
    spends = [F(0), F("36050.5"), F(49_999), F(50_000), F(62_500), F(100_000)]
    shapes = product([F("0.1"), F("0.2"), F("0.35")], [F(0), F(40_000), F(90_000)], ["list", "contracted"])
    for discount, commitment, commitment_basis in shapes:
        for floor_basis, overage in product(["list", "contracted"], ["contract", "list", "1.1", "0.7"]):
            terms = {
                "discount": text(discount),
                "commitment": text(commitment),
                "floor": "50000",
                "commitmentBasis": commitment_basis,
                "floorBasis": floor_basis,
                "overage": overage,
            }
            months = [
                {"spend": text(s), **month(s, discount, commitment, F(50_000), commitment_basis, floor_basis, overage)}
                for s in spends
            ]
            yield {"terms": terms, "months": months}


print("[")
print(",\n".join(json.dumps(case) for case in cases()))
print("]")
