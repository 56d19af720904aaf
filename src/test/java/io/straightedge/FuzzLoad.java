package io.straightedge;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Throws damaged requests and frames at a server and prints what it answered; an answer of 500 or more, or none, is
 * shown with what provoked it. Not a test: call {@code main} with a directory to work in and how many of each.
 */
public final class FuzzLoad {
    private static final int THREADS = 4;
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String SPEC =
            """
            {"name":"fuzz","dataset":{"name":"clusters","samples":60,"dimension":3,"classes":2,"seed":1},
             "network":{"hidden":[4,3],"bias":true,"initScale":1.0,"seed":2},
             "training":{"epochs":1,"batchSize":20,"optimizer":"adam","learningRate":0.01},
             "measure":{"pairs":2,"everySteps":10,"normalise":true}}""";
    private static final String EXPERIMENT =
            "{\"base\":" + SPEC + ",\"grid\":{\"network.hidden\":[[2],[3]]},\"seeds\":[1,2]}";
    private static final List<String[]> TARGETS = List.of(
            new String[] {"POST", "/api/v1/runs", SPEC},
            new String[] {"POST", "/api/v1/experiments", EXPERIMENT},
            new String[] {"POST", "/api/v1/experiments", "{\"guided\":\"gap-width\",\"preset\":\"quick\"}"},
            new String[] {"PATCH", "/api/v1/runs/1", "{\"name\":\"a\",\"tags\":[\"b\"],\"notes\":\"c\",\"version\":1}"},
            new String[] {"POST", "/api/v1/runs/1/actions", "{\"action\":\"move\",\"position\":3}"},
            new String[] {"POST", "/api/v1/datasets/mnist/actions", "{\"action\":\"pause\"}"},
            new String[] {
                "GET", "/api/v1/runs/1/metrics?keys=train/loss&max_points=100&start_step=1&end_step=9&after=3", ""
            },
            new String[] {"GET", "/api/v1/runs?max_results=10&page_token=abc&order_by=created&last=train/loss", ""},
            new String[] {"GET", "/api/v1/runs/1/path?pair=0&step=0", ""},
            new String[] {"GET", "/api/v1/theory?layers=784,100,10&norm_a=28&norm_b=28&dot=400&bias=true", ""},
            new String[] {"GET", "/api/v1/datasets/clusters/samples?count=5&part=train", ""});
    private static final String[] PIECES = {
        "null", "-1", "1e999", "NaN", "\"\"", "[]", "{}", "\u0000", "9223372036854775808", "true", "\\u0000", "[[[[",
                "}}",
        "\"mnist\"", "0", "1e-320", "\ud83d\ude00", "%00", "..%2f", "'", ";DROP TABLE run", "&", "=", ",", "é", "\r\n"
    };

    private final Map<Object, AtomicInteger> answers = new ConcurrentHashMap<>();
    private final String address;
    private final HttpClient client = HttpClient.newHttpClient();

    private FuzzLoad(String address) {
        this.address = address;
    }

    public static void main(String[] arguments) throws Exception {
        int each = Integer.parseInt(arguments[1]);
        try (ServerFixture server = new ServerFixture(Path.of(arguments[0], "fuzz-" + System.nanoTime()))) {
            server.awaitState(server.start(ServerFixture.smallSpec()), "finished");
            FuzzLoad load = new FuzzLoad(server.address());
            load.run("requests", each, load::request);
            load.run("frames", each, load.frames());
            System.out.println(
                    "the server still answers " + server.get("/health").statusCode());
        }
        System.exit(0);
    }

    private interface Shot {
        void fire(Random random) throws Exception;
    }

    private void run(String what, int count, Shot shot) throws InterruptedException {
        answers.clear();
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        long start = System.nanoTime();
        for (int t = 0; t < THREADS; t++) {
            Random random = new Random(t);
            threads.execute(() -> {
                for (int i = 0; i < count / THREADS; i++) {
                    try {
                        shot.fire(random);
                    } catch (Exception e) {
                        count(e.getClass().getSimpleName());
                    }
                }
            });
        }
        threads.shutdown();
        threads.awaitTermination(1, TimeUnit.HOURS);
        System.out.printf(
                "%,d %s in %.0f s: %s%n",
                count,
                what,
                (System.nanoTime() - start) / 1e9,
                new TreeMap<>(answers.entrySet().stream()
                        .collect(java.util.stream.Collectors.toMap(
                                entry -> String.valueOf(entry.getKey()), Map.Entry::getValue))));
    }

    private void request(Random random) throws IOException, InterruptedException {
        String[] target = TARGETS.get(random.nextInt(TARGETS.size()));
        boolean reads = target[0].equals("GET");
        String path = reads ? query(target[1], random) : target[1];
        String body = reads ? "" : mutated(target[2], random);
        HttpRequest request;
        try {
            request = HttpRequest.newBuilder(URI.create(address + path))
                    .timeout(PATIENCE)
                    .header("Content-Type", "application/json")
                    .method(
                            target[0],
                            reads ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(bytes(body, random)))
                    .build();
        } catch (IllegalArgumentException e) {
            count("no address");
            return;
        }
        try {
            HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
            count(answer.statusCode());
            if (answer.statusCode() >= 500) {
                System.out.println(
                        answer.statusCode() + " for " + target[0] + " " + path + " " + body + "\n  " + answer.body());
            }
        } catch (HttpTimeoutException e) {
            System.out.println("no answer for " + target[0] + " " + path + " " + body);
            count("no answer");
        }
    }

    private static String query(String path, Random random) {
        int from = "/api/v1/".length();
        String mutated = mutated(path.substring(from), random);
        return path.substring(0, from)
                + java.net.URLEncoder.encode(mutated, StandardCharsets.UTF_8)
                        .replace("%2F", "/")
                        .replace("%3F", "?")
                        .replace("%3D", "=")
                        .replace("%26", "&");
    }

    /** A frame per shot, on sockets that are made anew when the server closed them. */
    private Shot frames() {
        ThreadLocal<WebSocket> sockets = new ThreadLocal<>();
        return random -> {
            WebSocket socket = sockets.get();
            if (socket == null || socket.isInputClosed() || socket.isOutputClosed()) {
                socket = client.newWebSocketBuilder()
                        .buildAsync(URI.create(address.replace("http", "ws") + "/api/v1/live"), new Counter())
                        .join();
                sockets.set(socket);
                count("opened");
            }
            String text = mutated("{\"subscribe\": 1, \"after\": 0, \"unsubscribe\": \"*\"}", random);
            try {
                if (random.nextInt(20) == 0) {
                    socket.sendBinary(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)), true)
                            .join();
                } else {
                    socket.sendText(text, true).join();
                }
                count("sent");
            } catch (CompletionException e) {
                sockets.remove();
                count("closed");
            }
        };
    }

    private final class Counter implements WebSocket.Listener {
        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            count(data.toString().startsWith("{\"type\":\"error\"") ? "refused" : "event");
            socket.request(1);
            return null;
        }
    }

    private static byte[] bytes(String text, Random random) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > 0 && random.nextInt(10) == 0) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        return bytes;
    }

    private static String mutated(String text, Random random) {
        StringBuilder result = new StringBuilder(text);
        for (int i = random.nextInt(3); i >= 0; i--) {
            int at = random.nextInt(result.length() + 1);
            int to = Math.min(result.length(), at + random.nextInt(8));
            String piece = PIECES[random.nextInt(PIECES.length)];
            switch (random.nextInt(5)) {
                case 0 -> result.delete(at, to);
                case 1 -> result.insert(at, piece);
                case 2 -> result.replace(at, to, piece);
                case 3 -> result.insert(at, result.substring(at, to).repeat(random.nextInt(50)));
                default -> replaceValue(result, piece, random);
            }
        }
        return result.toString();
    }

    /** Keeps the text well-formed more often than blind changes do. */
    private static void replaceValue(StringBuilder text, String piece, Random random) {
        int colon = text.indexOf(":", random.nextInt(text.length() + 1));
        int end = colon < 0 ? -1 : text.indexOf(",", colon);
        if (end > colon) {
            text.replace(colon + 1, end, piece);
        }
    }

    private void count(Object answer) {
        answers.computeIfAbsent(answer, none -> new AtomicInteger()).incrementAndGet();
    }
}
