import sys

from rudderstack import analytics

errors = []
analytics.write_key = "rudderstack-python"
analytics.dataPlaneUrl = sys.argv[1]
analytics.on_error = lambda error, items: errors.append(error)
analytics.page("u1", properties={"path": "/home", "url": "https://shop.example/home"})
analytics.track("u2", "Bought", {"plan": "pro"})
analytics.identify("u1", {"name": "A"})
analytics.shutdown()
sys.exit(str(errors) if errors else 0)
