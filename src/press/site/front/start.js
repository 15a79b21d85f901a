// Start: the page that the address names, and what changes with the window.
fillStrip();
fillContents();
spread = choose();
showSpread();
route();
addEventListener("hashchange", route);
new ResizeObserver(() => {
  const wanted = choose();
  showSpread();
  if (wanted !== spread) {
    spread = wanted;
    showSpread();
    show(current, true);
  } else {
    layOut();
  }
}).observe(stage);
(window.requestIdleCallback ?? setTimeout)(() => load("stories.js"));
