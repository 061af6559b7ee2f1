package report

import (
	"fmt"
	"strings"

	"github.com/apireach/terraform-provider-apireach/internal/check"
)

// stop is the client or a hop, in one region or as a whole, as the picture of the path
// tells it.
type stop struct {
	Name, Region string
	Class        string
	// State is the worst of it in two words, Label all of it.
	State, Label string
	// Target is the id of the first finding; "" when there is none.
	Target string
}

// beside says that a stop lies on no packet's way.
func (s stop) beside() bool { return s.Name == string(check.HopPrerequisite) }

// stops are the client and the hops; prerequisites only where a finding is.
func stops(sections []htmlSection, hops []check.Hop) []stop {
	out := []stop{{Name: "client", Class: "client"}}
	for _, hop := range hops {
		s, found := stopOf(sections, hop, "")
		switch {
		case found:
			out = append(out, s)
		case hop != check.HopPrerequisite:
			out = append(out, stop{Name: string(hop), Class: "absent", State: "not checked", Label: string(hop) + ": not checked"})
		}
	}
	return out
}

// stopOf is a hop that has findings, in one region or for "" in all.
func stopOf(sections []htmlSection, hop check.Hop, region string) (stop, bool) {
	var findings []check.Finding
	target := ""
	for _, s := range sections {
		for _, f := range s.Findings {
			if f.Hop != hop || region != "" && f.Region != region {
				continue
			}
			if target == "" {
				target = f.ID
			}
			findings = append(findings, f.Finding)
		}
	}
	if len(findings) == 0 {
		return stop{}, false
	}
	name, states := string(hop), states(findings)
	if region != "" {
		name += " in " + region
	}
	return stop{string(hop), region, worst(findings), states[0], name + ": " + strings.Join(states, ", "), target}, true
}

// states counts findings by standing, the worst first.
func states(findings []check.Finding) []string {
	count := map[string]int{}
	for _, f := range findings {
		count[standing(f)]++
	}
	var out []string
	for _, s := range []struct{ standing, word string }{
		{"error", "failed"}, {"unknown", "unknown"}, {"warning", "warned"}, {"waived", "waived"}, {"pass", "passed"},
	} {
		if n := count[s.standing]; n > 0 {
			out = append(out, fmt.Sprintf("%d %s", n, s.word))
		}
	}
	if count["not applicable"] > 0 {
		out = append(out, "not applicable")
	}
	return out
}

// drawing is the path as a picture, in the units of its view box.
type drawing struct {
	Name          string
	Width, Height int
	Nodes         []node
	Titles        []title
}

// node is a stop in its place, with the way that leads to it.
type node struct {
	stop
	// Title is the name in the picture.
	Title          string
	Outline        string
	MarkX, MarkY   int
	NameX, NameY   int
	StateX, StateY int
	Way            string
	Head, Break    string
}

const (
	wideWidth, wideHeight, wideGap = 120, 88, 36
	tallWidth, tallHeight, tallGap = 300, 44, 26
	margin                         = 4
)

// drawWide draws the path from left to right, prerequisites below its end, or the
// regions below all of it.
func drawWide(stops []stop, lanes []lane) drawing {
	d := drawing{Name: "wide"}
	for i, s := range stops {
		x, y := margin+i*(wideWidth+wideGap), margin
		way, head := fmt.Sprintf("M%d %dh%d", x-wideGap, y+wideHeight/2, wideGap-4), fmt.Sprintf("M%d %dl-6 -5m6 5l-6 5", x-3, y+wideHeight/2)
		if s.beside() && len(lanes) == 0 {
			x, y = x-wideWidth-wideGap, y+wideHeight+wideGap
			way, head = fmt.Sprintf("M%d %dv%d", x+wideWidth/2, y-wideGap, wideGap), ""
		}
		n := node{
			stop: s, Title: s.Name, Outline: outline(s.Class, x, y, wideWidth, wideHeight), Way: way, Head: head,
			MarkX: x + wideWidth/2 - 11, MarkY: y + 11,
			NameX: x + wideWidth/2, NameY: y + 52, StateX: x + wideWidth/2, StateY: y + 71,
		}
		switch s.Class { // without a mark
		case "client":
			n.NameY = y + wideHeight/2 + 5
		case "absent":
			n.NameY, n.StateY = y+42, y+61
		}
		if s.Class == "fail" && !s.beside() {
			n.cross(fmt.Sprintf("M%d %dh10", x-wideGap, y+wideHeight/2), x-wideGap/2, y+wideHeight/2)
		}
		d.Width, d.Height = max(d.Width, x+wideWidth+margin), max(d.Height, y+wideHeight+margin)
		d.add(n)
	}
	d.drawLanes(stops, lanes)
	return d
}

// drawTall draws it from top to bottom, for narrow screens, the regions of a hop
// below it.
func drawTall(stops []stop, lanes []lane) drawing {
	d := drawing{Name: "tall", Width: tallWidth + 2*margin}
	y := margin
	for _, s := range stops {
		x := margin
		n := node{
			stop: s, Title: s.Name, Outline: outline(s.Class, x, y, tallWidth, tallHeight),
			Way:   fmt.Sprintf("M%d %dv%d", x+tallWidth/2, y-tallGap, tallGap-4),
			Head:  fmt.Sprintf("M%d %dl-5 -6m5 6l5 -6", x+tallWidth/2, y-3),
			MarkX: x + 16, MarkY: y + 11, NameX: x + 50, NameY: y + 27, StateX: x + tallWidth - 18, StateY: y + 27,
		}
		if s.Class == "client" || s.Class == "absent" {
			n.NameX = x + 24
		}
		if s.Class == "fail" && !s.beside() {
			n.cross(fmt.Sprintf("M%d %dv5", x+tallWidth/2, y-tallGap), x+tallWidth/2, y-tallGap/2)
		}
		d.add(n)
		y = d.drawRegions(s, lanes, y+tallHeight)
		d.Height = y + margin
		y += tallGap
	}
	return d
}

// add leaves out what no packet takes: the way to the client, and the arrow to
// prerequisites.
func (d *drawing) add(n node) {
	switch {
	case n.Class == "client":
		n.Way, n.Head = "", ""
	case n.beside():
		n.Head = ""
	}
	d.Nodes = append(d.Nodes, n)
}

// cross breaks the way to a hop that fails.
func (n *node) cross(way string, x, y int) {
	n.Way, n.Head = way, ""
	n.Break = fmt.Sprintf("M%d %dl12 12m0 -12l-12 12", x-6, y-6)
}

// outline is the shape of a stop: who does not see colours still sees an octagon
// where traffic stops and a hexagon where it may.
func outline(class string, x, y, w, h int) string {
	cut := 12
	switch class {
	case "fail":
		return fmt.Sprintf("M%d %dh%dl%d %dv%dl-%d %dh-%dl-%d -%dv-%dz", x+cut, y, w-2*cut, cut, cut, h-2*cut, cut, cut, w-2*cut, cut, cut, h-2*cut)
	case "warn":
		return fmt.Sprintf("M%d %dh%dl%d %dl-%d %dh-%dl-%d -%dz", x+cut, y, w-2*cut, cut, h/2, cut, h/2, w-2*cut, cut, h/2)
	case "client":
		cut = h / 4
	default:
		cut = 8
	}
	return fmt.Sprintf("M%d %dh%da%d %d 0 0 1 %d %dv%da%d %d 0 0 1 -%d %dh-%da%d %d 0 0 1 -%d -%dv-%da%d %d 0 0 1 %d -%dz",
		x+cut, y, w-2*cut, cut, cut, cut, cut, h-2*cut, cut, cut, cut, cut, w-2*cut, cut, cut, cut, cut, h-2*cut, cut, cut, cut, cut)
}
