package packet

// sweep goes along the addresses of an atom and walks the rules wherever something
// starts or ends inside the query.
func (w *walker) sweep(a atom, out *answer) {
	w.clear()
	inQuery := false
	for i := 0; i < len(a.events); {
		at := a.events[i].at
		for ; i < len(a.events) && a.events[i].at == at; i++ {
			if e := a.events[i]; e.kind == queried {
				inQuery = e.starts
			} else {
				w.change(e)
			}
		}
		if !inQuery {
			continue
		}
		last := lastAddress
		if i < len(a.events) {
			last = a.events[i].at.previous()
		}
		out.add(w.walk(), span{at, last})
	}
	out.finish(a)
}

// change lets a rule start or stop to match.
func (w *walker) change(e event) {
	place := int(e.place)
	if w.applies[place] == Never {
		return
	}
	if e.kind == certain && w.applies[place] == Always {
		if e.starts {
			w.certain.add(place)
		} else {
			w.certain.remove(place)
		}
		return
	}
	byAction := w.doubtfulBy[w.layout.rules[place].action]
	if e.starts {
		w.doubtful.add(place)
		byAction.add(place)
	} else {
		w.doubtful.remove(place)
		byAction.remove(place)
	}
}
