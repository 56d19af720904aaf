/** How to read the section of all pairs. */
export const PAIRS_HELP = {
  title: "All measured pairs",
  paragraphs: [
    "one value per pair: of its outputs’ gap deviations the mean, of their straightness the root mean square",
    "Gap deviation: the size of a typical kink, √( (1/N) Σ δᵢ² ). Straightness: the rms bend divided by the rms bend expected if every kink had the sign of a coin flip. "
      + "Deflection ratio: the slope’s departure in the middle of the path, per √N / 2, divided by the gap deviation.",
    "The last two are 1 for a random walk, above it where kinks pull the same way and below it where they cancel. Because that holds in the root mean square, "
      + "pairs are summarised by it there, and by the mean for the gap deviation; ± is the standard error over the pairs.",
    "With pairs across classes, a cell shows the pairs of its two classes, whichever way round. With pairs within classes, or without classes, each pair is a dot; "
      + "the line is the mean and the band its standard error.",
    "The values are of the outputs as they are, before softmax and not normalised, at the step that the path above shows.",
    "Paths are kept for one pair of each class, or pair of classes, up to ten; wide networks keep fewer. A click on a cell or a dot, or Enter, shows one.",
  ],
};
