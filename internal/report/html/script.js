
"use strict";
(() => {
  const links = [...document.querySelectorAll("a[data-hop]")];
  const findings = [...document.querySelectorAll(".finding")];
  const bar = document.querySelector(".filter");
  const status = bar.querySelector("p");
  let chosen = null;

  const same = (a, b) => a !== null && b !== null && a.dataset.hop === b.dataset.hop && a.dataset.region === b.dataset.region;

  // show leaves the findings of a link's hop and region, or all for null.
  function show(link) {
    chosen = link;
    const all = link === null;
    let n = 0;
    for (const f of findings) {
      f.hidden = !all && (f.dataset.hop !== link.dataset.hop || "region" in link.dataset && f.dataset.region !== link.dataset.region);
      n += f.hidden ? 0 : 1;
    }
    for (const section of document.querySelectorAll("section.standing")) {
      const own = [...section.querySelectorAll(".finding")];
      section.hidden = own.length > 0 && own.every((f) => f.hidden);
    }
    for (const settle of document.querySelectorAll(".settle")) settle.hidden = !all;
    for (const d of document.querySelectorAll("details")) d.open = !all;
    for (const a of links) {
      if (same(a, link)) a.setAttribute("aria-current", "true");
      else a.removeAttribute("aria-current");
    }
    bar.hidden = all;
    const where = all ? "" : link.dataset.hop + ("region" in link.dataset ? ` in ${link.dataset.region}` : "");
    status.textContent = all ? "" : `Only ${where}: ${n} ${n === 1 ? "finding" : "findings"}`;
  }

  function all() {
    const back = links.find((a) => same(a, chosen) && a.getClientRects().length > 0);
    show(null);
    if (back) back.focus();
  }

  for (const a of links) {
    a.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      if (same(a, chosen)) return all();
      show(a);
      const target = document.getElementById(a.getAttribute("href").slice(1));
      target.scrollIntoView({ block: "start" });
      target.focus({ preventScroll: true });
    });
  }
  bar.querySelector("button").addEventListener("click", all);
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && chosen !== null) all();
  });

  let folded = [];
  addEventListener("beforeprint", () => {
    folded = [...document.querySelectorAll("details:not([open])")];
    for (const d of folded) d.open = true;
  });
  addEventListener("afterprint", () => {
    for (const d of folded) d.open = false;
  });
})();
