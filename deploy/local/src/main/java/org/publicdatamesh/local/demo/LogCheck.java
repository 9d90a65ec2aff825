package org.publicdatamesh.local.demo;

import java.nio.file.Path;

/** {@code ./mesh verify-log} on a folder. */
@FunctionalInterface
public interface LogCheck {
    /**
     * What it said.
     *
     * @param exitCode 0 where the log is whole
     * @param output its words
     */
    record Result(int exitCode, String output) {}

    /** Checks the log in the folder, offline. */
    Result check(Path folder);
}
