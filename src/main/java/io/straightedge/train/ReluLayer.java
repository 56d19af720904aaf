package io.straightedge.train;

import static java.util.Objects.requireNonNull;

import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.BaseLayer;
import org.deeplearning4j.nn.params.DefaultParamInitializer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.jspecify.annotations.Nullable;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.scalar.RectifiedLinear;
import org.nd4j.linalg.api.ops.impl.scalar.RectifiedLinearDerivative;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A dense ReLU layer for {@code MultiLayerNetwork} that costs about half of DL4J's own: that one computes its
 * pre-activations a second time during back-propagation, and the first layer propagates a gradient to the input that
 * nobody uses. Here the activations are kept (a unit is on where its activation is positive), the first layer stops
 * at its weights, and all arrays share one memory order.
 */
final class ReluLayer extends BaseLayer<DenseLayer> {
    private static final long serialVersionUID = 1;

    private final INDArray weights;
    private final INDArray biases;
    private @Nullable INDArray activations;

    /** Takes over the configuration and the parameters of DL4J's layer. */
    ReluLayer(Layer dense, int index) {
        super(dense.conf(), DataType.FLOAT);
        setIndex(index);
        setParamsViewArray(dense.params());
        setParamTable(dense.paramTable());
        weights = dense.getParam(DefaultParamInitializer.WEIGHT_KEY);
        biases = dense.getParam(DefaultParamInitializer.BIAS_KEY);
    }

    /** max(0, x·W + b) (samples × n_out); transposed, because ND4J's products write column-major arrays only. */
    @Override
    public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
        INDArray result = rows(workspaces, ArrayType.ACTIVATIONS, input.size(0), weights.size(1));
        Nd4j.gemm(weights, input.transpose(), result.transpose(), true, false, 1, 0);
        Biases.add(result, biases);
        Nd4j.getExecutioner().exec(new RectifiedLinear(result, result));
        activations = result;
        return result;
    }

    /** Overwrites epsilon, the loss's gradient with respect to the activations (samples × n_out). */
    @Override
    public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaces) {
        Nd4j.exec(new RectifiedLinearDerivative(requireNonNull(activations), epsilon, epsilon));
        INDArray weightGradient = gradientViews.get(DefaultParamInitializer.WEIGHT_KEY);
        INDArray biasGradient = gradientViews.get(DefaultParamInitializer.BIAS_KEY);
        Nd4j.gemm(input, epsilon, weightGradient, true, false, 1, 0);
        epsilon.sum(biasGradient, 0);
        Gradient gradient = new DefaultGradient();
        gradient.setGradientFor(DefaultParamInitializer.WEIGHT_KEY, weightGradient);
        gradient.setGradientFor(DefaultParamInitializer.BIAS_KEY, biasGradient);
        return new Pair<>(gradient, getIndex() == 0 ? null : inputGradient(epsilon, workspaces));
    }

    @Override
    public boolean isPretrainLayer() {
        return false;
    }

    private INDArray inputGradient(INDArray delta, LayerWorkspaceMgr workspaces) {
        INDArray result = rows(workspaces, ArrayType.ACTIVATION_GRAD, delta.size(0), weights.size(0));
        Nd4j.gemm(weights, delta.transpose(), result.transpose(), false, false, 1, 0);
        return result;
    }

    private static INDArray rows(LayerWorkspaceMgr workspaces, ArrayType type, long rows, long columns) {
        return workspaces.createUninitialized(type, DataType.FLOAT, new long[] {rows, columns}, 'c');
    }
}
