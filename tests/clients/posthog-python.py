import sys

from posthog import Posthog

errors = []
posthog = Posthog("posthog-python", host=sys.argv[1], on_error=lambda error, items: errors.append(error))
posthog.capture("$pageview", distinct_id="u1", properties={"$current_url": "https://shop.example/home?a=1"})
posthog.capture("Bought", distinct_id="u2", properties={"plan": "pro"})
posthog.set(distinct_id="u1", properties={"name": "A"})
posthog.get_all_flags("u1")
posthog.shutdown()
sys.exit(str(errors) if errors else 0)
