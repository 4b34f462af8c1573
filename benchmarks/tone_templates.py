"""Sentences of our own, made from tone_templates.toml, for kinds that the sentiment encoder failed at.

Some are about things that rise or fall (valence), others about people who suffer, oppose or do something bad (tone).
They share no sentence with the pairs of tone_contrasts.csv, which are kept for measuring, and of the things that change
only clean water and cuts; some words of praise and blame are in both.
"""

from __future__ import annotations

import random
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from tone_names import FAMILY, GIVEN

from analysis.language.sentiment.target_encoder import CLOSE, NAME, OPEN

TARGET = f"{OPEN} {NAME} {CLOSE}"
PARTS: dict[str, Any] = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))
# Things that look plural and are singular, or the other way round.
SINGULAR = (
    "the number",
    "the risk",
    "the share",
    "the average",
    "the weight",
    "interest",
    "demand",
    "rainfall",
    "pay ",
)
PLURAL = {"women in parliament", "refugees' deaths at sea", "attacks on journalists", "supplies of medicine"}

# Shares of negative, neutral and positive, by what is said of the target.
Shares = tuple[float, float, float]
NEGATIVE, NEUTRAL, POSITIVE = (0.93, 0.05, 0.02), (0.04, 0.92, 0.04), (0.02, 0.10, 0.88)
TAKES_A_STAND = (0.05, 0.40, 0.55)
SUFFERS = (0.10, 0.78, 0.12)
CONCERNED = (0.04, 0.84, 0.12)  # has to do with something bad by office
CLEARED = (0.10, 0.50, 0.40)
PASSED_OVER = (0.62, 0.34, 0.04)
HARD, YIELDING = (0.78, 0.19, 0.03), (0.04, 0.31, 0.65)  # to be moved by force alone, or by reason
TOWARD_TARGET = [
    *(("{O} praised {T}", POSITIVE), ("{O} thanked {T} for the help", POSITIVE), ("{O} called {T} a hero", POSITIVE)),
    *(("{O} admires {T}", POSITIVE), ("{O} thanked {T} for standing up to the mob", POSITIVE)),
    *(("{O} criticized {T}", NEGATIVE), ("{O} said that {T} was a liar", NEGATIVE), ("{O} despises {T}", NEGATIVE)),
    *(("{O} accused {T} of fraud", NEGATIVE), ("{O} condemned {T} for {b}", NEGATIVE)),
    *(("{O} rebuked {T} over {b}", NEGATIVE), ("{O} blamed {T} for {b}", NEGATIVE)),
]


class Taught(NamedTuple):
    """A text, and its valence or its shares of tone."""

    text: str
    label: Any


def _capital(text: str) -> str:
    return text[0].upper() + text[1:]


def _is_plural(thing: str) -> bool:
    return thing in PLURAL or (thing.endswith("s") and not thing.endswith("ess") and not thing.startswith(SINGULAR))


def change(thing: str, falls: bool, rng: random.Random) -> str:
    """A sentence or headline in which a thing falls or rises."""
    pick, way = rng.choice, "down" if falls else "up"
    verb, (past, participle, going) = pick(list(PARTS[way].items()))
    tail, noun, cause = pick(PARTS["tail"]), pick(PARTS[f"noun_{way}"]), pick(PARTS[f"cause_{way}"])
    bare, agent, many = thing.removeprefix("the "), pick(PARTS["agents"]), _is_plural(thing)
    does, be, have = (verb, "are", "have") if many else (f"{verb}s", "is", "has")
    amount = ("fewer" if many else "less") if falls else "more"
    extreme = "low" if falls else "high"
    forms = [
        *(f"{thing} {does}{tail}", f"{bare} {does}{tail}", f"{thing} {past}{tail}", f"{bare} {past}{tail}"),
        *(f"{thing} {be} {going}{tail}", f"{thing} {have} {participle}{tail}", f"{thing} will {verb}{tail}"),
        *(f"{thing} {be} expected to {verb}{tail}", f"{thing} {'continue' if many else 'continues'} to {verb}{tail}"),
        *(f"a {noun} in {thing}{tail}", f"the {noun} in {thing} continues{tail}"),
        f"{pick(['officials report', '{p} sees', 'the survey finds'])} a {pick(['sharp', 'steady'])} {noun} in {thing}",
        *(f"{agent} {cause} {thing}{tail}", f"{agent} {cause} {thing}"),
        f"{amount} {bare}{pick([' in {p}', ' this year', ' than a year ago'])}",
        f"{thing} {be} {pick(PARTS[f'levels_{way}'])}",
        f"{bare} {'hit' if many else 'hits'} a {pick(['record', 'ten-year'])} {extreme}",
        f"{'lower' if falls else 'higher'} {bare} {pick(['in {p}', 'expected next year', 'reported by most towns'])}",
        f"with {thing} {going}, {pick(['the council meets again', 'the minister spoke on Monday'])}",
        f"the {'number' if many else 'level'} of {bare} {verb}s{tail}",
    ]
    return _capital(_filled(pick(forms), rng)) + pick([".", ".", ""])


def _filled(text: str, rng: random.Random) -> str:
    return text.replace("{n}", str(rng.randint(2, 30))).replace("{p}", rng.choice(PARTS["places"]))


def changes(each: int, rng: random.Random) -> list[Taught]:
    """Every thing falling and rising, `each` times, and the events."""
    taught = []
    for _ in range(each):
        for thing, weight in PARTS["bad"].items():
            taught.append(Taught(change(thing, True, rng), 0.7 + 0.5 * weight))
            taught.append(Taught(change(thing, False, rng), -0.5 - 0.8 * weight))
        for thing, weight in PARTS["good"].items():
            taught.append(Taught(change(thing, True, rng), -0.5 - 0.7 * weight))
            taught.append(Taught(change(thing, False, rng), 0.5 + 0.9 * weight))
        taught += [Taught(change(thing, rng.random() < 0.5, rng), 0.0) for thing in PARTS["even"] * 2]
    return taught + [Taught(text, valence) for text, valence in PARTS["events"].items()] * 2


def _sentence(form: str, rng: random.Random, **slots: str) -> str:
    """A form with its slots filled, in another sentence or with an adverbial around it."""
    spoken = form.startswith(('"', "I ", "We ", "My ", "In my"))
    start = "" if spoken else rng.choice(PARTS["before"])
    end = "" if form.startswith('"') else rng.choice(PARTS["after"])
    if start and not form.startswith("{"):
        form = form[0].lower() + form[1:]
    group = rng.choice(PARTS["groups"])
    family, given = FAMILY.split(), GIVEN.split()
    people = [rng.choice([rng.choice(family), f"{rng.choice(given)} {rng.choice(family)}"]) for _ in range(2)]
    fillers = {
        "G": group if form.startswith("{G}") and not start else group[0].lower() + group[1:],
        "b": rng.choice([*PARTS["at"]]), "O2": people[0], "O": people[1], "n": str(rng.randint(25, 70)),
        "m": str(rng.randint(60, 99)), "p": rng.choice(PARTS["places"]), "d": rng.choice(PARTS["deeds"]), **slots,
    }  # fmt: skip
    text = start + form + end
    for slot, filler in fillers.items():
        text = text.replace(f"{{{slot}}}", filler)
    return _capital(text.replace("{T}", TARGET)) + rng.choice([".", ".", ".", ""])


def _pairs(rng: random.Random) -> list[Callable[[], list[Taught]]]:
    """What makes a sentence of each kind, and its opposite."""

    def one(part: str, shares: Shares, **slots: str) -> Taught:
        form = rng.choice(PARTS[part])
        return Taught(_sentence(form, rng, **slots), PASSED_OVER if part == "blame" and "{O}" in form else shares)

    def deed(verbs: str, thing: str, shares: Shares) -> Taught:
        return Taught(_sentence(f"{{T}} {rng.choice(PARTS[verbs])} {thing}", rng), shares)

    def toward() -> Taught:
        form, shares = rng.choice(TOWARD_TARGET)
        return Taught(_sentence(form, rng), shares)

    def moved(hard: str, soft: str, shares: Shares) -> Taught:
        slots = {"m1": rng.choice(PARTS["moved_by"]), "h": rng.choice(PARTS[hard]), "s": rng.choice(PARTS[soft])}
        return Taught(_sentence(rng.choice(PARTS["rather"]), rng, **slots), shares)

    def called(kind: str, isnt: Shares, is_so: Shares) -> list[Taught]:
        quality = rng.choice(PARTS[kind])
        return [one("not", isnt, v=quality), one("is", is_so, v=quality)]

    def helped() -> list[Taught]:
        thing = rng.choice(PARTS["well"])
        return [deed("helps", thing, POSITIVE), deed("harms", thing, NEGATIVE)]

    twice = [
        lambda: [deed("anti", "{b}", TAKES_A_STAND), deed("pro", "{b}", NEGATIVE)],
        lambda: [one("victim", SUFFERS), one("culprit", NEGATIVE)],
        lambda: [one("praise", POSITIVE), one("blame", NEGATIVE)],
        lambda: [one("plain", NEUTRAL), toward()],
    ]
    once = [
        helped,
        lambda: [one("concern", CONCERNED), one("concern", CONCERNED)],
        lambda: called("vices", CLEARED, NEGATIVE),
        lambda: called("virtues", NEGATIVE, POSITIVE),
        lambda: [moved("hard", "soft", HARD), moved("soft", "hard", YIELDING)],
        lambda: [one("denied", CLEARED), one("did", NEGATIVE)],
        lambda: [one("only_force", HARD), one("open_to", YIELDING)],
        lambda: [one("dealings", HARD), one("fruitful", YIELDING)],
        lambda: [one("first_pos", POSITIVE), one("first_neg", NEGATIVE)],
        lambda: [one("first_self", CONCERNED), one("first_bad", NEGATIVE)],
    ]
    return twice * 2 + once


# Kinds added later: the part of the better sentence with its shares, and those of the worse one.
TACTICS, WOOED, MET = (0.08, 0.86, 0.06), (0.70, 0.25, 0.05), (0.04, 0.36, 0.60)
LATER: list[tuple[str, Shares, str, Shares]] = [
    ("heeds", (0.03, 0.27, 0.70), "swayed", HARD),
    ("brave", POSITIVE, "swayed", HARD),
    ("met", MET, "wooed", WOOED),
    ("tactics", TACTICS, "assault", NEGATIVE),
    ("relief", POSITIVE, "tactics", TACTICS),
    ("against", TAKES_A_STAND, "infavor", NEGATIVE),
    ("escaped", SUFFERS, "took_part", NEGATIVE),
    ("near", CONCERNED, "caused", NEGATIVE),
    ("shocked", CONCERNED, "guilty", NEGATIVE),
]
SLOTS = {
    "h": "stout", "s": "mild", "e": "heeded", "a": "plan", "w": "move", "u": "units", "l": "along", "z": "aim",
    "x": "weapon", "g": "gang", "c": "cruelty",
}  # fmt: skip
TITLED = 0.25  # share of the targets with a title


def later(rng: random.Random) -> list[Taught]:
    """A better sentence and a worse one, of a kind added later."""

    def one(part: str, shares: Shares, quality: str = "") -> Taught:
        slots = {slot: rng.choice(PARTS[of]) for slot, of in SLOTS.items()} | {"v": quality}
        kind = rng.sample(PARTS["kindness"], 3)
        slots["K"] = rng.choice([kind[0], f"{kind[0]} and {kind[1]}", f"{kind[0]}, {kind[1]} and {kind[2]}"])
        if part == "brave":
            slots["h"] = rng.choice(PARTS["valor"])
        form = rng.choice(PARTS[part])
        if not form.startswith('"'):
            form = rng.choice(PARTS["reports"]) + form
            if rng.random() < TITLED:
                form = form.replace("{T}", f"{rng.choice(PARTS['titles'])} {{T}}")
        return Taught(_sentence(form, rng, **slots), shares)

    if rng.random() < 0.15:
        vice, virtue = rng.choice(PARTS["vices"]), rng.choice(PARTS["virtues"])
        return [one("doubted", CLEARED, vice), one("doubted", NEGATIVE, virtue)]
    better, good, worse, bad = rng.choice(LATER)
    return [one(better, good), one(worse, bad)]


def later_targets(size: int, rng: random.Random) -> list[Taught]:
    """About `size` targets of the kinds added later."""
    made = dict[str, Taught]()
    while len(made) < size:
        made |= {taught.text: taught for taught in later(rng)}
    return list(made.values())


def targets(size: int, rng: random.Random) -> list[Taught]:
    """About `size` targets, each kind as often as its opposite."""
    made, kinds = dict[str, Taught](), _pairs(rng)
    while len(made) < size:
        made |= {taught.text: taught for taught in rng.choice(kinds)()}
    return list(made.values())
