package io.straightedge.train;

import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.NoOp;

/** Builds DL4J networks: dense ReLU layers and a linear output layer. */
final class Networks {
    private Networks() {}

    /**
     * A network without an updater of its own.
     *
     * @param parameters in the given layout; copied
     */
    static MultiLayerNetwork build(ParameterLayout layout, Loss loss, float[] parameters) {
        NeuralNetConfiguration.ListBuilder configuration = new NeuralNetConfiguration.Builder()
                .dataType(DataType.FLOAT)
                .updater(new NoOp())
                .trainingWorkspaceMode(WorkspaceMode.ENABLED)
                .inferenceWorkspaceMode(WorkspaceMode.ENABLED)
                .list();
        for (int l = 1; l <= layout.layers(); l++) {
            int in = layout.widths().get(l - 1);
            int out = layout.widths().get(l);
            configuration.layer(
                    l < layout.layers()
                            ? new DenseLayer.Builder()
                                    .nIn(in)
                                    .nOut(out)
                                    .activation(Activation.RELU)
                                    .build()
                            : new OutputLayer.Builder(loss)
                                    .nIn(in)
                                    .nOut(out)
                                    .activation(Activation.IDENTITY)
                                    .build());
        }
        MultiLayerNetwork network = new MultiLayerNetwork(configuration.build());
        network.init(Nd4j.createFromArray(parameters), false);
        useOwnLayers(network);
        network.initGradientsView();
        return network;
    }

    private static void useOwnLayers(MultiLayerNetwork network) {
        Layer[] layers = network.getLayers();
        int last = layers.length - 1;
        for (int l = 0; l < last; l++) {
            layers[l] = new ReluLayer(layers[l], l);
        }
        layers[last] = new LinearOutputLayer(layers[last], last);
        network.setLayers(layers);
    }
}
