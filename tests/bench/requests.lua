-- Requests for wrk: METHOD AUTHORIZATION BODY PATH...; {n} in the body becomes a number that no other request has.
local method, body, headers, paths, sent = "GET", nil, {}, {}, 0

function init(args)
   method = args[1]
   if args[2] ~= "" then headers["Authorization"] = args[2] end
   if args[3] ~= "" then
      body = args[3]
      headers["Content-Type"] = "application/json"
   end
   for i = 4, #args do paths[#paths + 1] = args[i] end
end

function request()
   sent = sent + 1
   local text = body and body:gsub("{n}", tostring(sent))
   return wrk.format(method, paths[(sent - 1) % #paths + 1], headers, text)
end

function done(summary, latency)
   local errors = summary.errors
   local failed = errors.connect + errors.read + errors.write + errors.status + errors.timeout
   io.write(string.format("measured %d %d %d %d %d\n",
      summary.requests, failed, summary.duration, latency:percentile(50), latency:percentile(99)))
end
