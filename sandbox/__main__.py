"""`python -m sandbox`."""

import sys

from sandbox.demo import main

sys.exit(main())
