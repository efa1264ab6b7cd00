-- What wrk asks: one query of a file after the other, each thread beginning elsewhere; then a line of figures.
-- usage: wrk … -s benches/load.lua ADDRESS -- QUERIES PATH      PATH ends where the query begins: /recherche?q=

local threads = 0

function setup(thread)
    thread:set("number", threads)
    threads = threads + 1
end

local function encoded(text)
    return (text:gsub("[^%w%-%._~]", function(c) return string.format("%%%02X", c:byte()) end))
end

function init(arguments)
    requests, asked = {}, number * 997
    for line in io.lines(arguments[1]) do
        local query = line:match("^[^\t]*\t(.*)$") or line
        requests[#requests + 1] = wrk.format("GET", arguments[2] .. encoded(query))
    end
end

function request()
    asked = asked + 1
    return requests[asked % #requests + 1]
end

function done(summary, latency)
    local errors = summary.errors.status + summary.errors.read + summary.errors.write + summary.errors.connect
    io.write(string.format("%9.0f %9.2f %9.2f %9.2f %9.2f %8d\n",
        summary.requests / summary.duration * 1e6, latency:percentile(50) / 1e3, latency:percentile(95) / 1e3,
        latency:percentile(99) / 1e3, latency.max / 1e3, errors + summary.errors.timeout))
end
