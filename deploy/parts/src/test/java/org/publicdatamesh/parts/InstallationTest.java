package org.publicdatamesh.parts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstallationTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    void a_taken_port_is_said_with_its_number_and_the_remedy() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = taken.getLocalPort();
            assertThatThrownBy(() -> installation().requirePort("kafka", port))
                    .hasMessage("port " + port + ", which kafka needs, is taken by another program;"
                            + " end that, or set MESH_PORT_BASE to another base");
        }
    }

    @Test
    void a_base_without_room_for_the_ports_is_refused() {
        assertThatThrownBy(() -> Installation.at(folder, folder.resolve("home"), 80))
                .hasMessage("MESH_PORT_BASE is 80; choose one from 1024 to 65000");
    }

    @Test
    void a_part_that_ends_while_it_starts_points_to_its_log() {
        Installation at = installation();
        assertThatThrownBy(() -> at.await("kafka", Duration.ofSeconds(30), () -> false, "does not answer"))
                .hasMessage("kafka ended while it started; its log says why: "
                        + at.home().resolve("logs/kafka.log"));
    }

    @Test
    void secrets_are_made_once_and_only_the_owner_can_read_them() throws IOException {
        Installation at = installation();
        String secret = at.credentials().get("db.catalog");
        assertThat(installation().credentials().get("db.catalog")).isEqualTo(secret);
        assertThat(at.credentials().find("account.nobody")).isEmpty();
        assertThat(PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(at.home().resolve("credentials.json"))))
                .isEqualTo("rw-------");
    }

    @Test
    void purge_deletes_an_installation_and_nothing_else() throws IOException {
        Installation at = installation();
        at.prepare();
        Path outside = Files.writeString(folder.resolve("outside"), "kept");
        Files.createSymbolicLink(at.home().resolve("link"), folder);
        at.purge();
        assertThat(at.home()).doesNotExist();
        assertThat(outside).hasContent("kept");
        Path foreign = Files.createDirectory(folder.resolve("foreign"));
        assertThatThrownBy(() -> Installation.at(folder, foreign, 30_000).purge())
                .hasMessage(foreign + " is not an installation's own directory; delete by hand what you mean");
        assertThatThrownBy(() -> {
                    Installation house = Installation.at(folder, folder, 30_000);
                    house.prepare();
                    house.purge();
                })
                .hasMessage(folder + " is not an installation's own directory; delete by hand what you mean");
    }

    @Test
    void an_installation_is_found_again_on_its_ports() {
        Installation at = installation();
        at.prepare();
        assertThat(Installation.in(folder, at.home()).base()).isEqualTo(30_000);
        assertThatThrownBy(() -> Installation.in(folder, folder.resolve("none")))
                .hasMessage("no installation in " + folder.resolve("none") + "; ./mesh up makes one");
    }

    private Installation installation() {
        return Installation.at(folder.resolve("house"), folder.resolve("home"), 30_000);
    }
}
