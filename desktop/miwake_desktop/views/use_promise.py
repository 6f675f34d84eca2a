"""What can be promised of the answers, mix-up by mix-up."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from miwake.domain.telling import Telling, ToldMixup
from miwake.domain.wording import model_words
from miwake_desktop.models.told_rows import doubtful, unproven
from miwake_desktop.texts import counted, tr
from miwake_desktop.views.parts import card, clear, text


class Promises(QWidget):
    """One line a mix-up, and a sentence about all."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        frame, inside = card()
        self.sentence = text(role="large", wrap=True)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(2)
        inside.addWidget(self.sentence)
        inside.addLayout(self._lines)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(frame)

    def show_telling(self, telling: Telling) -> None:
        """Show what can be promised of these answers."""
        self.sentence.setText(sentence(telling))
        clear(self._lines)
        for mixup in telling.mixups:
            kept = mixup.promised is not None
            self._lines.addWidget(text(promise(mixup), "" if kept else "warning", wrap=True))
        if telling.refused:
            name, reason = telling.refused[0]
            words = f"{counted(len(telling.refused), 'file was refused', 'files were refused')}: {name}: {reason}"
            line = text(words + (" …" if len(telling.refused) > 1 else ""), "bad", wrap=True)
            line.setToolTip("\n".join(f"{path}: {why}" for path, why in telling.refused[:50]))
            self._lines.addWidget(line)


def sentence(telling: Telling) -> str:
    """Return what was done, in one sentence."""
    photos = counted(telling.photos, "photo was told apart", "photos were told apart")
    said = tr("{photos} by {model}.").format(photos=photos, model=tr(model_words(telling.model)))
    if not telling.answers:
        return said
    unsure = doubtful(telling.answers)
    marked = counted(unsure, "answer is", "answers are") if unsure else tr("No answer is")
    said = f"{said} " + tr("{answers} marked “not sure, look yourself”.").format(answers=marked)
    if given := unproven(telling):
        answers = counted(given, "answer is", "answers are")
        said += " " + tr("{answers} given without a promise of how many are wrong.").format(answers=answers)
    return said


def promise(mixup: ToldMixup) -> str:
    """Return what can be promised for one mix-up, or what a promise takes."""
    scenes = counted(mixup.scenes, "validation scene", "validation scenes")
    if mixup.promised is not None:
        words = tr("{mixup}: at most {share} of the given answers are wrong ({scenes}).")
        return words.format(mixup=mixup.mixup, share=f"{mixup.promised:.0%}", scenes=scenes)
    if mixup.scenes >= mixup.scenes_needed:
        return tr("{mixup}: no promise; it still errs too often on {scenes}.").format(mixup=mixup.mixup, scenes=scenes)
    words = tr("{mixup}: no promise yet; it takes {needed}, there are {have}. Sort photos of more places.")
    needed = counted(mixup.scenes_needed, "validation scene", "validation scenes")
    return words.format(mixup=mixup.mixup, needed=needed, have=mixup.scenes)
