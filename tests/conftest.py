"""A small corpus of our own sentences: three outlets, two articles each, one event."""

import copy
import gc
import signal
from collections.abc import Callable, Generator, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd
import pytest
from _pytest.doctest import DoctestModule
from hypothesis import settings

if TYPE_CHECKING:
    from analysis.report.worker_pool import Workers

# How long a test takes says nothing: the machine may be busy. Tests that need more examples say so.
settings.register_profile("untimed", deadline=None, max_examples=30)
settings.load_profile("untimed")

ATACMS = Path(__file__).resolve().parent.parent / "data" / "atacms"

STORIES = [
    ("gazette-1", "Gazette", "Bridge closes early",
     "The old bridge closed on Monday after two cracks were found. Engineers called the damage serious.\n"
     "“We could not wait any longer,” said Ms. Okoye, the mayor. Ferries will run every hour until the spring."),
    ("gazette-2", "Gazette", "Ferries fill the gap",
     "Ferries carried nine thousand people on Tuesday. The mayor praised the crews and thanked the town.\n"
     "A crew member said the boats were old. The bridge stays closed."),
    ("herald-1", "Herald", "Anger over closed bridge",
     "Shopkeepers are furious about the closed bridge and blame the council. Trade has fallen by a third.\n"
     '"Nobody warned us, and nobody will pay for this," said the owner of a bakery. The council denies the claim.'),
    ("herald-2", "Herald", "Council under fire",
     "The council faces a bitter fight over the bridge. Critics attacked the mayor for the delay and the cost.\n"
     "Two members of the council demanded an inquiry. The cost of the repair is not known."),
    ("post-1", "Post", "What we know about the bridge",
     "The bridge was built in 1932 and carries 12,000 cars a day. Inspectors found cracks in two beams.\n"
     "Repairs are to last six months, the council said. The ferries are free."),
    ("post-2", "Post", "How a bridge ages",
     "Steel tires under load, and salt makes it worse. The cracks in the bridge grew slowly, inspectors said.\n"
     "Similar bridges were repaired within a year. None of them had to be replaced."),
]  # fmt: skip


@pytest.fixture(scope="session", autouse=True)
def _state(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Runs are registered in a folder of the tests' own, in processes that tests start too."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("SAMESTORY_STATE", str(tmp_path_factory.mktemp("state")))
        yield


@pytest.fixture(scope="session")
def processes(_state: None) -> Iterator["Workers"]:
    """Processes for all reports of tests: importing what notebooks need takes seconds. Requested by name, so that they
    start before a test changes its directory or its environment."""
    from analysis.report.worker_pool import workers

    with workers() as started:
        yield started


HANDLED = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP", "SIGALRM") if hasattr(signal, name)]


@pytest.fixture(autouse=True)
def _signal_handlers() -> Iterator[None]:
    """A test leaves the handlers of signals as they were; otherwise later tests could not be stopped."""
    before = {number: signal.getsignal(number) for number in HANDLED}
    yield
    changed = [number for number in HANDLED if signal.getsignal(number) != before[number]]
    for number in changed:
        signal.signal(number, before[number])
    assert not changed, f"the test left other handlers of {', '.join(number.name for number in changed)}"


@pytest.fixture
def rows() -> pd.DataFrame:
    return pd.DataFrame(STORIES, columns=["article_id", "outlet", "headline", "body"])


@pytest.fixture
def table(tmp_path: Path, rows: pd.DataFrame) -> Path:
    path = tmp_path / "bridge.csv"
    rows.to_csv(path, index=False)
    return path


@pytest.fixture(scope="session")
def shared_table(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The table, for fixtures that many tests use."""
    path = tmp_path_factory.mktemp("bridge") / "bridge.csv"
    pd.DataFrame(STORIES, columns=["article_id", "outlet", "headline", "body"]).to_csv(path, index=False)
    return path


@pytest.fixture(scope="session")
def _read_and_annotated(shared_table: Path):
    """The corpus and its annotations, made once and copied for each test."""
    from analysis import annotate, read_corpus

    read = read_corpus(shared_table)
    return read, annotate(read)


@pytest.fixture
def corpus(_read_and_annotated):
    return copy.deepcopy(_read_and_annotated[0])


@pytest.fixture
def notes(_read_and_annotated):
    return copy.deepcopy(_read_and_annotated[1])


@pytest.fixture(scope="session")
def shared_bundle(tmp_path_factory: pytest.TempPathFactory, _read_and_annotated) -> Path:
    """A bundle of the corpus without its text, for tests that only read it."""
    from analysis import share

    return share(_read_and_annotated[0], tmp_path_factory.mktemp("shared") / "bundle")


@pytest.fixture
def bundled(shared_bundle: Path):
    """The annotations that the bundle holds."""
    from analysis import annotate, read_corpus

    return annotate(read_corpus(shared_bundle))


@contextmanager
def _threads() -> Iterator[None]:
    from analysis.batch import annotate_table, compare_bundle

    with pytest.MonkeyPatch.context() as patched:
        for module in (annotate_table, compare_bundle):
            patched.setattr(module, "executor", lambda workers, cluster, **_: ThreadPoolExecutor(workers))
        yield


@pytest.fixture
def threads() -> Iterator[None]:
    """Batches are annotated, and bundles compared, by threads of this process: processes take seconds to start."""
    with _threads():
        yield


@pytest.fixture(scope="session")
def annotate_in_threads() -> Callable[..., Path]:
    """`annotate_table` by threads, for fixtures that many tests use."""
    from analysis import annotate_table

    return _threads()(annotate_table)


@pytest.fixture(scope="session")
def plain_t():
    """The test of two rates in plain loops."""
    from tests.plain_tests import equal_rates_t

    return equal_rates_t


@pytest.fixture(scope="session")
def plain_block_t():
    """The same within events."""
    from tests.plain_tests import block_t

    return block_t


def pytest_collection() -> None:
    """Leave out what nbformat would import and compile to check formats, for seconds."""
    import analysis.report.no_json_formats  # noqa: F401


@pytest.hookimpl(wrapper=True)
def pytest_collect_file() -> Generator[None, list[pytest.Collector], list[pytest.Collector]]:
    """Tests hold no doctests: looking for them takes as long as importing the tests."""
    return [found for found in (yield) if not isinstance(found, DoctestModule)]


# New objects between two searches for garbage, as in the processes of a report; 700 by default. pandas and Hypothesis
# make many objects that live shortly: searching for garbage takes a tenth of the time of all tests otherwise.
OBJECTS_BETWEEN_SEARCHES = 20_000


def pytest_collection_finish() -> None:
    """Modules and tests stay until the end: the collector of garbage need not look through them again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(OBJECTS_BETWEEN_SEARCHES)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Fast tests first; files with slow tests first where processes share the work, so that no process ends late."""
    if hasattr(config, "workerinput"):
        slow = {item.path for item in items if "slow" in item.keywords}
        items.sort(key=lambda item: item.path not in slow)
    else:
        items.sort(key=lambda item: "slow" in item.keywords)
    if not any((ATACMS / "text").glob("*.txt")):
        skip = pytest.mark.skip(reason="the five texts are not in data/atacms/text")
        for item in items:
            if "text" in item.keywords:
                item.add_marker(skip)
