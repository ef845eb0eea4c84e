"""Documents being printed for those who ask on the web: beside the pages, one at a time, and kept a while."""

import secrets
import threading
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field

from rodtrad.app.asking import Ask
from rodtrad.app.books import now
from rodtrad.app.printing import FORMATS, Look, Step, printed
from rodtrad.app.publishing import document_told, file_name, publishable
from rodtrad.core.errors import MissingError, UsageError
from rodtrad.core.roles import Person

_WORKERS = 2
_MOST_JOBS, _MOST_BYTES = 48, 128 * 1024 * 1024


@dataclass(eq=False)
class PrintJob:
    """One document that is being printed (utskrift), and how far it has come.

    owner  who asked: nobody else may fetch it       file  what it is called when it is kept
    """

    id: str
    owner: Person
    title: str
    file: str
    done: int = 0
    steps: int = 1
    _content: Future[bytes] = field(default_factory=Future)

    @property
    def is_ready(self) -> bool:
        """Whether the printing is over, well or not."""
        return self._content.done()

    @property
    def has_failed(self) -> bool:
        """Whether it could not be printed; `content` then raises why."""
        return self.is_ready and self._content.exception() is not None

    def content(self) -> bytes:
        """The file; waits until it is made, and raises what went wrong."""
        return self._content.result()

    def wait(self, seconds: float) -> bool:
        """Whether the printing is over within some time."""
        return bool(wait([self._content], seconds).done)

    @property
    def size(self) -> int:
        """Bytes held."""
        return 0 if not self.is_ready or self.has_failed else len(self.content())

    def start(self, workers: ThreadPoolExecutor, make: Callable[[Step], bytes]) -> None:
        """Let somebody make the file when they have time."""
        self._content = workers.submit(make, self.follow)

    def follow(self, done: int, steps: int) -> None:
        """Take note of how far it has come."""
        self.done, self.steps = done, steps


class PrintJobs:
    """What is printed on one site. The same document for the same person is printed once for a state."""

    def __init__(self, look: Look) -> None:
        self._look = look
        self._workers = ThreadPoolExecutor(_WORKERS, thread_name_prefix="print")
        self._jobs: OrderedDict[str, PrintJob] = OrderedDict()
        self._asked: dict[object, str] = {}
        self._lock = threading.Lock()

    def begin(self, ask: Ask, document: str, wanted: str, site: str) -> PrintJob:
        """Begin to print a document as who asks may see it, or find it begun.

        site  where the figures have their pages

        raises  UsageError    an unknown format
                MissingError  the reader sees no such document that can be printed
        """
        if wanted not in FORMATS:
            raise UsageError("format_unknown", format=wanted[:20], known=", ".join(FORMATS))
        if document not in publishable(ask.telling):
            raise MissingError("work_unknown", ask.near(f"document/{document}"), document=document)
        asked = (ask.edition.state, now().date(), ask.day, ask.person, ask.language, document, wanted, site)
        with self._lock:
            known = self._jobs.get(self._asked.get(asked, ""))
            if known is not None and not known.has_failed:
                return known
            name = ask.telling.named("document", document)
            job = PrintJob(secrets.token_urlsafe(16), ask.person, name, f"{file_name(document)}.{wanted}")
            job.start(self._workers, _printing(ask, document, wanted, Look(self._look.theme, site)))
            self._jobs[job.id], self._asked[asked] = job, job.id
            self._forget()
        return job

    def job(self, name: str, person: Person) -> PrintJob:
        """A job of somebody.

        raises  MissingError  there is none, it is somebody else's, or it was too long ago
        """
        found = self._jobs.get(name)
        if found is None or found.owner != person:
            raise MissingError("print_job_unknown")
        return found

    def _forget(self) -> None:
        """Drop the oldest jobs that are over, when there are many or they are large."""
        over = [job for job in self._jobs.values() if job.is_ready]
        held = sum(job.size for job in over)
        while over and (len(self._jobs) > _MOST_JOBS or held > _MOST_BYTES):
            oldest = over.pop(0)
            held -= oldest.size
            del self._jobs[oldest.id]
            self._asked = {asked: name for asked, name in self._asked.items() if name != oldest.id}


def _printing(ask: Ask, document: str, wanted: str, look: Look) -> Callable[[Step], bytes]:
    """What makes the file, when somebody has time."""

    def make(step: Step) -> bytes:
        return printed(document_told(ask.telling, document, ask.day), wanted, look, step)

    return make
