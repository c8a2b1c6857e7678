"""What gunicorn serves: `gunicorn cchc.wsgi`."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cchc.settings")

application = get_wsgi_application()

# A leader's page makes tens of thousands of small values at once; at Python's usual thresholds a quarter of its time
# goes into looking for cycles among them. What was loaded at the start is never looked at again. Higher thresholds than
# these would be quicker still, but what a page leaves behind (boards and their results name each other, 200 MB for the
# nation) has to be found before the next few have left theirs.
gc.collect()
gc.freeze()
gc.set_threshold(20_000, 10, 3)
