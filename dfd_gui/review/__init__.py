"""The review of one screened clip: frame, faces, curves, verdict."""
