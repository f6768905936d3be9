"""`python -m wagesdesk` starts the desk."""

import sys

if getattr(sys, "frozen", False):  # the helper that looks at words is this very program, started with arguments
    from multiprocessing import freeze_support

    freeze_support()

from wagesdesk import app

sys.exit(app.main())
