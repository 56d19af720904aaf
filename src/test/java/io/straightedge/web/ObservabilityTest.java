package io.straightedge.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.straightedge.run.RunStore;
import io.straightedge.telemetry.Telemetry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class ObservabilityTest {
    private final Vertx vertx = Vertx.vertx();

    @Test
    void aServerOfWhichAPartDoesNotWorkIsNotReady() throws Exception {
        AtomicBoolean works = new AtomicBoolean(true);
        try (Telemetry telemetry = new Telemetry()) {
            telemetry.part("recorder", works::get);
            Router router = Router.router(vertx);
            new Observability(vertx, new Workers(vertx), emptyStore(), telemetry).add(router);
            HttpServer server =
                    join(vertx.createHttpServer().requestHandler(router).listen(0, "127.0.0.1"));
            assertThat(ready(server).statusCode()).isEqualTo(200);
            works.set(false);
            assertThat(ready(server).statusCode()).isEqualTo(503);
            assertThat(ready(server).body()).contains("{\"id\":\"recorder\",\"status\":\"DOWN\"}");
            works.set(true);
            assertThat(ready(server).statusCode()).isEqualTo(200);
        } finally {
            join(vertx.close());
        }
    }

    private static HttpResponse<String> ready(HttpServer server) throws Exception {
        URI address = URI.create("http://127.0.0.1:" + server.actualPort() + "/health/ready");
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static RunStore emptyStore() {
        return (RunStore) Proxy.newProxyInstance(
                RunStore.class.getClassLoader(),
                new Class<?>[] {RunStore.class},
                (proxy, method, arguments) -> List.of());
    }

    private static <T> T join(Future<T> future) {
        return future.toCompletionStage().toCompletableFuture().join();
    }
}
