"""The command line `dfd`, one module a sub-command."""
