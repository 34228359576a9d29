"""What the APIs for files, batches and training have in common: records with an id, listed page by page."""

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from capassist.errors import CapassistError, ModelError
from capassist.llm.client import ChatClient
from capassist.llm.failures import not_a_server, status_of

if TYPE_CHECKING:
    import openai

A_PAGE = 100  # records, the most that the APIs list at once
_MOST_PAGES = 200
NO_SUCH_API = (404, 405, 501)  # what servers say of an API that they lack

# Lists records by the SDK's client, with where the page begins and how long it is.
List = Callable[["openai.OpenAI", Mapping[str, Any]], Any]


class Listing:
    """The records that a server lists under one address. `missing` is raised where it has no such API."""

    def __init__(self, client: ChatClient, ask: List, missing: ModelError) -> None:
        self._client = client
        self._ask = ask
        self._missing = missing

    def require(self) -> None:
        """Check that the server has the API. Raises ModelError where it has none."""
        self._page("", 1)

    def __iter__(self) -> Iterator[Mapping[str, Any]]:
        """Yield all records. Raises ModelError where there are too many."""
        after = ""
        for _ in range(_MOST_PAGES):
            page = self._page(after, A_PAGE)
            yield from (record for record in page["data"] if isinstance(record, dict))
            if not page.get("has_more") or not page["data"]:
                return
            after = record_id(page["data"][-1], self._client.host)
        raise ModelError(f"{self._client.host} lists too many to find one among them.", "Look for it there.")

    def _page(self, after: str, count: int) -> Mapping[str, Any]:
        where = {"limit": count} | ({"after": after} if after else {})
        try:
            page = self._client.record(lambda client: self._ask(client, where))
        except CapassistError as error:
            if status_of(error) not in NO_SUCH_API:
                raise
            raise self._missing from error
        if not isinstance(page, dict) or not isinstance(page.get("data"), list):
            raise self._missing
        return page


def record_id(record: Any, host: str) -> str:
    """Return the id of a record. Raises ModelError for what is none."""
    name = record.get("id") if isinstance(record, dict) else None
    if not isinstance(name, str) or not name:
        raise not_a_server(host)
    return name


def fields_of(value: object) -> Mapping[str, Any]:
    """Return a part of a record, empty where it is none."""
    return value if isinstance(value, dict) else {}


def count_of(value: object) -> int:
    """Return a count of a record, 0 where it is none."""
    return value if isinstance(value, int) and value > 0 else 0
