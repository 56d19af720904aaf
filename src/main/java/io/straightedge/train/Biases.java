package io.straightedge.train;

import java.lang.ref.Reference;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.broadcast.BroadcastAddOp;
import org.nd4j.linalg.factory.Nd4j;

/** Adds biases to pre-activations. */
final class Biases {
    private static final int ALONG_ROWS = 1;

    private Biases() {}

    /**
     * Adds a bias (1 × n) to each row (m × n), in place. ND4J's own {@code addiRowVector} forgets its operation before
     * native code has read the dimension that belongs to it: a garbage collection in between frees that, and the process
     * ends with a segmentation fault.
     */
    static void add(INDArray rows, INDArray biases) {
        BroadcastAddOp operation = new BroadcastAddOp(rows, biases, rows, ALONG_ROWS);
        Nd4j.getExecutioner().exec(operation);
        Reference.reachabilityFence(operation);
    }
}
