"""The desk over HTTP: JSON in, JSON out, one message at a time."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import asdict
from http import HTTPStatus
from pathlib import Path
from threading import Lock
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from ..catalog.decision import ACCEPTED, FUZZY, REVIEWED
from ..errors import BilingualError, Phrase, phrase
from .board import Board
from .build import without_folders
from .desk import ConflictError, Desk, RefusedError
from .words import words

Given = Mapping[str, Any]
"""What a request says: `name` and `id` of a message, and what is to be done with it."""
Telling = Callable[..., Awaitable[Mapping[str, Any]]]
"""Tells what the site in memory knows of a message: its tag, domain, id_ and msgid are given."""
_LONGEST_MESSAGE = 2000
"""Letters of a commit's message."""


class Editing:
    """Answers for messages; one request at a time, as a desk's parser has but one state."""

    def __init__(self, board: Board, settings_path: Path, told: Telling) -> None:
        self._board, self._settings_path, self._lock = board, settings_path, Lock()
        self._desk: tuple[str, Desk] | None = None
        self._told, self._first = told, dict[Path, bytes]()

    def routes(self, own: str) -> list[Route]:
        """Where it is asked, below the address `own`."""

        def reads(name: str, act: Callable[[Given], Any]) -> Route:
            async def answer(request: Request) -> Response:
                return await run_in_threadpool(self._answer, act, dict(request.query_params))

            return Route(f"{own}/{name}", answer)

        def writes(name: str, act: Callable[[Given], Any]) -> Route:
            async def answer(request: Request) -> Response:
                try:
                    given = await request.json()
                except ValueError:
                    return _wrong(phrase("This is no JSON."), 400)
                return await run_in_threadpool(self._answer, act, given)

            return Route(f"{own}/{name}", answer, methods=["POST"])

        async def similar(request: Request) -> Response:
            given = dict(request.query_params)
            found = await run_in_threadpool(self._answer, self._sought, given)
            if found.status_code == HTTPStatus.OK:
                return _Answer(await self._told(**json.loads(bytes(found.body))))
            return found

        return [
            reads("catalog", lambda given: self._open().catalog(self._open().place(given["name"]))),
            reads("message", self._message),
            reads("words", lambda given: words(given["tags"].split(","))),
            reads("changes", lambda _: self._open().changes(self._first)),
            Route(f"{own}/similar", similar),
            writes("trial", self._trial),
            writes("save", self._save),
            writes("commit", self._commit),
        ]

    def _answer(self, act: Callable[[Given], Any], given: Any) -> Response:
        try:
            with self._lock:
                return _Answer(act(given))
        except ConflictError:
            with self._lock:
                return _Answer({"error": "changed", "now": self._message(given)}, 409)
        except RefusedError as error:
            return _wrong(error.said, 422)
        except BilingualError as error:
            return _wrong(without_folders(str(error), self._settings_path.parent), 422)
        except LookupError:
            why = phrase("The catalog has no such message: run bilingual update.")
            return _wrong(why, 404)
        except (TypeError, ValueError, AttributeError):
            return _wrong(phrase("The request is not understood."), 400)

    def _open(self) -> Desk:
        """The desk of the build that is served: another build may have other sources."""
        build = self._board.state.build.partition(".")[0]
        if self._desk is None or self._desk[0] != build:
            try:
                self._desk = build, Desk(self._settings_path)
            except BilingualError:
                raise
            except Exception as error:  # a person is at work on the settings, which are Python
                why = phrase("The settings cannot be read; the page says why.")
                raise RefusedError(why) from error
        return self._desk[1]

    def _message(self, given: Given) -> Any:
        return self._open().message(self._open().place(given["name"]), given["id"])

    def _trial(self, given: Given) -> Any:
        return self._open().trial(self._open().place(given["name"]), given["id"], _texts(given))

    def _save(self, given: Given) -> Any:
        kind, by, seen = given["kind"], given.get("by", ""), given["seen"]
        if kind not in (ACCEPTED, REVIEWED, FUZZY) or not isinstance(by, str):
            raise ValueError(kind)
        if kind == REVIEWED and not (by := by.strip()[:100]):
            raise RefusedError(phrase("A review is signed: write your name."))
        desk = self._open()
        place = desk.place(given["name"])
        self._first.setdefault(place.path, place.path.read_bytes())
        state = desk.save(place, given["id"], _texts(given), seen, kind, by)
        return {"state": state}

    def _sought(self, given: Given) -> Any:
        place, id_ = self._open().place(given["name"]), given["id"]
        msgid = self._open().message(place, id_)["msgid"]
        return {"tag": place.language.tag, "domain": place.domain, "id_": id_, "msgid": msgid}

    def _commit(self, given: Given) -> Any:
        message = given["message"]
        if not isinstance(message, str) or not (message := message.strip()[:_LONGEST_MESSAGE]):
            raise RefusedError(phrase("Say in a few words what you have done."))
        return {"committed": self._open().commit(message)}


def _texts(given: Given) -> list[str]:
    texts = given["texts"]
    if not isinstance(texts, list) or not all(isinstance(one, str) for one in texts):
        raise TypeError(texts)
    return texts


class _Answer(JSONResponse):
    """JSON, in which a phrase is its `msgid` and `values`: the page says it in its language."""

    def render(self, content: Any) -> bytes:
        return json.dumps(content, ensure_ascii=False, default=asdict).encode()


def _wrong(why: Phrase | str, status: int) -> Response:
    return _Answer({"error": why}, status)
