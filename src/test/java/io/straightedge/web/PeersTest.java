package io.straightedge.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.util.NetUtil;
import io.vertx.core.MultiMap;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PeersTest {
    private final Peers peers = new Peers(Set.of(address("127.0.0.1"), address("::1"), address("10.0.0.2")));

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "127.0.0.1; 192.0.2.7; 192.0.2.7",
                "127.0.0.1; 192.0.2.7 , 198.51.100.3; 198.51.100.3",
                "127.0.0.1; 192.0.2.7,10.0.0.2; 192.0.2.7",
                "127.0.0.1; 127.0.0.1; 127.0.0.1",
                "0:0:0:0:0:0:0:1; 2001:db8::7; 2001:db8:0:0:0:0:0:7",
                "192.0.2.9; 198.51.100.3; 192.0.2.9"
            })
    void theLastAddressThatIsNoProxysIsTheClients(String remote, String header, String client) {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap().add("x-forwarded-for", header);
        assertThat(peers.of(headers, remote(remote), false)).isEqualTo(new Peers.Peer(client, false));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "unknown", "192.0.2.7, localhost", "192.0.2.7:80", "999.1.1.1", ","})
    void whatIsNoAddressNamesNobody(String header) {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap().add("X-Forwarded-For", header);
        assertThat(peers.of(headers, remote("127.0.0.1"), false).address()).isEqualTo("127.0.0.1");
    }

    @Test
    void linesOfAHeaderAreOneList() {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap()
                .add("X-Forwarded-For", "192.0.2.7")
                .add("X-Forwarded-For", "198.51.100.3");
        assertThat(peers.of(headers, remote("127.0.0.1"), false).address()).isEqualTo("198.51.100.3");
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, https, true",
        "127.0.0.1, HTTPS, true",
        "127.0.0.1, 'https, http', false",
        "127.0.0.1, http, false",
        "192.0.2.9, https, false"
    })
    void aProxySaysWhetherItWasAskedWithHttps(String remote, String header, boolean secure) {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap().add("X-Forwarded-Proto", header);
        assertThat(peers.of(headers, remote(remote), false).secure()).isEqualTo(secure);
        assertThat(peers.of(headers, remote(remote), true).secure()).isTrue();
    }

    private static SocketAddress remote(String host) {
        return SocketAddress.inetSocketAddress(1234, host);
    }

    private static InetAddress address(String numbers) {
        return NetUtil.createInetAddressFromIpAddressString(numbers);
    }
}
