package org.publicdatamesh.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.publicdatamesh.parts.PartFailure;

class HouseTest {
    @TempDir
    Path folder;

    private House house(Map<String, String> more) {
        Map<String, String> all = new java.util.HashMap<>(more);
        all.put("MESH_HOUSE", folder.toString());
        return House.of(all);
    }

    @Test
    void data_lie_in_the_checkout_and_ports_start_at_the_default() {
        House house = house(Map.of());
        assertThat(house.home()).isEqualTo(folder.resolve(".mesh"));
        assertThat(house.toStart().port(0)).isEqualTo(23400);
        assertThat(house.made()).isEmpty();
    }

    @Test
    void the_environment_moves_data_and_ports() {
        House house = house(Map.of("MESH_HOME", folder.resolve("there").toString(), "MESH_PORT_BASE", "25000"));
        assertThat(house.home()).isEqualTo(folder.resolve("there"));
        assertThat(house.toStart().port(4)).isEqualTo(25004);
    }

    @Test
    void an_installation_stays_on_the_ports_it_was_made_on() {
        house(Map.of("MESH_PORT_BASE", "25100")).toStart().prepare();
        assertThat(house(Map.of()).toStart().base()).isEqualTo(25100);
        assertThat(house(Map.of()).existing().base()).isEqualTo(25100);
    }

    @Test
    void wrong_settings_are_refused_in_one_line_with_the_remedy() {
        assertThatThrownBy(() -> house(Map.of("MESH_PORT_BASE", "many")))
                .isInstanceOf(PartFailure.class)
                .hasMessage("MESH_PORT_BASE is \"many\"; give the first of 17 free ports, for instance 23400");
        assertThatThrownBy(() -> house(Map.of("MESH_PORT_BASE", "80")).toStart())
                .hasMessage("MESH_PORT_BASE is 80; choose one from 1024 to 65000");
        assertThatThrownBy(() -> house(Map.of()).existing())
                .hasMessage("there is no mesh in " + folder.resolve(".mesh") + "; ./mesh up makes one");
    }

    @Test
    void a_failure_is_told_in_one_line() {
        assertThat(Mesh.message(new PartFailure("kafka does not answer;\nits log says why")))
                .isEqualTo("kafka does not answer; its log says why");
        assertThat(Mesh.message(new IllegalStateException("x")))
                .startsWith("an unforeseen failure, please report it: ");
    }

    @Test
    void an_installation_that_is_down_says_so() {
        house(Map.of()).toStart().prepare();
        MeshStatus status = MeshStatus.of(house(Map.of()).existing());
        assertThat(status.anyRunning()).isFalse();
        assertThat(status.allRunning()).isFalse();
        assertThat(status.json()).contains("\"ready\" : false").contains("\"name\" : \"postgresql\"");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        status.print(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        assertThat(bytes.toString(StandardCharsets.UTF_8))
                .contains("postgresql")
                .contains("stopped");
    }

    @Test
    void down_deletes_only_an_installation() throws Exception {
        Path other = Files.createDirectories(folder.resolve("other"));
        Files.writeString(other.resolve("letter"), "dear");
        House house = house(Map.of("MESH_HOME", other.toString()));
        assertThatThrownBy(() -> house.toStart().purge()).isInstanceOf(PartFailure.class);
        assertThat(other.resolve("letter")).exists();
    }

    @Test
    void times_are_told_in_words() {
        assertThat(MeshStatus.words(Duration.ofSeconds(59))).isEqualTo("59 s");
        assertThat(MeshStatus.words(Duration.ofMinutes(59))).isEqualTo("59 min");
        assertThat(MeshStatus.words(Duration.ofMinutes(61))).isEqualTo("1 h 1 min");
        assertThat(MeshStatus.words(Duration.ofHours(49))).isEqualTo("2 d 1 h");
    }
}
