// What the view does inside Redis, as Lua: each script is one atomic step.
#pragma once

#include <string_view>

namespace watchbell::view {

// Stores the entries that are newer than what is there: the body, the memberships of index sets, the timers.
// With an expected position, only if the position is still that one, and then moves it in the same step: what
// the position claims is in this Redis, whatever is flushed when.
//
// KEYS: timers, position
// ARGV: expected position or '', new position, '1' when caught up; then for each entry
//       view key, member, sequence, body, n, n * (index key, score), m, m * (what, due in ms)
// Answers the number of entries stored, or -1 where the position is another one. While the follower has not
// caught up once, it also writes what has the sequence that is known already: its timers may follow from
// other rules now (Adopt).
inline constexpr std::string_view kWriteScript = R"lua(
local expected, position, caught_up = ARGV[1], ARGV[2], ARGV[3]
if expected ~= '' and tonumber(redis.call('HGET', KEYS[2], 'at') or '0') ~= tonumber(expected) then
  return -1
end

local anew = expected ~= '' and redis.call('HGET', KEYS[2], 'live') ~= '1'

local at = 4
local function take()
  at = at + 1
  return ARGV[at - 1]
end
local function take_pairs()
  local names, values = {}, {}
  for i = 1, tonumber(take()) do
    names[i] = take()
    values[names[i]] = take()
  end
  return names, values
end

local stored = 0
while at <= #ARGV do
  local view = take()
  local member = take()
  local sequence = take()
  local body = take()
  local indexes, scores = take_pairs()
  local timers, dues = take_pairs()
  local known = redis.call('HMGET', view, 'seq', 'indexes', 'timers')
  local older = not known[1] or tonumber(known[1]) < tonumber(sequence)
  if older or (anew and tonumber(known[1]) == tonumber(sequence)) then
    for index in string.gmatch(known[2] or '', '[^\n]+') do
      if not scores[index] then redis.call('ZREM', index, member) end
    end
    for what in string.gmatch(known[3] or '', '[^\n]+') do
      if not dues[what] then redis.call('ZREM', KEYS[1], member .. ':' .. what) end
    end
    for index, score in pairs(scores) do redis.call('ZADD', index, score, member) end
    for what, due in pairs(dues) do redis.call('ZADD', KEYS[1], due, member .. ':' .. what) end
    redis.call('HSET', view, 'seq', sequence, 'body', body,
               'indexes', table.concat(indexes, '\n'), 'timers', table.concat(timers, '\n'))
    stored = stored + 1
  end
end

if expected ~= '' then
  redis.call('HSET', KEYS[2], 'at', position)
  if caught_up == '1' then redis.call('HSET', KEYS[2], 'live', '1') end
end
return stored
)lua";

// One page of an index, with the bodies.
//
// KEYS: position, index
// ARGV: prefix of view keys, page size, '1' for newest first, the sequence that must have been read,
//       score and member after which the page starts, or '' and '', lowest and highest score of interest
// Answers nil while the view is not whole; else '1' where more follows, score of the last element, then
// member, sequence and body of each.
inline constexpr std::string_view kListScript = R"lua(
local prefix, page_size, backwards, needed = ARGV[1], tonumber(ARGV[2]), ARGV[3] == '1', ARGV[4]
local cursor_score, cursor = ARGV[5], ARGV[6]
local lowest, highest = ARGV[7], ARGV[8]

local position = redis.call('HMGET', KEYS[1], 'at', 'live')
if position[2] ~= '1' or tonumber(position[1]) < tonumber(needed) then return false end

-- As Redis orders members: by bytes. The operator '<' would follow the server's locale.
local function before(a, b)
  for i = 1, math.min(#a, #b) do
    local x, y = a:byte(i), b:byte(i)
    if x ~= y then return x < y end
  end
  return #a < #b
end

-- The rank at which the page starts (or, backwards, ends), whether or not the cursor's member is still there.
local size = redis.call('ZCOUNT', KEYS[2], '-inf', highest)
local start = redis.call('ZCOUNT', KEYS[2], '-inf', '(' .. lowest)
local border = backwards and size or start
if cursor ~= '' then
  local low = redis.call('ZCOUNT', KEYS[2], '-inf', '(' .. cursor_score)
  local high = low + redis.call('ZCOUNT', KEYS[2], cursor_score, cursor_score)
  while low < high do
    local middle = math.floor((low + high) / 2)
    local member = redis.call('ZRANGE', KEYS[2], middle, middle)[1]
    if before(member, cursor) or (member == cursor and not backwards) then
      low = middle + 1
    else
      high = middle
    end
  end
  border = math.max(start, math.min(low, size))
end

local first, last = border, math.min(border + page_size, size) - 1
if backwards then first, last = math.max(border - page_size, start), border - 1 end
if last < first then return {'', ''} end
local found = redis.call('ZRANGE', KEYS[2], first, last, 'WITHSCORES')
local from, to, step = 1, #found, 2
if backwards then from, to, step = #found - 1, 1, -2 end

local more = last + 1 < size
if backwards then more = first > start end
local page = {more and '1' or '', ''}
for i = from, to, step do
  local view = redis.call('HMGET', prefix .. found[i], 'seq', 'body')
  if not view[1] then
    redis.call('DEL', KEYS[1])  -- something took the body away: have the follower start again
    return false
  end
  page[2] = found[i + 1]
  page[#page + 1] = found[i]
  page[#page + 1] = view[1]
  page[#page + 1] = view[2]
end
return page
)lua";

// Forgets an aggregate, unless something newer than the sequence is there. KEYS: timers, view.
// ARGV: member, sequence.
inline constexpr std::string_view kDropScript = R"lua(
local known = redis.call('HMGET', KEYS[2], 'seq', 'indexes', 'timers')
if not known[1] or tonumber(known[1]) > tonumber(ARGV[2]) then return 0 end
for index in string.gmatch(known[2] or '', '[^\n]+') do redis.call('ZREM', index, ARGV[1]) end
for what in string.gmatch(known[3] or '', '[^\n]+') do redis.call('ZREM', KEYS[1], ARGV[1] .. ':' .. what) end
return redis.call('DEL', KEYS[2])
)lua";

// What follows from the rules of another file is to be written anew: the follower starts again.
// KEYS: position. ARGV: the rules' name. Answers 1 where they were other ones.
inline constexpr std::string_view kAdoptScript = R"lua(
if redis.call('HGET', KEYS[1], 'rules') == ARGV[1] then return 0 end
redis.call('HDEL', KEYS[1], 'at', 'live')
redis.call('HSET', KEYS[1], 'rules', ARGV[1])
return 1
)lua";

// Takes a timer away unless a newer state moved it. KEYS: timers. ARGV: member, due in ms.
inline constexpr std::string_view kForgetScript = R"lua(
local due = redis.call('ZSCORE', KEYS[1], ARGV[1])
if due and tonumber(due) == tonumber(ARGV[2]) then return redis.call('ZREM', KEYS[1], ARGV[1]) end
return 0
)lua";

// Takes a free lease, or prolongs one's own. KEYS: lease. ARGV: holder, ms.
inline constexpr std::string_view kHoldScript = R"lua(
local holder = redis.call('GET', KEYS[1])
if holder and holder ~= ARGV[1] then return 0 end
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
return 1
)lua";

// KEYS: lease. ARGV: holder.
inline constexpr std::string_view kReleaseScript = R"lua(
if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end
return 0
)lua";

}  // namespace watchbell::view
