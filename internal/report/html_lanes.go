package report

import (
	"fmt"
	"slices"

	"github.com/apireach/terraform-provider-apireach/internal/check"
)

// lane is the part of the path that lies in one region.
type lane struct {
	Region string
	// Stops are the hops that have findings there, by name.
	Stops map[string]stop
}

// title names a lane.
type title struct {
	X, Y int
	Text string
}

// lanes are the regions that findings are about, where there is more than one.
func lanes(sections []htmlSection, hops []check.Hop) []lane {
	var regions []string
	for _, s := range sections {
		for _, f := range s.Findings {
			if f.Region != "" && !slices.Contains(regions, f.Region) {
				regions = append(regions, f.Region)
			}
		}
	}
	if len(regions) < 2 {
		return nil
	}
	slices.Sort(regions)
	var out []lane
	for _, region := range regions {
		l := lane{region, map[string]stop{}}
		for _, hop := range hops {
			if s, found := stopOf(sections, hop, region); found {
				l.Stops[string(hop)] = s
			}
		}
		out = append(out, l)
	}
	return out
}

const (
	laneHeight, laneGap     = 40, 14
	regionHeight, regionGap = 36, 8
	regionIndent            = 28
	maxTitle                = 24
)

// drawLanes draws the regions below the path, each from left to right below its hops.
func (d *drawing) drawLanes(stops []stop, lanes []lane) {
	for i, l := range lanes {
		y := margin + wideHeight + wideGap + i*(laneHeight+laneGap)
		middle := y + laneHeight/2
		d.Titles = append(d.Titles, title{margin, middle + 5, cut(l.Region, maxTitle)})
		from := margin + wideWidth + wideGap
		for column, hop := range stops {
			s, found := l.Stops[hop.Name]
			if !found {
				continue
			}
			x := margin + column*(wideWidth+wideGap)
			n := node{
				stop: s, Outline: outline(s.Class, x, y, wideWidth, laneHeight),
				Way: fmt.Sprintf("M%d %dH%d", from, middle, x-4), Head: fmt.Sprintf("M%d %dl-6 -5m6 5l-6 5", x-3, middle),
				MarkX: x + 14, MarkY: y + 9, StateX: x + 42, StateY: middle + 5,
			}
			if s.Class == "fail" && !s.beside() {
				n.cross(fmt.Sprintf("M%d %dH%d", from, middle, x-wideGap+10), x-wideGap/2, middle)
			}
			d.add(n)
			from = x + wideWidth
		}
		d.Height = y + laneHeight + margin
	}
}

// drawRegions draws the regions of a hop below it, and returns where they end.
func (d *drawing) drawRegions(hop stop, lanes []lane, y int) int {
	from := y
	for _, l := range lanes {
		s, found := l.Stops[hop.Name]
		if !found {
			continue
		}
		y += regionGap
		x, middle := margin+regionIndent, y+regionHeight/2
		d.add(node{
			stop: s, Title: cut(l.Region, maxTitle), Outline: outline(s.Class, x, y, tallWidth-regionIndent, regionHeight),
			Way:   fmt.Sprintf("M%d %dV%dH%d", margin+regionIndent/2, from, middle, x),
			MarkX: x + 12, MarkY: y + 7, NameX: x + 42, NameY: middle + 5, StateX: margin + tallWidth - 14, StateY: middle + 5,
		})
		y += regionHeight
	}
	return y
}
