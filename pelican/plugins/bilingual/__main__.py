"""`python -m pelican.plugins.bilingual`: the same as the `bilingual` command."""

import sys

from .cli.main import main

sys.exit(main())
