package org.publicdatamesh.kit.http;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Which addresses may be fetched from: those of the public Internet, and networks that the operator allows. What the IANA
 * registers as special purpose (RFC 6890) is not public; of addresses that carry an IPv4 address, that one counts too.
 */
public final class ReachableNetworks {
    private static final List<Network> SPECIAL = networks(List.of(
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
            "64:ff9b:1::/48",
            "100::/64",
            "2001::/23",
            "2001:db8::/32",
            "3fff::/20",
            "5f00::/16",
            "fc00::/7",
            "fe80::/10",
            "fec0::/10",
            "ff00::/8"));
    private static final Network NAT64 = Network.of("64:ff9b::/96");
    private static final Network SIX_TO_FOUR = Network.of("2002::/16");

    /** Names that lead to the machine itself (RFC 6761), and what resolvers of many systems add to them. */
    private static final List<String> OF_THE_MACHINE = List.of("localhost", "localhost.localdomain");

    /** Domains that are for private networks alone: RFC 6762, and ICANN's reservation of 29 July 2024. */
    private static final List<String> OF_PRIVATE_NETWORKS = List.of("local", "internal");

    private static final List<InetAddress> LOOPBACK =
            List.of(InetAddress.ofLiteral("127.0.0.1"), InetAddress.ofLiteral("::1"));

    private final List<Network> allowed;

    private ReachableNetworks(List<Network> allowed) {
        this.allowed = allowed;
    }

    /**
     * The public Internet and these networks.
     *
     * @param allowed networks in CIDR notation, such as {@code 10.20.0.0/16}; or single addresses
     * @throws IllegalArgumentException where one is none
     */
    public static ReachableNetworks publicAnd(List<String> allowed) {
        return new ReachableNetworks(networks(allowed));
    }

    /** Whether the address may be fetched from. */
    public boolean allows(InetAddress address) {
        return allowed.stream().anyMatch(network -> network.contains(address)) || isPublic(address);
    }

    /**
     * Whether a host of this name may be fetched from, as far as the name alone says it, whatever it resolves to: one that leads to
     * the machine itself only where a loopback address is allowed, one of a private network only where some network is.
     *
     * @param name the name, in whatever case, with the dot of the root or without
     */
    public boolean allowsName(String name) {
        String host = (name.endsWith(".") ? name.substring(0, name.length() - 1) : name).toLowerCase(Locale.ROOT);
        if (isOf(host, OF_THE_MACHINE)) {
            return LOOPBACK.stream().anyMatch(this::allows);
        }
        return !allowed.isEmpty() || !isOf(host, OF_PRIVATE_NETWORKS);
    }

    private static boolean isOf(String host, List<String> domains) {
        return domains.stream().anyMatch(domain -> host.equals(domain) || host.endsWith("." + domain));
    }

    private static boolean isPublic(InetAddress address) {
        if (SPECIAL.stream().anyMatch(network -> network.contains(address))) {
            return false;
        }
        Inet4Address inside = carried(address);
        return inside == null || isPublic(inside);
    }

    private static @Nullable Inet4Address carried(InetAddress address) {
        int at = NAT64.contains(address) ? 12 : SIX_TO_FOUR.contains(address) ? 2 : -1;
        if (at < 0) {
            return null;
        }
        byte[] bytes = address.getAddress();
        try {
            return (Inet4Address) InetAddress.getByAddress(Arrays.copyOfRange(bytes, at, at + 4));
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<Network> networks(List<String> texts) {
        return texts.stream().map(String::strip).map(Network::of).toList();
    }

    private record Network(byte[] prefix, int length) {
        static Network of(String text) {
            int slash = text.indexOf('/');
            try {
                InetAddress address = InetAddress.ofLiteral(slash < 0 ? text : text.substring(0, slash));
                byte[] bytes = address.getAddress();
                int length = slash < 0 ? bytes.length * 8 : Integer.parseInt(text.substring(slash + 1));
                if (length < 0
                        || length > bytes.length * 8
                        || address instanceof Inet6Address six && six.getScopeId() != 0) {
                    throw new IllegalArgumentException("not a network: " + text);
                }
                return new Network(bytes, length);
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException("not a network: " + text, e);
            }
        }

        boolean contains(InetAddress address) {
            byte[] bytes = address.getAddress();
            if (bytes.length != prefix.length) {
                return false;
            }
            int whole = length / 8;
            if (!Arrays.equals(bytes, 0, whole, prefix, 0, whole)) {
                return false;
            }
            int rest = length % 8;
            return rest == 0 || ((bytes[whole] ^ prefix[whole]) & 0xff) >> (8 - rest) == 0;
        }
    }
}
