package io.straightedge.train;

import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.layers.OutputLayer;
import org.deeplearning4j.nn.params.DefaultParamInitializer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** DL4J's output layer, with biases that are added by {@link Biases}. */
final class LinearOutputLayer extends OutputLayer {
    private static final long serialVersionUID = 1;

    private final INDArray weights;
    private final INDArray biases;

    /** Takes over the configuration and the parameters of DL4J's layer. */
    LinearOutputLayer(Layer output, int index) {
        super(output.conf(), DataType.FLOAT);
        setIndex(index);
        setParamsViewArray(output.params());
        setParamTable(output.paramTable());
        weights = output.getParam(DefaultParamInitializer.WEIGHT_KEY);
        biases = output.getParam(DefaultParamInitializer.BIAS_KEY);
    }

    /** x·W + b (samples × n_out), twice: there is no normalisation before which it would be another. */
    @Override
    protected Pair<INDArray, INDArray> preOutputWithPreNorm(
            boolean training, boolean forBackprop, LayerWorkspaceMgr workspaces) {
        INDArray result =
                workspaces.createUninitialized(ArrayType.ACTIVATIONS, DataType.FLOAT, input.size(0), weights.size(1));
        input.mmuli(weights, result);
        Biases.add(result, biases);
        return new Pair<>(result, result);
    }
}
