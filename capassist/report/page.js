"use strict";
// Collects the decisions made in the page and hands them out as decisions.json (capassist.decisions/1).
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const counter = document.getElementById("counter");
  const download = document.getElementById("download");
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

    // The decision, or null where there is none yet, or no text for it.
    decision() {
      const [verdict, number] = this.choice.split("-");
      const result = { figure: this.known.figure, verdict, text: null, reason: folded(this.reason.value) || null };
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
  }

  let place = -1; // of the figure that "Next to decide" went to last
  next.addEventListener("click", () => {
    const order = [...figures.keys()].sort((a, b) => (a <= place) - (b <= place) || a - b);
    place = order.find((number) => figures[number].decision() === null);
    figures[place].goTo();
  });

  download.addEventListener("click", () => {
    const chosen = decisions();
    const content = JSON.stringify({ schema: "capassist.decisions/1", decisions: chosen }, null, 2) + "\n";
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([content], { type: "application/json" }));
    link.download = "decisions.json";
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
    saved = JSON.stringify(chosen);
    counter.textContent = `${chosen.length} of ${figures.length} decided, downloaded`;
  });

  window.addEventListener("beforeunload", (event) => {
    if (JSON.stringify(decisions()) !== saved) event.preventDefault();
  });

  for (const article of document.querySelectorAll("article[data-entry]")) figures.push(new Figure(article));
  saved = JSON.stringify(decisions()); // what the review decided is safe already
  if (figures.length) {
    for (const part of document.querySelectorAll(".scripted")) part.hidden = false;
    update();
  }
})();
