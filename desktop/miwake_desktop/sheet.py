"""The style sheet of the window, from the colours of a theme."""

from importlib.resources import files

from miwake_desktop.theme import Theme


def style_sheet(colours: Theme) -> str:
    """Return the style sheet; a widget says by its property `role` what it is."""
    return "\n".join((_words(colours), _surfaces(colours), _buttons(colours), _fields(colours), _lists(colours)))


def _chevron() -> str:
    return str(files("miwake_resources").joinpath("icons", "chevron.svg")).replace("\\", "/")


def _words(colours: Theme) -> str:
    return f"""
    QWidget {{ font-size: 14px; }}
    QLabel[role="brand"] {{ font-size: 30px; font-weight: 700; }}
    QLabel[role="title"] {{ font-size: 22px; font-weight: 600; }}
    QLabel[role="heading"] {{ font-size: 16px; font-weight: 600; }}
    QLabel[role="large"] {{ font-size: 18px; }}
    QLabel[role="figure"] {{ font-size: 28px; font-weight: 700; }}
    QLabel[role="faint"] {{ color: {colours.faint}; }}
    QLabel[role="good"] {{ color: {colours.good}; font-weight: 600; }}
    QLabel[role="bad"] {{ color: {colours.bad}; font-weight: 600; }}
    QLabel[role="warning"] {{ color: {colours.warning}; }}
    QLabel[role="key"] {{
        background: {colours.raised}; border: 1px solid {colours.line}; border-radius: 4px;
        padding: 1px 6px; font-weight: 600;
    }}
    QLabel[role="toast"] {{
        background: {colours.text}; color: {colours.window}; border-radius: 8px; padding: 10px 18px;
    }}
    QToolTip {{
        background: {colours.raised}; color: {colours.text}; border: 1px solid {colours.line}; padding: 4px;
    }}
    """


def _surfaces(colours: Theme) -> str:
    return f"""
    QFrame[role="rail"] {{ background: {colours.surface}; border: none; border-right: 1px solid {colours.line}; }}
    QFrame[role="strip"] {{ background: {colours.surface}; border: none; border-top: 1px solid {colours.line}; }}
    QFrame[role="card"] {{
        background: {colours.surface}; border: 1px solid {colours.line}; border-radius: 8px;
    }}
    QFrame[role="error"] {{
        background: {colours.surface}; border: none; border-bottom: 1px solid {colours.line};
        border-left: 4px solid {colours.bad};
    }}
    QFrame[role="drop"] {{ background: {colours.chosen}; border: 2px dashed {colours.accent}; border-radius: 12px; }}
    QSplitter::handle {{ background: transparent; }}
    QScrollArea[role="bare"], QWidget[role="bare"] {{ background: transparent; border: none; }}
    """


def _buttons(colours: Theme) -> str:
    return f"""
    QPushButton {{
        background: {colours.surface}; border: 1px solid {colours.line}; border-radius: 6px;
        padding: 6px 14px;
    }}
    QDialogButtonBox QPushButton, QMessageBox QPushButton {{ min-height: 22px; }}
    QPushButton:hover {{ background: {colours.raised}; }}
    QPushButton:pressed {{ background: {colours.line}; }}
    QPushButton:focus {{ border: 2px solid {colours.accent}; padding: 5px 13px; }}
    QPushButton:disabled {{ color: {colours.faint}; background: {colours.window}; }}
    QPushButton[role="primary"] {{
        background: {colours.accent}; color: {colours.on_accent}; border: 2px solid {colours.accent};
        font-weight: 600; padding: 5px 18px;
    }}
    QPushButton[role="primary"]:hover {{ border-color: {colours.text}; }}
    QPushButton[role="primary"]:focus {{ border: 2px solid {colours.text}; }}
    QPushButton[role="primary"]:disabled {{
        background: {colours.raised}; color: {colours.faint}; border-color: {colours.line};
    }}
    QPushButton[role="row"] {{ background: transparent; border: 2px solid transparent; padding: 0; text-align: left; }}
    QPushButton[role="row"]:hover {{ background: {colours.raised}; }}
    QPushButton[role="row"]:focus {{ border-color: {colours.accent}; }}
    QPushButton[role="choice"] {{ padding: 0; text-align: left; }}
    QPushButton[role="choice"]:focus {{ padding: 0; }}
    QPushButton[role="chip"] {{ border-radius: 16px; padding: 4px 14px; }}
    QPushButton[role="chip"]:checked {{
        background: {colours.chosen}; border-color: {colours.accent}; font-weight: 600;
    }}
    QPushButton[role="chip"]:focus {{ border: 2px solid {colours.accent}; padding: 3px 13px; }}
    QToolButton {{ background: transparent; border: 2px solid transparent; border-radius: 6px; padding: 4px; }}
    QToolButton:hover {{ background: {colours.raised}; }}
    QToolButton:focus {{ border-color: {colours.accent}; }}
    QToolButton:checked {{ background: {colours.chosen}; }}
    QFrame[role="rail"] QToolButton {{ color: {colours.faint}; text-align: left; padding-left: 8px; }}
    QFrame[role="rail"] QToolButton:checked {{ color: {colours.text}; font-weight: 600; }}
    """


def _fields(colours: Theme) -> str:
    return f"""
    QLineEdit, QPlainTextEdit, QComboBox, QSpinBox, QDoubleSpinBox {{
        background: {colours.surface}; border: 1px solid {colours.line}; border-radius: 6px; padding: 6px 8px;
        selection-background-color: {colours.accent}; selection-color: {colours.on_accent};
    }}
    QLineEdit, QComboBox, QSpinBox, QDoubleSpinBox {{ min-height: 22px; }}
    QLineEdit:focus, QPlainTextEdit:focus, QComboBox:focus, QSpinBox:focus, QDoubleSpinBox:focus {{
        border: 2px solid {colours.accent}; padding: 5px 7px;
    }}
    QComboBox::drop-down {{ border: none; width: 26px; }}
    QComboBox::down-arrow {{ image: url({_chevron()}); width: 14px; height: 14px; }}
    QComboBox QAbstractItemView {{
        background: {colours.surface}; border: 1px solid {colours.line};
        selection-background-color: {colours.chosen}; selection-color: {colours.text};
    }}
    QCheckBox, QRadioButton {{ spacing: 8px; min-height: 32px; }}
    QCheckBox:focus, QRadioButton:focus {{ color: {colours.accent}; }}
    QProgressBar {{
        background: {colours.raised}; border: none; border-radius: 4px; max-height: 8px; min-height: 8px;
    }}
    QProgressBar::chunk {{ background: {colours.accent}; border-radius: 4px; }}
    """


def _lists(colours: Theme) -> str:
    return f"""
    QListView, QTableView, QTreeView, QScrollArea, GridView {{
        background: {colours.surface}; border: 1px solid {colours.line}; border-radius: 8px;
    }}
    QListView, QTableView, QTreeView, GridView {{ padding: 1px; }}
    QListView:focus, QTableView:focus, QTreeView:focus, GridView:focus {{
        border: 2px solid {colours.accent}; padding: 0;
    }}
    QListView::item, QTableView::item {{ color: {colours.text}; }}
    QListView::item:selected, QTableView::item:selected, QTreeView::item:selected {{
        background: {colours.chosen}; color: {colours.text};
    }}
    QHeaderView::section {{
        background: {colours.raised}; color: {colours.faint}; border: none; padding: 6px 8px; font-weight: 600;
    }}
    QMenu {{ background: {colours.surface}; border: 1px solid {colours.line}; padding: 4px; }}
    QMenu::item {{ padding: 8px 20px; border-radius: 4px; }}
    QMenu::item:selected {{ background: {colours.chosen}; color: {colours.text}; }}
    QScrollBar:vertical {{ background: transparent; width: 12px; margin: 2px; }}
    QScrollBar:horizontal {{ background: transparent; height: 12px; margin: 2px; }}
    QScrollBar::handle {{ background: {colours.line}; border-radius: 4px; min-height: 32px; min-width: 32px; }}
    QScrollBar::handle:hover {{ background: {colours.faint}; }}
    QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page {{
        background: none; border: none; width: 0; height: 0;
    }}
    """
