/** How to read the path view. */
export const PATH_HELP = {
  title: "The path between two samples",
  math: "F(s) = f(x_a + s · u), s = t · D",
  paragraphs: [
    "The network is evaluated on the straight segment from sample a to sample b; D is their distance and u the direction. "
      + "A ReLU network is piecewise linear, so each output is a chain of straight pieces. It bends only at kinks, where one hidden unit switches on or off.",
    "Above: the outputs along the way, or their distance from the chord (the dashed straight line between the two ends). "
      + "The rug shows where units switch, one row per hidden layer. Below: the slope dF/ds, a staircase with a step at every kink.",
    "The grey bands show ± 1 standard deviation of chance, for the first chosen output: above, if each of its gaps had a coin-flip sign; "
      + "below, a random-walk bridge from its first to its last slope with the same squared gaps. A curve well inside is straighter than a random walk.",
    "The histogram shows the gaps of the first chosen output beside the normal curve with their deviation (dashed); its outermost bars hold what lies beyond four deviations.",
    "Straightness is the rms bend divided by the rms bend expected by chance: below 1 is straighter than chance. Outputs are logits, before softmax, and not normalised.",
    "Click an output’s name to show or hide it. Move over the plot, or focus it and use the arrow keys, to read values. "
      + "On the step control, arrow keys move between measured steps and the space bar plays.",
  ],
};
