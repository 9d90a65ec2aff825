package org.publicdatamesh.kit.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReachableNetworksTest {
    private static final ReachableNetworks PUBLIC = ReachableNetworks.publicAnd(List.of());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "10.1.2.3",
                "100.64.0.1",
                "100.127.255.255",
                "127.0.0.1",
                "127.8.9.10",
                "127.255.255.254",
                "169.254.169.254",
                "172.16.0.1",
                "172.31.255.255",
                "192.0.0.8",
                "192.168.1.1",
                "198.18.0.1",
                "198.19.255.255",
                "203.0.113.9",
                "224.0.0.1",
                "239.1.1.1",
                "240.0.0.1",
                "255.255.255.255",
                "::",
                "::1",
                "::ffff:10.0.0.1",
                "::7f00:1",
                "64:ff9b::a00:1",
                "64:ff9b:1::1",
                "2001::1",
                "2001:db8::1",
                "2002:7f00:1::",
                "2002:a00:1::",
                "2002:c0a8:101::1",
                "fc00::1",
                "fd12:3456::1",
                "fdff::1",
                "fe80::1",
                "fec0::1",
                "ff02::1"
            })
    void whatIsNotOfThePublicInternetIsNotFetchedFrom(String address) {
        assertThat(PUBLIC.allows(InetAddress.ofLiteral(address))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1",
                "8.8.8.8",
                "9.255.255.255",
                "11.0.0.0",
                "100.63.255.255",
                "100.128.0.0",
                "100.128.0.1",
                "172.15.255.255",
                "172.32.0.0",
                "172.32.0.1",
                "192.0.1.1",
                "192.167.255.255",
                "198.17.255.255",
                "198.20.0.0",
                "223.255.255.255",
                "2400:3200::1",
                "64:ff9b::101:101",
                "2002:101:101::1"
            })
    void whatIsPublicIsFetchedFrom(String address) {
        assertThat(PUBLIC.allows(InetAddress.ofLiteral(address))).isTrue();
    }

    @Test
    void theOperatorAllowsNetworksAndNothingBesideThem() {
        ReachableNetworks networks = ReachableNetworks.publicAnd(List.of("10.20.0.0/15", "127.0.0.1", " fd00:1::/32"));
        assertThat(List.of("10.20.0.1", "10.21.255.255", "127.0.0.1", "fd00:1::9", "fd00:1:ffff::1", "1.1.1.1"))
                .allMatch(address -> networks.allows(InetAddress.ofLiteral(address)));
        assertThat(List.of("10.19.255.255", "10.22.0.0", "127.0.0.2", "fd00:2::1", "fd00:2::9", "::1"))
                .noneMatch(address -> networks.allows(InetAddress.ofLiteral(address)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "LocalHost.",
                "a.b.localhost",
                "localhost.localdomain",
                "printer.local",
                "LOCAL.",
                "kafka.internal",
                "internal"
            })
    void aNameOfTheMachineOrOfAPrivateNetworkIsNotFetchedFrom(String name) {
        assertThat(PUBLIC.allowsName(name)).isFalse();
        assertThat(ReachableNetworks.publicAnd(List.of("127.0.0.1")).allowsName(name))
                .isTrue();
    }

    @Test
    void aNetworkThatIsAllowedHasNamesAndTheMachineHasThemOnlyWhereItIs() {
        ReachableNetworks inside = ReachableNetworks.publicAnd(List.of("10.20.0.0/16"));
        assertThat(inside.allowsName("hooks.internal")).isTrue();
        assertThat(inside.allowsName("localhost")).isFalse();
        assertThat(List.of("example.org", "localhost.example.org", "notlocalhost", "thermal", "local.example"))
                .allMatch(PUBLIC::allowsName);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/x", "intranet/8", "example.org/8", "::/129"})
    void whatIsNoNetworkIsRefusedAtOnce(String text) {
        assertThatThrownBy(() -> ReachableNetworks.publicAnd(List.of(text)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void anAddressWithoutAPrefixIsThatAddressAlone() {
        ReachableNetworks networks = ReachableNetworks.publicAnd(List.of("10.0.0.0"));
        assertThat(networks.allows(InetAddress.ofLiteral("10.0.0.0"))).isTrue();
        assertThat(networks.allows(InetAddress.ofLiteral("10.0.0.1"))).isFalse();
    }
}
