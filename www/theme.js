// Static pages have the colours that were chosen in the app, which remembers the choice in this browser. It runs before
// anything is drawn, so that the page never changes its colours before the reader's eyes.
function theme() {
  let chosen;
  try {
    chosen = JSON.parse(localStorage.getItem("mta-sts-lens"))?.theme;
  } catch {
    // Nothing is stored, or it may not be read: the system's colours.
  }
  const root = document.documentElement;
  if (chosen === "light" || chosen === "dark") root.dataset.theme = chosen;
  else delete root.dataset.theme;
}

theme();
// Chosen anew in another tab, or before this page was come back to.
addEventListener("storage", theme);
addEventListener("pageshow", theme);
