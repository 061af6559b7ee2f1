
"use strict";
(() => {
  const links = [...document.querySelectorAll("a[data-hop]")];
  const findings = [...document.querySelectorAll(".finding")];
  const bar = document.querySelector(".filter");
  const status = bar.querySelector("p");
  let chosen = "";

  // show leaves the findings of one hop, or of all for "".
  function show(hop) {
    chosen = hop;
    let n = 0;
    for (const f of findings) {
      f.hidden = hop !== "" && f.dataset.hop !== hop;
      n += f.hidden ? 0 : 1;
    }
    for (const section of document.querySelectorAll("section.standing")) {
      const own = [...section.querySelectorAll(".finding")];
      section.hidden = own.length > 0 && own.every((f) => f.hidden);
    }
    for (const settle of document.querySelectorAll(".settle")) settle.hidden = hop !== "";
    for (const d of document.querySelectorAll("details")) d.open = hop !== "";
    for (const a of links) {
      if (a.dataset.hop === hop) a.setAttribute("aria-current", "true");
      else a.removeAttribute("aria-current");
    }
    bar.hidden = hop === "";
    status.textContent = hop === "" ? "" : `Only ${hop}: ${n} ${n === 1 ? "finding" : "findings"}`;
  }

  function all() {
    const back = links.find((a) => a.dataset.hop === chosen && a.getClientRects().length > 0);
    show("");
    if (back) back.focus();
  }

  for (const a of links) {
    a.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      if (a.dataset.hop === chosen) return all();
      show(a.dataset.hop);
      const target = document.getElementById(a.getAttribute("href").slice(1));
      target.scrollIntoView({ block: "start" });
      target.focus({ preventScroll: true });
    });
  }
  bar.querySelector("button").addEventListener("click", all);
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && chosen !== "") all();
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
