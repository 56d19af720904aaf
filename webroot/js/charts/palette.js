import { colour, isDark } from "../theme.js";

const QUALITATIVE = 7;
const RUNS = 20;

/** Cividis at 0, ¼, ½, ¾ and 1. */
const CIVIDIS = [[0, 34, 78], [66, 78, 108], [125, 124, 120], [188, 174, 107], [254, 232, 56]];

/** Colours of the chosen outputs: each keeps its own as long as no other chosen output has it. */
export function outputColours(chosen) {
  const colours = new Map();
  const taken = new Set();
  for (const output of [...chosen].sort((a, b) => a - b)) {
    let slot = output % QUALITATIVE;
    for (let i = 0; i < QUALITATIVE && taken.has(slot); i++) slot = (slot + 1) % QUALITATIVE;
    taken.add(slot);
    colours.set(output, colour(`series-${slot + 1}`));
  }
  return colours;
}

/** The token of a run's colour: the same wherever and whenever it is drawn, and different for twenty runs in a row. */
export function runColour(id) {
  return `run-${((id - 1) % RUNS) + 1}`;
}

/** Colour of a 1-based hidden layer among `layers`, from cividis without the ends that the page swallows. */
export function layerColour(layer, layers) {
  const [from, to] = isDark() ? [0.35, 1] : [0, 0.72];
  const place = layers > 1 ? from + ((to - from) * (layer - 1)) / (layers - 1) : isDark() ? 0.75 : 0.12;
  const scaled = place * (CIVIDIS.length - 1);
  const index = Math.min(CIVIDIS.length - 2, Math.floor(scaled));
  const share = scaled - index;
  const mixed = CIVIDIS[index].map((value, i) => Math.round(value + share * (CIVIDIS[index + 1][i] - value)));
  return `rgb(${mixed.join(" ")})`;
}
