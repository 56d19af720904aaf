package io.straightedge.pwl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The sweep against an independent oracle with 60 digits. */
class PathOracleTest {
    /** Float64 leaves about 1e-16 relative per operation; these nets take a few hundred on the way. */
    private static final double PRECISION = 1e-11;

    @ParameterizedTest
    @MethodSource("io.straightedge.pwl.RandomNetworks#cases")
    void findsExactlyTheKinksOfTheOracle(RandomNetworks.Case given) {
        Path path = given.network().restrict(given.segment());
        List<LayerwiseOracle.Kink> expected = new LayerwiseOracle(given.network(), given.segment()).kinks();

        assertThat(path.kinks()).isEqualTo(expected.size());
        for (int i = 0; i < path.kinks(); i++) {
            LayerwiseOracle.Kink kink = expected.get(i);
            assertThat(path.t()[i]).isCloseTo(kink.t().doubleValue(), within(PRECISION));
            assertThat(path.layer()[i]).as("layer of kink %d", i).isEqualTo(kink.layer());
            assertThat(path.unit()[i]).as("unit of kink %d", i).isEqualTo(kink.unit());
        }
    }

    @ParameterizedTest
    @MethodSource("io.straightedge.pwl.RandomNetworks#cases")
    void slopesAreThoseOfTheOracle(RandomNetworks.Case given) {
        Path path = given.network().restrict(given.segment());
        LayerwiseOracle oracle = new LayerwiseOracle(given.network(), given.segment());
        List<BigDecimal> ends = new java.util.ArrayList<>(List.of(BigDecimal.ZERO));
        oracle.kinks().forEach(kink -> ends.add(kink.t()));
        ends.add(BigDecimal.ONE);

        for (int c = 0; c < path.outputs(); c++) {
            double[] slopes = path.slopes(c);
            for (int piece = 0; piece < slopes.length; piece++) {
                BigDecimal width = ends.get(piece + 1).subtract(ends.get(piece));
                BigDecimal rise = oracle.output(ends.get(piece + 1))[c].subtract(oracle.output(ends.get(piece))[c]);
                double expected = rise.divide(width, MathContext.DECIMAL64).doubleValue()
                        / given.segment().length();
                assertThat(slopes[piece]).as("output %d, piece %d", c, piece).isCloseTo(expected, within(PRECISION));
            }
        }
    }
}
