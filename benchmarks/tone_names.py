"""Other names for the people in training texts, so that a model learns what is said and not of whom."""

from __future__ import annotations

import random
import re

from analysis.language.sentiment.target_encoder import NAME

RENAMED = 0.8  # share of the people a text names who get another name
TITLE = r"(?:Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Gen|President|Senator|Secretary|Judge|Justice)\.? "
# Found by the rule below, and nobody's family; and the name that stands for a target.
NO_FAMILY = {"American", "Florida", "House", "Israel", "Orange", "Queen", "Times", "Virginia", "Wall", "West", NAME}
# Names given to people in their place, of many countries.
GIVEN = """
Ahmed Amina Anna Carlos Chloe Daniel Elena Fatima Grace Helen Hugo Ingrid Ivan Kenji Laura Leila Lucas Maria
Mateo Mei Nadia Omar Oscar Pavel Peter Ruth Samuel Sofia Tariq Viktor"""
FAMILY = """
Abebe Acosta Adeyemi Almeida Andersson Barnes Bautista Becker Bennett Bianchi Campbell Castillo Chen Choi
Cooper Costa Delgado Demir Diallo Dlamini Dubois Dvorak Farouk Ferreira Fischer Foster Fraser Gallo Griffin Guerrero
Haddad Hansen Hayes Hoffman Horvat Hossain Hughes Ivanova Janssen Jensen Kaya Keller Kimura Kovacs Kowalski Larsen
Lawson Levy Lim Lindqvist Malik Marino Mason Medina Mendoza Mensah Mizrahi Moreau Morozov Murphy Nagy Nakamura Nasser
Nguyen Nielsen Novak Okafor Ortega Park Patel Peeters Pereira Perkins Petrov Pham Popescu Porter Rahman Reyes Ricci
Romero Rossi Russell Santos Sato Schneider Shevchenko Silva Singh Sokolov Suzuki Tanaka Tesfaye Tran Traore Turner
Vargas Virtanen Visser Vogel Volkov Walsh Wang Webb Weber Yamada Yilmaz Zielinski"""


def people(targets: set[str]) -> re.Pattern[str]:
    """A pattern of family names, with the given name before it if there is one.

    A family name is what follows a title, or the last word of a name that is a target by itself too."""
    family: set[str] = set()
    given: set[str] = set()
    for target in targets:
        found = re.fullmatch(rf"({TITLE})?((?:[A-Z][\w.'’-]* )*)([A-Z][\w’'-]+[a-z])", target)
        if found and (found[1] or (found[2] and found[3] in targets)):
            family.add(found[3])
            given |= {found[2].strip()} if found[2].count(" ") == 1 and not found[1] else set()
    names = "|".join(sorted(map(re.escape, family - NO_FAMILY), key=len, reverse=True))
    return re.compile(rf"(?<!\w)((?:{'|'.join(map(re.escape, sorted(given)))}) )?({names})(?!\w)")


def rename(text: str, named: re.Pattern[str], rng: random.Random) -> str:
    """The text with most people in it called something else, the same person alike throughout."""
    chosen: dict[str, str | None] = {}

    def other(found: re.Match[str]) -> str:
        if found[2] not in chosen:
            chosen[found[2]] = rng.choice(FAMILY.split()) if rng.random() < RENAMED else None
        family = chosen[found[2]]
        return found[0] if family is None else f"{rng.choice(GIVEN.split())} {family}" if found[1] else family

    return named.sub(other, text)
