"""`python -m wagesdesk` starts the desk."""

import sys

from wagesdesk import app

sys.exit(app.main())
