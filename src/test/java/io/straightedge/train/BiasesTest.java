package io.straightedge.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.straightedge.data.Dataset;
import io.straightedge.run.TrainingSpec;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.BroadcastOp;
import org.nd4j.linalg.api.ops.OpContext;
import org.nd4j.linalg.cpu.nativecpu.ops.NativeOpExecutioner;
import org.nd4j.linalg.factory.Nd4j;

class BiasesTest {
    @Test
    void eachRowGetsItsBias() {
        INDArray rows = Nd4j.createFromArray(new float[][] {{1, 2, 3}, {4, 5, 6}});
        Biases.add(rows, Nd4j.createFromArray(new float[][] {{10, 20, 30}}));
        assertThat(rows.toFloatMatrix()).isDeepEqualTo(new float[][] {{11, 22, 33}, {14, 25, 36}});
    }

    /** Operations of this kind are not safe where nobody holds them; which do is seen by who calls. */
    @ParameterizedTest
    @ValueSource(strings = {TrainingSpec.CROSS_ENTROPY, TrainingSpec.SQUARED_ERROR})
    void nothingElseInTrainingBroadcasts(String loss) throws Exception {
        List<Boolean> held = new ArrayList<>();
        Field executioner = Nd4j.class.getDeclaredField("OP_EXECUTIONER_INSTANCE");
        executioner.setAccessible(true);
        Object usual = executioner.get(null);
        executioner.set(null, new NativeOpExecutioner() {
            @Override
            public INDArray exec(BroadcastOp operation, OpContext context) {
                held.add(StackWalker.getInstance()
                        .walk(frames ->
                                frames.anyMatch(frame -> frame.getClassName().equals(Biases.class.getName()))));
                return super.exec(operation, context);
            }
        });
        try {
            Dataset data = TestData.classes(40, 6, 3, 1);
            try (Trainer trainer = new Trainer(TestData.network(7, 5), TestData.training(loss, 0.1, 8, 2, 1), data)) {
                trainer.step();
                assertThat(held).as("at least once for each layer").hasSizeGreaterThanOrEqualTo(3);
                trainer.outputs(data.train().inputs());
            }
        } finally {
            executioner.set(null, usual);
        }
        assertThat(held).containsOnly(true);
    }
}
