"""`python -m penstock_mock`: the command `penstock-mock`."""

import sys

from .cli import main

sys.exit(main())
