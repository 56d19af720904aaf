package io.straightedge;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** One client that changes things of its own, one after the other, and keeps account of what was acknowledged. */
final class KillWriter {
    private static final List<String> ROLES = List.of("viewer", "member", "admin");
    private static final int MOST = 5;

    private final int number;
    private final Acknowledged acknowledged;
    private final List<Long> runs = new ArrayList<>();
    private final List<String> users = new ArrayList<>();
    private final List<String> datasets = new ArrayList<>();
    private int made;

    KillWriter(int number, Acknowledged acknowledged) {
        this.number = number;
        this.acknowledged = acknowledged;
    }

    /** @throws AssertionError when the server fails on a request that it lived to answer */
    void writeUntilKilled(ServerProcess server, Random random) {
        try {
            while (true) {
                switch (random.nextInt(7)) {
                    case 0 -> makeRun(server);
                    case 1, 2 -> renameRun(server, random);
                    case 3 -> deleteRun(server);
                    case 4 -> changeUser(server, random);
                    case 5 -> bringDataset(server);
                    default -> removeDataset(server);
                }
            }
        } catch (IOException e) {
            return; // it has been killed
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private void makeRun(ServerProcess server) throws Exception {
        if (runs.size() < MOST) {
            String name = name("run");
            // Nobody learns the number of a run whose answer did not come.
            HttpResponse<String> answer = server.send(
                    "POST", "/api/v1/runs", ServerFixture.smallSpec().put("name", name));
            if (done(answer)) {
                long id = new JsonObject(answer.body()).getLong("id");
                acknowledged.put("run " + id, name);
                runs.add(id);
            }
        }
    }

    private void renameRun(ServerProcess server, Random random) throws Exception {
        if (!runs.isEmpty()) {
            long id = runs.get(random.nextInt(runs.size()));
            String path = "/api/v1/runs/" + id;
            HttpResponse<String> found = server.send("GET", path, null);
            if (found.statusCode() == 404) {
                runs.remove(id); // by a deletion whose answer did not come
                return;
            }
            int version = new JsonObject(found.body()).getInteger("version");
            String name = name("renamed");
            JsonObject labels = new JsonObject().put("name", name).put("version", version);
            acknowledged.change("run " + id, name, () -> done(server.send("PATCH", path, labels)));
        }
    }

    private void deleteRun(ServerProcess server) throws Exception {
        if (!runs.isEmpty()) {
            long id = runs.get(0);
            String path = "/api/v1/runs/" + id;
            server.send("POST", path + "/actions", new JsonObject().put("action", "stop"));
            acknowledged.change("run " + id, Acknowledged.GONE, () -> {
                HttpResponse<String> answer = server.send("DELETE", path, null);
                if (answer.statusCode() == 204 || answer.statusCode() == 404) {
                    runs.remove(id);
                    return true;
                }
                return done(answer);
            });
        }
    }

    private void changeUser(ServerProcess server, Random random) throws Exception {
        String role = ROLES.get(random.nextInt(ROLES.size()));
        JsonObject body = new JsonObject().put("role", role);
        if (users.size() < MOST) {
            String name = name("user");
            users.add(name);
            acknowledged.change(
                    "user " + name, role, () -> done(server.send("POST", "/api/v1/users", body.put("name", name))));
        } else {
            String name = users.get(random.nextInt(MOST));
            acknowledged.change("user " + name, role, () -> done(server.send("PATCH", "/api/v1/users/" + name, body)));
        }
    }

    private void bringDataset(ServerProcess server) throws Exception {
        if (datasets.size() < MOST) {
            String name = name("data");
            byte[] table =
                    "x,kind\n1,a\n2,b\n3,a\n4,b\n5,a\n6,b\n7,a\n8,b\n9,a\n10,b\n".getBytes(StandardCharsets.UTF_8);
            MultipartForm form = new MultipartForm(Map.of("name", name, "label", "kind"), Map.of("file", table));
            datasets.add(name);
            acknowledged.change("dataset " + name, "there", () -> done(server.send("/api/v1/datasets", form)));
        }
    }

    private void removeDataset(ServerProcess server) throws Exception {
        if (!datasets.isEmpty()) {
            String name = datasets.get(0);
            acknowledged.change("dataset " + name, Acknowledged.GONE, () -> {
                HttpResponse<String> answer = server.send("DELETE", "/api/v1/datasets/" + name, null);
                if (answer.statusCode() == 204 || answer.statusCode() == 404) {
                    datasets.remove(name);
                    return true;
                }
                return done(answer);
            });
        }
    }

    private String name(String kind) {
        return kind + "-" + number + "-" + made++;
    }

    /** Whether it was done; a conflict and the like leave everything as it was. */
    private static boolean done(HttpResponse<String> answer) {
        if (answer.statusCode() >= 500) {
            throw new AssertionError(answer.request().uri() + ": " + answer.statusCode() + " " + answer.body());
        }
        return answer.statusCode() < 300;
    }
}
