package io.straightedge;

import io.straightedge.account.Accounts;
import io.straightedge.account.Role;
import io.straightedge.store.H2RunStore;
import io.straightedge.store.Stores;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * Kills a server again and again, at random moments of its start, of training and checkpoints, and of changes that
 * three clients make: runs made, renamed and deleted, users made and changed, datasets brought and removed. After
 * each kill the server has to start, and to have every change that it had acknowledged and every loss that the live
 * channel had told of. Prints how many there were, and ends with status 1 when one is lost. Not a test: call {@code
 * main} with a directory to work in, kills (200) and a seed.
 */
public final class KillLoad {
    private static final int CLIENTS = 3;
    private static final int ONE_START_IN = 4;
    private static final int MOST_MILLIS = 1500;
    private static final List<String> JVM = List.of("-Dstraightedge.checkpoint.millis=20");
    private static final String LOSS = "train/loss";

    private final Path dataDir;
    private final Random random;
    private final HttpClient client = HttpClient.newHttpClient();
    private final Acknowledged acknowledged = new Acknowledged();
    private final List<KillWriter> writers = new ArrayList<>();
    private final Map<Long, String> told = new HashMap<>();
    private Map<String, String> session = Map.of();
    private long run;
    private int losses;

    KillLoad(Path dataDir, long seed) {
        this.dataDir = dataDir;
        this.random = new Random(seed);
    }

    public static void main(String[] arguments) throws Exception {
        int kills = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 200;
        long seed = arguments.length > 2 ? Long.parseLong(arguments[2]) : System.nanoTime();
        try {
            new KillLoad(Path.of(arguments[0], "kill-" + System.nanoTime()), seed).kill(kills);
        } catch (AssertionError e) {
            System.out.println("with seed " + seed + ": " + e.getMessage());
            System.exit(1);
        }
    }

    /**
     * Kills so many times and gives how many changes were acknowledged.
     *
     * @throws AssertionError when something is lost, or the server does not start again
     */
    int kill(int kills) throws Exception {
        prepare();
        int starting = 0;
        for (int i = 0; i < kills; i++) {
            if (i % ONE_START_IN == ONE_START_IN - 1) {
                starting++;
                ServerProcess.killStarting(dataDir, JVM, random.nextInt(2 * MOST_MILLIS), options());
                continue;
            }
            try (ServerProcess server = start()) {
                check(server);
                disturb(server);
            }
        }
        try (ServerProcess server = start()) {
            check(server);
        }
        System.out.printf(
                Locale.ROOT,
                "%d kills, %d of them while it started: none of %d acknowledged changes and %d live losses is lost%n",
                kills,
                starting,
                acknowledged.changes(),
                losses);
        return acknowledged.changes();
    }

    private static String[] options() {
        return new String[] {"--workers", "1", "--auth", "local"};
    }

    private ServerProcess start() throws Exception {
        ServerProcess server = new ServerProcess(client, dataDir, JVM, options());
        server.callWith(session);
        return server;
    }

    private void prepare() throws Exception {
        try (Stores stores = H2RunStore.openAll(dataDir)) {
            new Accounts(stores.accounts(), Clock.systemUTC())
                    .add(AccountClient.ADMIN, Role.ADMIN, AccountClient.PASSWORD);
        }
        try (ServerProcess server = start()) {
            HttpResponse<String> login = server.send(
                    "POST",
                    "/api/v1/session",
                    new JsonObject().put("name", AccountClient.ADMIN).put("password", AccountClient.PASSWORD));
            session = AccountClient.session(login);
            server.callWith(session);
            run = server.start(ServerFixture.longSpec());
            server.kill();
        }
        for (int i = 0; i < CLIENTS; i++) {
            writers.add(new KillWriter(i, acknowledged));
        }
    }

    /** Lets clients make changes until the server is killed under them. */
    private void disturb(ServerProcess server) throws Exception {
        List<Thread> threads = new ArrayList<>();
        for (KillWriter writer : writers) {
            Random its = new Random(random.nextLong());
            threads.add(new Thread(() -> writer.writeUntilKilled(server, its)));
        }
        int millis = random.nextInt(MOST_MILLIS);
        try (LiveClient live = new LiveClient(client, server.port(), session)) {
            live.subscribe(run, 0);
            int before = acknowledged.changes();
            threads.forEach(Thread::start);
            while (acknowledged.changes() == before && threads.stream().anyMatch(Thread::isAlive)) {
                TimeUnit.MILLISECONDS.sleep(1);
            }
            TimeUnit.MILLISECONDS.sleep(millis);
            server.kill();
            for (Thread thread : threads) {
                thread.join();
            }
            live.received().forEach(this::remember);
        }
    }

    private void remember(JsonObject message) {
        if ("points".equals(message.getString("type"))) {
            for (Object each : message.getJsonArray("points")) {
                JsonArray point = (JsonArray) each;
                if (point.getString(0).equals(LOSS)) {
                    told.put(point.getLong(1), String.valueOf(point.getValue(3)));
                    losses++;
                }
            }
        }
    }

    private void check(ServerProcess server) throws Exception {
        Map<String, String> found = new HashMap<>();
        for (Object each : server.json("/api/v1/runs?max_results=1000").getJsonArray("runs")) {
            JsonObject json = (JsonObject) each;
            found.put("run " + json.getLong("id"), json.getString("name"));
        }
        for (Object each : server.json("/api/v1/users").getJsonArray("users")) {
            JsonObject json = (JsonObject) each;
            found.put("user " + json.getString("name"), json.getString("role"));
        }
        for (Object each : server.json("/api/v1/datasets").getJsonArray("datasets")) {
            JsonObject json = (JsonObject) each;
            found.put("dataset " + json.getString("name"), "there");
        }
        acknowledged.check(found);
        JsonObject series =
                server.json("/api/v1/runs/" + run + "/metrics?keys=" + LOSS).getJsonObject("series");
        Map<Long, String> stored = new HashMap<>();
        JsonObject loss = series.getJsonObject(LOSS, new JsonObject().put("steps", new JsonArray()));
        for (int i = 0; i < loss.getJsonArray("steps").size(); i++) {
            stored.put(
                    loss.getJsonArray("steps").getLong(i),
                    String.valueOf(loss.getJsonArray("values").getValue(i)));
        }
        if (!stored.entrySet().containsAll(told.entrySet())) {
            told.entrySet().removeAll(stored.entrySet());
            throw new AssertionError("lost losses of run " + run + ": " + told);
        }
    }
}
