"""What gunicorn serves: `gunicorn cchc.wsgi`."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cchc.settings")

application = get_wsgi_application()

# A leader's page makes tens of thousands of small values at once; at Python's usual thresholds a quarter of its time
# goes into looking for cycles among them. What was loaded at the start is never looked at again.
gc.collect()
gc.freeze()
gc.set_threshold(100_000, 20, 50)
