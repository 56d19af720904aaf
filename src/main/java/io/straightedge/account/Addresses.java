package io.straightedge.account;

/** The addresses that one client can be expected to have. */
public final class Addresses {
    private static final int V6_NETWORK_PARTS = 4;

    private Addresses() {}

    /** The address itself, or of IPv6 the network: who has one address there has 2^64 of them. */
    public static String network(String address) {
        String[] parts = address.split(":", -1);
        return parts.length > V6_NETWORK_PARTS ? String.join(":", parts[0], parts[1], parts[2], parts[3]) : address;
    }

    /** The network of 2^8 addresses, or of IPv6 2^64, that are likely to be of one house. */
    static String neighbourhood(String address) {
        int lastPart = address.lastIndexOf('.');
        return address.indexOf(':') < 0 && lastPart > 0 ? address.substring(0, lastPart) : network(address);
    }
}
