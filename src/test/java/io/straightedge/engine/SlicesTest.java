package io.straightedge.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.straightedge.data.Box;
import io.straightedge.data.DatasetRequest;
import io.straightedge.data.Datasets;
import io.straightedge.data.Samples;
import io.straightedge.pwl.Segment;
import io.straightedge.run.PathRecord;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class SlicesTest {
    private final Datasets datasets = new Datasets(Path.of("none"), Path.of("none"));

    @Test
    void oneFeatureTakesOneSliceThroughAllSamples() {
        Samples samples = samples("curve");
        Box box = Box.around(samples);
        List<Segment> slices = Slices.through(samples);
        assertThat(slices).hasSize(1);
        assertThat(slices.get(0).length()).isEqualTo((double) box.high()[0] - box.low()[0]);
        for (float x : samples.inputs()) {
            assertThat(x).isBetween(box.low()[0], box.high()[0]);
        }
    }

    @Test
    void twoFeaturesTakeRowsAndColumns() {
        List<Segment> slices = Slices.through(samples("moons"));
        assertThat(slices).hasSize(2 * PathRecord.SLICES);
        Box box = Box.around(samples("moons"));
        assertThat(slices.get(0).length()).isEqualTo((double) box.high()[0] - box.low()[0]);
        assertThat(slices.get(PathRecord.SLICES).length()).isEqualTo((double) box.high()[1] - box.low()[1]);
    }

    @Test
    void moreFeaturesTakeNone() {
        assertThat(Slices.through(samples("clusters"))).isEmpty();
    }

    private Samples samples(String name) {
        return datasets.load(new DatasetRequest(name, 100, 0, true, false, null, null, null, null, 1))
                .train();
    }
}
