package org.publicdatamesh.parts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Memory that processes hold, as the kernel tells it; 0 where it does not. */
final class Memory {
    private static final long KB = 1024;

    private Memory() {}

    /** Resident bytes of a process and those below it; memory that they share is counted once. */
    static long resident(ProcessHandle handle) {
        long own = read(handle.pid(), "VmRSS:") - read(handle.pid(), "RssShmem:");
        long shared = read(handle.pid(), "RssShmem:");
        List<ProcessHandle> below = handle.descendants().toList();
        for (ProcessHandle child : below) {
            long shmem = read(child.pid(), "RssShmem:");
            own += read(child.pid(), "VmRSS:") - shmem;
            shared = Math.max(shared, shmem);
        }
        return (own + shared) * KB;
    }

    private static long read(long pid, String field) {
        try {
            for (String line : Files.readAllLines(Path.of("/proc", String.valueOf(pid), "status"))) {
                if (line.startsWith(field)) {
                    return Long.parseLong(line.replaceAll("[^0-9]", ""));
                }
            }
        } catch (IOException e) {
            return 0;
        }
        return 0;
    }
}
