"""What is asked when a model does not pass the gate: say why, and let the person decide where that is allowed."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from miwake_desktop.actions.models import Refusal, use_model
from miwake_desktop.session import Session
from miwake_desktop.texts import tr


def use_or_ask(parent: QWidget, session: Session, name: str) -> None:
    """Use a model; where the gate refuses, say why and ask."""
    use_model(session, name, refused=lambda refusal: ask_gate(parent, session, refusal))


def ask_gate(parent: QWidget, session: Session, refusal: Refusal) -> QMessageBox:
    """Show why a model was refused, with a way to use it all the same where there is one."""
    error = refusal.error
    question = QMessageBox(parent)
    question.setObjectName("gate")
    question.setIcon(QMessageBox.Icon.Warning)
    question.setText(error.what)
    question.setInformativeText(" ".join(part for part in (error.why, error.kept, error.todo) if part))
    question.setStandardButtons(QMessageBox.StandardButton.Cancel)
    if refusal.overrulable:
        use = question.addButton(tr("Use it all the same"), QMessageBox.ButtonRole.DestructiveRole)
        use.clicked.connect(lambda _checked=False: use_model(session, refusal.name, confirmed=True))
    question.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    question.open()
    return question
