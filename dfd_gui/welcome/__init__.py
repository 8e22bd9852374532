"""The first minutes: what this computer can do, where things are kept, a first try."""
