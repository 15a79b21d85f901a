// Before anything is drawn: scripts run here, and the page is dark or light as the reader last chose.
document.documentElement.classList.add("js");
try {
  const theme = localStorage.getItem("newsprint-theme");
  if (theme === "dark" || theme === "light") document.documentElement.dataset.theme = theme;
} catch {
  // Nothing is kept in this browser.
}
