"""Walks the whole loop through the real window, in a process of its own; prints what it saw as one line of JSON.

Started by test_the_loop.py as `python loop_driver.py PROJECT PHOTOS CAPTIONS NEW ANSWERS`.
"""

import json
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMessageBox, QPushButton, QWidget

from miwake.__main__ import main
from miwake.domain.changes import Changes
from miwake.domain.telling import NOT_SURE
from miwake.services import mixups, photos, review, sorting
from miwake.services.projects import Project
from miwake_desktop.app import build_application
from miwake_desktop.views.window import MainWindow

HEAVY = ("torch", "torchvision", "open_clip", "timm", "transformers", "spacy", "scipy", "inflect")
TICK_MILLISECONDS = 20
STEP_SECONDS = 600.0  # beside other work on two cores a retraining of 20 s took more than 240 to its report
BUDGETS_SECONDS = (20.0, 60.0)  # the second only where the machine was too busy for the first to bring a model
SORTED_WITH_KEYS = 5

Condition = Callable[[], object]
Script = Iterator[tuple[str, Condition]]


class Driver:
    """Runs a script of steps: each is done when its condition holds, and the next is begun from the event loop."""

    def __init__(self, script: Script) -> None:
        self._script = script
        self._waiting: tuple[str, Condition] | None = None
        self._since = self._last_tick = time.monotonic()
        self.steps: dict[str, float] = {}
        self.longest_stall = 0.0
        self.problem = ""
        self._timer = QTimer(interval=TICK_MILLISECONDS)
        self._timer.timeout.connect(self._tick)
        self._timer.start()

    def _tick(self) -> None:
        now = time.monotonic()
        self.longest_stall = max(self.longest_stall, now - self._last_tick - TICK_MILLISECONDS / 1000)
        try:
            self._go_on(now)
        except StopIteration:
            self._end()
        except Exception as error:  # noqa: BLE001 - whatever it is, the test that waits wants to read it
            self._end(f"{type(error).__name__}: {error}")
        self._last_tick = time.monotonic()

    def _go_on(self, now: float) -> None:
        if self._waiting is not None:
            name, holds = self._waiting
            if not holds():
                if now - self._since > STEP_SECONDS:
                    raise TimeoutError(f"waited in vain for: {name}")
                return
            self.steps[name] = round(now - self._since, 2)
        self._since = now
        self._waiting = next(self._script)

    def _end(self, problem: str = "") -> None:
        self._timer.stop()
        self.problem = problem
        for box in QApplication.topLevelWidgets():
            if isinstance(box, QMessageBox):
                box.close()
        window().close()


def window() -> MainWindow:
    """Return the window that main() opened."""
    return next(each for each in QApplication.topLevelWidgets() if isinstance(each, MainWindow))


def place(name: str) -> QWidget:
    """Bring a place to the front by its button in the rail, and return it."""
    click(window()._rail._buttons[name])
    return window()._places[name]


def click(button: QWidget) -> None:
    """Press a button with the mouse."""
    QTest.mouseClick(button, Qt.MouseButton.LeftButton, pos=QPoint(button.width() // 2, button.height() // 2))


def walk(sources: list[Path], new_folder: Path, answers: dict[str, tuple[str, int]], seen: dict[str, object]) -> Script:
    """Yield each step with what has to hold before the next one."""
    yield "the project is open", lambda: window().session is not None and window().place == "photos"
    yield from _import(sources, len(answers))
    yield from _sort(answers)
    yield from _review(seen)
    yield from _pair()
    for budget in BUDGETS_SECONDS:
        yield from _retrain(seen, budget)
        yield from _report(seen)
        if seen["model"]:
            break
    yield from _use_and_go_back(seen)
    yield from _tell(new_folder, seen)


def _import(sources: list[Path], expected: int) -> Script:
    front = window()._places["photos"]
    front.imports.look(sources)
    yield "the import is previewed", front.imports.dialog._yes.isVisible
    click(front.imports.dialog._yes)
    yield "the photos are in the grid", lambda: front.grid.photos.rowCount() == expected


def _sort(answers: dict[str, tuple[str, int]]) -> Script:
    session, front = window().session, place("mixups")
    found: dict[str, object] = {}
    session.ask(mixups.list_mixups, lambda each: found.update(mixups={mixup.name: mixup for mixup in each}))
    session.ask(photos.list_photos, lambda each: found.update(names={photo.id: photo.name for photo in each}))
    yield "mix-ups and photos are known", lambda: len(found) == 2
    first = next(iter(found["mixups"].values()))
    front.sort(first)
    view = front.front
    for _ in range(SORTED_WITH_KEYS):
        yield "a photo is asked about", lambda: view.queue.current is not None and view.picture.is_loaded
        mixup, choice = answers[found["names"][view.queue.current]]
        QTest.keyClick(view, Qt.Key(int(Qt.Key.Key_0) + (choice if mixup == first.name else 0)))
    counts: dict[str, int] = {}

    def count() -> None:
        session.ask(
            lambda project: len(sorting.unsorted(project, first.id)), lambda number: counts.update(unsorted=number)
        )

    count()
    yield "five photos are sorted with keys", lambda: counts.get("unsorted") == len(answers) - SORTED_WITH_KEYS
    session.act(lambda project: _sort_the_rest(project, answers))
    session.ask(lambda _project: True, lambda done: counts.update(rest=int(done)))
    yield "the rest is sorted", lambda: "rest" in counts
    QTest.keyClick(view, Qt.Key.Key_Escape)
    yield "the list of mix-ups is back", lambda: front.front is front.list


def _sort_the_rest(project: Project, answers: dict[str, tuple[str, int]]) -> Changes:
    ids = {photo.name: photo.id for photo in photos.list_photos(project)}
    changes = Changes()
    for mixup in mixups.list_mixups(project):
        wanted = {ids[name]: choice for name, (named, choice) in answers.items() if named == mixup.name}
        changes |= sorting.sort_photos(project, mixup.id, wanted)[1]
    return changes


def _review(seen: dict[str, object]) -> Script:
    front = place("review")
    yield "nothing waits for review yet", lambda: front._stack.currentIndex() == 1
    click(front._stack.widget(1).findChild(QPushButton))
    yield "look-alikes are proposed", lambda: front.queue.current is not None
    asked: list[int] = []
    for key in (Qt.Key.Key_A, Qt.Key.Key_N, Qt.Key.Key_A):
        yield "a look-alike is asked about", lambda: _is_asked(front)
        asked.append(front.item.negative.id)
        QTest.keyClick(front, key)
    QTest.keyClick(front, Qt.Key.Key_Backspace)
    yield "the third is asked again", lambda: _is_asked(front) and front.queue.current == asked[2]
    statuses: list[str] = []
    window().session.ask(
        lambda project: [str(review.item(project, each).negative.status) for each in asked], statuses.extend
    )
    yield "the decisions are read", lambda: statuses
    seen["statuses"] = statuses


def _is_asked(front: QWidget) -> bool:
    return front.item is not None and front.item.negative.id == front.queue.current


def _pair() -> Script:
    front = place("mixups")
    click(front._to_pairs)
    view = front.front
    yield "photos to pair are shown", lambda: view.grid.photos.rowCount() > 1
    view.grid.choose([view.grid.photos.photos[0]])
    view.grid.choose([view.grid.photos.photos[1]])
    QTest.keyClick(view, Qt.Key.Key_C)
    yield "a pair is marked", lambda: len(view.pairs.marked) == 1


def _retrain(seen: dict[str, object], budget: float) -> Script:
    front = place("retrain")
    yield "it is said what a retraining would learn from", front.form.start.isEnabled
    seen["sentence"] = front.form.sentence.text()
    front.form.budget.addItem(f"{budget:.0f} s", budget)
    front.form.budget.setCurrentIndex(front.form.budget.count() - 1)
    click(front.form.start)
    yield "the retraining is seen to run", lambda: front.is_running and window()._strip.isVisible()
    yield "the curve has begun", lambda: front.running.curve.points
    yield "the retraining has ended", lambda: not front.is_running and front.result.see.isVisible()


def _report(seen: dict[str, object]) -> Script:
    # An earlier retraining's stays until this one's is read.
    earlier = [each.report for name, each in window()._places.items() if name == "report"]
    click(window()._places["retrain"].result.see)
    front = window()._places["report"]
    yield "the report is read", lambda: window().place == "report" and front.report not in (None, *earlier)
    seen["report"] = front.head.sentence.text()
    result = window()._places["retrain"].result
    yield "the place of the retraining says the same", lambda: result.verdict.text() == front.head.sentence.text()
    seen["verdict"] = result.verdict.text()
    seen["cards"] = len(front.photos.cards)
    seen["model"] = front.report.comparison.model_after


def _use_and_go_back(seen: dict[str, object]) -> Script:
    report = window()._places["report"]
    if report.head.use.isVisible():
        click(report.head.use)
        yield "the model is in use or the gate asks", lambda: report.report.in_use or _gate()
        gate = _gate()
        seen["gate"] = gate.text() if gate else ""
        if gate:
            click(next(each for each in gate.buttons() if each.text() == "Use it all the same"))
        yield "the model is in use", lambda: report.report.in_use
    front = place("models")
    yield "the models are listed", lambda: len(front.rows.rows) == 1 + (seen["model"] is not None)
    seen["used"] = _active(front)
    if report.report.in_use:
        click(front.back)
        yield "the built-in model is in use again", lambda: _active(front) == "builtin"
    seen["active"] = _active(front)


def _gate() -> QMessageBox | None:
    boxes = (each for each in QApplication.topLevelWidgets() if isinstance(each, QMessageBox) and each.isVisible())
    return next((box for box in boxes if box.objectName() == "gate"), None)


def _active(models: QWidget) -> str:
    return next((row.name for row in models.rows.rows if row.active), "")


def _tell(folder: Path, seen: dict[str, object]) -> Script:
    front = place("use")
    yield "a folder can be chosen", front.choose.isEnabled
    front.tell(folder)
    yield "the new photos are told apart", lambda: front.telling is not None
    seen["told"] = len(front.telling.answers)
    seen["not sure"] = sum(told.answer == NOT_SURE for told in front.telling.answers)
    seen["rows"] = len(front.table.answers.rows)
    yield "the jobs have ended", lambda: not front._jobs.running


def run(arguments: list[str]) -> int:
    """Run the script in the real main(); print what was seen."""
    project, photo_folder, captions, new_folder, answers_file = map(Path, arguments)
    answers = {name: tuple(answer) for name, answer in json.loads(answers_file.read_text(encoding="utf-8")).items()}
    build_application()
    seen: dict[str, object] = {}
    driver = Driver(walk([photo_folder, captions], new_folder, answers, seen))
    code = main(["app", str(project)])
    heavy = [name for name in HEAVY if name in sys.modules]
    shown = {"code": code, "problem": driver.problem, "steps": driver.steps, "heavy": heavy, "seen": seen}
    sys.stdout.write(json.dumps({**shown, "longest stall": round(driver.longest_stall, 3)}) + "\n")
    return code


if __name__ == "__main__":
    sys.exit(run(sys.argv[1:]))
