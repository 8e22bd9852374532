"""Start of the frozen console program ``dfd``; also of its multiprocessing children, which run the same file."""

import multiprocessing
import sys

if __name__ == "__main__":
    multiprocessing.freeze_support()  # before anything of ours: in a child this call never returns
    from dfd_core.cli.main import main

    sys.exit(main())
