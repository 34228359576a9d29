"use strict";
// Collects the decisions made in the page and hands them out as decisions.json (capassist.decisions/1), which it can
// also read again. Until then they are kept in this browser, for this very page, so that a reload loses nothing.
(() => {
  const SCHEMA = "capassist.decisions/1";
  const held = document.getElementById("data");
  const data = JSON.parse(held.textContent);
  const place = `capassist ${held.dataset.version}`; // in this browser's store
  const counter = document.getElementById("counter");
  const download = document.getElementById("download");
  const load = document.getElementById("load");
  const file = document.getElementById("file");
  const next = document.getElementById("next");
  const UNDECIDED = "Not decided";
  const WORDS = { accept: "Accepted on this page", edit: "Accepted as edited on this page", skip: "Skipped on this page" };
  let saved = "[]"; // the decisions that were downloaded last

  // A caption is one paragraph: every line break becomes a blank, as in the review.
  const folded = (text) => text.replace(/[ \t]*[\r\n]+[ \t\r\n]*/g, " ").trim();

  class Figure {
    constructor(article) {
      this.article = article;
      this.known = data[article.dataset.entry];
      this.controls = article.querySelector(".decide");
      this.editor = article.querySelector(".editor");
      this.text = article.querySelector("textarea");
      this.why = article.querySelector(".why");
      this.reason = article.querySelector(".reason");
      this.standing = article.querySelector(".standing");
      this.marks = article.querySelectorAll(".reviewed");
      this.text.value = this.known.text ?? this.known.drafts[0] ?? "";
      this.reason.value = this.known.reason ?? "";
      this.stood = this.standing.textContent;
      this.before = JSON.stringify(this.decision());
      this.controls.hidden = false;
      article.addEventListener("input", update);
      for (const button of article.querySelectorAll(".insert")) {
        button.addEventListener("click", () => this.insert(this.known.drafts[button.dataset.draft]));
      }
    }

    insert(draft) {
      this.text.setRangeText(draft, this.text.selectionStart, this.text.selectionEnd, "end");
      this.text.focus();
      update();
    }

    goTo() {
      this.article.scrollIntoView();
      this.controls.querySelector("input:checked").focus({ preventScroll: true });
    }

    get choice() {
      return this.controls.querySelector("input:checked").value;
    }

    choose(value) {
      const control = this.controls.querySelector(`input[value="${value}"]`);
      if (control && !control.disabled) control.checked = true;
      return Boolean(control && !control.disabled);
    }

    // What is chosen and typed, and the same back again.
    get state() {
      return [this.choice, this.text.value, this.reason.value];
    }

    set state([choice, text, reason]) {
      this.choose(choice);
      this.text.value = text;
      this.reason.value = reason;
    }

    // Choose what a decision from a file says.
    take({ verdict, text, reason }) {
      this.reason.value = reason ?? "";
      if (verdict === "skip") this.choose("skip");
      else if (!text) this.choose("open");
      else if (!this.choose(`accept-${this.known.drafts.indexOf(text)}`)) {
        this.text.value = text;
        this.choose("edit");
      }
    }

    // The decision, or null where there is none yet, or no text for it.
    decision() {
      const [verdict, number] = this.choice.split("-");
      const { figure, over, of } = this.known; // the caption that stands in the source, and what the figure is known by
      const drafts = this.known.drafts.map((text, number) => ({ text, ...this.known.drafted[number] }));
      const result = { figure, verdict, text: null, reason: folded(this.reason.value) || null, over, of, drafts };
      if (verdict === "accept") {
        result.text = this.known.drafts[number];
      } else if (verdict === "edit") {
        result.text = folded(this.text.value);
        if (!result.text) return null;
        if (this.known.drafts.includes(result.text)) result.verdict = "accept";
      } else if (verdict !== "skip") {
        return null;
      }
      return result;
    }

    show() {
      const decision = this.decision();
      this.editor.hidden = this.choice !== "edit";
      this.why.hidden = decision === null;
      const same = JSON.stringify(decision) === this.before;
      const said = decision ? [WORDS[decision.verdict], decision.reason].filter(Boolean).join(": ") : UNDECIDED;
      this.standing.textContent = same ? this.stood : said;
      this.standing.parentElement.classList.toggle("here", !same || said === UNDECIDED);
      for (const mark of this.marks) mark.textContent = decision ? "reviewed" : "not reviewed";
    }
  }

  const figures = [];
  const decisions = () => figures.map((figure) => figure.decision()).filter(Boolean);

  function update() {
    for (const figure of figures) figure.show();
    const count = decisions().length;
    const words = `${count} of ${figures.length} decided`;
    if (counter.textContent !== words) counter.textContent = words;
    download.disabled = count === 0;
    next.disabled = count === figures.length;
    keep();
  }

  // Some browsers keep nothing for a page that is a file: then a reload asks before it loses anything.
  function keep() {
    try {
      localStorage.setItem(place, JSON.stringify(figures.map((figure) => figure.state)));
    } catch {}
  }

  function restore() {
    try {
      const kept = JSON.parse(localStorage.getItem(place)) ?? [];
      for (const [number, state] of kept.entries()) figures[number].state = state;
    } catch {}
  }

  let last = -1; // the figure that "Next to decide" went to
  next.addEventListener("click", () => {
    const order = [...figures.keys()].sort((a, b) => (a <= last) - (b <= last) || a - b);
    last = order.find((number) => figures[number].decision() === null);
    figures[last].goTo();
  });

  download.addEventListener("click", () => {
    const chosen = decisions();
    const content = JSON.stringify({ schema: SCHEMA, paper: data.paper, decisions: chosen }, null, 2) + "\n";
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([content], { type: "application/json" }));
    link.download = "decisions.json";
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
    saved = JSON.stringify(chosen);
    counter.textContent = `${chosen.length} of ${figures.length} decided, downloaded`;
  });

  load.addEventListener("click", () => file.click());
  file.addEventListener("change", async () => {
    const text = await file.files[0].text();
    file.value = ""; // so that the same file can be chosen again
    counter.textContent = loaded(text);
  });

  // Take the decisions of a file, and return what came of it in words.
  function loaded(text) {
    let read;
    try {
      read = JSON.parse(text);
    } catch {}
    if (read?.schema !== SCHEMA || !Array.isArray(read.decisions)) return "This file holds no decisions of capassist";
    if (isOfAnother(read.paper)) return "This file holds decisions for another paper";
    const known = new Map(figures.map((figure) => [figure.known.figure, figure]));
    const here = read.decisions.filter((decision) => known.has(decision.figure));
    const fitting = here.filter(({ figure, over }) => (over ?? known.get(figure).known.over) === known.get(figure).known.over);
    for (const decision of fitting) known.get(decision.figure).take(decision);
    update();
    const others = read.decisions.length - here.length;
    const outdated = here.length - fitting.length;
    return [
      `${fitting.length} of ${figures.length} loaded`,
      ...(outdated ? [`${outdated} made over a caption that changed since`] : []),
      ...(others ? [`${others} for figures that are not here`] : []),
    ].join("; ");
  }

  // A file by hand, or by an earlier version, does not say what it is about.
  function isOfAnother(paper) {
    if (!paper || paper.title === data.paper.title || !paper.sketch?.length) return false;
    return !paper.sketch.some((hash) => data.paper.sketch.includes(hash));
  }

  window.addEventListener("beforeunload", (event) => {
    if (JSON.stringify(decisions()) !== saved) event.preventDefault();
  });

  for (const article of document.querySelectorAll("article[data-entry]")) figures.push(new Figure(article));
  saved = JSON.stringify(decisions()); // what the review decided is safe already
  if (figures.length) {
    for (const part of document.querySelectorAll(".scripted")) part.hidden = false;
    restore();
    update();
  }
})();
