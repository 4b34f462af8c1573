"""What numbers look like: digits, number words, magnitudes, with a currency before them."""

from __future__ import annotations

ONES = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
TEENS = (
    "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
MAGNITUDES = {
    "dozen": 12, "score": 20, "hundred": 100, "thousand": 10**3, "lakh": 10**5, "million": 10**6, "crore": 10**7,
    "billion": 10**9, "trillion": 10**12, "quadrillion": 10**15,
}  # fmt: skip
# Abbreviations of magnitudes; those of one letter are read after a currency, or as capitals that touch the digits.
SHORT = {
    "k": 10**3, "m": 10**6, "mn": 10**6, "mln": 10**6, "mil": 10**6, "b": 10**9, "bn": 10**9, "bln": 10**9,
    "t": 10**12, "tn": 10**12, "trn": 10**12,
}  # fmt: skip
VAGUE = {
    "tens": 10, "dozens": 12, "scores": 20, "hundreds": 100, "thousands": 10**3, "millions": 10**6, "billions": 10**9,
    "trillions": 10**12,
}  # fmt: skip
PARTS = {
    "half": 2, "halve": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8,
    "ninth": 9, "tenth": 10, "hundredth": 100, "thousandth": 1000,
}  # fmt: skip
VULGAR = {"½": 1 / 2, "¼": 1 / 4, "¾": 3 / 4, "⅓": 1 / 3, "⅔": 2 / 3, "⅛": 1 / 8, "⅕": 1 / 5, "⅜": 3 / 8, "⅝": 5 / 8}
ARTICLES = ("a", "an", "several", "a few", "few", "a couple of", "a couple", "half a", "half an", "half", "many")

_EDGE = r"(?-u:\b)"
_ONE, _TEEN, _TEN = ("|".join(words) for words in (ONES, TEENS, TENS))
_SMALL = rf"(?:(?:{_TEN})(?:[ -](?:{_ONE}){_EDGE})?|(?:{_TEEN})|(?:{_ONE})){_EDGE}"
_BIG = rf"(?:{'|'.join(word for word in MAGNITUDES if word != 'score')}){_EDGE}"
_ARTICLE = r"(?:half[ -]an?|half|an?|several|a few|few|a couple of|a couple|many)"
_WORDS = rf"(?:{_SMALL}|{_ARTICLE})[ -]{_BIG}(?:[ -]{_BIG})*(?: (?:and )?{_SMALL}(?:[ -]{_BIG})*)*"
_VAGUE_WORD = "|".join(VAGUE)
_VAGUE = rf"{_EDGE}(?:{_VAGUE_WORD})(?: of (?:{_VAGUE_WORD}))*{_EDGE}"
_PART = "|".join((*(f"{part}s?" for part in PARTS if part != "halve"), "halves"))
_FRACTION = rf"(?:{_ONE}|an?)[ -](?:{_PART}){_EDGE}"
_AND_A_HALF = r"(?: and (?:a|one)[ -](?:half|quarter|third))"

_VULGAR = "".join(VULGAR)
_POWER = r"(?:[eE][+-]?[0-9]{1,3}(?-u:\b)| ?[x×] ?10(?:\^|\*\*)?[-−]?[0-9]{1,2}(?-u:\b))"
_SPACED = r"[0-9]{1,3}(?:[ '’][0-9]{3})+(?-u:\b)"
_DIGITS = (
    rf"(?:{_SPACED}|\.?[0-9](?:[0-9.,:/⁄]*[0-9])?(?:{_POWER}| [1-9][/⁄][1-9][0-9]?(?-u:\b))?[{_VULGAR}]?|[{_VULGAR}])"
)
_SHORT_LONG = "|".join(word for word in SHORT if len(word) > 1 and word != "mil")
_MAGNITUDE = rf"(?:[ -]?(?:{_BIG}(?:[ -]{_BIG})*|(?:{_SHORT_LONG}){_EDGE}))"
_SYMBOL = (
    r"(?:(?:US|HK|Us|us) ?\$|(?:USD|AUD|CAD|NZD|HKD|SGD) ?\$|\$(?:US|AU|A|C|CA|NZ|HK|S) ?|"
    r"(?:U\.S\. ?|AU?|CA?|Can|NZ|S|NT|R)?\$|UK£|[£€¥₹₽₪₩₺₴₦₱₫]|Y=|"
    r"(?:USD|GBP|EUR|JPY|CNY|RMB|INR|CHF|SEK|NOK|DKK|NIS|ILS|RUB|UAH|MYR|ZAR|AED|SAR|AUD|CAD|NZD|HKD|SGD|KRW|BRL|RM|THB|IDR|PHP|MXN|PLN|"
    r"TWD|TRY|KES|PKR|VND|QAR|Rp\.?|Rs\.?|PS))"
)
# A currency as it stands before a number.
CURRENCY = rf"{_SYMBOL} ?[-−]?"

# Alternatives in order of preference: the first that fits at a place counts.
NUMBER = "|".join((
    rf"(?-i:{CURRENCY}){_DIGITS}(?:{_MAGNITUDE}| ?[kKmMbBtT]{_EDGE})?",
    rf"{_DIGITS}{_AND_A_HALF}(?:{_MAGNITUDE})?",
    rf"{_DIGITS}(?:{_MAGNITUDE}|(?-i:[kKM]){_EDGE})?",
    _VAGUE,
    rf"{_EDGE}(?:{_SMALL}){_AND_A_HALF}(?:[ -]{_BIG})?",
    rf"{_EDGE}{_FRACTION}",
    rf"{_EDGE}{_WORDS}",
    rf"{_EDGE}{_SMALL}",
    rf"{_EDGE}half{_EDGE}",
))  # fmt: skip
NUMBER = f"(?i:{NUMBER})"

# Whether a text can hold a number at all; quick to look for.
_ANY_WORD = "|".join((*ONES, *TEENS, *TENS, *(f"{word}s?" for word in MAGNITUDES), "tens", *PARTS))
PRESENT = rf"[0-9{_VULGAR}]|(?i-u:\b(?:{_ANY_WORD})\b)"
