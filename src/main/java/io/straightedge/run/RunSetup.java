package io.straightedge.run;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What a run turned out to be once its data and network were made.
 *
 * @param totalSteps training steps it will take
 * @param stepsPerEpoch training steps per pass over the data
 * @param layers widths from input to output, for instance 784, 1000, 10
 * @param parameters number of weights and biases
 * @param data one sentence on the data that was really used
 * @param outputNames names of the network's outputs: the classes, or the fitted value
 * @param environment versions, CPU and the like that it ran on, for people; empty for runs of before it was kept
 */
public record RunSetup(
        long totalSteps,
        long stepsPerEpoch,
        List<Integer> layers,
        long parameters,
        String data,
        List<String> outputNames,
        Map<String, String> environment) {

    public RunSetup {
        environment = Objects.requireNonNullElse(environment, Map.of());
    }
}
