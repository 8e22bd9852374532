"""The few rules that Fusion and a palette cannot say: hairlines, a focus ring that can be seen, quiet tool buttons.

Widgets ask for a part by the property ``role``: ``panel`` (a plain surface), ``title`` (head of a section), ``dim``
(secondary words), ``flat`` (a button without a frame), ``primary`` (the one button of a page).
"""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtGui import QColor

from dfd_core.paths import resource

_RULES = """
QToolTip {{ color: {text}; background: {panel_raised}; border: 1px solid {line}; padding: 4px 6px; }}
QWidget[role="panel"] {{ background: {panel}; }}
QLabel[role="dim"] {{ color: {text_dim}; }}
QLabel[role="title"] {{ font-weight: 600; }}
QFrame[role="line"] {{ color: {line}; background: {line}; max-height: 1px; border: 0; }}

QPushButton {{
    background: {panel_raised}; border: 1px solid {line}; border-radius: 4px; padding: 0.3em 0.9em; min-height: 1.3em;
}}
QPushButton:hover {{ background: {hover}; }}
QPushButton:pressed, QPushButton:checked {{ background: {selection}; color: {on_selection}; }}
QPushButton:disabled {{ background: {panel}; color: {faint}; }}
QPushButton[role="primary"] {{ background: {accent}; color: {on_accent}; border-color: {accent}; font-weight: 600; }}
QPushButton[role="primary"]:disabled {{ background: {panel}; color: {faint}; border-color: {line}; }}
QPushButton[role="flat"] {{ background: transparent; border-color: transparent; }}
QPushButton[role="flat"]:hover {{ background: {hover}; }}
QPushButton:focus, QPushButton[role="flat"]:focus {{ border: 2px solid {focus}; padding: 0.22em 0.85em; }}
QPushButton[role="primary"]:focus {{ border: 2px solid {text}; }}

QToolButton {{ background: transparent; border: 1px solid transparent; border-radius: 4px; padding: 3px; }}
QToolButton:hover {{ background: {hover}; }}
QToolButton:pressed, QToolButton:checked {{ background: {selection}; }}
QToolButton:focus {{ border: 2px solid {focus}; padding: 2px; }}

QLineEdit, QComboBox, QAbstractSpinBox, QPlainTextEdit, QTextEdit, QKeySequenceEdit {{
    background: {panel_raised}; border: 1px solid {line}; border-radius: 4px;
    selection-background-color: {selection}; selection-color: {on_selection};
}}
QLineEdit, QComboBox, QAbstractSpinBox {{ padding: 0.25em 0.4em; min-height: 1.3em; }}
QComboBox::drop-down {{ border: 0; width: 1.6em; }}
QComboBox::down-arrow {{ image: url("{icons}/arrow-down-{theme}.svg"); width: 0.9em; height: 0.9em; }}
QComboBox QAbstractItemView {{ background: {panel_raised}; border: 1px solid {line}; }}
QAbstractSpinBox {{ padding-right: 1.6em; }}
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button {{
    subcontrol-origin: border; background: transparent; border: 0; width: 1.5em;
}}
QAbstractSpinBox::up-button {{ subcontrol-position: top right; }}
QAbstractSpinBox::down-button {{ subcontrol-position: bottom right; }}
QAbstractSpinBox::up-arrow {{ image: url("{icons}/arrow-up-{theme}.svg"); width: 0.75em; height: 0.75em; }}
QAbstractSpinBox::down-arrow {{ image: url("{icons}/arrow-down-{theme}.svg"); width: 0.75em; height: 0.75em; }}
QLineEdit:focus, QComboBox:focus, QAbstractSpinBox:focus, QPlainTextEdit:focus, QTextEdit:focus {{
    border-color: {focus};
}}
QLineEdit:disabled, QComboBox:disabled, QAbstractSpinBox:disabled {{ color: {faint}; background: {panel}; }}

QCheckBox::indicator, QRadioButton::indicator, QGroupBox::indicator, QAbstractItemView::indicator {{
    width: 0.95em; height: 0.95em; background: {panel_raised}; border: 1px solid {text_dim}; border-radius: 3px;
}}
QRadioButton::indicator {{ border-radius: 0.52em; }}
QCheckBox::indicator:hover, QRadioButton::indicator:hover {{ border-color: {accent}; }}
QCheckBox::indicator:focus, QRadioButton::indicator:focus {{
    width: 0.87em; height: 0.87em; border: 2px solid {focus};
}}
QCheckBox::indicator:checked, QGroupBox::indicator:checked, QAbstractItemView::indicator:checked {{
    background: {accent}; border-color: {accent}; image: url("{icons}/tick-{theme}.svg");
}}
QRadioButton::indicator:checked {{
    background: {accent}; border-color: {accent}; image: url("{icons}/dot-{theme}.svg");
}}
QCheckBox::indicator:disabled, QRadioButton::indicator:disabled {{ background: {panel}; border-color: {line}; }}

QTabBar {{ background: transparent; }}
QTabBar::tab {{
    background: transparent; color: {text_dim}; border: 0; border-bottom: 2px solid transparent;
    padding: 0.45em 1em; margin: 0;
}}
QTabBar::tab:hover {{ color: {text}; background: {hover}; }}
QTabBar::tab:selected {{ color: {text}; border-bottom-color: {accent}; }}
QTabBar::tab:focus {{ background: {hover}; }}
QTabWidget::pane {{ border: 0; border-top: 1px solid {line}; }}
QStatusBar {{ border-top: 1px solid {line}; }}
QStatusBar::item {{ border: 0; }}

QProgressBar {{ background: {panel_raised}; border: 1px solid {line}; border-radius: 3px; text-align: center; }}
QProgressBar::chunk {{ background: {accent}; border-radius: 2px; }}
QSplitter::handle {{ background: {line}; }}
QSplitter::handle:horizontal {{ width: 1px; }}
QSplitter::handle:vertical {{ height: 1px; }}
QHeaderView::section {{
    background: {panel}; color: {text_dim}; border: 0; border-bottom: 1px solid {line}; padding: 0.35em 0.6em;
}}
QMenuBar {{ background: {window}; border-bottom: 1px solid {line}; }}
QMenuBar::item {{ background: transparent; padding: 0.35em 0.7em; }}
QMenuBar::item:selected {{ background: {hover}; }}
QMenu {{ background: {panel_raised}; border: 1px solid {line}; padding: 4px 0; }}
QMenu::item {{ padding: 0.35em 2em 0.35em 0.8em; }}
QMenu::item:selected {{ background: {selection}; color: {on_selection}; }}
QMenu::item:disabled {{ color: {faint}; }}
QMenu::icon {{ padding-left: 0.6em; }}
QMenu::separator {{ height: 1px; background: {line}; margin: 4px 0; }}
QScrollBar {{ background: transparent; border: 0; margin: 0; }}
QScrollBar:vertical {{ width: 0.8em; }}
QScrollBar:horizontal {{ height: 0.8em; }}
QScrollBar::handle {{ background: {gap}; border-radius: 3px; margin: 2px; }}
QScrollBar::handle:vertical {{ min-height: 2em; }}
QScrollBar::handle:horizontal {{ min-width: 2em; }}
QScrollBar::handle:hover {{ background: {text_dim}; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
QScrollArea {{ border: 0; }}
QTableView, QListView, QTreeView {{ border: 1px solid transparent; }}
QTableView:focus, QListView:focus, QTreeView:focus {{ border-color: {focus}; }}
"""


def style_sheet(colours: Mapping[str, QColor], theme: str) -> str:
    """The rules in these colours; ``theme`` is ``light`` or ``dark``."""
    words = {name: colour.name() for name, colour in colours.items() if colour.alpha() == 255}
    faint = QColor(colours["text_dim"])
    faint.setAlphaF(0.6)
    words["faint"] = f"rgba({faint.red()},{faint.green()},{faint.blue()},{faint.alphaF():.2f})"
    return _RULES.format(icons=resource("icons").as_posix(), theme=theme, **words)
