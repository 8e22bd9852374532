"""The table of actions: everything the user can do, with its words, keys, place and picture.

Menus, tool bars, context menus, the command palette and the sheet of shortcuts are all made from these rows.
Keys without Ctrl or Alt belong to a room and work while the focus is inside it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from dfd_gui.texts import QT_TRANSLATE_NOOP

Scope: TypeAlias = Literal["window", "queue", "review", "training", "library"]


@dataclass(frozen=True, slots=True)
class ActionSpec:
    """One action.

    ``id`` is the room and the verb. ``text`` is English, without ``&`` and ending in ``...`` where something is asked
    first. ``keys`` are shortcuts as `QKeySequence` reads them, the first one is shown. ``menu`` is the menu it stands
    in (``"file"``, ``"view/theme"``, empty for none) and ``section`` what stands between two separator lines there.
    ``icon`` names a picture of ``resources/icons``. ``scope``: where the keys work.
    """

    id: str
    text: str
    keys: tuple[str, ...] = ()
    menu: str = ""
    section: str = ""
    icon: str = ""
    tip: str = ""
    checkable: bool = False
    scope: Scope = "window"


_FILE = (
    ActionSpec("queue.open", QT_TRANSLATE_NOOP("Actions", "Open clips..."), ("Ctrl+O",), "file", "open", "open",
               QT_TRANSLATE_NOOP("Actions", "Choose video clips or pictures to screen")),
    ActionSpec("queue.open_folder", QT_TRANSLATE_NOOP("Actions", "Open folder..."), ("Ctrl+Shift+O",), "file", "open",
               "folder", QT_TRANSLATE_NOOP("Actions", "Screen every clip of a folder and its subfolders")),
    ActionSpec("queue.sample", QT_TRANSLATE_NOOP("Actions", "Screen the sample clip"), (), "file", "open", "play",
               QT_TRANSLATE_NOOP("Actions", "Try the program on the clip that comes with it")),
    ActionSpec("export.open", QT_TRANSLATE_NOOP("Actions", "Open report"), ("Ctrl+Shift+E",), "file", "export",
               "report", QT_TRANSLATE_NOOP("Actions", "Show the report of the reviewed clip in the web browser")),
    ActionSpec("export.html", QT_TRANSLATE_NOOP("Actions", "Export report..."), ("Ctrl+E",), "file", "export",
               "report", QT_TRANSLATE_NOOP("Actions", "Write one HTML report of the selected clips")),
    ActionSpec("export.pdf", QT_TRANSLATE_NOOP("Actions", "Export report as PDF..."), (), "file", "export", "report",
               QT_TRANSLATE_NOOP("Actions", "Write one PDF report of the selected clips, for the file or paper")),
    ActionSpec("export.json", QT_TRANSLATE_NOOP("Actions", "Export results as JSON..."), (), "file", "export", "export",
               QT_TRANSLATE_NOOP("Actions", "Write the complete results of the selected clips")),
    ActionSpec("export.csv", QT_TRANSLATE_NOOP("Actions", "Export table as CSV..."), (), "file", "export", "export",
               QT_TRANSLATE_NOOP("Actions", "Write one line per selected clip for a spreadsheet")),
    ActionSpec("app.setup", QT_TRANSLATE_NOOP("Actions", "Set up..."), (), "file", "app", "check",
               QT_TRANSLATE_NOOP("Actions", "What this computer can do, where things are kept, a first clip")),
    ActionSpec("app.settings", QT_TRANSLATE_NOOP("Actions", "Settings..."), ("Ctrl+Shift+S",), "file", "app",
               "settings", QT_TRANSLATE_NOOP("Actions", "Device, frames, bands, language, theme")),
    ActionSpec("app.quit", QT_TRANSLATE_NOOP("Actions", "Quit"), ("Ctrl+Q",), "file", "app", "",
               QT_TRANSLATE_NOOP("Actions", "Close the window; asks first while something runs")),
)  # fmt: skip

_EDIT = (
    ActionSpec("edit.undo", QT_TRANSLATE_NOOP("Actions", "Undo"), ("Ctrl+Z",), "edit", "undo", "undo",
               QT_TRANSLATE_NOOP("Actions", "Take back the last change of notes, persons, thresholds or the queue")),
    ActionSpec("edit.redo", QT_TRANSLATE_NOOP("Actions", "Redo"), ("Ctrl+Shift+Z", "Ctrl+Y"), "edit", "undo", "redo",
               QT_TRANSLATE_NOOP("Actions", "Do again what was taken back")),
    ActionSpec("queue.copy", QT_TRANSLATE_NOOP("Actions", "Copy rows"), ("Ctrl+C",), "edit", "copy", "copy",
               QT_TRANSLATE_NOOP("Actions", "Copy the selected rows as text"), scope="queue"),
    ActionSpec("queue.copy_csv", QT_TRANSLATE_NOOP("Actions", "Copy rows as CSV"), ("Ctrl+Shift+C",), "edit", "copy",
               "copy", QT_TRANSLATE_NOOP("Actions", "Copy the selected rows for a spreadsheet"), scope="queue"),
    ActionSpec("queue.find", QT_TRANSLATE_NOOP("Actions", "Filter the queue"), ("Ctrl+F",), "edit", "find", "search",
               QT_TRANSLATE_NOOP("Actions", "Show only the clips whose name or verdict fits")),
    ActionSpec("app.palette", QT_TRANSLATE_NOOP("Actions", "Find an action..."), ("Ctrl+Shift+P",), "edit", "find",
               "command", QT_TRANSLATE_NOOP("Actions", "Type a few letters of what you want to do")),
)  # fmt: skip

_VIEW = (
    ActionSpec("view.screen", QT_TRANSLATE_NOOP("Actions", "Screening"), ("Ctrl+1",), "view", "rooms", "screen",
               QT_TRANSLATE_NOOP("Actions", "Go to the queue and the review"), checkable=True),
    ActionSpec("view.training", QT_TRANSLATE_NOOP("Actions", "Training"), ("Ctrl+2",), "view", "rooms", "train",
               QT_TRANSLATE_NOOP("Actions", "Go to training"), checkable=True),
    ActionSpec("view.library", QT_TRANSLATE_NOOP("Actions", "Library"), ("Ctrl+3",), "view", "rooms", "library",
               QT_TRANSLATE_NOOP("Actions", "Go to the detectors"), checkable=True),
    ActionSpec("view.queue", QT_TRANSLATE_NOOP("Actions", "Show the queue"), ("Ctrl+B",), "view", "panels", "sidebar",
               QT_TRANSLATE_NOOP("Actions", "Show or hide the queue beside the review"), checkable=True),
    ActionSpec("view.fullscreen", QT_TRANSLATE_NOOP("Actions", "Full screen"), ("F11",), "view", "panels",
               "fullscreen", QT_TRANSLATE_NOOP("Actions", "Fill the whole screen"), checkable=True),
    ActionSpec("view.theme_system", QT_TRANSLATE_NOOP("Actions", "As the system"), (), "view/theme", "", "",
               QT_TRANSLATE_NOOP("Actions", "Theme: light or dark as the system says"), checkable=True),
    ActionSpec("view.theme_light", QT_TRANSLATE_NOOP("Actions", "Light"), (), "view/theme", "", "sun",
               QT_TRANSLATE_NOOP("Actions", "Theme: always light"), checkable=True),
    ActionSpec("view.theme_dark", QT_TRANSLATE_NOOP("Actions", "Dark"), (), "view/theme", "", "moon",
               QT_TRANSLATE_NOOP("Actions", "Theme: always dark"), checkable=True),
)  # fmt: skip

_QUEUE = (
    ActionSpec("queue.pause", QT_TRANSLATE_NOOP("Actions", "Pause the queue"), ("Ctrl+P",), "queue", "run", "pause",
               QT_TRANSLATE_NOOP("Actions", "Finish the running clip, then wait"), checkable=True),
    ActionSpec("queue.cancel", QT_TRANSLATE_NOOP("Actions", "Cancel"), (), "queue", "run", "cancel",
               QT_TRANSLATE_NOOP("Actions", "Stop the selected clips; what is scored so far is kept"), scope="queue"),
    ActionSpec("queue.cancel_all", QT_TRANSLATE_NOOP("Actions", "Cancel all"), ("Shift+Esc",), "queue", "run",
               "stop", QT_TRANSLATE_NOOP("Actions", "Stop everything that runs or waits")),
    ActionSpec("queue.retry", QT_TRANSLATE_NOOP("Actions", "Retry"), ("Ctrl+R",), "queue", "again", "retry",
               QT_TRANSLATE_NOOP("Actions", "Screen failed or cancelled clips once more"), scope="queue"),
    ActionSpec("queue.resume", QT_TRANSLATE_NOOP("Actions", "Resume interrupted"), (), "queue", "again", "play",
               QT_TRANSLATE_NOOP("Actions", "Screen what the last session left unfinished")),
    ActionSpec("queue.rerun", QT_TRANSLATE_NOOP("Actions", "Screen again"), ("Ctrl+Shift+R",), "queue", "again",
               "retry", QT_TRANSLATE_NOOP("Actions", "Screen finished clips afresh with the present settings"),
               scope="queue"),
    ActionSpec("queue.move_up", QT_TRANSLATE_NOOP("Actions", "Move up"), ("Alt+Up",), "queue", "order", "chevron-up",
               QT_TRANSLATE_NOOP("Actions", "Screen the selected clips earlier"), scope="queue"),
    ActionSpec("queue.move_down", QT_TRANSLATE_NOOP("Actions", "Move down"), ("Alt+Down",), "queue", "order",
               "chevron-down", QT_TRANSLATE_NOOP("Actions", "Screen the selected clips later"), scope="queue"),
    ActionSpec("queue.move_top", QT_TRANSLATE_NOOP("Actions", "Move to the top"), ("Alt+Home",), "queue", "order",
               "chevron-up", QT_TRANSLATE_NOOP("Actions", "Screen the selected clips next"), scope="queue"),
    ActionSpec("queue.remove", QT_TRANSLATE_NOOP("Actions", "Remove"), ("Del", "Backspace"), "queue", "remove",
               "remove", QT_TRANSLATE_NOOP("Actions", "Take the selected clips off the list; no file is touched"),
               scope="queue"),
    ActionSpec("queue.clear_finished", QT_TRANSLATE_NOOP("Actions", "Clear finished"), (), "queue", "remove", "clear",
               QT_TRANSLATE_NOOP("Actions", "Take finished clips off the list; the results stay stored")),
    ActionSpec("queue.compare", QT_TRANSLATE_NOOP("Actions", "Compare the two clips"), ("Ctrl+D",), "queue", "compare",
               "compare", QT_TRANSLATE_NOOP("Actions", "Show the two selected results side by side on one clock"),
               scope="queue"),
    ActionSpec("queue.show_file", QT_TRANSLATE_NOOP("Actions", "Show in file manager"), (), "queue", "file", "folder",
               QT_TRANSLATE_NOOP("Actions", "Open the folder of the selected clip"), scope="queue"),
    ActionSpec("queue.copy_path", QT_TRANSLATE_NOOP("Actions", "Copy path"), (), "queue", "file", "copy",
               QT_TRANSLATE_NOOP("Actions", "Copy where the selected clips lie"), scope="queue"),
    ActionSpec("queue.previous_clip", QT_TRANSLATE_NOOP("Actions", "Previous clip"), ("Ctrl+Up",), "queue",
               "step", "chevron-up", QT_TRANSLATE_NOOP("Actions", "Review the clip above in the list")),
    ActionSpec("queue.next_clip", QT_TRANSLATE_NOOP("Actions", "Next clip"), ("Ctrl+Down",), "queue", "step",
               "chevron-down", QT_TRANSLATE_NOOP("Actions", "Review the clip below in the list")),
)  # fmt: skip

_REVIEW = (
    ActionSpec("review.play", QT_TRANSLATE_NOOP("Actions", "Play or pause"), ("Space", "K"), "review", "play", "play",
               scope="review"),
    ActionSpec("review.slower", QT_TRANSLATE_NOOP("Actions", "Slower, backwards"), ("J",), "review", "play", "backward",
               scope="review"),
    ActionSpec("review.faster", QT_TRANSLATE_NOOP("Actions", "Faster, forwards"), ("L",), "review", "play", "forward",
               scope="review"),
    ActionSpec("review.frame_back", QT_TRANSLATE_NOOP("Actions", "One frame back"), (",",), "review", "step",
               "step-back", scope="review"),
    ActionSpec("review.frame_next", QT_TRANSLATE_NOOP("Actions", "One frame on"), (".",), "review", "step",
               "step-forward", scope="review"),
    ActionSpec("review.second_back", QT_TRANSLATE_NOOP("Actions", "One second back"), ("Left",), "review", "step",
               scope="review"),
    ActionSpec("review.second_next", QT_TRANSLATE_NOOP("Actions", "One second on"), ("Right",), "review", "step",
               scope="review"),
    ActionSpec("review.five_back", QT_TRANSLATE_NOOP("Actions", "Five seconds back"), ("Shift+Left",), "review", "step",
               scope="review"),
    ActionSpec("review.five_next", QT_TRANSLATE_NOOP("Actions", "Five seconds on"), ("Shift+Right",), "review", "step",
               scope="review"),
    ActionSpec("review.start", QT_TRANSLATE_NOOP("Actions", "To the start"), ("Home",), "review", "step",
               scope="review"),
    ActionSpec("review.end", QT_TRANSLATE_NOOP("Actions", "To the end"), ("End",), "review", "step", scope="review"),
    ActionSpec("review.goto", QT_TRANSLATE_NOOP("Actions", "Go to time or frame..."), ("G",), "review", "jump", "goto",
               scope="review"),
    ActionSpec("review.segment_previous", QT_TRANSLATE_NOOP("Actions", "Previous suspicious segment"), ("Up",),
               "review", "jump", "segment-previous", scope="review"),
    ActionSpec("review.segment_next", QT_TRANSLATE_NOOP("Actions", "Next suspicious segment"), ("Down",), "review",
               "jump", "segment-next", scope="review"),
    ActionSpec("review.loop_in", QT_TRANSLATE_NOOP("Actions", "Loop from here"), ("I",), "review", "jump", "loop-in",
               scope="review"),
    ActionSpec("review.loop_out", QT_TRANSLATE_NOOP("Actions", "Loop up to here"), ("O",), "review", "jump",
               "loop-out", scope="review"),
    ActionSpec("review.loop", QT_TRANSLATE_NOOP("Actions", "Loop the segment"), ("R", "Shift+L"), "review", "jump",
               "loop", QT_TRANSLATE_NOOP("Actions", "Play the segment at the cursor again and again"),
               checkable=True, scope="review"),
    ActionSpec("review.note_add", QT_TRANSLATE_NOOP("Actions", "Add note"), ("M",), "review", "note", "note",
               QT_TRANSLATE_NOOP("Actions", "Mark this moment, with words or without"), scope="review"),
    ActionSpec("review.note_edit", QT_TRANSLATE_NOOP("Actions", "Edit note"), ("F2",), "review", "note", "edit",
               QT_TRANSLATE_NOOP("Actions", "Change the words of the note at this moment"), scope="review"),
    ActionSpec("review.note_remove", QT_TRANSLATE_NOOP("Actions", "Remove note"), (), "review", "note", "remove",
               QT_TRANSLATE_NOOP("Actions", "Forget the note at this moment"), scope="review"),
    ActionSpec("review.note_previous", QT_TRANSLATE_NOOP("Actions", "Previous note"), ("Ctrl+,",), "review", "note",
               "note-previous", scope="review"),
    ActionSpec("review.note_next", QT_TRANSLATE_NOOP("Actions", "Next note"), ("Ctrl+.",), "review", "note",
               "note-next", scope="review"),
    ActionSpec("review.person_previous", QT_TRANSLATE_NOOP("Actions", "Previous person"), ("Shift+Up",), "review",
               "person", "person", scope="review"),
    ActionSpec("review.person_next", QT_TRANSLATE_NOOP("Actions", "Next person"), ("Shift+Down",), "review", "person",
               "person", scope="review"),
    ActionSpec("review.only_person", QT_TRANSLATE_NOOP("Actions", "Show only this person"), ("P",), "review", "person",
               "person", QT_TRANSLATE_NOOP("Actions", "Leave the other persons out of the face strip"), checkable=True,
               scope="review"),
    ActionSpec("review.leave_out", QT_TRANSLATE_NOOP("Actions", "Leave this person out"), ("X",), "review", "person",
               "remove", QT_TRANSLATE_NOOP("Actions", "See the verdict without the chosen person; the record stays"),
               checkable=True, scope="review"),
    ActionSpec("review.boxes", QT_TRANSLATE_NOOP("Actions", "Show face boxes"), ("B",), "review", "show", "face",
               checkable=True, scope="review"),
    ActionSpec("review.landmarks", QT_TRANSLATE_NOOP("Actions", "Show face landmarks"), ("Shift+B",), "review", "show",
               "landmarks", checkable=True, scope="review"),
    ActionSpec("review.zoom", QT_TRANSLATE_NOOP("Actions", "Whole frame or actual size"), ("Z",), "review", "show",
               "zoom-fit", scope="review"),
    ActionSpec("review.zoom_in", QT_TRANSLATE_NOOP("Actions", "Magnify the frame"), ("]",), "review", "show", "zoom-in",
               scope="review"),
    ActionSpec("review.zoom_out", QT_TRANSLATE_NOOP("Actions", "Make the frame smaller"), ("[",), "review", "show",
               "zoom-out", scope="review"),
    ActionSpec("review.heatmap", QT_TRANSLATE_NOOP("Actions", "Show heat map"), ("H",), "review", "show", "layers",
               QT_TRANSLATE_NOOP("Actions", "What the chosen detector looked at in this face"), checkable=True,
               scope="review"),
    ActionSpec("review.table", QT_TRANSLATE_NOOP("Actions", "Show the chart as a table"), ("T",), "review", "show",
               "table", checkable=True, scope="review"),
    ActionSpec("review.fullscreen", QT_TRANSLATE_NOOP("Actions", "Enlarge the frame"), ("F",), "review", "show",
               "fullscreen", checkable=True, scope="review"),
    ActionSpec("review.copy_frame", QT_TRANSLATE_NOOP("Actions", "Copy the frame"), (), "review", "keep", "camera",
               scope="review"),
    ActionSpec("review.save_frame", QT_TRANSLATE_NOOP("Actions", "Save the frame..."), ("Ctrl+S",), "review", "keep",
               "camera", scope="review"),
    ActionSpec("review.copy_crop", QT_TRANSLATE_NOOP("Actions", "Copy the face"), ("C",), "review", "keep", "copy",
               scope="review"),
    ActionSpec("review.save_crop", QT_TRANSLATE_NOOP("Actions", "Save the face..."), ("Shift+C",), "review", "keep",
               "export", scope="review"),
    ActionSpec("review.copy_values", QT_TRANSLATE_NOOP("Actions", "Copy the values at the cursor"), ("Ctrl+C",),
               "review", "keep", "copy", scope="review"),
    ActionSpec("review.verify", QT_TRANSLATE_NOOP("Actions", "Verify this result"), (), "review", "verify", "shield",
               QT_TRANSLATE_NOOP("Actions", "Hash the clip again, score faces again, compare with the record")),
)  # fmt: skip

_COMPARE = (
    ActionSpec("review.compare", QT_TRANSLATE_NOOP("Actions", "Compare with..."), ("Ctrl+D",), "review", "compare",
               "compare", QT_TRANSLATE_NOOP("Actions", "Another clip beside this one, or other scores of this one"),
               scope="review"),
    ActionSpec("compare.close", QT_TRANSLATE_NOOP("Actions", "Back to the review"), ("Esc",), "review/compare", "leave",
               "chevron-left", QT_TRANSLATE_NOOP("Actions", "Leave the comparison, review clip A alone"),
               scope="review"),
    ActionSpec("compare.earlier", QT_TRANSLATE_NOOP("Actions", "Start B one frame earlier"), ("Alt+Left",),
               "review/compare", "offset", "chevron-left", scope="review"),
    ActionSpec("compare.later", QT_TRANSLATE_NOOP("Actions", "Start B one frame later"), ("Alt+Right",),
               "review/compare", "offset", "chevron-right", scope="review"),
    ActionSpec("compare.second_earlier", QT_TRANSLATE_NOOP("Actions", "Start B one second earlier"),
               ("Alt+Shift+Left",), "review/compare", "offset", scope="review"),
    ActionSpec("compare.second_later", QT_TRANSLATE_NOOP("Actions", "Start B one second later"), ("Alt+Shift+Right",),
               "review/compare", "offset", scope="review"),
    ActionSpec("compare.together", QT_TRANSLATE_NOOP("Actions", "Start both together"), ("Alt+0",), "review/compare",
               "offset", "undo", QT_TRANSLATE_NOOP("Actions", "Take B's offset back"), scope="review"),
)  # fmt: skip

_CHART = (
    ActionSpec("chart.zoom_in", QT_TRANSLATE_NOOP("Actions", "Zoom in on the chart"), ("Ctrl++", "Ctrl+="),
               "review/chart", "zoom", "zoom-in"),
    ActionSpec("chart.zoom_out", QT_TRANSLATE_NOOP("Actions", "Zoom out of the chart"), ("Ctrl+-",), "review/chart",
               "zoom", "zoom-out"),
    ActionSpec("chart.fit", QT_TRANSLATE_NOOP("Actions", "Show the whole clip"), ("Ctrl+0",), "review/chart", "zoom",
               "zoom-fit"),
    ActionSpec("chart.all_models", QT_TRANSLATE_NOOP("Actions", "Show all detectors"), ("0",), "review/chart", "lines",
               "eye", scope="review"),
    *(
        ActionSpec(f"chart.model_{number}", "", (str(number),), scope="review")
        for number in range(1, 10)
    ),
    ActionSpec("chart.copy", QT_TRANSLATE_NOOP("Actions", "Copy the chart"), (), "review/chart", "export", "copy"),
    ActionSpec("chart.png", QT_TRANSLATE_NOOP("Actions", "Save the chart as PNG..."), (), "review/chart", "export",
               "export"),
    ActionSpec("chart.svg", QT_TRANSLATE_NOOP("Actions", "Save the chart as SVG..."), (), "review/chart", "export",
               "export"),
    ActionSpec("chart.csv", QT_TRANSLATE_NOOP("Actions", "Save the visible values as CSV..."), (), "review/chart",
               "export", "export"),
)  # fmt: skip

_TRAINING = (
    ActionSpec("training.new", QT_TRANSLATE_NOOP("Actions", "New training..."), ("Ctrl+N",), "training", "start",
               "train", QT_TRANSLATE_NOOP("Actions", "Train a detector on your own data")),
    ActionSpec("training.resume", QT_TRANSLATE_NOOP("Actions", "Resume the run"), (), "training", "run", "play"),
    ActionSpec("training.finish", QT_TRANSLATE_NOOP("Actions", "Finish now"), (), "training", "run", "check",
               QT_TRANSLATE_NOOP("Actions", "End after this step, validate, keep the best state")),
    ActionSpec("training.pause", QT_TRANSLATE_NOOP("Actions", "Pause the run"), (), "training", "run", "pause"),
    ActionSpec("training.discard", QT_TRANSLATE_NOOP("Actions", "Discard the run..."), (), "training", "run",
               "remove"),
    ActionSpec("training.duplicate", QT_TRANSLATE_NOOP("Actions", "New run with these settings"), (), "training",
               "result", "copy"),
    ActionSpec("training.copy_command", QT_TRANSLATE_NOOP("Actions", "Copy the command"), (), "training", "result",
               "command", QT_TRANSLATE_NOOP("Actions", "The same training as a command line")),
    ActionSpec("training.open_folder", QT_TRANSLATE_NOOP("Actions", "Open the run's folder"), (), "training", "result",
               "folder"),
    ActionSpec("training.add", QT_TRANSLATE_NOOP("Actions", "Add to library"), (), "training", "result", "library"),
    ActionSpec("training.restore", QT_TRANSLATE_NOOP("Actions", "Restore the run"), (), "training", "run", "undo",
               QT_TRANSLATE_NOOP("Actions", "Take a discarded run back")),
    # Rows of the training room go here.
)  # fmt: skip

_LIBRARY = (
    ActionSpec("library.import", QT_TRANSLATE_NOOP("Actions", "Import a detector..."), ("Ctrl+I",), "library", "add",
               "open", QT_TRANSLATE_NOOP("Actions", "Take a weight file into the library")),
    ActionSpec("library.download", QT_TRANSLATE_NOOP("Actions", "Download..."), (), "library", "add", "download",
               QT_TRANSLATE_NOOP("Actions", "Fetch a public detector; asks before any connection is made")),
    ActionSpec("library.compose", QT_TRANSLATE_NOOP("Actions", "New ensemble..."), (), "library", "add", "layers",
               QT_TRANSLATE_NOOP("Actions", "Combine several detectors")),
    ActionSpec("library.default", QT_TRANSLATE_NOOP("Actions", "Use by default"), (), "library", "chosen", "check",
               scope="library"),
    ActionSpec("library.export", QT_TRANSLATE_NOOP("Actions", "Export detector..."), (), "library", "chosen", "export",
               scope="library"),
    ActionSpec("library.remove", QT_TRANSLATE_NOOP("Actions", "Remove from library..."), ("Del",), "library",
               "chosen", "remove", scope="library"),
    ActionSpec("library.sample", QT_TRANSLATE_NOOP("Actions", "Screen the sample with it"), (), "library", "chosen",
               "play", QT_TRANSLATE_NOOP("Actions", "Try it on the clip that comes with the program"), scope="library"),
    ActionSpec("library.check", QT_TRANSLATE_NOOP("Actions", "Check on two faces..."), (), "library", "chosen", "face",
               QT_TRANSLATE_NOOP("Actions", "Does it tell a real face from a fake one?"), scope="library"),
    ActionSpec("library.refresh", QT_TRANSLATE_NOOP("Actions", "Read the library again"), ("F5",), "library", "add",
               "retry", scope="library"),
    # Rows of the library go here.
)  # fmt: skip

_HELP = (
    ActionSpec("help.contents", QT_TRANSLATE_NOOP("Actions", "How to read a result"), ("F1",), "help", "read", "info",
               QT_TRANSLATE_NOOP("Actions", "What a verdict means and what it does not")),
    ActionSpec("help.shortcuts", QT_TRANSLATE_NOOP("Actions", "Keyboard shortcuts"), ("?",), "help", "read",
               "keyboard"),
    ActionSpec("help.log", QT_TRANSLATE_NOOP("Actions", "Show the engine log"), (), "help", "look", "report"),
    ActionSpec("help.licences", QT_TRANSLATE_NOOP("Actions", "Licences"), (), "help", "about", ""),
    ActionSpec("help.about", QT_TRANSLATE_NOOP("Actions", "About DFD"), (), "help", "about", "info"),
)  # fmt: skip

ACTIONS: tuple[ActionSpec, ...] = (
    *_FILE, *_EDIT, *_VIEW, *_QUEUE, *_REVIEW, *_COMPARE, *_CHART, *_TRAINING, *_LIBRARY, *_HELP,
)  # fmt: skip
"""All rows, in the order of the menus."""

MENUS: tuple[tuple[str, str], ...] = (
    ("file", QT_TRANSLATE_NOOP("Actions", "&File")),
    ("edit", QT_TRANSLATE_NOOP("Actions", "&Edit")),
    ("view", QT_TRANSLATE_NOOP("Actions", "&View")),
    ("view/theme", QT_TRANSLATE_NOOP("Actions", "Theme")),
    ("queue", QT_TRANSLATE_NOOP("Actions", "&Queue")),
    ("review", QT_TRANSLATE_NOOP("Actions", "&Review")),
    ("review/compare", QT_TRANSLATE_NOOP("Actions", "Comparison")),
    ("review/chart", QT_TRANSLATE_NOOP("Actions", "Chart")),
    ("training", QT_TRANSLATE_NOOP("Actions", "&Training")),
    ("library", QT_TRANSLATE_NOOP("Actions", "&Library")),
    ("help", QT_TRANSLATE_NOOP("Actions", "&Help")),
)
"""Menus and their titles; a menu inside another one is named ``outer/inner``."""
