package main

import "time"

const day = 24 * time.Hour

// A calendar reckons as chapter 10.1 says, from the integers of the rules.
type calendar struct{ rules object }

func unix(at time.Time) int64             { return at.UnixMilli() }
func fromUnix(ms int64) time.Time         { return time.UnixMilli(ms).UTC() }
func (c calendar) list(name string) []any { items, _ := c.rules[name].([]any); return items }
func (c calendar) has(name string, n int64) bool {
	for _, item := range c.list(name) {
		if amount(item) == n {
			return true
		}
	}
	return false
}

func (c calendar) offset(at int64) int64 {
	minutes := int64(0)
	for i, item := range c.list("offsets") {
		one, _ := item.(object)
		if i > 0 && amount(one["from"])*1000 > at {
			break
		}
		minutes = amount(one["minutes"])
	}
	return minutes * 60_000
}
func (c calendar) local(at int64) int64 { return at + c.offset(at) }
func (c calendar) day(at int64) int64   { return floorDiv(c.local(at), day.Milliseconds()) }
func floorDiv(n, by int64) int64 {
	if n < 0 && n%by != 0 {
		return n/by - 1
	}
	return n / by
}

func (c calendar) works(d int64) bool {
	weekday := (d+3)%7 + 1
	return c.has("workdays", weekday) && !c.has("holidays", d)
}
func (c calendar) covers(at int64) bool { return c.day(at) <= amount(c.rules["through"]) }

// instant of a local time: the latest that shows it; in a gap as the offset before it would have.
func (c calendar) instant(d, at int64) int64 {
	local := d*day.Milliseconds() + at
	found, is, largest := int64(0), false, int64(0)
	for i, item := range c.list("offsets") {
		one, _ := item.(object)
		offset := amount(one["minutes"]) * 60_000
		if i == 0 || offset > largest {
			largest = offset
		}
		if t := local - offset; c.local(t) == local && (!is || t > found) {
			found, is = t, true
		}
	}
	if is {
		return found
	}
	return local - c.offset(local-largest)
}

func (c calendar) atWork(at int64) bool {
	local := c.local(at)
	d := floorDiv(local, day.Milliseconds())
	minutes, hours := local-d*day.Milliseconds(), obj(c.rules, "hours")
	return c.works(d) && minutes >= amount(hours["from"])*60_000 && minutes <= amount(hours["until"])*60_000
}

// end of a span that begins at an instant; false where the calendar ends before.
func (c calendar) end(start int64, span object) (int64, bool) {
	count := amount(span["count"])
	through := amount(c.rules["through"])
	switch str(span, "unit") {
	case "hours":
		return start + count*time.Hour.Milliseconds(), true
	case "working-days":
		if count == 0 {
			return start, true
		}
		d := c.day(start)
		at := c.local(start) - d*day.Milliseconds()
		if !c.works(d) {
			count, at = count+1, 0
		}
		for count > 0 {
			if d++; d > through {
				return 0, false
			}
			if c.works(d) {
				count--
			}
		}
		return c.instant(d, at), true
	}
	left, at := count*time.Hour.Milliseconds(), start
	for d := c.day(start); left > 0; d++ {
		if d > through {
			return 0, false
		}
		midnight := c.instant(d+1, 0)
		if c.works(d) {
			if midnight-at >= left {
				return at + left, true
			}
			left -= midnight - at
		}
		at = midnight
	}
	return at, true
}
