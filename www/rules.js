// Searches the list of rules that is there: what holds every word typed stays. As the app finds them.
const field = document.getElementById("filter");
const found = document.getElementById("found");
const count = (number) => `${number}\u00a0rule${number === 1 ? "" : "s"}`;
const families = [...document.querySelectorAll(".index")].map((list) => ({
  section: list.closest("section"),
  said: list.closest("section").querySelector(".sec__head p"),
  rules: [...list.children],
}));

function search() {
  const wanted = field.value.toLowerCase().split(/\s+/).filter(Boolean);
  let all = 0;
  for (const { section, said, rules } of families) {
    for (const rule of rules) rule.hidden = !wanted.every((word) => rule.dataset.words.includes(word));
    const shown = rules.filter((rule) => !rule.hidden).length;
    section.hidden = shown === 0;
    said.textContent = count(shown);
    all += shown;
  }
  found.textContent = count(all);
}

document.getElementById("search").hidden = false;
field.addEventListener("input", search);
// A browser that comes back to the page fills the field again, after this was read.
addEventListener("pageshow", search);
search();
