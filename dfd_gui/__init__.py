"""The window: PySide6 and pyqtgraph only; the engine runs in a process of its own."""
