"""Words of Nexis and LexisNexis that set fields apart, in the languages of their interfaces."""

from __future__ import annotations

import re
from typing import NamedTuple

from analysis._utils.content_hiding import hides_content

# Labels before the text, by field; '' is a field that is not kept.
_BEFORE = {
    "length": "length longueur länge lengte longitud lunghezza extensão",
    "section": "section rubrique rubrik ressort rubriek sectie sección sezione seção",
    "page": "page seite pagina página",
    "byline": "byline by-line auteur autor verfasser autore",
    "dateline": "dateline ortszeile",
    "headline": "headline kop titel",
    "": "highlight series serie série guests guest distribution show anchors transcript type",
}
# Labels after the text.
_AFTER = {
    "language": "language langue sprache taal idioma lingua língua",
    "graphic": "graphic graphics grafik graphique gráfico afbeelding",
    "url": "url",
    "load_date": "load-date update datum-laden date-chargement laaddatum",
    "correction": "correction correctie korrektur",
    "correction_date": "correction-date",
    "publication_type": "publication-type type-publication publikationsart publicatietype",
    "journal_code": "journal-code zeitungs-code",
    "": (
        "subject organization company ticker industry person geographic city state country notes copyright product "
        "thema organisation firma branche land stadt onderwerp sujet société secteur lieu personne pub-type acc-no"
    ),
}
_FIELDS = {
    label.replace("-", " "): (field, is_after)
    for is_after, table in ((False, _BEFORE), (True, _AFTER))
    for field, labels in table.items()
    for label in labels.split()
}
_ANY = "|".join(re.escape(label).replace(r"\ ", "[ -]") for label in sorted(_FIELDS, key=len, reverse=True))
_LABELLED = re.compile(rf"\s*(?P<label>{_ANY})[ ]?:(?P<gap>\s*)(?P<value>.*)", re.IGNORECASE | re.DOTALL)
# Fields after the text that are never words of it; the others need a sign, as 'Subject: ...' may be a line of a text.
_UNMISTAKABLE = frozenset(("load_date", "correction_date", "publication_type", "journal_code"))
_IN_OLD_LAYOUT = _UNMISTAKABLE | {"language", "graphic", "correction"}
_SHARE = re.compile(r"\([0-9]{1,3} ?%\)")
_NO_BREAK = "\N{NO-BREAK SPACE}"

BODY_HEADINGS = frozenset(("body", "hauptteil", "corps", "corps de l'article", "cuerpo", "corpo"))
OLD_BODY_HEADINGS = frozenset(("body:",))
AFTER_HEADINGS = frozenset(
    ("classification", "graphic", "klassifizierung", "klassifikation", "grafik", "graphique", "classificatie",
     "clasificación", "classificação", "classificazione")
)  # fmt: skip
END = frozenset(
    ("end of document", "ende des dokuments", "fin du document", "fin de document", "einde van document",
     "einde document", "fin del documento", "fim do documento", "fine del documento")
)  # fmt: skip


@hides_content
class Field(NamedTuple):
    """A labelled paragraph: the field, whether it stands after the text, and what it says."""

    name: str
    is_after: bool
    value: str


def field_in(paragraph: str, *, capitals: bool = False) -> Field | None:
    """Return the field of a paragraph that begins with a label; None for any other.

    Parameters
    ----------
    paragraph : str
    capitals : bool
        Whether only labels in capitals count, as the old exports write them.
    """
    found = _LABELLED.fullmatch(paragraph)
    if found is None or not (found["label"].isupper() if capitals else found["label"][0].isupper()):
        return None
    name, is_after = _FIELDS[found["label"].lower().replace("-", " ")]
    return Field(name, is_after, found["value"].strip())


def ends_the_text(paragraph: str, *, capitals: bool = False) -> bool:
    """Whether the text ends before a paragraph: a heading such as 'Classification', or a field that is no line of it.

    In exports of today, a no-break space after the colon sets labels apart from words of a text.
    """
    if not capitals and is_heading(paragraph, AFTER_HEADINGS):
        return True
    found = field_in(paragraph, capitals=capitals)
    if found is None or not found.is_after:
        return False
    if found.name in (_IN_OLD_LAYOUT if capitals else _UNMISTAKABLE) or _SHARE.search(found.value):
        return True
    return not capitals and paragraph.partition(":")[2].startswith(_NO_BREAK)


def stands_alone(line: str) -> bool:
    """Whether a line is no part of a paragraph of text in exports of today: the end, or a field with its sign."""
    found = field_in(line)
    signed = found is not None and (found.name in _UNMISTAKABLE or line.partition(":")[2].startswith(_NO_BREAK))
    return signed or is_heading(line, END)


def is_heading(paragraph: str, headings: frozenset[str]) -> bool:
    """Whether a paragraph is one of some headings and nothing else."""
    return len(paragraph) < 60 and " ".join(paragraph.split()).lower() in headings
