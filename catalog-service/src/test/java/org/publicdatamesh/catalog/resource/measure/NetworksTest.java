package org.publicdatamesh.catalog.resource.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NetworksTest {
    private final Networks publicOnly = new Networks(List.of());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.8.9.10",
                "0.0.0.0",
                "10.1.2.3",
                "100.64.0.1",
                "169.254.169.254",
                "172.31.255.255",
                "192.168.1.1",
                "198.18.0.1",
                "224.0.0.1",
                "255.255.255.255",
                "::1",
                "::",
                "::ffff:10.0.0.1",
                "64:ff9b::a00:1",
                "2002:a00:1::",
                "fc00::1",
                "fd12:3456::1",
                "fe80::1",
                "ff02::1"
            })
    void whatIsNotPublicIsRefused(String address) throws UnknownHostException {
        assertThat(publicOnly.allow(InetAddress.getByName(address))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"8.8.8.8", "172.32.0.1", "100.128.0.1", "192.0.1.1", "2400:3200::1"})
    void whatIsPublicIsAllowed(String address) throws UnknownHostException {
        assertThat(publicOnly.allow(InetAddress.getByName(address))).isTrue();
    }

    @Test
    void theOperatorAllowsANetworkAndNoMore() throws UnknownHostException {
        Networks networks = new Networks(List.of("10.20.0.0/15", " fd00:1::/32"));
        assertThat(networks.allow(InetAddress.getByName("10.20.0.1"))).isTrue();
        assertThat(networks.allow(InetAddress.getByName("10.21.255.255"))).isTrue();
        assertThat(networks.allow(InetAddress.getByName("10.22.0.0"))).isFalse();
        assertThat(networks.allow(InetAddress.getByName("fd00:1::9"))).isTrue();
        assertThat(networks.allow(InetAddress.getByName("fd00:2::9"))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.0", "10.0.0.0/33", "example.org/8", "10.0.0.0/x", ""})
    void whatIsNoNetworkStopsTheStart(String text) {
        assertThatThrownBy(() -> new Networks(List.of(text))).isInstanceOf(IllegalArgumentException.class);
    }
}
