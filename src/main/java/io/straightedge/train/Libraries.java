package io.straightedge.train;

import io.straightedge.linalg.Blas;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;

/** The numerical libraries that training runs on; another version may round differently. */
public final class Libraries {
    private static final String DL4J = "/META-INF/maven/org.deeplearning4j/deeplearning4j-nn/pom.properties";

    private Libraries() {}

    /** Name and version of each. */
    public static Map<String, String> versions() {
        Map<String, String> versions = new LinkedHashMap<>();
        versions.put("DeepLearning4J", dl4jVersion());
        versions.put("BLAS", Blas.description());
        return versions;
    }

    /** From its jar's Maven properties; ND4J has the same version. */
    private static String dl4jVersion() {
        try (InputStream in = Libraries.class.getResourceAsStream(DL4J)) {
            if (in == null) {
                return "unknown";
            }
            Properties properties = new Properties();
            properties.load(in);
            return properties.getProperty("version", "unknown");
        } catch (IOException e) {
            throw new UncheckedIOException(DL4J, e);
        }
    }
}
