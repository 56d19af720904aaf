package io.straightedge.telemetry;

import ch.qos.logback.classic.pattern.ThrowableProxyConverter;
import ch.qos.logback.classic.spi.IThrowableProxy;
import java.util.stream.Collectors;

/** The stack trace after a log line, all of it indented: what an exception says may have lines of its own. */
public final class LogCauses extends ThrowableProxyConverter {
    private static final String INDENT = "\t";

    @Override
    protected String throwableProxyToString(IThrowableProxy thrown) {
        return super.throwableProxyToString(thrown)
                .lines()
                .map(line -> INDENT + LogText.escaped(line.strip()))
                .collect(Collectors.joining(System.lineSeparator(), "", System.lineSeparator()));
    }
}
