package io.straightedge.telemetry;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.straightedge.run.RunEvent;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;

/** The server's figures, as Prometheus reads them and as the page for administrators shows them. For any thread. */
public final class Telemetry implements AutoCloseable {
    private static final String PREFIX = "straightedge.";

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final RunFigures runs = new RunFigures();
    private final JvmGcMetrics collections = new JvmGcMetrics();
    private final Timer loopDelay = Timer.builder(PREFIX + "event.loop.delay")
            .description("how late timers of the event loop are")
            .publishPercentiles(0.5, 0.99)
            .register(registry);

    private final Map<String, BooleanSupplier> parts = new ConcurrentHashMap<>();

    /** The registry holds what figures are read from weakly. */
    private final List<Object> sources = new CopyOnWriteArrayList<>();

    public Telemetry() {
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new FileDescriptorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        collections.bindTo(registry);
        gauge("runs.running", "runs that train now", runs::running);
        Gauge.builder(PREFIX + "steps.per.second", runs, RunFigures::stepsPerSecond)
                .description("training steps per second, of all runs together")
                .register(registry);
        Gauge.builder(PREFIX + "measure.lag", runs, RunFigures::lagSeconds)
                .description("how long ago the step was taken that was measured last, of the run furthest behind")
                .baseUnit("seconds")
                .register(registry);
        counter("measure.skipped", "steps that were due to be measured and were not", runs::skipped);
        counter("runs.finished", "runs that came to their end", runs::finished);
        counter("runs.failed", "runs that failed", runs::failed);
        Gauge.builder(PREFIX + "memory.resident", ResidentMemory::bytes)
                .description("memory of the process that is in RAM, native memory included")
                .baseUnit("bytes")
                .register(registry);
    }

    /** Where libraries may add figures of their own. */
    public PrometheusMeterRegistry registry() {
        return registry;
    }

    /** Takes events that have been stored. */
    public void observe(List<RunEvent> events) {
        runs.observe(events);
    }

    /** A timer of the event loop was so late. */
    public void loopWasLate(Duration delay) {
        loopDelay.record(delay);
    }

    /** A figure that goes up and down. */
    public void gauge(String name, String description, IntSupplier value) {
        Gauge.builder(PREFIX + name, value, IntSupplier::getAsInt)
                .description(description)
                .strongReference(true)
                .register(registry);
    }

    /** A figure that only grows. */
    public void counter(String name, String description, LongSupplier value) {
        sources.add(value);
        FunctionCounter.builder(PREFIX + name, value, LongSupplier::getAsLong)
                .description(description)
                .register(registry);
    }

    /** How often something was done, and how long that took altogether. */
    public void timer(String name, String description, LongSupplier count, LongSupplier nanos) {
        sources.add(count);
        FunctionTimer.builder(
                        PREFIX + name, count, LongSupplier::getAsLong, any -> nanos.getAsLong(), TimeUnit.NANOSECONDS)
                .description(description)
                .register(registry);
    }

    /** A part without which the server cannot be used, and whether it works now. Answers at once. */
    public void part(String name, BooleanSupplier works) {
        parts.put(name, works);
    }

    /** Whether each part works, by name. */
    public Map<String, BooleanSupplier> parts() {
        return parts;
    }

    /** A figure that goes up and down, or the count of one that only grows; 0 for one that is not there yet. */
    public double value(String name) {
        return registry.find(name).meters().stream()
                .mapToDouble(meter -> meter.measure().iterator().next().getValue())
                .sum();
    }

    /** How long something took on average; 0 before it was done for the first time. */
    public double meanSeconds(String name) {
        return registry.find(name).functionTimers().stream()
                .mapToDouble(timer -> timer.mean(TimeUnit.SECONDS))
                .sum();
    }

    /** How late timers of the event loop were lately, at a quantile that is published: 0.5 or 0.99. */
    public double loopDelaySeconds(double quantile) {
        return Arrays.stream(loopDelay.takeSnapshot().percentileValues())
                .filter(value -> value.percentile() == quantile)
                .mapToDouble(value -> value.value(TimeUnit.SECONDS))
                .sum();
    }

    /** How many threads of a pool work, and how many tasks wait for one. */
    public record Pool(String name, double inUse, double waiting) {}

    /** The pools that have been used, by name. */
    public List<Pool> pools() {
        Map<String, Pool> pools = new TreeMap<>();
        for (Gauge inUse : registry.find("vertx.pool.in.use").gauges()) {
            String name = String.valueOf(inUse.getId().getTag("pool_name"));
            double waiting = registry.find("vertx.pool.queue.pending").tag("pool_name", name).gauges().stream()
                    .mapToDouble(Gauge::value)
                    .sum();
            pools.put(name, new Pool(name, inUse.value(), waiting));
        }
        return List.copyOf(pools.values());
    }

    /** In the text format of Prometheus. */
    public String scrape() {
        return registry.scrape();
    }

    @Override
    public void close() {
        collections.close();
        registry.close();
    }
}
