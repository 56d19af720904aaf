package io.straightedge.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.straightedge.run.MetricPoint;
import io.straightedge.run.RunEvent;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecentEventsTest {
    private final RecentEvents events = new RecentEvents();

    @Test
    void givesWhatCameAfterANumber() {
        addFrom(1, 5);
        assertThat(events.after(3)).extracting(RunEvent::seq).containsExactly(4L, 5L);
        assertThat(events.after(5)).isEmpty();
        assertThat(events.after(0)).hasSize(5);
    }

    @Test
    void saysWhenItDoesNotReachBack() {
        assertThat(events.after(0)).isNull();
        addFrom(4, 6);
        assertThat(events.after(2)).isNull();
        assertThat(events.after(3)).hasSize(3);
    }

    @Test
    void forgetsTheOldestAndSaysSo() {
        addFrom(1, 1000);
        assertThat(events.after(500)).isNull();
        assertThat(events.after(990)).hasSize(10);
    }

    @Test
    void aGapIsNeverPapered() {
        addFrom(1, 3);
        addFrom(7, 8);
        assertThat(events.after(3)).isNull();
        assertThat(events.after(6)).extracting(RunEvent::seq).containsExactly(7L, 8L);
    }

    @Test
    void messagesAreEncodedOnceUntilSomethingNewCame() {
        addFrom(1, 3);
        LiveMessages messages = events.messagesAfter(1);
        assertThat(messages.lastSeq()).isEqualTo(3);
        assertThat(messages.texts())
                .containsExactly("{\"run\":1,\"seq\":3,\"type\":\"points\",\"points\":"
                        + "[[\"a/b\",2,0,1.0],[\"a/b\",3,0,1.0]]}");
        assertThat(events.messagesAfter(1)).isSameAs(messages);
        assertThat(events.messagesAfter(3).texts()).isEmpty();
        addFrom(4, 4);
        assertThat(events.messagesAfter(1).lastSeq()).isEqualTo(4);
    }

    private void addFrom(long first, long last) {
        for (long seq = first; seq <= last; seq++) {
            events.add(new RunEvent.Points(1, seq, List.of(new MetricPoint("a/b", seq, 0, 1))));
        }
    }
}
