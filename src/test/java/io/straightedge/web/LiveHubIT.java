package io.straightedge.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.straightedge.run.MetricPoint;
import io.straightedge.run.RunEvent;
import io.straightedge.run.RunSpec;
import io.straightedge.run.RunState;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The live channel with clients that misbehave; events are made here, so that there are plenty. */
class LiveHubIT {
    private static final int EVENTS = 600;
    private static final int POINTS = 250;

    @TempDir
    Path dataDir;

    private WebFixture web;
    private long run;

    @BeforeEach
    void start() throws Exception {
        web = new WebFixture(dataDir);
        run = web.store.create(RunSpec.of(Map.of()), Instant.now()).id();
    }

    @AfterEach
    void stop() throws Exception {
        web.close();
    }

    @Test
    void aClientThatDoesNotReadHoldsNobodyUpAndMissesNothing() throws Exception {
        try (RawWebSocket slow = new RawWebSocket(web.port);
                RawWebSocket quick = new RawWebSocket(web.port)) {
            slow.send(subscription(0));
            quick.send(subscription(0));
            Thread writer = new Thread(this::publishMany);
            writer.start();
            assertThat(stepsUntilFinished(quick)).isEqualTo(allSteps());
            writer.join();
            // All the while the slow one has not read a byte, and there is more than its socket can hold.
            assertThat(stepsUntilFinished(slow)).isEqualTo(allSteps());
        }
    }

    @Test
    void aClientThatComesLateGetsTheWholePast() throws Exception {
        publishMany();
        try (RawWebSocket late = new RawWebSocket(web.port)) {
            late.send(subscription(0));
            assertThat(stepsUntilFinished(late)).isEqualTo(allSteps());
        }
        try (RawWebSocket later = new RawWebSocket(web.port)) {
            later.send(subscription(EVENTS - 3));
            assertThat(stepsUntilFinished(later)).containsExactly((long) EVENTS - 2, (long) EVENTS - 1);
        }
    }

    @Test
    void framesThatBreakTheProtocolEndTheirConnectionOnly() throws Exception {
        byte[][] broken = {
            {(byte) 0x81, 0x05, 'h', 'e', 'l', 'l', 'o'}, // not masked
            {(byte) 0x83, (byte) 0x80, 0, 0, 0, 0}, // unknown kind
            {(byte) 0x81, (byte) 0xFF, 0x7F, -1, -1, -1, -1, -1, -1, -1, 0, 0, 0, 0}, // 2^63 bytes announced
            {(byte) 0x81, (byte) 0xFE, -1, -1, 0, 0, 0, 0}, // within the limit, but cut short by the close below
        };
        try (RawWebSocket healthy = new RawWebSocket(web.port)) {
            healthy.send(subscription(0));
            for (byte[] frame : broken) {
                try (RawWebSocket client = new RawWebSocket(web.port)) {
                    client.sendBytes(frame);
                    if (frame[1] != (byte) 0xFE) {
                        client.awaitEnd();
                    }
                }
            }
            publishMany();
            assertThat(stepsUntilFinished(healthy)).isEqualTo(allSteps());
        }
    }

    /** Its messages are refused, and the refusals it does not read must not pile up here. */
    @Test
    void aClientThatSendsNonsenseAndDoesNotReadIsGivenUp() throws Exception {
        byte[] nonsense = RawWebSocket.frame(RawWebSocket.TEXT, new byte[] {'?'});
        try (RawWebSocket client = new RawWebSocket(web.port)) {
            // A million of these fit between the two before the server, when it has much to do, has ended the
            // connection.
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
            assertThatThrownBy(() -> {
                        while (System.nanoTime() < deadline) {
                            client.sendBytes(nonsense);
                        }
                    })
                    .isInstanceOf(IOException.class);
        }
    }

    /** A browser that stayed would miss what happens; one that is cut off comes back and asks again. */
    @Test
    void aStoreThatCannotAnswerEndsTheConnection() throws Exception {
        try (RawWebSocket client = new RawWebSocket(web.port)) {
            web.store.close();
            client.send(subscription(0));
            client.awaitEnd();
        }
    }

    private JsonObject subscription(long after) {
        return new JsonObject().put("subscribe", run).put("after", after);
    }

    /** One event per step with many points, then the end of the run; stored first, like the recorder does. */
    private void publishMany() {
        for (int step = 1; step < EVENTS; step++) {
            List<MetricPoint> points = new ArrayList<>();
            for (int i = 0; i < POINTS; i++) {
                points.add(
                        new MetricPoint("a_group_with_a_long_name/and_a_measure_with_one_" + i, step, step, 1.0 / i));
            }
            web.hub.publish(web.store.append(List.of(new RunEvent.Points(run, 0, points))));
        }
        web.hub.publish(
                web.store.append(List.of(new RunEvent.StateChanged(run, 0, Instant.now(), RunState.FINISHED, ""))));
    }

    private static List<Long> allSteps() {
        List<Long> steps = new ArrayList<>();
        for (long step = 1; step < EVENTS; step++) {
            steps.add(step);
        }
        return steps;
    }

    /** The steps in the order they came; each has to come whole. */
    private static List<Long> stepsUntilFinished(RawWebSocket client) throws IOException {
        List<Long> steps = new ArrayList<>();
        int inStep = 0;
        for (JsonObject message = client.next(); !message.getString("type").equals("state"); message = client.next()) {
            for (Object each : message.getJsonArray("points")) {
                if (inStep == 0) {
                    steps.add(((JsonArray) each).getLong(1));
                }
                assertThat(((JsonArray) each).getLong(1)).isEqualTo(steps.get(steps.size() - 1));
                inStep = (inStep + 1) % POINTS;
            }
        }
        assertThat(inStep).isZero();
        return steps;
    }
}
