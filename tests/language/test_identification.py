import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.language.identification import identify_languages, language_code, language_name, language_tag

# Sentences of our own.
TEXTS = {
    "en": "The harbour was closed on Friday because of a storm, and no ship left it before noon, the mayor said.",
    "de": "Der Hafen war am Freitag wegen eines Sturms geschlossen, und kein Schiff verließ ihn vor dem Mittag.",
    "fr": "Le port a été fermé vendredi à cause d’une tempête, et aucun bateau n’en est sorti avant midi.",
    "es": "El puerto estuvo cerrado el viernes por una tormenta, y ningún barco salió de él antes del mediodía.",
    "nl": "De haven was op vrijdag gesloten vanwege een storm, en geen enkel schip heeft die voor de middag verlaten.",
    "ru": "Порт был закрыт в пятницу из-за шторма, и ни один корабль не вышел из него до полудня.",
    "zh": "港口因风暴于周五关闭，中午之前没有任何船只离开港口，市长说。居民们都留在家里，渡轮也停在码头。",
}


def test_the_language_of_a_text_is_told() -> None:
    assert identify_languages(pl.Series(list(TEXTS.values()))) == list(TEXTS)


@pytest.mark.parametrize("text", ["", "Storm", "Sturm schließt Hafen", "12:30", "word " * 50, "Obama Romney Bush " * 9])
def test_what_cannot_be_told_is_english(text: str) -> None:
    assert identify_languages(pl.Series([text])) == ["en"]


@pytest.mark.parametrize(
    ("given_name", "code"),
    [
        ("en", "en"),
        ("EN_us", "en"),
        ("eng", "en"),
        ("German", "de"),
        ("pt-BR", "pt"),
        ("", ""),
        ("a text", ""),
        ("ENGLISH", "en"),
        ("English (US)", "en"),
        ("ENGLISH; ENGLISCH", "en"),
        ("Anglais", "en"),
        ("英文", "en"),
        ("英語", "en"),
        ("中文", "zh"),
    ],
)
def test_codes_and_names_of_languages(given_name: str, code: str) -> None:
    assert language_code(given_name) == code


@pytest.mark.parametrize(
    ("given_name", "tag"),
    [
        ("en_GB", "en-GB"),
        ("EN", "en"),
        ("zh-Hant-TW", "zh-Hant-TW"),
        ("eng-US", "en-US"),
        ("Englisch", "en"),
        ("?", ""),
    ],
)
def test_tags_keep_the_country(given_name: str, tag: str) -> None:
    assert language_tag(given_name) == tag


def test_names() -> None:
    assert [language_name(code) for code in ("de", "xx")] == ["German (de)", "xx"]


@settings(max_examples=20)
@given(st.lists(st.sampled_from(list(TEXTS.values())), max_size=6))
def test_texts_do_not_touch_each_other(texts: list[str]) -> None:
    alone = [identify_languages(pl.Series([text]))[0] for text in texts]
    assert identify_languages(pl.Series(texts, dtype=pl.String)) == alone


def test_a_short_text_in_other_letters_is_not_english() -> None:
    texts = pl.Series(
        ["議会は月曜日に港の計画を承認した。工事は春に始まると市長は述べた。", "The council met on Monday."]
    )
    assert identify_languages(texts)[0] != "en" and identify_languages(texts)[1] == "en"


def test_digits_and_stops_do_not_make_other_letters_english() -> None:
    assert identify_languages(pl.Series(["港の火事で34人がけがをした。市長は被害額が7億円だと述べた。"])) == ["ja"]
