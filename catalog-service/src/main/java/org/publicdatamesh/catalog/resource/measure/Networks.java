package org.publicdatamesh.catalog.resource.measure;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.stream.Stream;

/**
 * From which addresses nothing is fetched: those that are not public (IANA's special-purpose registries, RFC 6890), because a
 * unit could otherwise have the platform call what stands beside it. What the operator allows is fetched from.
 */
final class Networks {
    private static final List<Network> SPECIAL = Stream.of(
                    "0.0.0.0/8",
                    "10.0.0.0/8",
                    "100.64.0.0/10",
                    "127.0.0.0/8",
                    "169.254.0.0/16",
                    "172.16.0.0/12",
                    "192.0.0.0/24",
                    "192.0.2.0/24",
                    "192.88.99.0/24",
                    "192.168.0.0/16",
                    "198.18.0.0/15",
                    "198.51.100.0/24",
                    "203.0.113.0/24",
                    "224.0.0.0/4",
                    "240.0.0.0/4",
                    "::/96",
                    "64:ff9b::/96",
                    "64:ff9b:1::/48",
                    "100::/64",
                    "2001::/23",
                    "2001:db8::/32",
                    "2002::/16",
                    "3fff::/20",
                    "5f00::/16",
                    "fc00::/7",
                    "fe80::/10",
                    "fec0::/10",
                    "ff00::/8")
            .map(Network::of)
            .toList();

    private final List<Network> allowed;

    /**
     * With networks that are allowed beside the public ones.
     *
     * @throws IllegalArgumentException where one is no network
     */
    Networks(List<String> allowed) {
        this.allowed = allowed.stream().map(Network::of).toList();
    }

    /** Whether an address may be called. */
    boolean allow(InetAddress address) {
        return allowed.stream().anyMatch(network -> network.has(address))
                || SPECIAL.stream().noneMatch(network -> network.has(address));
    }

    /** A prefix of addresses. */
    private record Network(byte[] prefix, int bits) {
        static Network of(String text) {
            String[] parts = text.strip().split("/", 2);
            if (parts.length != 2
                    || !parts[0].matches("[0-9.]+|[0-9a-fA-F:]*:[0-9a-fA-F:.]*")
                    || !parts[1].matches("\\d{1,3}")) {
                throw new IllegalArgumentException("no network, as 10.0.0.0/8: " + text);
            }
            try {
                byte[] prefix = InetAddress.getByName(parts[0]).getAddress();
                int bits = Integer.parseInt(parts[1]);
                if (bits > prefix.length * 8) {
                    throw new IllegalArgumentException("no network, as 10.0.0.0/8: " + text);
                }
                return new Network(prefix, bits);
            } catch (UnknownHostException e) {
                throw new IllegalArgumentException("no network, as 10.0.0.0/8: " + text, e);
            }
        }

        boolean has(InetAddress address) {
            byte[] other = address.getAddress();
            if (other.length != prefix.length) {
                return false;
            }
            for (int i = 0; i < bits; i++) {
                int mask = 0x80 >> (i % 8);
                if ((prefix[i / 8] & mask) != (other[i / 8] & mask)) {
                    return false;
                }
            }
            return true;
        }
    }
}
