package org.publicdatamesh.parts;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What an installation knows of one of its processes.
 *
 * @param name its name
 * @param state running, starting (runs, does not listen yet), stopped, or killed (it ended without being stopped)
 * @param port where it listens
 * @param pid its process, null where it does not run
 * @param uptime since its start, null where it does not run
 * @param residentBytes memory it holds with its children, pages shared with others counted in proportion
 */
public record ProcessStatus(
        String name,
        State state,
        int port,
        @Nullable Long pid,
        @Nullable Duration uptime,
        long residentBytes) {
    /** States of a process. */
    public enum State {
        /** Runs and listens. */
        RUNNING,
        /** Runs, does not listen yet. */
        STARTING,
        /** Was never started or was stopped. */
        STOPPED,
        /** Ended without being stopped. */
        KILLED
    }
}
