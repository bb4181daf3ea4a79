package main

import (
	"encoding/json"
	"fmt"
	"sort"
)

// What `history-6.json` says beside its entries.
type papersFile struct {
	Facts  json.RawMessage `json:"facts"`
	Clocks []struct {
		Document, At, Opens, Rule string
		Missing                   []string
	} `json:"clocks"`
}

// checkPapers compares facts and clocks with those of the file.
func (r *replay) checkPapers(folder string) error {
	var file papersFile
	if err := readFile(folder, "history-6.json", &file); err != nil {
		return err
	}
	want := anyObject(file.Facts)
	for kind, describe := range map[string]func(string) object{
		"documents": r.describeDocument, "organs": r.describeOrgan, "initiatives": r.describeInitiative,
		"rounds": func(id string) object { return object{"deadline": r.papers.rounds[id].deadline} },
		"syntheses": func(id string) object {
			s := r.papers.syntheses[id]
			return object{"round": s.round, "number": s.number}
		},
		"requests": func(id string) object {
			q := r.papers.requests[id]
			return object{"round": q.round, "synthesis": q.synthesis, "answered": q.answered}
		},
	} {
		for id, said := range obj(want, kind) {
			if err := sameState(said.(object), describe(id)); err != nil {
				return fmt.Errorf("%s %s: %w", kind, id, err)
			}
		}
	}
	for _, clock := range file.Clocks {
		if err := r.checkClock(clock.Document, clock.At, clock.Opens, clock.Rule, clock.Missing); err != nil {
			return err
		}
	}
	fmt.Printf("documents: facts and %d clocks are the same\n", len(file.Clocks))
	return nil
}

// checkClock asks for what stands in the way besides the notice: that one takes the calendar of the rules.
func (r *replay) checkClock(id, at, opens, rule string, missing []string) error {
	d := r.papers.documents[id]
	lacking, found := r.missing(d), ""
	switch {
	case d.withdrawn:
		found = "documents.known-document"
	case len(lacking) > 0 || len(d.issued) == 0:
		found = "decisions.languages-issued"
	case at < opens:
		found = "decisions.notice-given"
	}
	if found != rule || fmt.Sprint(lacking) != fmt.Sprint(missing) {
		return fmt.Errorf("clock of %s at %s: %q, %v", id, at, found, lacking)
	}
	return nil
}

func (r *replay) describeDocument(id string) object {
	d := r.papers.documents[id]
	said := object{
		"withdrawn": d.withdrawn, "issued": anyMap(d.issued), "corrected": anyMap(d.corrected), "newest": anyMap(d.newest),
		"own": anyList(chosen(d.own)), "sponsors": anyList(chosen(d.sponsors)), "submitters": []any{},
	}
	if d.submitter != "" {
		said["submitters"] = []any{d.submitter}
	}
	if d.symbol != "" {
		said["symbol"] = d.symbol
	}
	return said
}

func (r *replay) describeOrgan(id string) object {
	said, known := object{}, r.papers.organs[id]
	if known.prefix != "" {
		said["prefix"] = known.prefix
	}
	if known.parent != "" {
		said["parent"] = known.parent
	}
	return said
}

func (r *replay) describeInitiative(id string) object {
	i := r.papers.initiatives[id]
	return object{"presenters": anyList(i.presenters), "withdrawn": i.withdrawn}
}

func anyMap(texts map[string]string) object {
	found := object{}
	for name, text := range texts {
		found[name] = text
	}
	return found
}

// chosen are the names that are set, sorted.
func chosen(set map[string]bool) []string {
	names := []string{}
	for name, is := range set {
		if is {
			names = append(names, name)
		}
	}
	sort.Strings(names)
	return names
}
