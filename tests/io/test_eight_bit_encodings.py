"""8-bit encodings by evidence."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.io.encoding import decode

TEXTS = {
    "marks": "The mayor said “we can’t wait” on Friday – and the council agreed… It costs €5 a day.",
    "apostrophe": "She said she can’t wait, and the council didn’t agree with her on Friday.",
    "dash": "The bridge—closed since May—was old, and the ferries—all of them—were full.",
    "accents": "The café near the harbour was closed, and so was the naïve painter’s crêperie in Genève.",
    "space": "The mayor\xa0said the bridge was closed on\xa0Monday.",
    "pounds": "It costs £5 a day, or £30 a week.",
    "German": "Die Brücke über den Fluss wurde geschlossen, weil größere Schäden gefunden wurden.",
    "French": "Le maire a déclaré que le pont était fermé et que l’été serait très difficile pour les élèves.",
    "Spanish": "El alcalde dijo que el puente estará cerrado mañana, según explicó la compañía.",
    "Portuguese": "O prefeito disse que a ponte não será aberta até amanhã, por causa das inspeções.",
    "Swedish": "Borgmästaren sade att bron stängdes på måndagen på grund av två sprickor.",
    "Norwegian": "Mr. Støre said København was calm, and so did Jørgen.",
    "Icelandic": "Borgarstjórinn sagði að brúnni hefði verið lokað á mánudag.",
    "Polish": "Burmistrz powiedział, że most zostanie zamknięty z powodu burzy, a łodzie będą pływać co godzinę.",
    "Polish name": "Officials in Gdańsk said the bridge was closed.",
    "Czech": "Starosta řekl, že most bude v pondělí uzavřen. Příští týden začne oprava.",
    "Czech name": "Mr. Dvořák said the bridge was closed.",
    "Serbian names": "President Vučić met Milošević in Belgrade.",
    "Hungarian": "A polgármester szerint a híd hétfőn lezárul, mert két repedést találtak. Őszintén, nő a kár.",
    "Turkish": "Belediye başkanı köprünün pazartesi günü kapatıldığını söyledi.",
    "Lithuanian": "Meras sakė, kad tiltas uždarytas pirmadienį, nes rasta įtrūkimų.",
    "Russian": "Мэр сказал, что мост закрыт из-за шторма, и корабли не выйдут до полудня.",
    "Greek": "Ο δήμαρχος είπε ότι η γέφυρα έκλεισε τη Δευτέρα.",
    "Hebrew": "ראש העיר אמר שהגשר סגור ביום שני",
    "Japanese": "市長は金曜日に橋が閉鎖されたと述べた。",
    "Chinese": "市长说这座桥星期五关闭。",
}
ENCODINGS = [
    "cp1252", "latin-1", "mac-roman", "cp437", "cp850", "iso8859-15", "cp1250", "iso8859-2", "cp1254", "cp1257",
    "cp1251", "koi8-r", "cp866", "mac-cyrillic", "cp1253", "cp1255", "shift-jis", "euc-jp", "gb18030", "big5", "euc-kr",
]  # fmt: skip


def possible(encoding: str) -> list[str]:
    def holds(text: str) -> bool:
        return text.encode(encoding, "ignore").decode(encoding) == text

    return [name for name, text in TEXTS.items() if holds(text)]


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_no_text_is_read_in_another_encoding(encoding: str) -> None:
    assert possible(encoding)
    for name in possible(encoding):
        data = TEXTS[name].encode(encoding)
        try:
            assert decode(data) == TEXTS[name], name
        except ValueError as error:
            assert "encoding cannot be determined" in str(error) or "it mixes UTF-8" in str(error), name


SURE = {
    "cp1252": ["marks", "apostrophe", "dash", "accents", "space", "pounds", "German", "French", "Spanish", "Portuguese",
               "Swedish", "Norwegian"],
    "latin-1": ["space", "pounds", "German", "Spanish", "Portuguese", "Swedish", "Norwegian"],
    "mac-roman": ["marks", "German", "Portuguese"],
    "cp850": ["German", "Spanish"],
    "cp1250": ["Czech", "Hungarian"],
    "cp1251": ["Russian"],
}  # fmt: skip


@pytest.mark.parametrize("encoding", SURE)
def test_usual_texts_are_read(encoding: str) -> None:
    for name in SURE[encoding]:
        assert decode(TEXTS[name].encode(encoding)) == TEXTS[name], name


@given(st.binary(max_size=60))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        text = decode(data)
    except ValueError as error:
        assert "\n" not in str(error)
    else:
        assert "\ufffd" not in text or "\ufffd".encode() in data
