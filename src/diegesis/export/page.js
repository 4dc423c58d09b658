"use strict";
(() => {
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const text = document.getElementById("text"), panel = document.getElementById("panel");
  const who = document.getElementById("who"), next = document.getElementById("next");
  let back = null;

  function close() {
    panel.hidden = true;
    panel.replaceChildren();
    if (back) back.focus({ preventScroll: true });
    back = null;
  }
  function show(number, from) {
    const entry = document.getElementById(`w${number}`);
    if (!entry) return;
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = "Close";
    button.addEventListener("click", close);
    const words = document.createElement("div");
    for (const node of entry.childNodes) words.append(node.cloneNode(true));
    panel.replaceChildren(button, words);
    panel.hidden = false;
    back = from;
    panel.focus({ preventScroll: true });
  }
  text.addEventListener("click", event => {
    const link = event.target.closest("a");
    if (link && !link.classList.contains("w")) return;
    if (!link && String(getSelection())) return;
    const line = link ? link.hash.slice(2) : event.target.closest(".q")?.id.slice(1);
    if (!line) return;
    event.preventDefault();
    show(line, link || document.querySelector(`a.w[href="#w${line}"]`));
  });

  const marks = all("a.w.d", text);
  function go(step) {
    const at = marks.indexOf(document.activeElement);
    const line = innerHeight / 3;
    let to = at + step;
    if (at < 0) {
      const after = marks.findIndex(mark => mark.getBoundingClientRect().top > line);
      to = after < 0 ? (step > 0 ? 0 : marks.length - 1) : step > 0 ? after : after - 1;
    }
    const mark = marks[(to + marks.length) % marks.length];
    if (!mark) return;
    if (!panel.hidden) close();
    mark.scrollIntoView({ block: "center" });
    mark.focus({ preventScroll: true });
  }
  document.addEventListener("keydown", event => {
    if (event.key === "Escape" && !panel.hidden) close();
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("select, input, button")) return;
    if (event.key === "n") go(1);
    if (event.key === "p") go(-1);
  });
  next.addEventListener("click", () => go(1));
  next.hidden = !marks.length;

  for (const person of all("#cast li")) {
    if (!person.querySelector('a[href^="#q"]')) continue;
    const option = document.createElement("option");
    option.value = person.id.slice(1);
    option.textContent = person.querySelector("b").textContent;
    who.append(option);
  }
  who.addEventListener("change", () => {
    for (const block of all("p", text)) block.classList.toggle("off", who.value !== "" && !block.querySelector(`.s${who.value}`));
    if (who.value) text.querySelector(`.s${who.value}`)?.scrollIntoView({ block: "center" });
  });
  document.getElementById("tools").hidden = false;
})();
