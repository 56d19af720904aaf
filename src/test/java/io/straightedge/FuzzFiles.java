package io.straightedge;

import io.straightedge.data.IdxFiles;
import io.straightedge.data.NpzWriter;
import io.straightedge.pwl.OutOfRangeException;
import io.straightedge.pwl.ReluNetwork;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Damaged files, sent as forms; what was taken all the same is deleted again. NPZ files go to their reader. */
final class FuzzFiles {
    private static final int TOO_MANY = 429;

    private static final int SAMPLES = 12;

    private final ServerFixture server;
    private final AtomicLong names = new AtomicLong();

    FuzzFiles(ServerFixture server) {
        this.server = server;
    }

    FuzzLoad.Shot idx() throws IOException {
        byte[] images = images();
        byte[] labels = IdxFiles.labels(SAMPLES);
        return random -> {
            boolean first = random.nextBoolean();
            return dataset(
                    Map.of(),
                    Map.of(
                            "images", damaged(images, first, random),
                            "labels", damaged(labels, !first || random.nextInt(4) == 0, random)),
                    random);
        };
    }

    FuzzLoad.Shot csv() {
        String table = "x,\"y, in cm\",kind\r\n"
                + IntStream.range(0, SAMPLES)
                        .mapToObj(i -> i + "," + i / 2.0 + "e-1," + (i % 2 == 0 ? "a" : "\"b \"\"c\"\"\"") + "\n")
                        .collect(Collectors.joining());
        return random -> dataset(
                Map.of("label", random.nextInt(10) == 0 ? Mutations.text("kind", random) : "kind"),
                Map.of(
                        "file",
                        random.nextBoolean()
                                ? Mutations.textBytes(table, random)
                                : Mutations.bytes(table.getBytes(StandardCharsets.UTF_8), random)),
                random);
    }

    /** @param archive one that is right */
    FuzzLoad.Shot archives(byte[] archive) {
        Map<String, byte[]> entries = Mutations.unzipped(archive);
        return random -> {
            Map<String, byte[]> form = Map.of("archive", Mutations.zip(entries, random));
            HttpResponse<String> answer = uploaded("/api/v1/archives", Map.of(), form);
            FuzzLoad.check(answer, () -> shown(form));
            if (answer.statusCode() == 201) {
                for (Object run : new JsonObject(answer.body()).getJsonArray("runs")) {
                    removed(server.delete("/api/v1/runs/" + run));
                }
            }
            return "" + answer.statusCode();
        };
    }

    /** @param folder to write files into */
    static FuzzLoad.Shot npz(Path folder) throws IOException {
        Map<String, byte[]> network = Mutations.unzipped(Files.readAllBytes(new NpzWriter()
                .add("W1", new float[] {1, -1, 2, 0.5f, -0.5f, 3}, 2, 3)
                .add("b1", new float[] {0.1f, -0.2f, 0.3f}, 3)
                .add("W2", NpzWriter.npy(">f8", true, "(3, 2)", new double[] {1, 2, 3, -4, 5, 6}))
                .add("b2", new float[2], 2)
                .write(folder.resolve("net.npz"))));
        Map<String, byte[]> pairs = Mutations.unzipped(Files.readAllBytes(new NpzWriter()
                .add("a", new float[] {1, 2, -3, 4}, 2, 2)
                .add("b", new float[] {-1, -2, 3, 1}, 2, 2)
                .write(folder.resolve("pairs.npz"))));
        return random -> {
            boolean first = random.nextBoolean();
            Path file = folder.resolve(Thread.currentThread().getId() + ".npz");
            try {
                Files.write(file, first ? Mutations.zip(network, random) : Mutations.zipped(network));
                ReluNetwork read = NpzNetwork.read(file).network();
                Files.write(file, first ? Mutations.zipped(pairs) : Mutations.zip(pairs, random));
                read.restrictAll(NpzPairs.read(file, read.inputs()).segments());
                return "measured";
            } catch (IOException | OutOfRangeException e) {
                return "refused";
            } finally {
                Files.delete(file);
            }
        };
    }

    private String dataset(Map<String, String> fields, Map<String, byte[]> files, Random random) throws Exception {
        String name = "fuzz-" + names.incrementAndGet();
        JsonObject form = new JsonObject().put("name", random.nextInt(20) == 0 ? Mutations.text(name, random) : name);
        fields.forEach(form::put);
        HttpResponse<String> answer = uploaded(
                "/api/v1/datasets",
                form.stream().collect(Collectors.toMap(Map.Entry::getKey, field -> (String) field.getValue())),
                files);
        FuzzLoad.check(answer, () -> form + " " + shown(files));
        if (answer.statusCode() == 201) {
            removed(server.delete(answer.headers().firstValue("Location").orElseThrow()));
        }
        return "" + answer.statusCode();
    }

    private static void removed(HttpResponse<String> answer) {
        if (answer.statusCode() != 204) {
            throw new AssertionError(answer.uri() + " is not removed: " + answer.statusCode() + " " + answer.body());
        }
    }

    /** Images of 3 × 3. */
    private static byte[] images() {
        byte[] whole = new byte[16 + 9 * SAMPLES];
        new Random(1).nextBytes(whole);
        System.arraycopy(new byte[] {0, 0, 8, 3, 0, 0, 0, SAMPLES, 0, 0, 0, 3, 0, 0, 0, 3}, 0, whole, 0, 16);
        return whole;
    }

    private static byte[] damaged(byte[] file, boolean damage, Random random) throws IOException {
        boolean inside = random.nextBoolean();
        byte[] plain = damage && inside ? Mutations.bytes(file, random) : file;
        byte[] sent = random.nextInt(3) == 0 ? IdxFiles.gzipped(plain) : plain;
        return damage && !inside ? Mutations.bytes(sent, random) : sent;
    }

    private static String shown(Map<String, byte[]> files) {
        return files.entrySet().stream()
                .map(file -> file.getKey() + " " + Base64.getEncoder().encodeToString(file.getValue()))
                .collect(Collectors.joining(", "));
    }

    /** Asks again as long as as many are under way as may be. */
    private HttpResponse<String> uploaded(String path, Map<String, String> fields, Map<String, byte[]> files)
            throws Exception {
        HttpResponse<String> answer = server.upload(path, fields, files);
        while (answer.statusCode() == TOO_MANY) {
            answer = server.upload(path, fields, files);
        }
        return answer;
    }
}
