"""What an importer gets and gives: a source of bytes in, documents and refusals out."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from analysis._utils.content_hiding import hides_content
from analysis.importers.source import Source


@hides_content
class Document(NamedTuple):
    """One article, as its source gives it; each field is '' where the source gives none.

    Attributes
    ----------
    headline : str
    body : str
        Paragraphs parted by an empty line. Nothing that the source sets apart from the text: no byline, dateline line,
        caption, abstract, copyright line or search terms. '' for an entry of a list that gives addresses only.
    publication : str
        Name of the newspaper, agency or site, as the source writes it.
    published : str
        Day or time as `dates` writes it: '2019-07-01', '2019-07-01 09:20 GMT'; a time without zone has none.
    identity : str
        What the source calls the article, with the name of the scheme: 'factiva:INDOP00020240101e1…',
        'proquest:12345', 'nexis:5W8X-…', 'guid:urn:…', 'url:https://…'. '' where the content has to serve.
    version : str
        Which version of the article it is; a later one is the larger number or, where it is none, comes later in the
        order of texts, such as '2024-11-18T10:00:00Z'.
    publisher, credit : str
        Company that publishes; agency or paper that the text is credited to.
    byline, dateline, section, page, edition : str
        As written, without their labels.
    correction : str
        Note on a correction.
    url, language : str
    words_stated : str
        Number of words that the source states, in digits.
    """

    headline: str = ""
    body: str = ""
    publication: str = ""
    published: str = ""
    identity: str = ""
    version: str = ""
    publisher: str = ""
    credit: str = ""
    byline: str = ""
    dateline: str = ""
    section: str = ""
    page: str = ""
    edition: str = ""
    correction: str = ""
    url: str = ""
    language: str = ""
    event: str = ""
    words_stated: str = ""


@hides_content
class Refused(NamedTuple):
    """A document that cannot be used, and why, such as 'no date' or 'the text is not available'."""

    reason: str
    place: str = ""


@hides_content
class Announced(NamedTuple):
    """The number of documents that a file says it holds."""

    documents: int


@hides_content
class Unused(NamedTuple):
    """The columns of a table that are no field of a document."""

    columns: tuple[str, ...]


Record = Document | Refused | Announced | Unused


@hides_content
class Start(NamedTuple):
    """The beginning of a source, from which its format is recognised.

    Attributes
    ----------
    name : str
        Name of the file, in lower case; only where the bytes cannot tell, such as .csv.
    data : bytes
        At most `START_SIZE` bytes.
    text : str
        The same as text, as well as can be told; '' for a ZIP archive.
    members : tuple of str
        Names of the members of a ZIP archive, such as 'word/document.xml'; empty for other files.
    """

    name: str
    data: bytes
    text: str
    members: tuple[str, ...] = ()


@hides_content
class Importer(NamedTuple):
    """Reads one format.

    Attributes
    ----------
    title : str
        Name of the format in messages and tables.
    recognizes : callable
        Takes the `Start` of a source; returns whether the source is in this format, by its bytes and words.
    read : callable
        Takes a `Source`; yields records in the order of the source. A ValueError says in a sentence why the source
        cannot be read; whatever was yielded before it is kept.
    fields : tuple of str
        Fields of `Document` that nearly every document in this format has; many without one mean that the layout
        has changed.
    is_general : bool
        Whether other importers go before this one, such as any other HTML before web pages.
    needs : tuple of str
        Modules of the extra `import` that it needs.
    """

    title: str
    recognizes: Callable[[Start], bool]
    read: Callable[[Source], Iterable[Record]]
    fields: tuple[str, ...] = ("headline", "body", "publication", "published")
    is_general: bool = False
    needs: tuple[str, ...] = ()
