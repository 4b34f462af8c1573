"""Times as sources write them."""

from datetime import UTC, datetime

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.io.publication_times import common_order, day_month_orders, is_epoch_time, parse_utc, to_utc

NOON = datetime(2024, 11, 17, 12, tzinfo=UTC)
AT_NOON = [
    "2024-11-17T12:00Z", "2024-11-17 12:00:00+00:00", "2024-11-17T14:00:00.000+02:00", "2024-11-17T07:00-0500",
    "2024-11-17T12:00:00Z", "2024-11-17 12:00 UTC", "2024-11-17 13:00 CET", "2024/11/17 12:00 GMT", "20241117T120000Z",
    "Sun, 17 Nov 2024 12:00:00 GMT", "Sun, 17 Nov 2024 12:00:00 +0000 (UTC)", "Sun Nov 17 2024 14:00:00 GMT+0200",
    "November 17, 2024 Sunday 12:00 PM GMT", "Nov. 17, 2024, 7:00 a.m. EST", "17 November 2024 at 12:00 UTC",
    "17th November 2024, 12:00 GMT", "12:00 PM GMT, November 17, 2024", "Updated 7:00 AM EST, Sun November 17, 2024",
    "17-Nov-2024 12:00 UTC", "1731844800", "1731844800.0", "1731844800000", "17/11/2024 12:00 GMT",
    "11/17/2024 12:00 GMT", "17.11.2024 13:00 CET", "2024-11-17T12:00:00z",
]  # fmt: skip


@pytest.mark.parametrize("given", AT_NOON)
def test_one_time_in_many_forms(given: str) -> None:
    assert parse_utc(given) == NOON
    assert to_utc(pd.Series([given, ""])).tolist() == [pd.Timestamp(NOON), pd.NaT]


INVENTED_BY_OTHERS = [
    "", "12:30", "12:30 GMT", "today", "tomorrow 10:00 GMT", "now", "3 hours ago", "Monday 10:00 GMT", "2024",
    "2024-11",
    "March 2024", "March 2024 10:00 GMT", "May 5 10:00 GMT", "17 November 2024", "2024-11-17", "2024-11-17T12:00",
    "2024-11-17Z", "2024-11-17+02:00", "2024-11-17 12:00 CST", "2024-11-17 12:00 IST", "2024-11-17 12:00 ET",
    "17/11/24 12:00 GMT", "2024-02-30T10:00Z", "2024-11-17T25:00Z", "2024-11-17T12:60Z", "2024-11-17T12:00+99:99",
    "13:05 PM GMT, November 17, 2024", "0:05 AM GMT, November 17, 2024", "2024111712", "20241117", "42", "1.5e9",
    "99999999999", "2024-11-17 2024-11-18 12:00 GMT", "soon", "nan", "x" * 10_000,
    "03/04/2024 10:00 GMT", "12:00 13:00 GMT 17 November 2024",
]  # fmt: skip


@pytest.mark.parametrize("given", INVENTED_BY_OTHERS)
def test_nothing_is_invented(given: str) -> None:
    assert parse_utc(given) is None
    assert to_utc(pd.Series([given])).isna().all()


@given(st.datetimes(datetime(1900, 1, 2), datetime(2100, 1, 1)), st.integers(-14 * 60, 14 * 60))
def test_iso_comes_back(time: datetime, minutes: int) -> None:
    zoned = pd.Timestamp(time, tz="UTC").tz_convert(
        f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02d}:{abs(minutes) % 60:02d}"
    )
    for text in (zoned.isoformat(), zoned.isoformat(" "), zoned.strftime("%Y%m%dT%H%M%S.%f%z")):
        assert to_utc(pd.Series([text])).tolist() == [pd.Timestamp(time, tz="UTC")]


@given(st.text(st.sampled_from("0123456789:-/.+ TZapmGMTUCnov,"), max_size=30))
def test_any_text_is_a_time_or_none(given: str) -> None:
    time = parse_utc(given)
    assert time is None or (time.tzinfo is UTC and (":" in given or "T" in given.upper() or is_epoch_time(given)))


@pytest.mark.parametrize(
    ("column", "order", "expected"),
    [
        (["03/04/2024 10:00 GMT", "25/12/2024"], "day", "2024-04-03 10:00"),
        (["03/04/2024 10:00 GMT", "12/25/2024"], "month", "2024-03-04 10:00"),
        (["03/04/2024 10:00 GMT", "05/06/2024"], "unclear", None),
        (["03/04/2024 10:00 GMT", "25/12/2024", "12/25/2024"], "unclear", None),
        (["04/04/2024 10:00 GMT"], "unclear", "2024-04-04 10:00"),
        (["25.12.2024 10:00 GMT", "12/26/2024"], "unclear", "2024-12-25 10:00"),
    ],
)
def test_the_column_shows_whether_the_day_comes_first(column: list[str], order: str, expected: str | None) -> None:
    assert common_order(day_month_orders(column)) == order
    found = to_utc(pd.Series(column), order)[0]
    assert found is pd.NaT if expected is None else found == pd.Timestamp(expected, tz="UTC")


def test_other_dates_show_no_order() -> None:
    assert day_month_orders(["2024-03-04", "20240304", "", "March 4, 2024", "1731844800", "04/04/2024"]) == set()
