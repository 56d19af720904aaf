package io.straightedge.run;

/**
 * A pair of samples that is measured, by index in the training data.
 *
 * @param a the sample at t = 0
 * @param b the sample at t = 1
 * @param classA class of a, by its place among the output names, or -1 for regression
 * @param classB class of b
 */
public record MeasuredPair(int a, int b, int classA, int classB) {}
