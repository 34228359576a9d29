"use strict";
// Collects what a judge says of each caption and hands it out as a file (capassist.judgements/1). Until then it is kept
// in this browser, for this very page, so that a reload loses nothing.
(() => {
  const { schema, page, questions } = JSON.parse(document.getElementById("data").textContent);
  const place = `capassist blind ${page}`; // in this browser's store
  const counter = document.getElementById("counter");
  const judge = document.getElementById("judge");
  const download = document.getElementById("download");
  const next = document.getElementById("next");
  const captions = [...document.querySelectorAll("[data-caption]")];
  let saved = "[]"; // the answers that were downloaded last

  const answer = (caption, question) => {
    const chosen = document.querySelector(`input[name="${caption.dataset.caption}-${question}"]:checked`);
    return chosen ? Number(chosen.value) : null;
  };

  // The judgement of a caption, or null until both questions are answered.
  const judgement = (caption) => {
    const answers = questions.map((question) => [question, answer(caption, question)]);
    if (answers.some(([, value]) => value === null)) return null;
    return { caption: caption.dataset.caption, ...Object.fromEntries(answers) };
  };
  const judgements = () => captions.map(judgement).filter(Boolean);

  function update() {
    const count = judgements().length;
    counter.textContent = `${count} of ${captions.length} judged`;
    download.disabled = count === 0;
    next.disabled = count === captions.length;
    const chosen = [...document.querySelectorAll("input[type=radio]:checked")].map((input) => input.id);
    // Some browsers keep nothing for a page that is a file: then a reload asks before it loses anything.
    try {
      localStorage.setItem(place, JSON.stringify({ judge: judge.value, chosen }));
    } catch {}
  }

  function restore() {
    try {
      const kept = JSON.parse(localStorage.getItem(place));
      judge.value = kept.judge;
      for (const id of kept.chosen) document.getElementById(id).checked = true;
    } catch {}
  }

  next.addEventListener("click", () => {
    const open = captions.find((caption) => judgement(caption) === null);
    open.scrollIntoView();
    open.querySelector("input").focus({ preventScroll: true });
  });

  download.addEventListener("click", () => {
    const given = judgements();
    const content = JSON.stringify({ schema, page, judge: judge.value.trim(), judgements: given }, null, 1) + "\n";
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([content], { type: "application/json" }));
    link.download = `${judge.value.trim().replace(/[^\p{L}\p{N}]+/gu, "-") || "answers"}.json`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
    saved = JSON.stringify(given);
    counter.textContent = `${given.length} of ${captions.length} judged, downloaded`;
  });

  window.addEventListener("beforeunload", (event) => {
    if (JSON.stringify(judgements()) !== saved) event.preventDefault();
  });

  document.addEventListener("input", update);
  for (const part of document.querySelectorAll(".scripted")) part.hidden = false;
  restore();
  update();
})();
