package io.straightedge.data;

/** All samples of a file or two, before they are split. */
interface LabelledSamples {
    /** Class number of each sample. */
    int[] labels();

    /** The samples with these numbers, in this order. */
    Samples samples(int[] indices);
}
