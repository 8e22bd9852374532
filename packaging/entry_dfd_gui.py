"""Start of the frozen window ``dfd-gui``."""

import multiprocessing
import sys

if __name__ == "__main__":
    multiprocessing.freeze_support()
    from dfd_gui.__main__ import main

    sys.exit(main())
