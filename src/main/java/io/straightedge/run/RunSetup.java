package io.straightedge.run;

import java.util.List;

/**
 * What a run turned out to be once its data and network were made.
 *
 * @param totalSteps training steps it will take
 * @param stepsPerEpoch training steps per pass over the data
 * @param layers widths from input to output, for instance 784, 1000, 10
 * @param parameters number of weights and biases
 * @param data one sentence on the data that was really used
 * @param outputNames names of the network's outputs: the classes, or the fitted value
 */
public record RunSetup(
        long totalSteps,
        long stepsPerEpoch,
        List<Integer> layers,
        long parameters,
        String data,
        List<String> outputNames) {}
