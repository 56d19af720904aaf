package io.straightedge.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.ConsoleAppender;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What others send never looks like something the server says. */
class LogTextTest {
    private static final String EVIL = "a\u001b[31m\r\n2030-01-01T00:00:00Z ERROR [main] Server: \"fake\" \u202e\\";

    private final LoggerContext log = new LoggerContext();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @BeforeEach
    void configure() throws Exception {
        log.setMDCAdapter(new LogbackMDCAdapter());
        JoranConfigurator configurator = new JoranConfigurator();
        configurator.setContext(log);
        configurator.doConfigure(Objects.requireNonNull(getClass().getResource("/logback.xml")));
        ConsoleAppender<ILoggingEvent> appender =
                (ConsoleAppender<ILoggingEvent>) log.getLogger("ROOT").getAppender("stderr");
        assertThat(appender.getEncoder()).isInstanceOf(PatternLayoutEncoder.class);
        appender.setOutputStream(out);
    }

    @AfterEach
    void stop() {
        log.stop();
    }

    @Test
    void aMessageAndItsValuesStayOnTheirLine() {
        log.getLogger("io.straightedge.web.Errors")
                .atInfo()
                .addKeyValue("path", EVIL)
                .log("GET {}", EVIL);
        assertThat(written())
                .hasLineCount(1)
                .contains("GET a\\u001b[31m\\u000d\\u000a2030", "path=\"a\\u001b", "\\\"fake\\\" \\u202e\\\\\"")
                .doesNotContain("\u001b", "\r", "\u202e");
    }

    @Test
    void aStackTraceIsIndented() {
        Exception cause = new IllegalStateException(EVIL, new IllegalArgumentException(EVIL));
        log.getLogger("io.straightedge.web.Errors").error("failed", cause);
        assertThat(written().lines().skip(1)).allMatch(line -> line.startsWith("\t"));
        assertThat(written()).contains("Caused by: ").doesNotContain("\u001b", "\r", "\u202e");
    }

    private String written() {
        return out.toString(StandardCharsets.UTF_8);
    }
}
