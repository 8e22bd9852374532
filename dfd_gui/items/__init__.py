"""Item models and delegates of the tables, without any knowledge of the rooms."""
