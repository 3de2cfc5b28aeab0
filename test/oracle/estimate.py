"""What workloads cost at list, written down a second time: no code of the program, exact fractions throughout.

    python3 test/oracle/estimate.py > test/oracle/estimate.json

The prices are copied by hand from the sources that pricing/ names. A cost that ends in decimal notation is written as
a decimal, any other as a fraction.
"""

import json
from fractions import Fraction as F

MTOK = 10**6
DEFAULT_READS_PER_WRITE = 10


def halves(prices):
    return {meter: price / 2 for meter, price in prices.items()}


OPUS = {"input": F(5), "read": F("0.5"), "5m": F("6.25"), "1h": F(10), "output": F(25)}
GPT = {"input": F("2.5"), "read": F("0.25"), "output": F(15)}
GEMINI = {"input": F(2), "read": F("0.2"), "output": F(12)}
GROK = {"input": F(3), "read": F("0.3"), "output": F(6)}

# A model on a card: prices outside and inside a batch, short and long; "writes" is what a silent workload gets.
PUBLISHED = {
    "claude-opus-4.7": {"writes": "5m", "short": (OPUS, halves(OPUS)), "regions": {"us": F("1.1")}},
    "gpt-5.4": {
        "writes": None,  # billed as input: they can be left in the uncached part
        "short": (GPT, {"input": F("1.25"), "read": F("0.13"), "output": F("7.5")}),
        "long": (
            {"input": F(5), "read": F("0.5"), "output": F("22.5")},
            {"input": F("2.5"), "read": F("0.25"), "output": F("11.25")},
        ),
        "regions": {"regional": F("1.1")},
    },
    "gemini-3.1-pro": {
        "writes": None,
        "short": (GEMINI, {"input": F(1), "read": F("0.2"), "output": F(6)}),  # the cached rate stays
        "long": (
            {"input": F(4), "read": F("0.4"), "output": F(18)},
            {"input": F(2), "read": F("0.4"), "output": F(9)},
        ),
    },
}
ARTICLE = {
    name: {"writes": None, "short": (prices, halves(prices))}
    for name, prices in [
        ("claude-opus-4.7", OPUS),
        ("gpt-5.4", GPT),
        ("gemini-3.1-pro", GEMINI),
        ("grok-4.1", GROK),
    ]
}
CARDS = {"published": PUBLISHED, "article-2026": ARTICLE}


def quantities(model, case, cached):
    """Tokens by meter; writes come out of the part that is not read, and never exceed it."""
    tokens, output = F(case["input"]), F(case["output"])
    reads = tokens * F(case.get("cacheHitRatio", 0)) if cached else F(0)
    lifetime = case.get("cacheTtl", model["writes"])
    wanted = reads / F(case.get("readsPerWrite", DEFAULT_READS_PER_WRITE)) if lifetime else F(0)
    writes = min(wanted, tokens - reads)
    amounts = {"input": tokens - reads - writes, "read": reads, "output": output}
    return {**amounts, lifetime: writes} if writes else amounts


def cost(model, case, cached, batched):
    batch = F(case.get("batchEligible", 0)) if batched else F(0)
    long = F(case.get("longContextShare", 0))
    premium = model.get("regions", {}).get(case.get("region"), F(1))
    total = F(0)
    for meter, amount in quantities(model, case, cached).items():
        for band, share in (("short", 1 - long), ("long", long)):
            if share == 0:
                continue
            standard, discounted = model[band]
            total += amount * share * ((1 - batch) * standard[meter] + batch * discounted[meter])
    return total * premium / MTOK


def text(value):
    rest = value.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    if rest != 1:
        return f"{value.numerator}/{value.denominator}"
    places = 0
    while value.denominator != 1 and (value * 10**places).denominator != 1:
        places += 1
    digits = str((value * 10**places).numerator).rjust(places + 1, "0")
    return f"{digits[:-places]}.{digits[-places:]}" if places else digits


OUTPUT_HEAVY = {"input": "500000000", "output": "1500000000"}
INPUT_HEAVY = {"input": "1500000000", "output": "100000000"}
ODD = {"input": "123456789", "output": "987654321"}
LEVERS = {"cacheHitRatio": "0.7", "batchEligible": "1"}
REST_WRITTEN = {**LEVERS, "readsPerWrite": "7/3"}
PARTLY = {"cacheHitRatio": "0.35", "batchEligible": "0.4"}


def cases():
    shapes = {"output-heavy": OUTPUT_HEAVY, "input-heavy": INPUT_HEAVY, "odd": ODD}
    for card, models in CARDS.items():
        for model in models:
            for shape, volume in shapes.items():
                yield f"{shape}, 70% hits, all batch", card, model, {**volume, **LEVERS}
                yield f"{shape}, 35% hits, 40% batch", card, model, {**volume, **PARTLY}
    for size, volume in {"50M / 150M": ("50000000", "150000000"), "2B / 6B": ("2000000000", "6000000000")}.items():
        for model in ("claude-opus-4.7", "gpt-5.4", "gemini-3.1-pro"):
            yield f"list at {size}", "article-2026", model, {"input": volume[0], "output": volume[1]}
    for shape, volume in shapes.items():
        opus = ("published", "claude-opus-4.7")
        yield f"{shape}, all the rest written, 5m", *opus, {**volume, **REST_WRITTEN, "cacheTtl": "5m"}
        yield f"{shape}, all the rest written, 1h", *opus, {**volume, **REST_WRITTEN, "cacheTtl": "1h"}
        yield f"{shape}, 3 reads a write", *opus, {**volume, **PARTLY, "readsPerWrite": "3", "cacheTtl": "5m"}
        yield f"{shape}, 95% hits, writes capped", *opus, {**volume, "cacheHitRatio": "0.95", "batchEligible": "0.5"}
        yield f"{shape}, region us", *opus, {**volume, **PARTLY, "region": "us"}
        yield f"{shape}, a region", "published", "gpt-5.4", {**volume, **PARTLY, "region": "regional"}
        for model in ("gpt-5.4", "gemini-3.1-pro"):
            yield f"{shape}, a quarter long", "published", model, {**volume, **PARTLY, "longContextShare": "0.25"}


def answer(name, card, model, case):
    entry = CARDS[card][model]
    columns = {"asIs": (False, False), "cache": (True, False), "batch": (False, True), "both": (True, True)}
    costs = {column: text(cost(entry, case, *levers)) for column, levers in columns.items()}
    return {"name": name, "card": card, "model": model, "workload": case, "costs": costs}


print(json.dumps([answer(*case) for case in cases()], indent=2))
