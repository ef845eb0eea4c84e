// Draws each chart from its own specification, wide or narrow as there is room.
// The interpreter evaluates expressions without eval, as the content security policy demands.
import { expressionInterpreter } from "./vendor/vega-interpreter.js";

const NARROW = 600;
const NUMBERS = {
  nb: { decimal: ",", thousands: "\u00a0", grouping: [3], currency: ["", " kr"] },
  en: { decimal: ".", thousands: ",", grouping: [3], currency: ["NOK ", ""] },
};

async function draw(figure) {
  const place = figure.querySelector(".drawing");
  const narrow = figure.clientWidth < NARROW;
  if (figure.dataset.drawn === String(narrow)) return;
  figure.dataset.drawn = String(narrow);
  const spec = JSON.parse(figure.querySelector(narrow ? "[data-narrow]" : "[data-wide]").textContent);
  const options = {
    actions: false, ast: true, defaultStyle: false, expr: expressionInterpreter, mode: "vega-lite",
    renderer: "svg", tooltip: false, formatLocale: NUMBERS[document.documentElement.lang],
  };
  try {
    // Vega names what it draws in, in English; the place around it keeps our own words.
    const inside = document.createElement("div");
    place.replaceChildren(inside);
    await vegaEmbed(inside, spec, options);
    inside.setAttribute("aria-hidden", "true");
    inside.querySelector("svg").setAttribute("focusable", "false");
  } catch (error) {
    console.error(error);
    place.textContent = place.dataset.failed;
  }
}

function drawAll() {
  for (const figure of document.querySelectorAll("[data-chart]")) draw(figure);
}

let waiting;
document.addEventListener("DOMContentLoaded", drawAll);
document.addEventListener("htmx:after:swap", drawAll);
window.addEventListener("resize", () => { clearTimeout(waiting); waiting = setTimeout(drawAll, 150); });
