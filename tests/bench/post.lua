-- POST /event with the sample body of the README; one line of figures at the end.
wrk.method = "POST"
wrk.headers["Content-Type"] = "application/json"
wrk.body = '{"site_id":"bench","event_type":"page_view","path":"/pricing","user_id":"user-xyz-789","timestamp":"' ..
    os.date("!%Y-%m-%dT%H:%M:%SZ") .. '"}'

function done(summary, latency)
    local errors = summary.errors
    io.write(string.format("figures %d %d %d %d %d\n", summary.requests, summary.duration,
        errors.connect + errors.read + errors.write + errors.status + errors.timeout,
        latency:percentile(50), latency:percentile(99)))
end
