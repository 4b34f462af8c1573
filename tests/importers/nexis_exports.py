"""Articles in the layout of Nexis exports, with every quirk that is known of it; all names and sentences are ours."""

import io
import random
import zipfile
from typing import NamedTuple
from xml.sax.saxutils import escape

NBSP = "\N{NO-BREAK SPACE}"
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
LINKS = "http://schemas.openxmlformats.org/package/2006/relationships"

OUTLETS = ["The Tarnholm Gazette(Tarnholm)", "Nordlin Post (Nordlin, Quebec)", "  Harbour Times", "Gazette.example."]
TITLES = [
    "Ferry crews return to work", "Council votes on the bridge;The plan costs 4m;Reply", "Series: how a bridge ages",
    "May 4, 2018: the day the ferry stopped", "'No comment' -- the mayor's week", "Search terms: what readers ask",
]  # fmt: skip
# As written, as a day or time, and the edition.
DATES = [
    ("May 30, 2014 Friday", "2014-05-30", ""),
    ("November 5, 2002 Tuesday Final Edition", "2002-11-05", "Final Edition"),
    ("December 7, 2008 Sunday, Final Edition", "2008-12-07", "Final Edition"),
    ("June 20, 2003 Friday,  Late Edition - Final", "2003-06-20", "Late Edition - Final"),
    ("July 1, 2019 Monday 9:20 AM GMT", "2019-07-01 09:20 GMT", ""),
    ("March 9, 2021 Tuesday 12:05 AM EST", "2021-03-09 00:05 EST", ""),
    ("5. Juli 2019 Freitag", "2019-07-05", ""),
    ("jeudi 4 juillet 2019", "2019-07-04", ""),
    ("July 2019", "", "July 2019"),
]  # fmt: skip
# As written, section, page and version.
SECTIONS = [
    ("", "", "", ""),
    ("Section A; Column 1; Foreign Desk; Pg. 1", "Section A; Column 1; Foreign Desk", "1", ""),
    ("POLITICS; Version:28", "POLITICS", "", "28"),
    ("BUITENLAND; Blz.6", "BUITENLAND", "6", ""),
    ("Pg. B22", "", "B22", ""),
    ("Section B; Page 22, Column 2; City Desk", "Section B; Column 2; City Desk", "22", ""),
    ("NEWS; Pg. A12-A13", "NEWS", "A12-A13", ""),
    ("SPORT", "SPORT", "", ""),
]
LENGTHS = [("{} words", "{}"), ("1,{:03d} words", "1{:03d}"), ("{} Wörter", "{}"), ("{} mots", "{}")]
SENTENCES = [
    ["The ferry left at nine with forty passengers.", "WESTHAVEN (NP) _ A former pilot said the crew was tired."],
    ['"We waited all night," said Ms. Ferrand.', "Her neighbour nodded: 'It was cold.''"],
    ["FERRAND: Good evening.", "OKOYE: Thank you. Subject: the harbour, of course."],
    ["Age: 59", "City: Westhaven", "Language: he speaks two.", "Runs for the third time."],
    ["The result was broken over", "two paragraphs of the wire.", "Results: Nordlin 3, Tarnholm 1"],
    ["The classification of the ship is not known.", "Graphic scenes were cut.", "- Reuters"],
    ["The mayor's page is below.", "http://www.gazette.example"],
]
NOT_BODY = [
    [],
    ["Photo: A ferry at the quay ;"],
    ["Published by Quay Syndication with permission from Nordlin Post.", "-939871"],
    ["Copyright 2019 Quay Press. All Rights Reserved"],
]
CORRECTIONS = ["", "title", "line", "date"]
AFTER = ["load date", "graphic", "classification", "nothing"]


class Written(NamedTuple):
    """Paragraphs of runs, and the fields that an importer has to find."""

    paragraphs: list[list[str]]
    fields: dict[str, str]


def split_runs(chosen: random.Random, text: str) -> list[str]:
    """Set off a part of a text as a run of its own, as search terms are, even within a word."""
    if len(text) < 8 or chosen.random() < 0.5:
        return [text]
    begin = chosen.randrange(1, len(text) - 3)
    end = chosen.randrange(begin + 1, len(text))
    return [text[:begin], text[begin:end], text[end:]]


def article(number: int) -> Written:
    """Write an article; the combination of quirks follows from its number."""
    chosen = random.Random(number)
    pick = chosen.choice
    title, outlet, correction, after = pick(TITLES), pick(OUTLETS), pick(CORRECTIONS), pick(AFTER)
    date, published, edition = pick(DATES)
    section, section_found, page, version = pick(SECTIONS)
    words, stated = pick(LENGTHS)
    sentences = [*pick(SENTENCES), f"This was article {number}."]
    not_body = pick(NOT_BODY)
    lines = [[""], [title + ("  - Correction Appended" if correction == "title" else "")], [outlet]]
    lines += [[date + ("\nCorrection Appended" if correction == "date" else "")], [""]]
    lines += [["Correction Appended"]] if correction == "line" else []
    holder = "Copyright 2019 Quay Press Ltd."
    notice = pick(["", holder, f"\n{holder}\nAll Rights Reserved"])
    lines += [[notice], [""]]
    lines += [["Section:", f"{NBSP}{section}"]] if section else []
    lines += [["Length:", NBSP, words.format(number)]]
    byline = pick(["", "Una Ferrand in Westhaven", "By UNA FERRAND; Staff"])
    dateline = pick(["", "WESTHAVEN, Jan. 8"])
    lines += [["Byline:", f"{NBSP}{byline}"]] if byline else []
    lines += [["Dateline:", f"{NBSP}{dateline}"]] if dateline else []
    lines += pick([[], [["Highlight:", f"{NBSP}What the council wants."]], [["Guests:", f"{NBSP}Ada Okoye, pilot"]]])
    lines += [["Body"], [""]]
    lines += [["ABSTRACT"], ["A short account."], ["FULL TEXT"]] if chosen.random() < 0.2 else []
    for sentence in sentences:
        shown = sentence.replace(" ", pick([" ", "\t", "\n"]), 1)
        lines += [split_runs(chosen, shown)] + [[""]] * (number % 2)
    lines += [[line] for line in not_body]
    lines += {
        "nothing": [],
        "load date": [[f"\nLoad-Date:{NBSP}May 30, 2014"]],
        "graphic": [["Graphic"], [""], ["A map of the harbour"], [f"Load-Date:{NBSP}May 30, 2014"]],
        "classification": [
            ["Classification"], [""], [f"Language:{NBSP}ENGLISH"], [f"Publication-Type:{NBSP}Newspaper"],
            [f"Subject:{NBSP}FERRIES (93%); BRIDGES (90%)"], [f"Load-Date:{NBSP}May 30, 2014"],
        ],
    }[after]  # fmt: skip
    lines += [[""], [pick(["End of Document", "\nEnd of Document"])]]
    fields = {
        "headline": title, "body": "\n\n".join(sentences), "publication": outlet.strip(), "published": published,
        "identity": f"nexis:5WXX-{number:04d}-0000", "edition": edition, "section": section_found, "page": page,
        "version": version, "byline": byline, "dateline": dateline, "words_stated": stated.format(number),
        "correction": "Correction Appended" if correction else "",
        "publisher": "Quay Press Ltd." if notice else "Quay Syndication" if len(not_body) == 2 else "",
        "credit": "Nordlin Post" if len(not_body) == 2 else "",
        "language": "en" if after == "classification" else "",
    }  # fmt: skip
    return Written(lines, {name: value for name, value in fields.items() if value})


def cover(numbers: list[int]) -> list[list[str]]:
    """Write a cover, on which links name the articles."""
    lines = [["User Name: ", "Una Ferrand"], ["Date and Time: ", "Friday, 5. July 2019 09:31:00 CEST"]]
    lines += [["Job Number: ", "00000001"], [f"Documents ({len(numbers)})"]]
    for at, number in enumerate(numbers, 1):
        lines += [[f"{at}.", f"LINK{number}", "Ferry crews retu..."], ["Client/Matter: ", "-None-"]]
        lines += [["Search Terms: ", "ferry"], ["Search Type: ", "Natural Language "], ["Narrowed by: "], [""]]
        lines += [["Content Type"], ["Narrowed by"], ["News"], ["Quellen: Gazette; Content Type: News"], [""]]
    return [*lines, ["SECTION"]]


def docx(paragraphs: list[list[str]]) -> bytes:
    """Pack paragraphs as a Word document; a run 'LINK1' is a link to article 1, 'SECTION' the end of a section."""
    marked = {"\n": "</w:t><w:br/><w:t>", "\t": "</w:t><w:tab/><w:t>"}
    body, targets = [], {}
    for runs in paragraphs:
        body.append("<w:p><w:pPr><w:tabs><w:tab w:val='left' w:pos='9'/></w:tabs></w:pPr>")
        for at, run in enumerate(runs):
            text = escape(run, marked)
            if run.startswith("LINK"):
                targets[run] = (
                    f"https://nexis.example/api/document?id=urn:contentItem:5WXX-{int(run[4:]):04d}-0000&amp;x=1"
                )
                body.append(f'<w:hyperlink r:id="{run}"><w:r><w:t xml:space="preserve"> </w:t></w:r></w:hyperlink>')
            elif run == "SECTION":
                body.append("<w:r><w:t></w:t></w:r></w:p><w:p><w:pPr><w:sectPr/></w:pPr>")
            else:
                style = "<w:rPr><w:b/><w:i/></w:rPr>" if at % 2 else ""
                body.append(f'<w:r>{style}<w:t xml:space="preserve">{text}</w:t></w:r>')
        body.append("</w:p>")
    content = f'<w:document xmlns:w="{WORD}" xmlns:r="{RELATIONS}"><w:body>{"".join(body)}</w:body></w:document>'
    links = "".join(f'<Relationship Id="{name}" Target="{target}"/>' for name, target in targets.items())
    return packed(content, f'<Relationships xmlns="{LINKS}">{links}</Relationships>')


def packed(content: str, relations: str = "") -> bytes:
    """Pack the parts of a Word document."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", content)
        if relations:
            archive.writestr("word/_rels/document.xml.rels", relations)
    return file.getvalue()


def rtf(paragraphs: list[list[str]]) -> bytes:
    """Write paragraphs as rich text."""
    marked = {"\n": "\\line ", "\t": "\\tab ", NBSP: "\\~", "{": "\\{", "}": "\\}"}
    lines = []
    for runs in paragraphs:
        line = ""
        for at, run in enumerate(runs):
            text = "".join(marked.get(sign, sign if ord(sign) < 128 else f"\\u{ord(sign)}?") for sign in run)
            address = f"https://nexis.example/api/document?id=urn:contentItem:5WXX-{run[4:]:0>4}-0000&x=1"
            link = f'{{\\field{{\\*\\fldinst{{HYPERLINK "{address}"}}}}{{\\fldrslt{{\\ul  }}}}}}'
            if run.startswith("LINK"):
                line += link
            elif run == "SECTION":
                line += "\\sect"
            else:
                line += f"{{\\b {text}}}" if at % 2 else text
        lines.append(f"\\pard {line}\\par\n")
    return ("{\\rtf1\\ansi\\ansicpg1252\\deff0{\\fonttbl{\\f0 Arial;}}\n" + "".join(lines) + "}").encode("ascii")
