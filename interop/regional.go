package main

import "time"

// regionalList is a list of another organisation, beside the directory: whose it is, and the act that stands.
type regionalList struct {
	participant, version string
	withdrawn            bool
}

func (l regionalList) described() object {
	of := object{"participant": l.participant, "version": l.version}
	if l.withdrawn {
		of["withdrawn"] = true
	}
	return of
}

func (s *state) foldRegional(act object, id string) {
	of := str(obj(act, "actor"), "participant")
	s.regional[str(obj(act, "data"), "regional")] = regionalList{of, id, str(act, "type") == "directory.list-withdrawn"}
}

// decideRegional is chapter 5.3.1.
func (s *state) decideRegional(c *candidate) string {
	imports := c.kind() == "directory.list-imported"
	now, known := s.regional[c.text("regional")]
	if !known && !imports || known && (now.participant != c.of() || now.withdrawn) {
		return "directory.regional-own"
	}
	base, based := c.act["base"].(string)
	if (imports || based) && base != now.version {
		return "directory.base-current"
	}
	if !imports {
		return ""
	}
	for _, reader := range texts(c.data(), "readers") {
		if s.kinds[reader] == "" {
			return "directory.regional-readers"
		}
	}
	longest := 15_811_200 * time.Second
	if _, is := s.listRules["longest"]; is {
		longest = time.Duration(num(s.listRules, "longest")) * time.Second
	}
	tomorrow := instant(c.received).Add(24 * time.Hour).Format("2006-01-02")
	lasts := since(c.text("expires"), c.received)
	return refuseIf(c.text("asOf") > tomorrow || lasts <= 0 || lasts > longest, "directory.regional-expires")
}
