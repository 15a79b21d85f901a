// Start: the page that the address names, and what changes with the window.
fillStrip();
fillContents();
spread = choose();
showSpread();
const resumed = resume();
route();
if (resumed) tell(say("resumed", pages[current].label), true);
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
