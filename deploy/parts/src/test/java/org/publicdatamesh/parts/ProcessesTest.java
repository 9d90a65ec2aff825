package org.publicdatamesh.parts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessesTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path home;

    @SuppressWarnings("NullAway.Init")
    private Processes processes;

    @SuppressWarnings("NullAway.Init")
    private ProcessHandle sleeper;

    @BeforeEach
    void start() {
        processes = new Processes(home);
        sleeper = processes.start("sleeper", home, List.of("sleep", "300"), Map.of());
    }

    @AfterEach
    void end() {
        sleeper.destroyForcibly();
    }

    @Test
    void a_process_is_found_again_by_its_name() {
        assertThat(new Processes(home).find("sleeper")).map(ProcessHandle::pid).contains(sleeper.pid());
        ProcessStatus status = processes.status("sleeper", 1);
        assertThat(status.state()).isEqualTo(ProcessStatus.State.STARTING);
        assertThat(status.pid()).isEqualTo(sleeper.pid());
        assertThat(status.residentBytes()).isPositive();
    }

    @Test
    void a_pid_that_belongs_to_another_process_by_now_is_never_touched() throws IOException {
        Path file = home.resolve("run/sleeper.pid");
        String recorded = Files.readString(file);
        String born = recorded.substring(0, recorded.length() - 1) + (recorded.endsWith("1") ? "2" : "1");
        Files.writeString(file, born);
        assertThat(processes.find("sleeper")).isEmpty();
        processes.kill("sleeper");
        processes.stop("sleeper", Duration.ofSeconds(5));
        assertThat(sleeper.isAlive()).isTrue();
    }

    @Test
    void a_process_that_has_ended_and_is_not_waited_for_is_not_found() throws Exception {
        Process careless = new ProcessBuilder("sh", "-c", "sleep 0.2 & echo $!; exec sleep 300").start();
        try (BufferedReader told = careless.inputReader()) {
            long child = Long.parseLong(told.readLine());
            ProcessHandle handle = ProcessHandle.of(child).orElseThrow();
            Files.writeString(home.resolve("run/sleeper.pid"), child + " " + Processes.birth(handle));
            assertThat(processes.find("sleeper")).isPresent();
            assertThat(Wait.until(
                            Duration.ofSeconds(5),
                            () -> processes.find("sleeper").isEmpty(),
                            () -> false))
                    .isTrue();
        } finally {
            careless.destroyForcibly();
        }
    }

    @Test
    void a_pid_file_that_cannot_be_read_names_nobody() throws IOException {
        for (String content : List.of("", "x", "12", sleeper.pid() + " ", "1 2 3", "99999999999999999999 1")) {
            Files.writeString(home.resolve("run/sleeper.pid"), content);
            assertThat(processes.find("sleeper")).as(content).isEmpty();
        }
    }

    @Test
    void a_killed_process_is_told_from_a_stopped_one() {
        processes.kill("sleeper");
        assertThat(processes.status("sleeper", 1).state()).isEqualTo(ProcessStatus.State.KILLED);
        assertThat(processes.find("sleeper")).isEmpty();
        sleeper = processes.start("sleeper", home, List.of("sleep", "300"), Map.of());
        processes.stop("sleeper", Duration.ofSeconds(10));
        assertThat(processes.status("sleeper", 1).state()).isEqualTo(ProcessStatus.State.STOPPED);
        assertThat(sleeper.isAlive()).isFalse();
    }

    @Test
    void orphans_are_those_that_work_in_the_folder() throws IOException {
        Path other = Files.createDirectory(home.resolve("other"));
        Processes.endOrphansIn(other.toRealPath());
        assertThat(sleeper.isAlive()).isTrue();
        Processes.endOrphansIn(home.toRealPath());
        assertThat(Processes.awaitEnd(sleeper, Duration.ofSeconds(5))).isTrue();
    }
}
