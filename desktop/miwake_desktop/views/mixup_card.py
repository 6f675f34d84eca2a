"""One mix-up: its choices with their counts, what is thin, and the button that sorts."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QProgressBar, QVBoxLayout, QWidget

from miwake.domain.mixups import Mixup
from miwake_desktop.models.thin import thin_sentence
from miwake_desktop.style import SPACE
from miwake_desktop.texts import counted, tr
from miwake_desktop.views.parts import button, row, text, tool


class MixupCard(QFrame):
    """A mix-up in the list.

    Signals:
        sort_wanted: The person wants to sort photos for it.
        removal_wanted: The person wants it gone.
    """

    sort_wanted = Signal()
    removal_wanted = Signal()

    def __init__(self, mixup: Mixup, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.setAccessibleName(mixup.name)
        self.mixup = mixup
        left = mixup.unsorted
        self.sort = button(tr("Sort"), self.sort_wanted.emit)
        self.sort.setEnabled(bool(left))
        self.sort.setAccessibleName(f"{tr('Sort')} {mixup.name}")
        remove = tool("remove", f"{tr('Remove')} {mixup.name}", self.removal_wanted.emit)
        state = text(counted(left, "photo to sort", "photos to sort") if left else tr("all sorted"), "faint")
        critical = text(tr("must never get worse"), "warning")
        critical.setVisible(mixup.critical)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SPACE * 2, SPACE * 2, SPACE * 2, SPACE * 2)
        layout.setSpacing(SPACE)
        layout.addLayout(row(text(mixup.name, "heading"), critical, None, state, self.sort, remove))
        layout.addLayout(self._choices(mixup))
        thin = thin_sentence(mixup)
        if thin:
            layout.addWidget(text(thin, "warning", wrap=True))

    def _choices(self, mixup: Mixup) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(SPACE * 2)
        grid.setVerticalSpacing(SPACE // 2)
        grid.setColumnStretch(0, 3)
        grid.setColumnStretch(1, 4)
        counts = mixup.counts or (0,) * len(mixup.choices)
        scenes = mixup.scenes or (0,) * len(mixup.choices)
        total = max(sum(counts) + mixup.neither, 1)
        lines = [
            (choice, count, counted(of_scenes, "scene", "scenes"))
            for choice, count, of_scenes in zip(mixup.choices, counts, scenes, strict=True)
        ]
        if mixup.neither:
            lines.append((tr("neither"), mixup.neither, ""))
        for line, (words, count, of_scenes) in enumerate(lines):
            bar = QProgressBar()
            bar.setRange(0, total)
            bar.setValue(count)
            bar.setTextVisible(False)
            bar.setAccessibleName(f"{words}: {count}")
            bar.setToolTip(tr("{count} of {total} that are sorted").format(count=count, total=total))
            grid.addWidget(text(words, wrap=True), line, 0)
            grid.addWidget(bar, line, 1, Qt.AlignmentFlag.AlignVCenter)
            grid.addWidget(_right(counted(count, "photo", "photos")), line, 2)
            grid.addWidget(_right(of_scenes, "faint"), line, 3)
        return grid


def _right(words: str, role: str = "") -> QWidget:
    label = text(words, role)
    label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    label.setMinimumWidth(80)
    return label
